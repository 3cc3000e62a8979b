"""Figures with what they say: which quantity, of what, for whom, when, and whether the text calls it disputed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.text_cues import gives
from assistant.data import once, rows
from assistant.language.quantities import Bound, Quantity
from assistant.language.terms import Content, Term, joined, terms_of
from assistant.proving import sentence_spans
from assistant.questions.asking import asking_words
from assistant.questions.read_once import Reading, Wording
from assistant.records import Hit

_CLAUSE = re.compile(r"[;；。]|, (?:and|while|against|but)\b|，(?=[^，]{0,6}(?:而|但|其他|按|另))")
_PARTS = re.compile(r"[,，、;；()（）]| and | against ")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOPIC = re.compile(
    r"(?:On|About|Regarding|As to) (?:the )?(.{4,80}?),? (?:the |one and the same |some |two )?"
    r"(?:sources|reports|pages|sites?|official|figures|copies|texts)\b|(?:关于|对于|就)([^，,]{2,30})[，,]",
)
REACH = 60  # characters before and after a figure that say what it is of


NAMED = ("place", "scheme")  # kinds of names that tell what a figure is of


@dataclass(frozen=True)
class Statement:
    """One figure of one sentence, which begins at `start` of the passage's text; the quantity's offsets are in it."""

    hit: Hit
    start: int
    said: Wording  # the sentence
    headed: Wording  # the nearest heading above the sentence, "" where a passage has none
    head: Wording  # the passage's headings, and its document's title and issuer
    quantity: Quantity
    roles: frozenset[tuple[str, str]]
    years: frozenset[int]  # that the sentence names
    disputed: bool  # the sentence sets sources against each other
    gathered: bool  # it stands where differing figures are gathered

    @property
    def sentence(self) -> str:
        return self.said.text

    @property
    def heading(self) -> str:
        return self.headed.text

    @property
    def topic(self) -> str:
        """What the sentence says that its sources differ on, "" where it does not begin with that."""
        found = _TOPIC.match(self.sentence) if self.disputed else None
        return (found[1] or found[2]) if found else ""

    @property
    def measure(self) -> tuple[str, str]:
        """What is measured, in which unit; a bare number counts as a count of something."""
        dimension = "count" if self.quantity.dimension == "number" else self.quantity.dimension
        return dimension, self.quantity.unit

    @property
    def value(self) -> str:
        return self.quantity.name or str(self.quantity.value)

    @property
    def document(self) -> str:
        return self.hit.record.document

    @property
    def section(self) -> tuple[str, str]:
        return self.document, self.heading

    @cached_property
    def subject(self) -> tuple[Term, ...]:
        """The content words around the figure: what it is of."""
        around = self.sentence[max(0, self.quantity.start - REACH) : self.quantity.end + REACH]
        return tuple(term for term in terms_of(around) if term.word not in asking_words().reporting)

    @cached_property
    def topic_terms(self) -> tuple[Term, ...]:
        """The content words of what the sentence says that its sources differ on."""
        return terms_of(self.topic) if self.topic else ()

    @cached_property
    def near(self) -> Content:
        """The sentence with its own heading."""
        return joined([self.said.glossed, self.headed.glossed])

    @cached_property
    def surroundings(self) -> Content:
        """The sentence with all headings and what is known of its document."""
        return joined([self.said.glossed, self.head.glossed])

    @property
    def named_around(self) -> frozenset[str]:
        """What the sentence, its headings and its document name."""
        return self.said.named(*NAMED) | self.head.named(*NAMED)


def statements_in(hit: Hit, dimensions: frozenset[str], read: Reading) -> Iterator[Statement]:
    """The figures of these dimensions in a passage's sentences, each with what it is said of."""
    text, record = hit.passage.text, hit.record
    headings = {part.strip() for step in hit.passage.path for part in (step, *step.split(" – "))}
    heading = "" if " – " in hit.passage.label else hit.passage.label
    head = read(f"{hit.passage.section}\n{record.title}\n{record.title_zh}\n{record.issuer}")
    for start, end in sentence_spans(text):
        said = read(text[start:end].rstrip())
        if said.text.strip() in headings:
            heading = said.text.strip()
        if not said.text.strip() or said.text.strip() in headings:
            continue
        gathers = gives("gathers", heading) or gives("gathers", record.title)
        disputed = gives("disputes", said.text)
        years = frozenset(int(found) for found in _YEAR.findall(said.text))
        for quantity in said.quantities:
            if quantity.dimension not in dimensions or quantity.bound in (Bound.LOW, Bound.HIGH):
                continue
            if not _of_something(quantity, said, disputed):
                continue
            roles = roles_at(said.text, quantity, said.quantities)
            yield Statement(hit, start, said, read(heading), head, quantity, roles, years, disputed, gathers)


def _of_something(quantity: Quantity, said: Wording, disputed: bool) -> bool:
    """Whether a figure is of the sentence's subject: no year in a name, nothing that the subject is compared with."""
    if quantity.dimension == "number" and _YEAR.fullmatch(quantity.text):
        return False
    if disputed:
        return True
    if quantity.dimension == "date" and quantity.name.endswith("-00-00"):
        return False  # "the plan of 2024" is a name
    alike = sum(other.dimension == quantity.dimension for other in said.quantities)
    return not (alike > 1 and len(said.named("place")) > 1)  # "30 August 2022, against 22 September 2022 for Shanghai"


@once
def _roles() -> list[tuple[str, str, re.Pattern[str]]]:
    """Group, tag and pattern of each role that a figure can play."""
    table = rows("figure_roles.tsv")
    return [(group, tag, re.compile(rf"\b(?:{english})\b|{chinese}", re.I)) for group, tag, english, chinese in table]


def roles_at(sentence: str, quantity: Quantity, all_of_it: Sequence[Quantity]) -> frozenset[tuple[str, str]]:
    """What the words around a figure say that it is of.

    What stands between two figures of one kind belongs to the first up to a comma or bracket, then to the second.
    """
    rivals = [other for other in all_of_it if other.dimension == quantity.dimension and other.start != quantity.start]
    before = max((other.end for other in rivals if other.end <= quantity.start), default=None)
    after = min((other.start for other in rivals if other.start >= quantity.end), default=None)
    first, last = before or 0, len(sentence) if after is None else after
    if before is not None and (parted := _PARTS.search(sentence, before, quantity.start)):
        first = parted.end()
    if after is not None and (parted := _PARTS.search(sentence, quantity.end, after)):
        last = parted.start()
    breaks = [found.end() for found in _CLAUSE.finditer(sentence, first, quantity.start)]
    first = max([first, *breaks])
    ahead = _CLAUSE.search(sentence, quantity.end, last)
    last = ahead.start() if ahead else last
    back, forth = (40, 12) if quantity.dimension == "date" else (2 * REACH, REACH)
    around = sentence[max(first, quantity.start - back) : min(last, quantity.end + forth)]
    found = set()
    for group, tag, pattern in _roles():
        if group == "change" and quantity.dimension not in ("percent", "points", "none"):
            continue
        wide = group == "aim" and quantity.dimension != "date"
        if pattern.search(sentence[: quantity.start] if wide else around):
            found.add((group, tag))
    return frozenset(found)


def tags(roles: frozenset[tuple[str, str]], group: str) -> frozenset[str]:
    return frozenset(tag for kind, tag in roles if kind == group)
