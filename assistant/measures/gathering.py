"""From documents to measures: what their records list as instruments, each field with the sentence that states it.

Two documents on one measure (a digest in two languages, measures and their operating rules) become one measure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from assistant.language.folding import letters_of
from assistant.language.names import gazetteer
from assistant.language.quantities import Quantity, find_quantities, same_unit, same_value
from assistant.language.sentences import sentence_spans
from assistant.language.terms import Content, content_of, terms_of
from assistant.measures.guide_measures import measures_in_cards
from assistant.measures.measure import Measure, Quoted
from assistant.measures.purposes import purposes_in
from assistant.measures.tiers import tiers_in
from assistant.records import Document, Instrument, Kind, Status

STACKING = re.compile(
    r"(?i)\b(?:combin|compatib|cumulat|stack)\w*|\bon top of\b|\bboth city and district\b"
    r"|不重复|重复享受|叠加|兼得|可同时"
)
NOT_KNOWN = re.compile(r"(?i)not known|不清楚|未知")
SETTLED = (Status.DRAFT, Status.VETOED)
ENOUGH = 0.5  # share of a field's words that the sentence quoted for it has to have, where the field has no figure


def measures_of(documents: Iterable[Document], language: str) -> list[Measure]:
    """The measures of some documents, each once, worded in the `language` asked for where a document is in it."""
    found: defaultdict[tuple[str, str], list[Measure]] = defaultdict(list)
    for document in documents:
        said = sentences_of(document) if document.record.instruments else []
        for instrument in document.record.instruments:
            measure = measure_of(instrument, document, said)
            found[key_of(measure)].append(measure)
        for measure in measures_in_cards(document):
            found[key_of(measure)].append(measure)
    return [together(same, language) for same in _translations_together(list(found.values()))]


def _translations_together(groups: Sequence[list[Measure]]) -> Iterable[list[Measure]]:
    """Groups of one place, purpose and sums of which one is in the other's language: translations of one text."""
    kept: dict[tuple[object, ...], list[Measure]] = {}
    for group in groups:
        one = group[0]
        sums = tuple(sorted((tier.value, tier.unit) for tier in (*one.rates, *one.caps)))
        key = (one.jurisdiction, one.purposes, sums, bool(one.rate))
        twin = kept.get(key)
        if twin and {each.record.language for each in twin}.isdisjoint(each.record.language for each in group):
            twin += group
        else:
            kept[(*key, id(group)) if twin else key] = group
    return kept.values()


def key_of(measure: Measure) -> tuple[str, str]:
    """What two texts on one measure share: the place, and the name in either language."""
    return measure.jurisdiction, letters_of(measure.name_zh) or letters_of(translated(measure.name))


def translated(name: str) -> str:
    """The Chinese name of a scheme that is known by its English one, else the name itself."""
    names = gazetteer()
    known = names.anyhow.get(name.lower(), "")
    return names.chinese.get(known, "") or name


def measure_of(instrument: Instrument, document: Document, said: Sequence[Said]) -> Measure:
    """An instrument of a record as a measure, its fields with their sentences among those that the document `said`."""
    names = tuple(letters_of(name) for name in (instrument.name, instrument.name_zh) if name)

    def quoted(text: str) -> Quoted | None:
        return quote_of(text, names, document, said) if text else None

    return Measure(
        name=instrument.name,
        name_zh=instrument.name_zh,
        record=document.record,
        documents=(document.name,),
        rate=quoted(instrument.rate),
        cap=quoted(instrument.cap),
        budget=quoted(instrument.budget),
        who=quoted(instrument.who),
        deadline=quoted(instrument.deadline),
        office=quoted(instrument.lead),
        conditions=tuple(found for text in instrument.conditions if (found := quoted(text))),
        stacking=stacking_of(document, said),
        rates=tiers_in(instrument.rate),
        caps=tiers_in(instrument.cap),
        purposes=purposes_in(f"{instrument.name}; {instrument.name_zh}")
        or purposes_in(f"{instrument.rate}; {instrument.who}"),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a document, read once; `squeezed` and `around` are its letters, and its surroundings' too."""

    start: int
    end: int
    text: str
    figures: tuple[Quantity, ...]
    content: Content
    squeezed: str
    around: str


def sentences_of(document: Document) -> list[Said]:
    """The document's sentences. The surroundings of one are its section's heading and text before it."""
    found = []
    for start, end in sentence_spans(document.text):
        whole = document.text[start:end]
        start += len(whole) - len(whole.lstrip())
        text = whole.strip()
        head = document.text.rfind("\n#", 0, start)
        around = document.text[max(head, start - 600) if head >= 0 else max(0, start - 300) : end]
        content = content_of(text, glossed=False)
        found.append(
            Said(start, start + len(text), text, find_quantities(text), content, letters_of(text), letters_of(around))
        )
    return found


def quote_of(text: str, names: Sequence[str], document: Document, said: Sequence[Said]) -> Quoted:
    """A field with the sentence that states most of its figures, or words, of the measure of these squeezed names."""
    figures = [one for one in find_quantities(text) if not one.is_name]
    terms = terms_of(text)
    best: Said | None = None
    highest = 0.0
    for one in said:
        standing = sum(_stands(figure, one.figures) for figure in figures)
        share = sum(one.content.has(term) for term in terms) / len(terms) if terms else 1.0
        if not standing if figures else share < ENOUGH:
            continue
        named = 0.1 * any(name in one.squeezed for name in names) + 0.5 * any(name in one.around for name in names)
        if 2 * standing + share + named > highest:
            best, highest = one, 2 * standing + share + named
    return Quoted(text, document.name, best.text, best.start, best.end) if best else Quoted(text, document.name)


def _stands(one: Quantity, stated: Sequence[Quantity]) -> bool:
    return any(same_unit(one, other) and same_value(one, other) for other in stated)


def stacking_of(document: Document, said: Sequence[Said]) -> Quoted | None:
    """The sentence that says whether the money may be combined with other money, None where no text says so."""
    for one in said:
        if one.text.endswith((".", "。", "；", ";")) and STACKING.search(one.text) and not NOT_KNOWN.search(one.text):
            return Quoted(one.text, document.name, one.text, one.start, one.end)
    return None


def _weight(measure: Measure, language: str) -> tuple[bool, bool, bool, bool]:
    """What puts a text on a measure behind another: a draft, undated, in another language, no measure itself."""
    record = measure.record
    undated, foreign = record.expires is None, record.language != language
    return record.fixed_status in SETTLED, undated, foreign, record.kind is not Kind.MEASURE


def together(same: Sequence[Measure], language: str) -> Measure:
    """Several texts on one measure as one: each field from the first that states it, dated measures before others."""
    order = sorted(same, key=lambda one: _weight(one, language))
    first, *others = order
    for other in others:
        lacking = {
            name: getattr(other, name)
            for name in (field.name for field in fields(Measure))
            if not getattr(first, name) and getattr(other, name)
        }
        first = replace(first, **lacking)
    named = tuple(dict.fromkeys(one.name for one in order if one.name != first.name))
    documents = tuple(dict.fromkeys(name for one in order for name in one.documents))
    return replace(first, documents=documents, also_called=named)
