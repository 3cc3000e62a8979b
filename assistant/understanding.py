"""What a question asks: its language, whether it leans on the conversation, and whether it wants a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.languages import fold, language_of
from assistant.records import Turn

LEANS_EN = re.compile(
    r"^\s*(and|but|so|then|also|what about|how about|what of|same for|ok|okay)\b"
    r"|\b(it|its|they|them|their|these|those|this one|that one|there|the same|the former|the latter)\b",
    re.IGNORECASE,
)
LEANS_ZH = re.compile(
    r"^\s*(那么?|还有|另外|以及|同样|如果|换成|以前|之前)|[它其]|[这那](个|些|项|部|份|里)|上述|该(?!如何)|呢[？?。\s]*$"
)
ENUMERATES = re.compile(
    r"(?i)\bwhich\b.*s\b|\bwhat are\b|\blist\b|\bsummari[sz]e\b|\boverview\b|\ball\b|\bconditions\b|\brequirements\b"
    r"|哪些|有什么|列出|概述|总结|概括|条件|要求|分别"
)
RIVALS = (  # names of one sort: a new one takes the place of the old one
    r"\b(?:training|corpus|model|compute|data|labell?ing) vouchers?(?: [AB])?\b|训力券|语料券|模型券|算力券|标注券[AB]?|[AB]类标注券",
    r"\bstart-?ups?\b|\bsmall (?:firms|companies)\b|\bSMEs?\b|\buniversit(?:y|ies)\b|初创企业|中小企业|高校|科研机构|个人",
)
YEARS = r"\b(?:19|20)\d\d\b|(?:19|20)\d\d年"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked (`text`), and so that it can be understood by itself (`standalone`)."""

    text: str
    standalone: str
    language: str  # "zh", else "en": the languages that answers are written in
    enumerates: bool  # whether it asks for several things


def understand_question(text: str, history: Sequence[Turn] = ()) -> Question:
    """The question with what it leans on."""
    whole = standalone(text, history)
    language = "zh" if language_of(text) == "zh" else "en"
    return Question(text, whole, language, bool(ENUMERATES.search(fold(text))))


def leans(question: str) -> bool:
    """Whether the question cannot be understood without what was asked before."""
    folded = fold(question)
    if language_of(question) == "zh":
        return bool(LEANS_ZH.search(folded)) or len(re.sub(r"\W", "", folded)) <= 5 or not names_something(folded)
    return bool(LEANS_EN.search(folded)) or len(re.findall(r"\w+", folded)) <= 3 or not names_something(folded)


def names_something(question: str) -> bool:
    """Whether the question names a place, a body, a scheme or another thing that it can be about."""
    from assistant.inferring import places_in
    from assistant.verifying.names import known_names

    if places_in(question) or known_names(question) or any(re.search(sort, question) for sort in RIVALS):
        return True
    return bool(re.search(r"(?<!^)(?<![.?!] )\b[A-Z][\w-]+|《|〔|\d{4}", question))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on, without a model: the words of the question that it follows are put behind it.

    A place, scheme, year or kind of applicant that the new question names takes the place of the old one.
    """
    if not history or not question.strip() or not leans(question):
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
        if re.search(sort, fold(question), re.IGNORECASE):
            kept = re.sub(sort, " ", kept, flags=re.IGNORECASE)
    if re.search(YEARS, question):
        kept = re.sub(YEARS, " ", kept)
    return " ".join(kept.split())
