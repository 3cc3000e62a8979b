"""What a question asks: its language, whether it leans on the conversation, and which kind of fact would answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.languages import language_of
from assistant.records import Turn


class Sought(StrEnum):
    """The kind of fact that a question asks for."""

    MONEY = "money"
    RATE = "rate"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    BODY = "body"
    ANY = "any"


# First match wins: "how much per cent" is a rate, "how long" no count.
SOUGHT = (
    (Sought.RATE, r"\b(what|which) (rate|share|percentage|proportion)|per ?cent|percentage|比例|百分之|百分比|几成"),
    (Sought.DURATION, r"\bhow long\b|\bvalid(ity)?\b|多久|多长时间|有效期|期限"),
    (
        Sought.DATE,
        r"\bwhen\b|\bwhat (date|day|year)\b|\bwhich (date|day|year)\b|\bdeadline\b"
        r"|何时|什么时候|哪一?[年天日]|日期|截止",
    ),
    (
        Sought.MONEY,
        r"\bhow much\b|\bcap\b|\bamounts?\b|\bmaximum\b|\bmost\b.*\b(get|receive|paid|pay)\b|\bfines?\b"
        r"|\bbudget\b|\bfunding\b|\bsubsid|\binvest|多少钱|多少(万|亿)?元|金额|上限|封顶|最高|补贴|资助|罚款|预算|投资|奖励",
    ),
    (Sought.COUNT, r"\bhow many\b|\bnumber of\b|多少|几(个|家|项|条|名|类|种|所)|数量"),
    (
        Sought.BODY,
        r"^\s*who\b|\bwhich (body|office|bureau|department|authority|agency|organi[sz]ation|company)\b|\bissued by\b"
        r"|谁|哪个(部门|单位|机关|机构)|由哪|主管部门|牵头",
    ),
)

LEANS_EN = re.compile(
    r"^\s*(and|but|so|then|also|what about|how about|what of|same for)\b"
    r"|\b(it|its|they|them|their|these|those|this one|that one|there|the same|the former|the latter)\b",
    re.IGNORECASE,
)
LEANS_ZH = re.compile(
    r"^\s*(那么?|还有|另外|以及|同样|如果|换成)|[它其]|这(个|些|项|部|份)|那(个|些|项|部|份)|上述|该(?!如何)|呢[？?。\s]*$"
)


def sought(question: str) -> Sought:
    """Which kind of fact the question asks for."""
    for kind, pattern in SOUGHT:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return Sought.ANY


def leans(question: str) -> bool:
    """Whether the question cannot be understood without what was asked before."""
    if language_of(question) == "zh":
        return bool(LEANS_ZH.search(question)) or len(re.sub(r"\W", "", question)) <= 5
    return bool(LEANS_EN.search(question)) or len(re.findall(r"\w+", question)) <= 3


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on, without a model: the words of the question that it follows are put behind it.

    A place or a kind of applicant that the new question names takes the place of the old one.
    """
    if not history or not leans(question):
        return question
    before = standalone(history[-1].question, history[:-1])
    return f"{question.strip()} {without_rivals(before, question)}".strip()


def without_rivals(before: str, question: str) -> str:
    """The earlier question without names of the same sort as one that the new question brings."""
    from assistant.inferring import places_in

    kept = before
    if places_in(question):
        for start, end in sorted(places_in(before), reverse=True):
            kept = f"{kept[:start]} {kept[end:]}"
    for sort in RIVALS:
        if re.search(sort, question, re.IGNORECASE):
            kept = re.sub(sort, " ", kept, flags=re.IGNORECASE)
    years = r"\b(?:19|20)\d\d\b|(?:19|20)\d\d年"
    if re.search(years, question):
        kept = re.sub(years, " ", kept)
    return " ".join(kept.split())


RIVALS = (
    r"\b(training|corpus|model|compute|data|labelling) vouchers?\b|训力券|语料券|模型券|算力券|标注券",
    r"\bstart-?ups?\b|\bsmall (firms|companies)\b|\bSMEs?\b|\buniversit(y|ies)\b|初创企业|中小企业|高校|科研机构|个人",
)
