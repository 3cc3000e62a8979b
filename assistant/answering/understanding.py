"""What a question asks: its language, whether it leans on the conversation, and whether it wants a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.languages import fold, language_of
from assistant.records import Turn
from assistant.verifying.names import gazetteer, known_names

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
# what a follow-up may hold besides a name without asking anything new
FILLING = (
    r"\b(?:and|but|so|what|how|about|of|for|in|the|then|a|an|at|with|is|it|same|ok|okay|also|district|city)\b"
    r"|那么?|呢|还有|以及|换成|如果|的|区|市|在|是|吗|又|(?<!\d)(?:19|20)\d\d年?(?!\d)|\W"
)
YEARS = r"(?<!\d)(?:19|20)\d\d(?!\d)"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked (`text`), and so that it can be understood by itself (`standalone`)."""

    text: str
    standalone: str
    language: str  # "zh", else "en": the languages that answers are written in
    enumerates: bool  # whether it asks for several things
    unsure: bool = False  # whether `standalone` is only the follow-up and what it leans on, one after the other


def understand_question(text: str, history: Sequence[Turn] = ()) -> Question:
    """The question with what it leans on."""
    whole = standalone(text, history)
    language = "zh" if language_of(text) == "zh" else "en"
    unsure = whole != text and whole.startswith(text.strip())
    return Question(text, whole, language, bool(ENUMERATES.search(fold(text))), unsure)


def leans(question: str) -> bool:
    """Whether the question cannot be understood without what was asked before."""
    folded = fold(question)
    if language_of(question) == "zh":
        return bool(LEANS_ZH.search(folded)) or len(re.sub(r"\W", "", folded)) <= 5 or not names_something(folded)
    return bool(LEANS_EN.search(folded)) or len(re.findall(r"\w+", folded)) <= 3 or not names_something(folded)


def names_something(question: str) -> bool:
    """Whether the question names a place, a body, a scheme or another thing that it can be about."""
    if known_names(question):
        return True
    return bool(re.search(r"(?<!^)(?<![.?!] )\b[A-Z][\w-]+|《|〔|\d{4}", question))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on, without a model.

    A place, scheme or year that the new question names takes the place of the one in the question before ("那龙岗呢？"
    after "光明区的算力券是多少？" asks "龙岗的算力券是多少？"); otherwise the earlier question's words follow it.
    """
    if not history or not question.strip() or not leans(question):
        return question
    before = standalone(history[-1].question, history[:-1])
    replaced = with_names_of(before, question)
    if replaced != before and not own_content(question):
        return replaced
    return f"{question.strip()} {replaced}".strip()


def with_names_of(before: str, question: str) -> str:
    """The earlier question with its place, scheme and year replaced by those that the new question brings."""
    language = language_of(before)
    fresh = known_names(question)
    kept = before
    for kind in ("place", "scheme"):
        new = [name for name in fresh if name.kind == kind]
        old = [name for name in known_names(kept) if name.kind == kind and name.id not in {item.id for item in new}]
        if not new or not old:
            continue
        said = new[0].text if language_of(question) == language else form_of(new[0].id, language) or new[0].text
        for number, name in reversed(list(enumerate(old))):
            kept = kept[: name.start] + (said if number == 0 else "") + kept[name.end :]
    years = re.findall(YEARS, question)
    if years:
        kept = re.sub(YEARS, re.sub(r"\D", "", years[0]), kept)
    return " ".join(kept.split())


def form_of(name: str, language: str) -> str:
    """How a known name is written in a language, "" when that is not known."""
    if language != "zh":
        return gazetteer().shown.get(name, "")
    return next((form for form, known in gazetteer().exact.items() if known == name and form >= "\u3400"), "")


def with_names_in(question: str, language: str) -> str:
    """The question with its schemes and instruments also named as texts in `language` do: what 训力券 is called in
    English no reader of texts can guess."""
    told = question
    for name in reversed(known_names(question)):
        other = form_of(name.id, language) if name.kind in ("scheme", "document") else ""
        if other and other.lower() not in question.lower():
            told = f"{told[: name.end]} ({other}){told[name.end :]}"
    return told


def own_content(question: str) -> bool:
    """Whether the question says more than a name: something asked of its own."""
    rest = question
    for name in reversed(known_names(question)):
        rest = rest[: name.start] + " " + rest[name.end :]
    return bool(re.sub(FILLING, " ", rest, flags=re.IGNORECASE).strip())
