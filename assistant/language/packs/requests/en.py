"""How requests are worded in English."""

from __future__ import annotations

from assistant.language.packs.requests.cues_of_requests import RequestCues

_TEXT = (
    r"(?:[\w-]+ ){0,3}?(?:repl(?:y|ies)|answers?|briefings?|briefs?|notes?"
    r"|memos?|summar(?:y|ies)|overviews?|letters?|speech|talking points|paragraphs?|tables?)\b"
)

_BESIDE = "(?:for|by|in|at|from|to|on|until|till|with|under|of)"
_ASKED = (
    r"what|whose|whom|when|where|why|how|is|are|was|were|does?|did|can|could|(?<!\d )may(?! \d)|must|should|will|would"
    r"|has|have"
)
_DOCUMENTS = "policies|documents|measures|plans|laws|acts|regulations|rules|schemes?|texts|notices|files"
_ISSUED = (
    r"\b(?:issued|published|adopted|released|passed|came out)\b"
    r"|\b(?:did|does|do|has|have)\b[^.?!]{0,60}\b(?:issue|publish|adopt|release|pass)\b"
)
_ENDING = r"\b(?:expir\w+|lapse\w*|run out|runs out|end(?:s|ing)?(?! of\b)|phased? out|sunset)\b"
_STARTING = (
    r"\b(?:came|come|comes|coming|enter\w*|took|takes?|go|went) (?:into |in )?(?:force"
    r"|effect)\b|\bstart(?:s|ed)? to apply\b"
)
_EVENTS = f"{_ISSUED}|{_ENDING}|{_STARTING}"
_TIMES = r"\b(?:19|20)\d\d\b|\btoday\b|\bnow\b|\b(?:this|next|last) (?:year|month|quarter)\b"

_BE = "(?:is|are|was|were|has|have|had|does|do|did|can|may|must|shall|will)"

