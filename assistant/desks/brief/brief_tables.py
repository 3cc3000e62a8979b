"""The tables of a briefing: figures with their days, and measures side by side. The first row are the heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.desks.brief.citing import Citations
from assistant.desks.brief.weighing import Told
from assistant.desks.subsidies.measure_fields import all_measures, of_place
from assistant.desks.subsidies.subsidy_files import name_of, place_of
from assistant.language.quantities import find_quantities
from assistant.told import told

SHOWN_MEASURES = 40  # rows
MEASURING = ("money", "percent", "area", "compute", "count")
WHAT = 200  # characters of what a figure is of


def has_figures(one: Told) -> bool:
    return any(quantity.dimension in MEASURING for quantity in find_quantities(one.text))


def figures(sentences: Sequence[Told], citations: Citations) -> Iterator[tuple[str, ...]]:
    """A row a sentence with figures: these, of what, as of when, and where it stands."""
    words = told(citations.language).desks
    yield tuple(words.brief_columns)
    for one in sentences:
        found = [" ".join(q.text.split()) for q in find_quantities(one.text) if q.dimension in MEASURING]
        marker = citations.cite(one.hit, one.start, one.end)
        what = one.text if len(one.text) <= WHAT else f"{one.text[:WHAT]} …"
        source = f"{citations.short(one.hit.record)} [{marker}]"
        yield words.comma.join(dict.fromkeys(found)), what, _dated(one, citations), source


def _dated(one: Told, citations: Citations) -> str:
    """The day of a figure: the last past one that its sentence names, else that of its document."""
    words, record = told(citations.language), one.hit.record
    days = [q.name for q in find_quantities(one.text) if q.dimension == "date" and not q.name.startswith("0000")]
    past = [day.removesuffix("-00").removesuffix("-00") for day in days if day <= citations.as_of.isoformat()]
    day = max(past, default=record.issued or record.effective)
    return words.day(day) if day else words.desks.brief_undated


def measures(questions: Sequence[str], most: int, citations: Citations) -> Iterator[tuple[str, ...]]:
    """All measures of the places that the questions name, where they are about support, `most` of each place; each with
    what it pays."""
    words, language = told(citations.language).desks, citations.language
    yield tuple(words.brief_measure_columns)
    known = all_measures(citations.index, language)
    found = {id(one): one for question in questions for one in of_place(question, known, language)}
    counts: Counter[str] = Counter()
    for measure in list(found.values())[:SHOWN_MEASURES]:
        counts[measure.jurisdiction] += 1
        if counts[measure.jurisdiction] > most:
            continue
        rate, cap = (one.text if one else words.subsidies_not_stated for one in (measure.rate, measure.cap))
        name = name_of(measure, language)
        other = measure.name if language == "zh" else measure.name_zh
        names = f"{name} ({other})" if other and other != name else name
        source = citations.sourced(measure.rate or measure.cap, measure.record)
        yield names, place_of(measure, language), rate, cap, citations.note(measure.record), source
