"""Conflicts in words: what differs, each value as its text has it, and which one weighs more and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.conflicts.statements import GATHERS, SEPARATE, Statement, content
from assistant.languages import language_of
from assistant.records import Status
from assistant.validity import day_in_words
from assistant.verifying.terms import terms_of

LONGEST_VALUE = 150  # characters of a value with its words
_JUDGES = re.compile(
    r"\bbetter\b|\bmisprint\b|\bis a slip\b|\bis wrong\b|\bis right\b|\bclosest to\b|\bthe one that fits\b"
    r"|\bmixes the\b|\bin fact\b|\bmisread|\bshould not be\b|为准|有误|误读|有错|笔误|更可靠",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^Conflicts? between sources\s*[:：]?|^来源之间的冲突[:：]?")
_WEAK = (Status.DRAFT, Status.VETOED, Status.REPEALED, Status.SUPERSEDED, Status.EXPIRED)
_DIMENSION_WORDS = {
    "money": ("the amount", "金额"),
    "percent": ("the rate", "比例"),
    "count": ("the number", "数量"),
    "date": ("the date", "日期"),
    "duration": ("the period", "期限"),
    "rank": ("the rank", "排名"),
}


def topic_of(group: Sequence[Statement], language: str) -> str:
    """What the values are of: a heading in the reader's language, the words of a sentence that says it, any heading."""
    headings = [(_PREFIX.sub("", s.heading).strip(), s) for s in group]
    named = [s.topic for s in group if s.topic]
    told = sorted(
        (heading for heading, s in headings if heading and not GATHERS.search(heading)),
        key=lambda heading: -sum(fits(heading, s) for s in group),
    )
    for name in (*told, *named):
        if (language_of(name) == "zh") == (language == "zh"):
            return name
    english, chinese = _DIMENSION_WORDS.get(group[0].measure[0], ("the figure", "数字"))
    return chinese if language == "zh" else (named or told or [english])[0]


def fits(heading: str, statement: Statement) -> float:
    """Share of a heading's words that a sentence has: "Starting point" names nothing that is said under it."""
    terms, said = terms_of(heading), content(statement.sentence)
    return sum(said.has(term) for term in terms) / len(terms) if terms else 0.0


def shown_value(statement: Statement) -> str:
    """The figure, and the words of its sentence around it: all verbatim."""
    sentence, quantity = " ".join(statement.sentence.split()), statement.quantity
    if len(sentence) <= LONGEST_VALUE:
        return f"{quantity.text.strip()}: “{sentence}”"
    at = sentence.find(" ".join(quantity.text.split()))
    first = max(0, at - LONGEST_VALUE // 2)
    last = min(len(sentence), first + LONGEST_VALUE)
    if first > 0:
        first = sentence.find(" ", first, at) + 1 or first
    if last < len(sentence):
        last = max(sentence.rfind(" ", at + len(quantity.text), last), at + len(quantity.text)) or last
    cut = f"{'… ' if first else ''}{sentence[first:last].strip()}{' …' if last < len(sentence) else ''}"
    return f"{quantity.text.strip()}: “{cut}”"


def judgement(group: Sequence[Statement], others: Sequence[Statement], language: str) -> Statement | None:
    """The statement whose own sentence says which value is better, in the reader's language where there is one.

    `others` may be of any figure; those of the group's sections that give one of its values count as well.
    """
    sections, values = {s.section for s in group}, {s.quantity.value for s in group}
    near = [s for s in others if s.section in sections and s.quantity.value in values]
    said = [s for s in (*group, *near) if (s.disputed or s.gathered) and _JUDGES.search(s.sentence)]
    said.sort(key=lambda s: (language_of(s.sentence) == "zh") != (language == "zh"))
    return said[0] if said else None


def explain(
    values: Sequence[tuple[Statement, int]],
    what: str,
    language: str,
    quoted: Sequence[str],
    judged: tuple[Statement, int] | None,
) -> str:
    """Which value weighs more and why, and whether the answer uses it; `judged` is what a text says of that itself."""
    chinese = language == "zh"
    if any(SEPARATE.search(s.heading) for s, _ in values):
        if chinese:
            return f"关于“{what}”的几个数字，来源说明它们不是一回事，不要互相代替。"
        return (
            f"The figures under “{what}” are, as their source says, of different things: do not take one for another."
        )
    if judged is not None:
        said = " ".join(judged[0].sentence.split())
        if chinese:
            return f"关于“{what}”，各来源说法不一；所引文件对此的判断是：“{said}” [{judged[1]}]"
        return f"Sources differ on {what}. What the cited document says of it: “{said}” [{judged[1]}]"
    best, marker, reason = weightiest(values, language)
    figure = best.quantity.text.strip()
    if not reason:
        if chinese:
            return f"关于“{what}”，各来源说法不一，其分量和日期都不能说明哪个数字更可靠；请一并引用。"
        return f"Sources differ on {what}; neither their weight nor their dates tell which is right: quote all of them."
    used = any(figure in text for text in quoted)
    if chinese:
        return f"关于“{what}”，各来源说法不一；{'回答采用' if used else '分量较重的是'}{figure} [{marker}]：{reason}。"
    verb = "the answer goes by" if used else "the weightier value is"
    return f"Sources differ on {what}; {verb} {figure} [{marker}], because {reason}."


def weightiest(values: Sequence[tuple[Statement, int]], language: str) -> tuple[Statement, int, str]:
    """The value to go by, with the reason: what holds, then the weightier kind, then the later date; "" for none."""
    chinese = language == "zh"
    holding = [(s, m) for s, m in values if s.hit.status not in _WEAK]
    if holding and len(holding) < len(values):
        lost = next(s for s, _ in values if s.hit.status in _WEAK)
        state = _STATUS_WORDS[lost.hit.status][chinese]
        if len(holding) == 1:
            return (*holding[0], f"另一来源{state}" if chinese else f"the other source is {state}")
    pool = holding or list(values)
    top = max(s.hit.record.kind.authority for s, _ in pool)
    weighty = [(s, m) for s, m in pool if s.hit.record.kind.authority == top]
    if len(weighty) == 1 and top > 0:
        kind = weighty[0][0].hit.record.kind
        other = max((s.hit.record.kind for s, _ in pool if s.hit.record.kind is not kind), key=lambda k: k.authority)
        if chinese:
            return (*weighty[0], f"{_KIND_WORDS[kind.value]}的分量重于{_KIND_WORDS[other.value]}")
        lighter = {"news": "news", "other": "an overview"}.get(other.value, f"a {other.value}")
        return (*weighty[0], f"a {kind.value} weighs more than {lighter}")
    dated = sorted((s.hit.record.issued or "", number) for number, (s, _) in enumerate(weighty))
    if len(dated) > 1 and dated[-1][0] and dated[-1][0] > dated[-2][0] and dated[0][0]:
        newest = weighty[dated[-1][1]]
        day = day_in_words(dated[-1][0], language)
        return (*newest, f"来源较新（{day}）" if chinese else f"its source is the later one ({day})")
    return (*pool[0], "")


_STATUS_WORDS = {
    Status.DRAFT: ("a draft", "只是草案"),
    Status.VETOED: ("vetoed", "已被否决"),
    Status.REPEALED: ("repealed", "已被废止"),
    Status.SUPERSEDED: ("superseded", "已被取代"),
    Status.EXPIRED: ("no longer in force", "已失效"),
}
_KIND_WORDS = {
    "law": "法律", "regulation": "法规", "measure": "措施", "plan": "规划", "guidance": "指引", "news": "新闻",
    "other": "汇编",
}  # fmt: skip