REQUEST = RequestCues(
    courtesies=(
        r"\b(?:hi|hello|hey|dear \w+(?: \w+)?|good (?:morning|afternoon|evening|day)"
        r"|greetings)(?: there| all| team| everyone)?\b"
        r"|\b(?:many |a lot of )?thank(?:s| you)(?: so much| very much| a lot| in advance"
        r"| again)?(?: for your (?:help|time))?\b"
        r"|\bthx\b|\bcheers\b|\b(?:best|kind|warm) (?:regards|wishes)\b|\bsincerely(?: yours)?\b"
        r"|\bsorry to bother(?: you)?\b"
        r"|\bi hope (?:this|you)[^.?!]*(?:well|fine)\b|\bplease\b|\bpls\b"
    ),
    wrappings=(
        r"\b(?:can|could|would|will) you (?:kindly )?(?:tell|explain to|let|show|help|give)(?: me"
        r"| us)?(?: know| understand| find out)?(?: if| whether)?\b"
        r"|\b(?:i|we)(?:'d| would)? (?:like|love|want|need) to (?:know|ask|understand|find out"
        r"|check)(?: if| whether| about)?\b"
        r"|\b(?:i|we) (?:was|were|am|are)? ?(?:just )?wonder(?:ing)?(?: if| whether)?\b"
        r"|\bdo you (?:happen to )?know(?: if| whether)?\b"
        r"|\b(?:quick|one more|just a|another) question\b|\btell (?:me|us)(?: about| if| whether)?\b"
        r"|\bany (?:idea|chance)(?: if| whether)?\b|\bexplain (?:to me|to us)\b"
    ),
    tasks=(
        (
            "check",
            r"\b(?:fact-?check|(?:check|verify|proofread|review)"
            r"(?= (?:this|the|my|our|these|that|following)\b[^\n:]{0,60}"
            r"(?:draft|article|text|paragraph|story|piece|statement|claim|sentence|release|passage)))"
            r"[^\n:.?]{0,80}(?:[:.?\n]|$)",
        ),
        (
            "brief",
            # "I prepare notes for …" tells what the asker does
            r"(?<!\bi )(?<!\bwe )\b(?:draft|write|prepare|compose|make)(?: me| us)? (?:an? |the |some )?"
            rf"{_TEXT}(?: (?:on"
            rf"|about|for|to|of)(?: (?:a|the) (?:deputy|journalist|minister|mayor|citizen"
            rf"|member)(?:'s)?(?: question)?)?)?",
        ),
        (
            "brief",
            r"\b(?:in |on |about )?(?:one|half a|a single) page\b|\bsummari[sz]e(?: for (?:me|us))?\b"
            r"|\bgive (?:me|us) an? (?:short |quick |brief )?(?:summary|overview|briefing)(?: of| on| about)?\b"
            r"|\bbrief (?:me|us) (?:on|about)\b",
        ),
        (
            "brief",
            r"^\W*(?!i |we )(?:[\w-]+ ){0,3}?(?:briefing|brief|memo|note)s?\b(?= \(| for | on |:)"
            r"(?: (?:on|about|for|to|of))?"
            r"|\b(?:need|want|like) (?:an? )?(?:[\w-]+ ){0,2}?(?:briefing|brief|memo)\b(?: (?:on|about|for|of))?",
        ),
        ("compare", r"\b(?:compare(?: them)?(?: in a table)?|side by side|in a (?:comparison )?table)\b"),
        (
            "list",
            r"^\W*(?:(?:could|can) you )?(?:list|name|enumerate)(?: me| us)?(?: all| every"
            r"| each)?(?: of)?(?: the)?\b(?! of)",
        ),
        (
            "quote",
            r"^\W*quote(?: me| us)?(?: exactly| verbatim| word for word)?(?: what)?\b|\b(?:exact"
            r"|verbatim) (?:wording|text) of\b|\bword for word\b",
        ),
    ),
    asking=(
        r"\?|\b(?:what|which|who|whose|whom|when|where|why|how|is there|are there|can|could|do|does"
        r"|did|is|are|was|were|should|may|must|will)\b[^.]*$"
    ),
    telling=r"\b(?:we|our|ours|us|i|my|i'm|we're|we've|i've)\b",
    supposing=(
        r"\b((?:if|suppose|assuming|given that|since|as) (?:we|our|i"
        r"|my)\b[^?]*?),(?=\s*(?:and )?(?:how|what|which|can|could|do|does|is|are|would|will|should"
        r"|may)\b)"
    ),
    kinds=(
        (
            "changed",
            r"\bwhat(?:'s| is| has)? (?:changed|different|new|the difference)\b|\bchanges? (?:between|from"
            r"|since)\b|\bdiffer(?:s|ence|ences)? (?:between|from)\b",
        ),
        ("combine", r"\b(?:combine|stack|cumulat\w+|both .* and .* (?:for|on) the same|on top of|together with)\b"),
        (
            "quote",
            r"\bquote\b|\bexactly (?:what )?(?:does )?(?:article|section|art\.)|\bexact (?:words|wording"
            r"|text)\b|\bword for word\b",
        ),
        ("compare", r"\bcompare\w*\b|\bversus\b|\bvs\.?\b|\bin a table\b|\bside by side\b"),
        (
            "register",
            r"\bwhich\b(?:[ (]+[\w&]+\)?){0,6}? (?:polic(?:y|ies)|documents?|papers?|texts?|measures?|plans?|laws?"
            r"|acts?|orders?|regulations?|rules?|schemes?)\b(?:[ (]+[\w&]+[),]*){0,8}? \(?(?:expir\w+|ends?|lapses?"
            r"|runs? out|holds?|came into|comes? into|enters? into|takes? effect|took effect|consultation\w*|drafts?"
            r"|dead|(?:are|were|is|was|still) (?:still |now |currently |being |only |just )*(?:in force|valid|issued"
            r"|published|adopted|drafts?|repealed|revoked|superseded|replaced|vetoed))\b"
            rf"|(?<![^.?!])(?=[^.?!]*\b(?:{_DOCUMENTS})\b)[^.?!]*\bwhich (?:ones? |of (?:them|these|those) )?"
            r"(?:have|has|are|is) (?:already |still |now )?(?:expired|run out|lapsed|ended|in force|valid)\b"
            # or, in one sentence, whichever sorts of documents, an event of their life, and a time
            rf"|(?<![^.?!])(?=[^.?!]*\b(?:which|what|list|name|all)\b[^.?!]{{0,60}}\b(?:{_DOCUMENTS})\b)"
            rf"(?=[^.?!]*(?:{_EVENTS}))(?=[^.?!]*(?:{_TIMES}))",
        ),
        (
            "apply",
            r"\b(?:how|where) (?:do|can|to|should|would) (?:we|i|one|a company)?\s*apply\b|\bapply (?:by"
            r"|until|before|for it|and by when)\b|\bdeadline\b|\btoo late\b|\bstill (?:apply|time)\b",
        ),
        (
            "amount",
            r"\bhow much (?:would|could|can|will|do|does|is|are|money)\b.*\b(?:we|i|us|our|my|get|back"
            r"|receive|for)\b|\bwhat (?:would|could|can) (?:we|i) (?:get|receive|apply for)\b"
            r"|\bhow much is the fine\b",
        ),
        ("list", r"\blist\b|\ball (?:the )?\w+s\b|\bwhich \w+s\b|\bwhat are\b"),
        (
            "yes_no",
            r"^\s*(?:so |and |but )?(?:is|are|was|were|does|do|did|can|could|has|have|had|may|must|should|will)\b",
        ),
        ("who", r"\bwho\b|\bwhich (?:office|body|department|authority|bureau)\b"),
        ("claim", r"\bis it true\b|\btrue that\b|\bcorrect that\b"),
    ),
    spending=(
        r"\b(?:spen[dt]\w*|pay|paid|contracts?|cost\w*|bills?|budget|invest(?:s|ed|ing|ments?)?|bought|purchas\w*|buy\w*|rent\w*"
        r"|turnover|revenue|price\w*|fees?|lease\w*|sales|sold|burn\w*|invoices?|quot(?:e|es|ed))\b"
    ),
    held=r"\bcapital\b|\bvalu(?:ed|ation)\b|\b(?:raised|funding|financing)\b",
    staff=r"\b(\d[\d,]*)[- ]?(?:person|people|employees|staff|strong|member|ppl|heads)\b|\bteam of (\d+)\b",
    founded=(
        r"\b(?:est\.|founded|established|set up|started|incorporated|registered)(?: \w+){0,2} (?:in )?((?:19|20)\d\d)\b"
    ),
    startup=r"\bstart-?ups?\b",
    turnover=r"\bturnover\b|\brevenues?\b",
    mature=r"\b(?:no|not an?|not really an?|never an?|no longer an?|hardly an?) (?:\w+ )?start-?ups?\b",
    checks=(
        r"\b(?:check|verify|fact-?check|proofread)\b|\b(?:is|are|was) (?:this|that|it|these|the following)\b[^?]{0,30}"
        r"\b(?:right|correct|true|accurate|ok)\b|\b(?:right|correct|true|accurate)\s*\?"
        r"|\bcan (?:i|we) (?:write|print)\b"
    ),
    duties=(
        r"\b(?:dut(?:y|ies)|obligations?|requirements?|responsibilit(?:y|ies)|tasks)\b"
        r"|\b(?:must|has to|have to|shall|is to|are to)\b[^.?!]{0,30}\b(?:do|observe|comply|fulfil)\b"
    ),
    breaches=(
        r"\b(?:broken|breach\w*|break\w*|violat\w*|ignor\w*|penalt\w+|fines?|sanction\w*|consequences?)\b",
        r"\b(?:breach\w*|violat\w*|break\w*|penalt\w+|fined?|punish\w*|sanction\w*)\b",
    ),
    levels=(
        r"\b(?:only|just) (?:the |from the |our )?district\b"
        r"|\b(?:will|does|can|would) (?:the|our) district (?:itself )?\w+\b"
        r"|\b(?:not|without|except) (?:the |from the )?city\b",
        r"\b(?:only|just) (?:the |from the )?city\b|\b(?:will|does|can|would) (?:the|our) city (?:itself )?\w+\b"
        r"|\b(?:not|without|except) (?:the |from the |our )?district\b",
    ),
    left=(
        r"\b(?:formerly|previously|originally|before|used to be|were|was) (?:based |registered |located )?in\s+$"
        r"|\b(?:moved?|moving|relocat\w+|came|come)\b[^,;.]{0,40}\bfrom\s+$"
    ),
    dealing=(
        r"\b(?:from|by|with|via) (?:an? |the |our )?(?:[\w-]+ ){0,3}?(?:compan(?:y|ies)|firms?|suppliers?|sellers?"
        r"|vendors?|providers?|landlords?|people)(?: \w+)? (?:in|of|from)\s+$"
    ),
    unrelated=(
        r"\bun(?:related|affiliated)\b|\bnot (?:related|affiliated|linked|connected)\b"
        r"|\bno (?:ties|links?|relation\w*|connection)\b|\bindependent (?:seller|supplier|vendor|third party)\b"
    ),
    related=r"\b(?:parent|sister|affiliated|related) (?:company|firm|party)\b|\b(?:our|a) subsidiary\b",
    bodies=(
        ("university", r"\buniversit"),
        ("institute", r"\b(?:research )?institute\b"),
        ("firm", r"\b(?:compan(?:y|ies)|firm|enterprise|start-?up|business)\b"),
    ),
    as_of=(
        r"\bas (?:of|at)\b|\bin force (?:on|in|as)\b|\b(?:on|in|by) (?=\d|january|february|march|april"
        r"|may|june|july|august|september|october|november|december)"
    ),
    events=(
        ("expires", _ENDING),
        ("draft", r"\bdrafts?\b|\bconsultations?\b"),
        ("repealed", r"\b(?:repealed|revoked|vetoed|superseded|replaced|rescinded|no longer (?:in force|valid))\b"),
        ("effective", _STARTING),
        ("issued", _ISSUED),
        ("held", r"\bin force\b|\bvalid\b|\bapply now\b|\bcurrently\b|\bin effect\b"),
    ),
    documents=(
        ("law", r"\b(?:laws?|acts?|statutes?)\b"),
        ("regulation", r"\b(?:regulations?|orders?)\b"),
        ("measure", r"\b(?:measures?|schemes?|subsid(?:y|ies)|vouchers?|money|funding)\b"),
        ("plan", r"\b(?:action )?plans?\b"),
        ("guidance", r"\b(?:guidance|guidelines?)\b"),
        ("news", r"\b(?:news|articles?)\b"),
    ),
    before=(r"\b(?:by|before|until|till|up to|no later than)(?: the)?(?: end of| new year(?:.s day)?)?\s*$", r"(?!)"),
    after=(r"\b(?:after|since|from|later than)(?: the)?(?: (?:end|beginning) of)?\s*$", r"(?!)"),
    ended=(
        r"\balready\b|\b(?:have|has) (?:expired|lapsed|ended|run out)\b"
        r"|\b(?:including|also) (?:those )?(?:expired|lapsed)\b"
    ),
    beyond=r"\b(?:after|later than)\b",
    orders=(
        r"^\W*(?:give|show|tell|explain|list|find|check|compare|name|quote|describe|summari[sz]e|draft"
        r"|write|prepare|look up|send)\b"
    ),
    support=r"\b(?:pays? (?:for|out)|support measures?|subsid\w+|vouchers?|grants?|funding|money|rewards?)\b",
    voucher=r"\bvouchers?\b",
    wants_sum=(
        r"\bhow much\b|\bwhat (?:would|could|can|will|do|does)\b.*\b(?:get|give|pay|cover|worth"
        r"|back)\b|\b(?:get|give|pay)\w* (?:us|me|we) back\b|\bmost (?:we|it|they)\b"
    ),
    year_end=r"\bnew year\b|\byear['’]?s? end\b|\bend of (?:this|the) year\b|\bthis year\b",
    before_itself=r"\b(?:before|prior to)\b(?!.*\bend\b)",
    applying=r"\b(?:apply|want|plan|would like|need)\b",
    parting=(
        rf"\s*[,;]?\s+(?:and|or|but|also|plus)\s+(?=(?:also |then )?(?:{_BESIDE} )?(?:{_ASKED}|which|who)\b)"
        rf"|\s*[,;]\s*(?=(?:{_BESIDE} )?(?:{_ASKED})\b|{_BESIDE} which\b"
        rf"|which (?!{_BE}\b)[a-z]+ {_BE}\b)|(?<=\?)\s+|\s+[-–—]\s+(?=(?:{_ASKED}|which|who)\b)"
    ),
    asks=rf"\?|\b(?:{_ASKED}|which|who)\b",
    states=r"\W*(?:and |but |also )?(?:we|i|our|my|they|she|he|it|this|these)(?:'\w+)? [a-z]",
    speaks=r"\bin english\b(?=\s*(?:please|pls|[,.;:]|$))|(?:用|换成|[写译说改]成\S{0,4}|翻译成)英[文语]",
    shaping=(
        r"\b(?:(?:much |a (?:bit|little) )?(?:shorter|longer|simpler|briefer)|short(?: version)?|briefly|more detail"
        r"|(?:in |just )?(?:one|two|three|a few|a single|\d) (?:short )?(?:sentences?|lines?|words?)|the same again"
        r"|(?:the )?same (?:answer|thing|text|again)|translate (?:that|it|this)|it(?:'s| is) for my \w+"
        r"|(?:say|put|write|repeat) (?:that|it|this)(?: again)?|my \w+ only (?:reads|speaks) (?:english|chinese)"
        r")\b"
    ),
    padding=r"\b(?:sorry|and|now|again|but|ok|okay|only|that|just)\b",
    turning=(
        r"^\W*(?:(?:ok|okay|and|so|now|good|fine)\W+)*(?:(?:another|different|new|next|one more|last) "
        r"(?:question|topic|subject|city|thing|one|point)|(?:leave|forget) (?:that|this|it)"
        r"|changing (?:the )?(?:subject|topic)|something else|unrelated)\b\W*"
    ),
)
