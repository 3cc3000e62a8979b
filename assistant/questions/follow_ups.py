"""A follow-up with what it leans on in the conversation, put together without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.packs import either, pack_of
from assistant.questions.read_once import Wording, form_of

FILLING = either(lambda pack: pack.asking.filling)
YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMES = re.compile(
    r"(?<!^)(?<![.?!] )\b"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z][\w-]+|《|〔"
)


def standing_alone(question: Wording, earlier: Sequence[str]) -> Wording:
    """The question so that it can be understood by itself; the same Wording where it stands alone. `earlier` are the
    questions before it.

    A place, scheme or year that the new question names takes the place of the one in the question before ("那龙岗呢？"
    after "光明区的算力券是多少？" asks "龙岗的算力券是多少？"); otherwise the earlier question's words follow it.
    """
    if not earlier or not question.text or not leans(question):
        return question
    before = standing_alone(Wording(earlier[-1]), earlier[:-1])
    replaced = with_names_of(before, question)
    if replaced != before.text and not own_content(question):
        return Wording(replaced)
    return Wording(f"{question.text} {replaced}".strip())


def leans(question: Wording) -> bool:
    """Whether the question cannot be understood without what was asked before."""
    cues = pack_of(question.language).asking
    if re.search(cues.leans, question.folded, re.IGNORECASE):
        return True
    return len(re.findall(cues.word, question.folded)) <= cues.fewest or not names_something(question)


def names_something(question: Wording) -> bool:
    """Whether the question names a place, a body, a scheme or another thing that it can be about."""
    return bool(question.names or _NAMES.search(question.folded))


def with_names_of(before: Wording, question: Wording) -> str:
    """The earlier question with its place, scheme and year replaced by those that the new question brings."""
    kept = before
    for kind in ("place", "scheme"):
        new = [name for name in question.names if name.kind == kind]
        old = [name for name in kept.names if name.kind == kind and name.id not in {item.id for item in new}]
        if not new or not old:
            continue
        same = question.language == before.language
        said = new[0].text if same else form_of(new[0].id, before.language) or new[0].text
        text = kept.text
        for number, name in reversed(list(enumerate(old))):
            text = text[: name.start] + (said if number == 0 else "") + text[name.end :]
        kept = Wording(text)
    years = YEARS.findall(question.text)
    return " ".join((YEARS.sub(years[0], kept.text) if years else kept.text).split())


def own_content(question: Wording) -> bool:
    """Whether the question says more than a name: something asked of its own."""
    rest = question.text
    for name in reversed(question.names):
        rest = rest[: name.start] + " " + rest[name.end :]
    return bool(FILLING.sub(" ", rest).strip())
