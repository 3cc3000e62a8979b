"""A claim beside a sentence of a source: whether both speak of the same thing, by words, names and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.quotes import sentences_in
from assistant.answering.text_cues import gives, places_of
from assistant.language.names import covers, known_names, lies_in, place_name
from assistant.language.packs import either
from assistant.language.quantities import Quantity, find_quantities, same_unit, same_value
from assistant.language.script import language_of
from assistant.language.terms import Content, Term, content_of, terms_of
from assistant.records import Hit, Record

# Share of a claim's words that a source's sentence and heading have, from which on both speak of the same thing: in one
# language, across; by hand on tests/gold/claims_dev and drafts_dev.
SAME, ACROSS = 0.5, 0.4
BEFORE = 0.34  # of the words before a claim in its sentence, those that what contradicts it has
SHORT = 4  # words up to which a claim needs nearly all of them
NEARLY_ALL, MOST = 0.8, 0.6
# The same for what is held proven, by the number of figures in common.
PROVEN, PROVEN_ACROSS = (0.65, 0.5, 0.4, 0.3), (0.6, 0.5, 0.4, 0.3)
OWN, OWN_ACROSS = 0.4, 0.3  # of these, the share that the sentence has by itself, and how many words at least
FEWEST = 2
HEADED = 0.6  # what a word counts that stands in the heading alone
FIGURE = 0.5  # what a claim's figures count beside its words
LENGTH = 0.05  # what a long sentence counts less
NEIGHBOUR = 160  # characters behind a sentence that still belong to it
NAMELESS = ("reference", "document", "rank")  # quantities that are names
SHOWN = 160  # characters of a clause that is shown
_BORDER = re.compile(r"[，；;、。]|,(?!\d)|\b(?:and|while|whereas|but)\b")
_HOLDING = either(lambda pack: pack.cues.events["entry into force"])
_ENDING = either(lambda pack: pack.cues.events["expiry"])


@dataclass(frozen=True)
class Beside:
    """A claim, the sentence of a passage that is nearest to it, what is known of that passage, and the claim's whole
    sentence."""

    claim: str
    quote: str
    hit: Hit
    sentence: str
    within: str = ""  # the claim's sentence up to it

    @property
    def basis(self) -> str:
        """What the claim is recognised by: itself, or, where it has few words, its sentence up to it."""
        return basis_of(self.claim, self.within)

    @property
    def heading(self) -> str:
        record = self.hit.record
        parts = (self.hit.passage.section, record.title, record.title_zh, record.issuer, record.number)
        days = (record.issued, record.effective, record.expires)
        return "\n".join(part for part in (*parts, *days) if part)

    @property
    def across(self) -> bool:
        return (language_of(self.claim) == "zh") != (language_of(self.quote) == "zh")


def basis_of(claim: str, within: str) -> str:
    return claim if len(words_of(claim)) > SHORT else f"{within}{claim}"


def shares(beside: Beside, terms: Sequence[Term]) -> tuple[float, int]:
    """The share of these words that the sentence has, with its heading for less, and how many it has itself."""
    own = content(beside.quote)
    around = content(beside.heading)
    inside = [term for term in terms if own.has(term)]
    held = len(inside) + HEADED * sum(around.has(term) for term in terms if term not in inside)
    return held / max(1, len(terms)), len(inside)


@lru_cache(2048)
def words_of(text: str) -> tuple[Term, ...]:
    """The content words of a claim, which is set beside many sentences; "only" and "all" are judged by themselves."""
    for cue in ("alone", "sweeps"):
        for start, end in places_of(cue, text):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return terms_of(text)


@lru_cache(8192)
def content(text: str) -> Content:
    """What a stretch of a source holds, in either language; sentences of one passage are looked at for many claims."""
    return content_of(text, glossed=True)


def nearest_sentence(claim: str, hit: Hit, weight: float = FIGURE) -> tuple[float, int, int]:
    """How near the passage's nearest sentence is, and its span: by a claim's words, and by its figures, which count
    `weight`. Headings are left out."""
    terms, figures = words_of(claim), find_quantities(claim)
    best = (-1.0, 0, 0)
    for start, end in sentences_in(hit):
        sentence = hit.passage.text[start:end]
        held, stated = content(sentence), find_quantities(sentence)
        score = sum(held.has(term) for term in terms) / max(1, len(terms))
        score += sum(weight * _fits(one, stated) for one in figures) / max(1, len(figures))
        score -= LENGTH * min(1.0, (end - start) / 400)  # of two that say the same, the shorter
        best = max(best, (score, -start, -end))
    return best[0], -best[1], -best[2]


def _fits(one: Quantity, stated: Sequence[Quantity]) -> float:
    """1 where a figure is stated, a half where another of its sort is, 0 else."""
    alike = [other for other in stated if other.dimension == one.dimension and same_unit(one, other)]
    return 1.0 if any(same_value(one, other) for other in alike) else 0.5 * bool(alike)


def figures_stand(beside: Beside) -> bool:
    """Whether all figures of a claim stand in the sentence or beside it, or in the passage's heading."""
    text, at = beside.hit.passage.text, beside.hit.passage.text.find(beside.quote)
    around = text[max(0, text.rfind("\n", 0, max(0, at - 2))) : at + len(beside.quote) + NEIGHBOUR]
    stated = find_quantities(f"{beside.hit.passage.section}\n{around}")
    return all(
        any(same_value(one, other) and same_unit(one, other) for other in (*stated, *_days(beside, one)))
        for one in find_quantities(beside.claim)
        if one.dimension not in ("reference", "document", "number")
    )


