"""Which kind of fact a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from assistant.quantities import find_quantities


class Sought(StrEnum):
    """The kind of fact that a question asks for."""

    MONEY = "money"
    RATE = "rate"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    BODY = "body"
    CONTACT = "contact"
    PERSON = "person"
    REASON = "reason"
    ANY = "any"


# First match wins: "how much per cent" is a rate, "how long" no count.
SOUGHT = (
    (
        Sought.CONTACT,
        r"\b(?:tele)?phone (?:number|line)?|\bhotline\b|\be-?mail\b|\bcontact (?:details|person|number)\b|\bwebsite\b|\bURL\b"
        r"|电话|電話|热线|邮箱|邮件地址|联系(?:方式|人)|网址|微信",
    ),
    (Sought.REASON, r"^\W*(?:so |and |but )?why\b|\bfor what reason\b|为什么|為什麼|为何|何故|什么原因|怎么会"),
    (
        Sought.PERSON,
        r"\bwho (?:is|was|are|were) (?:the |its |their |now )?(?:director|head|chief|mayor|secretary|minister|chair|president|boss)"
        r"|\bname of the (?:director|head|mayor|official)|(?:局长|主任|书记|区长|市长|负责人)(?:是谁|叫什么|姓名)|谁(?:是|担任).{0,12}(?:局长|主任|书记|区长|市长)",
    ),
    (Sought.RATE, r"\b(what|which) (rate|share|percentage|proportion)|per ?cent|percentage|比例|百分之|百分比|几成"),
    (Sought.DURATION, r"\bhow long\b|多久|多长时间|几个?[年月]|有效期多"),
    (
        Sought.DATE,
        r"\bwhen\b|\b(what|which) (date|day|year|month)\b|\bdeadline\b|\bsince\b|何时|什么时候|什么時候|几时|哪一?[年天日月]|日期|截止",
    ),
    (
        Sought.MONEY,
        r"\bhow much\b|\bcaps?\b|\bamounts?\b|\bmaximum\b|\bmost\b.*\b(get|receive|paid|pay|claim)\b|\bfines?\b|\bbudget\b"
        r"|\bpenalt(y|ies)\b|\binvestment\b|多少钱|多少(万|亿)?元|多少錢|金额|上限|封顶|封頂|最高|最多|罚款|预算|投资额|多少补贴|补贴多少",
    ),
    (Sought.COUNT, r"\bhow many\b|\bnumber of\b|多少|几(个|家|项|条|名|类|种|所)|数量|幾"),
    (
        Sought.BODY,
        r"^\s*who\b|\b(which|what) (body|office|bureau|department|authority|agency|organi[sz]ation|company)\b|\bissued by\b"
        r"|\bin charge\b|\bresponsible\b|谁|誰|哪个(部门|单位|机关|机构)|由哪|主管|牵头|负责",
    ),
)
DIMENSIONS = {
    Sought.MONEY: {"money"},
    Sought.RATE: {"percent", "points"},
    Sought.COUNT: {"count", "number"},
    Sought.DATE: {"date"},
    Sought.DURATION: {"duration", "date"},
}
BODY = re.compile(
    r"\b(?:bureaus?|departments?|commission|committee|ministry|office|council|government|congress|association|district"
    r"|administration|authority|cyberport|director|president|founder|deputy)\b|局|委员会|部门|办公室|政府|厅|协会|人大|部$|副局长|主任",
    re.IGNORECASE,
)
PATTERNS = {
    Sought.BODY: BODY,
    Sought.CONTACT: re.compile(r"(?<!\d)(?:\+?\d{1,3}[- ])?\d{3,4}[- ]?\d{4}(?!\d)|\S+@\S+\.\w+|https?://|\bwww\."),
    Sought.PERSON: re.compile(
        r"(?i)\b(?:director|head|chief|mayor|secretary|minister|chair\w*|president) (?:of|is|was)\b|局长|主任|书记|区长|市长|部长"
    ),
    Sought.REASON: re.compile(
        r"(?i)\bbecause\b|\bdue to\b|\bin order to\b|\bso that\b|\bsince (?!\d|\w+ \d)|\baim(?:s|ed)? (?:to|at)\b|\breasons?\b|\bdepends on\b"
        r"|因为|由于|为了|旨在|因此|原因|取决于"
    ),
}


@lru_cache(512)
def sought(question: str) -> Sought:
    """Which kind of fact the question asks for."""
    for kind, pattern in SOUGHT:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return Sought.ANY


@lru_cache(8192)
def holds(kind: Sought, sentence: str) -> bool:
    """Whether the sentence holds a fact of the kind; False for no kind in particular."""
    if kind is Sought.ANY:
        return False
    if kind in PATTERNS:
        return bool(PATTERNS[kind].search(sentence))
    return any(quantity.dimension in DIMENSIONS[kind] for quantity in find_quantities(sentence))
