"""The words of a refusal: what was searched, what is not there, and what kind of document would answer.

Pure functions; the sentences are in the question's language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facts import Sought
from assistant.languages import fold
from assistant.records import Filters

MOST_NAMED = 4  # absent words that are worth naming
_PENALTY = re.compile(r"(?i)\bfine[sd]?\b|\bpenalt|\bpunish|\bprohibit|\bliab|罚|处分|责任|禁止")
_BUDGET = re.compile(r"(?i)\bbudget|\bpot\b|\bin all\b|\btotal\b|预算|总额|总盘")
_APPLYING = re.compile(
    r"(?i)\bappl(?:y|ies|ication)|\bdeadline|\bdocuments?\b|\bform\b|\bhand in|申请|申报|材料|截止|受理|审批"
)
# which documents would answer, by what is asked: (English, Chinese)
_KINDS = {
    Sought.CONTACT: ("the notice or web page of the office in charge", "主管部门的通知或网页"),
    Sought.PERSON: ("the office's own web page or a news report", "该单位的网页或新闻报道"),
    Sought.REASON: (
        "an explanation by the issuer, a press conference or a news report",
        "发布机关的政策解读、发布会或新闻报道",
    ),
    Sought.COUNT: (
        "official statistics, a list of approved applicants or a news report",
        "官方统计、公示名单或新闻报道",
    ),
    Sought.BODY: ("the text of the measure, or the notice that names its lead office", "政策原文或载明主管部门的通知"),
    Sought.DATE: ("the notice or application guide with its dates", "载明日期的通知或申报指南"),
    Sought.DURATION: ("the text of the act, or the application guide", "法规原文或申报指南"),
    Sought.MONEY: ("the support measure itself, or its application guide", "扶持政策原文或申报指南"),
    Sought.RATE: ("the support measure itself, or its application guide", "扶持政策原文或申报指南"),
    Sought.ANY: ("a document that deals with it", "涉及该事项的文件"),
}
_LAW = ("the law or regulation itself, with its penalties", "载明罚则的法律法规原文")
_MONEY_IN_ALL = ("the budget, or the notice of the year", "预算文件或当年的通知")
_GUIDE = ("the application guide or notice", "申报指南或通知")


def would_answer(question: str, kind: Sought, chinese: bool) -> str:
    """The kind of document that would answer."""
    side = 1 if chinese else 0
    if kind in (Sought.MONEY, Sought.RATE, Sought.ANY):
        if _PENALTY.search(question):
            return _LAW[side]
        if _BUDGET.search(question):
            return _MONEY_IN_ALL[side]
    if kind in (Sought.ANY, Sought.DATE, Sought.DURATION) and _APPLYING.search(question):
        return _GUIDE[side]
    return _KINDS[kind][side]


def refusal(
    question: str,
    kind: Sought,
    *,
    chinese: bool,
    missing: Sequence[str],
    lacking: Sequence[str],
    searched: int,
    filters: Filters,
) -> str:
    """The text of a refusal. `missing` are names that nothing found is about, `lacking` words that no quote has,
    `searched` the number of documents that the filters admit."""
    named = [f"“{word}”" for word in lacking[:MOST_NAMED]]
    narrowed = narrowing(filters)
    document = would_answer(fold(question), kind, chinese)
    if chinese:
        text = f"资料库中没有关于{'、'.join(missing)}的内容" if missing else "资料库中没有能够回答这个问题的内容"
        if not missing and named:
            premise = "，也没有说明原因" if kind is Sought.REASON else ""
            text += f"：找到的段落都没有提到{'、'.join(named)}{premise}"
        limits = f"，筛选条件：{narrowed}" if narrowed else ""
        return f"{text}（已检索 {searched} 份文件{limits}）。能够回答的会是：{document}。"
    text = (
        f"The library holds nothing about {', '.join(missing)}"
        if missing
        else "The library holds nothing that answers this"
    )
    if not missing and named:
        premise = ", nor says why" if kind is Sought.REASON else ""
        text += f": no passage found speaks of {', '.join(named)}{premise}"
    limits = f", narrowed to {narrowed}" if narrowed else ""
    counted = "1 document" if searched == 1 else f"{searched} documents"
    return f"{text} ({counted} searched{limits}). What would answer: {document}."


DOUBTS = ("Nothing found answers this for certain", "资料库中没有能够确定回答这个问题的内容")


def doubt(*, chinese: bool, searched: int, filters: Filters) -> str:
    """What stands above quotes that are near the question but unlikely to answer it."""
    narrowed = narrowing(filters)
    if chinese:
        limits = f"，筛选条件：{narrowed}" if narrowed else ""
        told = f"{DOUBTS[1]}（已检索 {searched} 份文件{limits}）"
        return f"{told}。以下是最接近的原文，不是答案："
    limits = f", narrowed to {narrowed}" if narrowed else ""
    counted = "1 document" if searched == 1 else f"{searched} documents"
    return f"{DOUBTS[0]} ({counted} searched{limits}). The closest, not an answer:"


def corrections_told(corrections: Sequence[tuple[str, str]], chinese: bool) -> list[str]:
    """A note for each value that the question takes for granted and the library gives otherwise."""
    if chinese:
        return [f"问题中的“{claimed}”在引文中没有：引文写的是“{stated}”" for claimed, stated in corrections]
    return [f"The question says {claimed}; the quotes do not: they say {stated}" for claimed, stated in corrections]


def narrowing(filters: Filters) -> str:
    """The filters in short, "" without any."""
    parts = [
        ", ".join(map(str, values))
        for values in (
            filters.kind,
            filters.jurisdiction,
            filters.issuer,
            filters.language,
            filters.status,
            filters.document,
        )
        if values
    ]
    if filters.since or filters.until:
        parts.append(f"{filters.since or '…'} – {filters.until or '…'}")
    return "; ".join(parts)
