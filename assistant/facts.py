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
        r"\b(?:tele)?phone\b|\b(?:street|postal) address\b|\bhotline\b|\be-?mail\b"
        r"|\bcontact (?:details|person|number)\b|\bwebsite\b|\bURL\b"
        r"|电话|電話|热线|邮箱|邮件地址|联系(?:方式|人)|网址|微信|哪条[街路]",
    ),
    (Sought.REASON, r"^\W*(?:so |and |but )?why\b|\bfor what reason\b|为什么|為什麼|为何|何故|什么原因|怎么会"),
    (
        Sought.PERSON,
        r"\bwho (?:is|was|are|were) (?:the |its |their |now )*(?:deputy |vice )?"
        r"(?:director|head|chief|mayor|secretary|minister|chair|president|boss)|\bwho (?:heads|leads|chairs|directs)\b"
        r"|\bname of the (?:director|head|mayor|official)"
        r"|(?:局长|主任|书记|区长|市长|负责人)(?:是谁|叫什么|姓名)"
        r"|谁(?:是|担任).{0,12}(?:局长|主任|书记|区长|市长)",
    ),
    (Sought.RATE, r"\b(what|which) (rate|share|percentage|proportion)|per ?cent|percentage|比例|百分之|百分比|几成"),
    (
        Sought.DURATION,
        r"\bhow long\b|\bhow many (?:\w+ )?(?:days|weeks|months|years|hours)\b"
        r"|多少(?:天|年|个?月|日|个?小时|个?工作日)|几个?工作日|多久|多长时间|几个?[年月]|有效期多",
    ),
    (
        Sought.DATE,
        r"\bwhen\b|\b(what|which) (date|day|year|month)\b|\bdeadline\b|\bsince\b|何时|什么时候|什么時候"
        r"|几时|哪一?[年天日月]|日期|截止",
    ),
    (
        Sought.MONEY,
        r"\bhow much\b|\bcaps?\b|\bamounts?\b|\bmaximum\b|\bmost\b.*\b(get|receive|paid|pay|claim)\b"
        r"|\bfines?\b|\bbudget\b"
        r"|\bpenalt(y|ies)\b|\binvestment\b|多少钱|多少(万|亿)?元|多少錢|金额|上限|封顶|封頂|最高|最多"
        r"|罚款|预算|投资额|多少补贴|补贴多少",
    ),
    (
        Sought.COUNT,
        r"\bhow many\b|(?<!document )(?<!reference )(?<!serial )(?<!phone )(?<!article )\bnumber of\b"
        r"|多少|几(个|家|项|条|名|类|种|所)|数量|幾",
    ),
    (
        Sought.BODY,
        r"^\s*who\b"
        r"|\b(which|what) (body|office|bureau|department|authority|agency|organi[sz]ation|company)\b"
        r"|\bissued by\b"
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
    r"|administration|authority|cyberport|director|president|founder"
    r"|deputy)\b|局|委员会|部门|办公室|政府|厅|协会|人大|部$|副局长|主任",
    re.IGNORECASE,
)
PATTERNS = {
    Sought.BODY: BODY,
    Sought.CONTACT: re.compile(r"(?<!\d)(?:\+?\d{1,3}[- ])?\d{3,4}[- ]?\d{4}(?!\d)|\S+@\S+\.\w+|https?://|\bwww\."),
    Sought.PERSON: re.compile(
        r"(?i)\b(?:director|head|chief|mayor|secretary|minister|chair\w*|president) (?:of|is|was)\b|局长"
        r"|主任|书记|区长|市长|部长"
    ),
    Sought.REASON: re.compile(
        r"(?i)\bbecause\b|\bexpired\b|\bso (?:that|these|nobody|the|they|it)\b|\bdue to\b|\bin order to\b"
        r"|\bso that\b|\bsince (?!\d|\w+ \d)|\baim(?:s|ed)? (?:to|at)\b|\breasons?\b|\bdepends on\b"
        r"|因为|由于|到期|有误|不应|为了|旨在|因此|原因|取决于"
    ),
}

