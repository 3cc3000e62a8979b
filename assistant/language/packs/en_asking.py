"""How English asks: the cues of questions."""

from __future__ import annotations

from assistant.language.packs.question_cues import Asking
from assistant.records import Kind

ENGLISH_ASKING = Asking(
    leans=r"^\s*(?:and|but|so|then|also|what about|how about|what of|same for|ok|okay)\b"
    r"|\b(?:it|its|they|them|their|these|those|this one|that one|there|the same|the former|the latter)\b",
    word=r"\w+",
    fewest=3,
    filling=r"\b(?:and|but|so|what|how|about|of|for|in|the|then|a|an|at|with|is|it|same|ok|okay|also|district|city)\b",
    lists=r"\bwhich\b.*s\b|\bwhat are\b|\blist\b|\bsummari[sz]e\b|\boverview\b|\ball\b|\bconditions\b|\brequirements\b",
    limits=(
        r"\bdeadlines\b|\btime limits\b|\bwithin how many \w+\b.*\bwithin how many\b",
        r"\b(?:within|no later than|not later than|by|before|at least every)\b",
    ),
    targets=(
        r"\b(?:targets|goals|numbers|(?:hard|key|main|target) figures)\b",
        r"\b(?:by|more than|over|at least|up to|about|around|less than|reach\w*|exceed\w*|target\w*)\b",
    ),
    kinds={
        Kind.REGULATION: r"\bregulations?\b",
        Kind.PLAN: r"\baction plans?\b",
        Kind.LAW: r"\b(?:laws?|acts?)\b",
        Kind.NEWS: r"\b(?:news|articles? in the press|press reports?)\b",
        Kind.GUIDANCE: r"\b(?:guidelines?|guidance|playbook)\b",
    },
    old=r"\b(?:supersed|repeal|expired|former(?:ly)?|previous(?:ly)?|earlier version|old(?:er)? version|original(?:ly)?"
    r"|draft|vetoed?|bill|history)",
    validity=r"\bin force\b|\bstill (?:valid|apply|applies|applicable|stands?|good|alive|open|running)\b"
    r"|\bcan (?:i|we|one|they|you) still\b|\bor (?:is it )?dead\b"
    r"|\b(?:repealed|revoked|rescinded|superseded|expired|replaced)\b"
    r"|\b(?:take|takes|took|came|come) (?:effect|into force)\b",
    outcome=r"\bactual(?:ly)?\b|\bso far\b|\bto date\b|\bended up\b|\bturned out\b|\bpaid out\b",
    claimed=r"\b(?:to|until|till|by|before|after|since|beyond)\s+(?:\w+\s+)?(?:\d{1,2}\s+)?\s*$",
    two_things=r"\b(?:and|or|than|versus|vs|both|with|between|compared?)\b",
    how_much=r"\bhow much\b|\bwhat(?:'s|’s| is| are| was)\b",
    days={
        "expires": (
            r"\b(?:expir\w+|runs? out|lapses?|valid(?:ity)?|(?:can|may) (?:i|we|one|they|you) still|or dead"
            r"|still (?:apply|open|available|good|alive|running)|(?:stay|remain)s? in force"
            r"|how (?:much )?long(?:er)?\b.*\b(?:force|left|remain\w*)|left (?:before|until)|until when)\b",
            r"\bvalid\b|\bexpir|\bin force\b|\buntil\b|\bthrough\b|\bthree years\b",
        ),
        "effective": (
            r"\b(?:takes?|took|come?s?|came|into|go(?:es)?|went|enter\w*)\s+(?:into\s+)?(?:effect|force)\b"
            r"|\beffective\b|\bapplicable from\b|\bstart(?:s|ed)? (?:to apply|applying)\b"
            r"|\b(?:since|from) (?:when|wh(?:ich|at) (?:day|date))\b|\bin force since\b",
            r"\beffect(?:ive)?\b|\bin(?:to)? force\b|\bimplement(?:ed|ation)\b|\bcommence|\bshall apply from\b",
        ),
        "issued": (
            r"\bwhen\b.*\b(?:issued|published|released|adopted|passed|signed|enacted|promulgated)\b"
            r"|\b(?:date|day)\b.*\b(?:issu\w+|publi\w+|release|adopt\w+|sign\w+|enact\w+)\b|\bdated\b",
            r"\bissued\b|\bpublished\b|\breleased\b|\badopted\b|\bpassed\b|\bapproved\b|\bsigned\b|\bpromulgated\b"
            r"|^\W*[A-Z][a-z]+ \d{1,2}, \d{4}\W*$",
        ),
    },
    spans=r"\b(?:one|two|three|five|\d) years?\b",
    penalty=r"\bfine[sd]?\b|\bpenalt|\bpunish|\bprohibit|\bliab",
    budget=r"\bbudget|\bpot\b|\bin all\b|\btotal\b",
    applying=r"\bappl(?:y|ies|ication)|\bdeadline|\bdocuments?\b|\bform\b|\bhand in",
    sizes={"percent": r"\brates?\b|\bshare\b", "money": r"\b(?:size|big|large|worth|value[ds]?|volume)\b"},
    rank=r"\brank(?:s|ed|ing)?\b|\bwhich place\b",
    passed=r"\bpassed\b|\badopted\b",
    how_many=r"\bhow many\s+(?:[\w-]+\s+){0,3}?[\w-]+|\bnumber of\s+(?:[\w-]+\s+){0,3}?[\w-]+",
)