def _days(beside: Beside, one: Quantity) -> tuple[Quantity, ...]:
    """The day of the record that a claim's date may be: that of effect where it speaks of that, else that of issue."""
    record, clause = beside.hit.record, clause_of(beside.claim, one)
    if _ENDING.search(clause):
        return find_quantities(record.expires or "")
    return find_quantities((record.effective if _HOLDING.search(clause) else record.issued) or "")


def same_thing(beside: Beside, apart: str = "") -> bool:
    """Whether a sentence speaks of what a claim speaks of, but for the words `apart`."""
    rest = words_of(beside.claim.replace(apart, " ") if apart else beside.claim)
    share, own = shares(beside, rest)
    least, itself = (ACROSS, OWN_ACROSS) if beside.across else (SAME, OWN)
    further = bool(known_names(f"{beside.claim}\n{beside.within}")) + in_common(beside)
    return share >= least and own >= max(FEWEST - further, itself * len(rest), 1)


def in_common(beside: Beside) -> int:
    """How many figures of a claim the sentence has."""
    stated = find_quantities(beside.quote)
    return sum(any(same_value(one, o) and same_unit(one, o) for o in stated) for one in find_quantities(beside.claim))


def well_covered(beside: Beside) -> bool:
    """Whether a sentence has as much of a claim as what is called proven needs."""
    words, common = words_of(beside.claim), in_common(beside)
    needed = (PROVEN_ACROSS if beside.across else PROVEN)[min(common, 3)]
    if len(words) <= SHORT and not common:
        needed = NEARLY_ALL
    return shares(beside, words)[0] >= needed


def same_subject(beside: Beside, leans_on: str) -> bool:
    """Whether a sentence speaks of what a claim leans on: the names of the sentence before, and the words before it in
    its own."""
    named = [one.id for one in known_names(leans_on)] if gives("leaning", beside.sentence) else []
    if named:
        return about(beside, named)
    before, own = words_of(beside.within), words_of(beside.claim)
    if len(own) > SHORT and shares(beside, own)[1] >= MOST * len(own):
        return True
    return not before or shares(beside, before)[0] >= BEFORE


def of_places(record: Record, places: Sequence[str]) -> bool:
    """Whether a document is of one of the places that a draft names, or of one around it or within."""
    own = record.jurisdiction
    if not places or not place_name(own, "en"):
        return True
    return any(lies_in(own, place) or lies_in(place, own) for place in places)


def about(beside: Beside, names: Sequence[str], around: Sequence[str] = ()) -> bool:
    """Whether a sentence, with its headings, is about all of these names, and about one of those around it."""
    place = place_name(beside.hit.record.jurisdiction, "en")
    whole = f"{beside.quote}\n{beside.heading}\n{place}"
    stated = {name.id for name in known_names(whole)}
    numbers = [one for one in find_quantities(beside.claim) if one.dimension == "document"]
    numbered = find_quantities(whole) if numbers else ()
    met = [one for one in numbers if any(same_value(one, other) for other in numbered)]
    led = not around or any(covers(stated, name) for name in around)
    return led and all(covers(stated, name) for name in names) and (bool(met) or not numbers)


def clause_of(text: str, quantity: Quantity) -> str:
    """The words between commas or conjunctions around a figure."""
    borders = [match.span() for match in _BORDER.finditer(text)]
    left = max((end for _, end in borders if end <= quantity.start), default=0)
    right = min((start for start, _ in borders if start >= quantity.end), default=len(text))
    return " ".join(text[left:right].split())[:SHOWN]
