"""By which words English texts deny, oblige, limit and date."""

from __future__ import annotations

from assistant.language.packs.cues import Cues

EN_CUES = Cues(
    denies=r"\b(?:not|no|never|neither|nor|cannot|nobody|nothing|none|no longer)\b|n't\b",
    denies_not=r"\b(?:(?:pay|pays|paid|cost|costs) nothing|not only|not just|not merely|whether or not"
    r"|(?:no|not|never) (?:more|less|fewer|higher|lower|later|earlier|greater|longer|smaller|larger|shorter) than"
    r"|no (?:\w+ ){1,3}(?:gets?|receives?|draws?|pays?|exceeds?|may \w+|can \w+) (?:more|less|fewer|over|above)"
    r"|(?:no|not) (?:to )?exceed(?:s|ing)?|(?:shall|must|may|does|do|will|should|can|could) not exceed"
    r"|cannot exceed|not over|not above|not below|not under|no\. ?\d|(?:but|and|including) not limited to)",
    hints_at_denial=r"\b(?:without|except|exceptions?|exclud\w*|exempt\w*|prohibit\w*|ban(?:s|ned)?|forbid\w*|refus\w*"
    r"|reject\w*|deni\w+|veto\w*|lack\w*|absen\w+|fail\w*|violat\w*|breach\w*|break\w*|broke\w*|contraven\w*|infring\w*"
    r"|unlawful\w*|illegal\w*|insufficient\w*|inadequat\w*|short of|leaves? out|left out|wrong\w*|incorrect\w*"
    r"|inaccurate\w*|struck|void|limit(?:s|ed)? (?:itself|themselves|oneself)|cease\w*|expire\w*|ended|repeal\w*"
    r"|revok\w*|rescind\w*|withdr[ae]w\w*|unrelated|unable|uncertain|unknown|unclear|unless|other than|rather than"
    r"|free of|-free|non-?\w+|un(?:related|able|certain|known|clear|lawful|affiliated|available|necessary|read)"
    r"|before|outside|beyond|silent|missing|omit\w*|instead of)\b",
    absent=r"\b(?:passages?|sources?|documents?|texts?|excerpts?|library|materials?|evidence)"
    r" (?:provided |given |cited |above )?(?:do|does|did)(?: not|n't)"
    r" (?:say|state|mention|specify|give|contain|include|provide|name|cover|address|answer)"
    r"|\b(?:is|are) not (?:stated|mentioned|specified|given) in the (?:passages?|sources?|documents?)"
    r"|\b(?:could not|cannot|can't|couldn't|was unable to|were unable to|unable to)"
    r" (?:find|determine|tell|confirm|verify|say)\b"
    r"|\b(?:no|not enough) (?:information|details?|mention|statement|evidence) (?:is|are|was|were|about|on|of|to)\b",
    takes_back="except|unless|provided|but",
    modals={
        "exempt": r"\bneed(?:s|ed)? not\b|\bneedn't\b|\b(?:do|does|did|will) not (?:have to|need(?: to| any| an?)?)\b"
        r"|\b(?:do|does|did|will)n't (?:have|need) to\b|\b(?:is|are|was|were|be) not (?:required|obliged|obligated)\b"
        r"|\b(?:no|without) (?:duty|obligation|need|requirement)\b|\b(?:may|can) (?:skip|omit|dispense)\b",
        "forbid": r"\bnot (?:renew|extend|transfer|revoc|deduct|appeal)able\b"
        r"|\b(?:must|shall|may|can|could|should) ?not\b|\bcannot\b|\b(?:can|must|should|could)n't\b"
        r"|\b(?:is|are|was|were|be) (?:prohibited|forbidden|banned)\b|\bprohibits?\b|\bforbids?\b|\bban(?:s|ned)\b"
        r"|\boutlaw\w*|\bnot (?:be )?(?:allowed|permitted|entitled|eligible)\b"
        r"|\b(?:nobody|no one) (?:may|can|could)\b",
        "must": r"\b(?:must|shall|should|ought to)\b"
        r"|\b(?:is|are|was|were|be|been) (?:required|obliged|obligated|mandatory)\b|\b(?:have|has|had) to\b"
        r"|\b(?:need|needs|needed) to\b|\b(?:requir|oblig|demand)(?:es?|ed|s)\b"
        r"|\b(?:asks|asked|tells|told) [^,.;]{1,60}? to\b|\bcalls? for\b|\bmandatory\b",
        "may": r"\b(?:may|can|could|might)\b"
        r"|\b(?:is|are|was|were|be) (?:allowed|permitted|entitled|eligible|free|able)\b"
        r"|(?<!\bto )\b(?:allows?|permits?|lets|allowed|permitted)\b|\boptional(?:ly)?\b"
        r"|\b(?:renew|extend|transfer|revoc|deduct|appeal)able\b",
        "encourage": r"\b(?:encourag\w+|recommend(?:s|ed|ing)?|advis(?:es?|ed))\b",
    },
    able=r"(?:\b(?:that|which|who|how|what|why)\b|\b(?:so that|how)\b [a-z' -]{1,60}|\brisks? that [a-z' -]{1,40})"
    r" (?:can|could|may|might)$",
    gains=r"^ (?:get|receive|have(?! (?:been|to)\b)|be (?:given|paid|awarded)|obtain|enjoy|claim)\b",
    orders="",
    sweeping=r"\b(?:whether or not|regardless|irrespective|whatever|no matter|wholly|entirely|without exception"
    r"|unconditional\w*)\b",
    sweeping_stated=r"\b(?:any|all|every|full|fully|complete|completely|total|absolute)\b",
    in_turn=r"\brespectively\b",
    weighty={
        "only": r"\b(?:only|solely|exclusively|just|alone|nothing but|(?:confined|limited|restricted) to)\b",
        "all": r"\b(?:all|every|each|any\w*|everyone|always|entire(?:ly)?|whole|both)\b",
        "some": r"\b(?:some|certain|several|many|most|part(?:ly)?)\b",
        "cause": r"\b(?:because|since|due to|owing to|therefore|so that|in order to|thanks to|reasons?|as a result)\b",
        "compare": r"\b(?:than|more|less|fewer|higher|lower|larger|smaller|ahead|behind|exceed\w*|most|least|top|first"
        r"|last|before|after|earlier|later)\b",
        "done": r"\b(?:already|ha(?:s|ve) been|now|currently|in force|was|were|achieved|completed|built|reached)\b",
        "coming": r"\b(?:will|would|aims?|plans?|targets?|goals?|by 20\d\d|intend\w*|propos\w*|draft|bill|to be|wants?"
        r"|seeks?|expect\w*)\b",
        "if": r"\b(?:if|unless|except|provided|where|when|subject to|as long as|without|until)\b",
        "beyond": r"\b(?:not (?:only|just|merely|simply)|also|as well|too|in addition|besides|even)\b",
    },
    events={
        "adoption": r"\b(?:adopt(?:s|ed|ion)|passed|approved|agreed)\b",
        "publication": r"\b(?:issued?|issuance|published|announced|released|promulgated)\b",
        "entry into force": r"\b(?:in(?:to)? force|effective|takes? effect|took effect"
        r"|appl(?:y|ies|ied)[a-z ]{0,12} (?:from|since))\b",
        "expiry": r"\b(?:expire[sd]?|expiry|expires|lapse[sd]?|valid (?:to|until|till|through))\b",
        "signature": r"\bsigned\b",
        "opening": r"\b(?:opened|opens?) (?:for|to)\b|\bapplications? (?:opened|opens?|started?)\b|\blaunch(?:ed|es)?\b"
        r"|\b(?:starts?|started|begins?|began) on\b",
        "closing": r"\bdeadline\b|\bclos(?:es|ed|ing)\b|\bends? on\b|\bended on\b",
        "repeal": r"\b(?:repealed|revoked|rescinded|abolished)\b",
    },
    total=r"\b(?:in total|altogether|in all|overall|cumulative(?:ly)?|in aggregate"
    r"|(?:over|for|across|during|in) (?:the|its|their) (?:whole|entire|full|life\w*)|lifetime|all told|combined)\b",
    span=r"\b(?:for|over|across|during|in) (?:the )?(?:next|coming|last|past|first)? ?$",
    per=r"(?:\b(?:per|each|every|(?:a|one) single|any one)|(?<=\w)/)"
    r" ?((?:(?!(?:year|month|and|or|of)\b)[a-z-]+ ){0,2}?(?:<unit>))(?:s|ies)?(?![a-z0-9-])"
    r"(?: and (?:per |each |every )?(<unit>)\b)?"
    r"|(?<!for )(?<!within )(?<!in )(?<!after )(?<!than )(?<!about )(?<!half )"
    r"\ba (hour|day|week|month|quarter|year|head|person|piece)\b"
    r"(?! (?:ago|later|after|before|earlier|old|long|from|of))",
)
