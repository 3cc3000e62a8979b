"""How English asks for facts of each kind, and how it states them: patterns, found in any case."""

from __future__ import annotations

from assistant.language.packs.pack import FactWords

ENGLISH_FACTS = FactWords(
    asks={
        "contact": (
            r"\b(?:tele)?phone\b|\b(?:street|postal) address\b|\bhotline\b|\be-?mail\b"
            r"|\bcontact (?:details|person|number)\b|\bwebsite\b|\bURL\b"
        ),
        "reason": r"^\W*(?:so |and |but )?why\b|\bfor what reason\b",
        "person": (
            r"\bwho (?:is|was|are|were) (?:the |its |their |now )*(?:deputy |vice )?"
            r"(?:director|head|chief|mayor|secretary|minister|chair|president|boss)"
            r"|\bwho (?:heads|leads|chairs|directs)\b|\bname of the (?:director|head|mayor|official)"
        ),
        "rate": r"\b(?:what|which) (?:rate|share|percentage|proportion)|per ?cent|percentage",
        "duration": r"\bhow long\b|\bhow many (?:\w+ )?(?:days|weeks|months|years|hours)\b",
        "date": r"\bwhen\b|\b(?:what|which) (?:date|day|year|month)\b|\bdeadline\b|\bsince\b",
        "money": (
            r"\bhow much\b|\bcaps?\b|\bamounts?\b|\bmaximum\b|\bmost\b.*\b(?:get|receive|paid|pay|claim)\b"
            r"|\bfines?\b|\bbudget\b|\bpenalt(?:y|ies)\b|\binvestment\b"
        ),
        "count": r"\bhow many\b|(?<!document )(?<!reference )(?<!serial )(?<!phone )(?<!article )\bnumber of\b",
        "body": (
            r"^\s*who\b|\b(?:which|what) (?:body|office|bureau|department|authority|agency|organi[sz]ation|company)\b"
            r"|\bissued by\b|\bin charge\b|\bresponsible\b"
        ),
    },
    states={
        "body": (
            r"\b(?:bureaus?|departments?|commission|committee|ministry|office|council|government|congress|association"
            r"|district|administration|authority|cyberport|director|president|founder|deputy)\b"
        ),
        "person": r"\b(?:director|head|chief|mayor|secretary|minister|chair\w*|president) (?:of|is|was)\b",
        "reason": (
            r"\bbecause\b|\bexpired\b|\bso (?:that|these|nobody|the|they|it)\b|\bdue to\b|\bin order to\b"
            r"|\bsince (?!\d|\w+ \d)|\baim(?:s|ed)? (?:to|at)\b|\breasons?\b|\bdepends on\b"
        ),
    },
    details={
        "telephone": r"phone|hotline|\bcall\b|\bfax\b",
        "mail": "e-?mail",
        "web": r"web ?site|\bURL\b|online",
        "street": r"\baddress\b|\bstreet\b",
        "wechat": "wechat",
    },
    street=r"\b\d+ [A-Z]\w+ (?:Road|Street|Avenue)|(?:Road|Street|Avenue),? ",
    offices={
        "head": "director|head|chief|boss",
        "mayor": "mayor",
        "secretary": "secretary",
        "minister": "minister",
        "chair": r"chair\w*|president",
        "officer": "officer",
    },
    deputy=r"\b(?:deputy|vice)[- ]",
)