# A contact detail is asked for by its sort: a web address is no telephone number.
DETAILS = (
    (
        r"phone|hotline|\bcall\b|\bfax\b|电话|電話|热线|传真",
        r"(?<![\w/.=-])(?:\+?\d{1,3}[- ])?(?:0\d{2,3}[- ])?\d{4}[- ]?\d{4}(?![\w/.=-]*\d|元)",
    ),
    (r"e-?mail|邮箱|邮件", r"\S+@\S+\.\w+"),
    (r"web ?site|\bURL\b|online|网址|网站", r"https?://|\bwww\."),
    (
        r"\baddress\b|\bstreet\b|地址|哪条[街路]|几号楼?",
        r"\b\d+ [A-Z]\w+ (?:Road|Street|Avenue)|(?:Road|Street|Avenue),? |[路街道]\d+号|\d+[号楼层]",
    ),
    (r"微信|wechat", r"微信|(?i:wechat)"),
)
# Offices that are the same in either language; "deputy" makes another of each.
OFFICES = (
    (r"director|head|chief|boss|局长|主任|院长|负责人|主管", "head"),
    (r"mayor|市长|区长", "mayor"),
    (r"secretary|书记", "secretary"),
    (r"minister|部长", "minister"),
    (r"chair\w*|president|主席|会长", "chair"),
    (r"officer|官", "officer"),
)
_OFFICE = re.compile(rf"(?i)(\b(?:deputy|vice)[- ]|副)?(?:{'|'.join(f'({names})' for names, _ in OFFICES)})")
_NO_PERSON = (
    "The|Deputy|Vice|Chief|Acting|Municipal|District|Article|Office|Officer|Bureau|City|State|New|Act|AI|Government"
    "|Department|Commission|Committee|Council|Agency|Institute|Scheme|Camp|Measures|Plan|Executive|Order|Section"
)
PERSONAL = re.compile(
    rf"\b(?!(?:{_NO_PERSON})\b)[A-Z][a-z]+ (?!(?:{_NO_PERSON})\b)[A-Z][a-z]+\b|[\u4e00-\u9fff]{{2,3}}[（(][A-Z]"
)


def offices_in(text: str) -> set[str]:
    """The offices that a text speaks of: "head", "deputy head", "mayor" …"""
    found = set()
    for match in _OFFICE.finditer(text):
        number = next(number for number, group in enumerate(match.groups()[1:]) if group)
        found.add(("deputy " if match.group(1) else "") + OFFICES[number][1])
    return found


def gives_contact(question: str, sentence: str) -> bool:
    """Whether a sentence holds a contact detail of the sort asked for; of any sort where the question names none."""
    wanted = [detail for asking, detail in DETAILS if re.search(asking, question, re.IGNORECASE)]
    return any(re.search(detail, sentence) for detail in wanted or [detail for _, detail in DETAILS[:3]])


def gives_person(question: str, sentence: str) -> bool:
    """Whether a sentence names a person who holds the office that the question asks about."""
    asked, held = offices_in(question), offices_in(sentence)
    return bool(asked & held if asked else held) and bool(PERSONAL.search(sentence))


@lru_cache(512)
def sought(question: str) -> Sought:
    """Which kind of fact the question asks for."""
    for kind, pattern in SOUGHT:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return Sought.ANY


@lru_cache(512)
def all_sought(question: str) -> tuple[Sought, ...]:
    """Every kind of fact that the question may ask for: "the cap, and the deadline?" asks for two."""
    return tuple(kind for kind, pattern in SOUGHT if re.search(pattern, question, re.IGNORECASE))


@lru_cache(8192)
def holds(kind: Sought, sentence: str) -> bool:
    """Whether the sentence holds a fact of the kind; False for no kind in particular."""
    if kind is Sought.ANY:
        return False
    if kind in PATTERNS:
        return bool(PATTERNS[kind].search(sentence))
    return any(quantity.dimension in DIMENSIONS[kind] for quantity in find_quantities(sentence))
