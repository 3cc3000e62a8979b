"""A claim most of whose words are not where its passages say anything of the kind."""

from __future__ import annotations

from functools import lru_cache

from assistant.language.dictionary import translate
from assistant.language.script import is_chinese
from assistant.language.terms import Content, Term, joined, terms_of
from assistant.proving.case import Case, Fault
from assistant.proving.matching import stands, window

# Share of a claim's content words that the passages must have: in one language and across, by the number of figures in
# common; more need none. By hand, on 304 of the pairs of tests/data/verifying.
SAME_LANGUAGE, ACROSS_LANGUAGES = (0.5, 0.4, 0.2, 0.0), (0.34, 0.2, 0.2, 0.2)


def check(case: Case) -> Fault | None:
    """A fault when too few of the claim's words stand near each other in the passages."""
    terms = case.claim.terms
    if not terms:
        return None
    there = joined([window(case.claim, case.passages), *(heading.whole for heading in case.headings)])
    share = sum(_said(term, there, case.across) for term in terms) / len(terms)
    stated = case.best.reading.quantities_in(*case.best.span)
    figures = [quantity for quantity in case.claim.quantities if quantity.dimension not in ("reference", "rank")]
    common = sum(stands(quantity, stated) for quantity in figures)
    needed = (ACROSS_LANGUAGES if case.across else SAME_LANGUAGE)[min(common, 3)]
    return Fault("nothing in the cited passage says this") if share < needed else None


def _said(term: Term, there: Content, across: bool) -> bool:
    """Whether a text has a word, or in its own language another that the dictionary translates alike."""
    if there.has(term):
        return True
    return not across and not is_chinese(term.word) and any(_alike(term.word, stem) for stem in there.stems)


def _alike(one: str, two: str) -> bool:
    """Whether two English words begin alike or have a translation in common."""
    return one[:4] == two[:4] or not _meanings(one).isdisjoint(_meanings(two))


@lru_cache(4096)
def _meanings(word: str) -> frozenset[tuple[str, ...]]:
    """A word's translations, and the concepts that it is a name of."""
    concepts = {(name,) for term in terms_of(word) for name in term.concepts}
    return frozenset(found for term in translate(word, "en", "zh") for found in term.alternatives) | concepts
