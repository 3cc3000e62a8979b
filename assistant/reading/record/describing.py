"""Source to Record: what a document is, whose, how numbered, and from when to when, each value with its origin.

Order of trust for a field: front matter, sidecar, HTML meta, PDF or office properties, the text, the file's name. Two
exceptions follow from what those values mean: a web page's publishing date and a file's creation date are not the day
an instrument was issued, so the text's own date goes before them; titles that programs leave behind are passed over.
Nothing is filled in that no source says: an unknown field stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.data import once, rows
from assistant.language.folding import simplified
from assistant.language.script import language_of
from assistant.reading.record.clauses import Dated
from assistant.reading.record.document_numbers import canonical_number, find_numbers, find_own_number
from assistant.reading.record.expiry import expires_of
from assistant.reading.record.facts import BY_HAND, PAGE, Facts, iso_of
from assistant.reading.record.issuers import find_issuer
from assistant.reading.record.issuing import JURISDICTIONS
from assistant.reading.record.jurisdictions import place_of, place_of_file, place_of_number, place_of_url
from assistant.reading.record.kinds import find_kind
from assistant.reading.record.periods import applications, effective_of, issued_of, year_in_name
from assistant.reading.record.relations import find_relations
from assistant.reading.record.standing import find_standing, is_card_book
from assistant.reading.record.titles import find_title
from assistant.records import Kind, Record, Relation, Section, Source, last_day

_PUBLISHED = (
    "govuk:first-published-at", "article:published_time", "dcterms.issued", "dc.date.issued", "dc.date", "pubdate",
    "publishdate", "date", "published", "citation_publication_date",
)  # fmt: skip
_CALL = re.compile(
    r"征集|申报|申请.{0,6}(?:通知|公告)|call for|applications?\b|competition|expressions? of interest|invitation", re.I
)
_CREATED = ("created", "creationdate", "creation-date")
_TEMPLATE = "2013-12-23"  # a creation date that word processors' templates carry


def describe(source: Source, sections: Sequence[Section]) -> tuple[Record, tuple[Relation, ...]]:
    """The record of a document and what it says about others. `record.origin` tells where each field was read."""
    facts = Facts(source, sections)
    for step in STEPS:
        step(facts)
    record = Record(
        document=source.name, title=facts.get("title"), kind=facts.kind, language=facts.get("language"),
        sha256=source.sha256, title_zh=facts.get("title_zh"), issuer=facts.get("issuer"),
        jurisdiction=facts.get("jurisdiction"), number=facts.get("number"), issued=facts.values.get("issued"),
        effective=facts.values.get("effective"), expires=facts.values.get("expires"), fixed_status=facts.status,
        url=source.url or facts.get("url"), pages=len(source.pages) or None, path=source.path,
        instruments=source.instruments, notes=tuple(dict.fromkeys(facts.notes)),
        origin={**facts.origin, "text": source.format},
    )  # fmt: skip
    return record, facts.relations


def take_what_is_stated(facts: Facts) -> None:
    """What a person wrote down (front matter, sidecar) and what a page's head says outright."""
    facts.notes += facts.source.notes
    for origin in (*BY_HAND, *PAGE):
        fields = _BY_HAND if origin in BY_HAND else _BY_LAW_FILE if origin == "xml" else _BY_PAGE
        for one in facts.source.properties:
            if one.origin == origin:
                read = fields.get(one.field)
                if read and origin != "pdf properties":
                    facts.put(one.field, read(one.value), origin)


def _kind_named(value: str) -> str:
    return value if (value := value.strip().lower()) == "news" else value.removesuffix("s")


def _language_named(value: str) -> str | None:
    return value.strip().lower().split("-")[0] if re.fullmatch(r"[A-Za-z]{2}(?:-\w+)?", value.strip()) else None


def _number_named(value: str) -> str | None:
    return next((found.display for found in find_numbers(value)), None)


LEAST_WORDS = 40  # of a text whose language is told by its little words
CLEARLY = 2.0  # times as many of them as of English ones


def latin_language(text: str) -> tuple[str, str]:
    """Code and name of the language of a text in Latin script, English where nothing speaks clearly for another."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: (sum(word in little for word in words), name) for code, name, little in _little_words()}
    best = max(counts, key=lambda code: counts[code][0])
    clear = counts[best][0] > max(CLEARLY * counts["en"][0], 0.1 * len(words))
    return (best, counts[best][1]) if clear and len(words) >= LEAST_WORDS else ("en", counts["en"][1])


@once
def _little_words() -> list[tuple[str, str, frozenset[str]]]:
    return [(code, name, frozenset(words.split())) for code, name, words in rows("other_languages.tsv")]


_DATES = dict.fromkeys(("issued", "effective", "expires"), iso_of)
_WORDS = ("title", "title_zh", "issuer", "jurisdiction", "number", "url", "status", "status_note")
_BY_HAND: dict[str, Callable[[str], str | None]] = {
    **dict.fromkeys(_WORDS, str.strip), **_DATES, "kind": _kind_named,
    "language": lambda value: value.strip().lower().split("-")[0],
}  # fmt: skip
_BY_PAGE: dict[str, Callable[[str], str | None]] = {
    **_DATES, "issuer": str.strip, "url": str.strip, "language": _language_named, "number": _number_named,
}  # fmt: skip
_BY_LAW_FILE = {**_BY_PAGE, "number": lambda value: _number_named(value) or _printed_number(value)}


def _printed_number(value: str) -> str | None:
    """A number that a law file states in a form that is not known here: "235.1", "P-8.6"; no mere count."""
    return value if re.fullmatch(r"(?=[^\s]*\d)(?=[^\s]*[^\d\s])[\w./()-]{3,30}", value) else None


def find_language(facts: Facts) -> None:
    """The language, and the Chinese title where it is Chinese. One that is served less well is named in a note."""
    title = facts.get("title")
    text = f"{title}\n{facts.source.text[:20_000]}"
    language, name = language_of(text), ""
    if language == "en":
        language, name = latin_language(text)
    facts.put("language", language, "text")
    if name and facts.get("language") == language != "en":
        facts.notes.append(f"the text is in {name}, which is searched less well than English and Chinese")
    if facts.get("language").startswith("zh"):
        facts.put("title_zh", title, facts.origin["title"])


def find_jurisdiction(facts: Facts) -> None:
    """Whose text it is: news are nobody's unless their title says so."""
    source = facts.source
    facts.put("jurisdiction", place_of_number(facts.number), "number")
    facts.put("jurisdiction", place_of(facts.get("title")), "title")
    if facts.kind is Kind.NEWS:
        return
    facts.put("jurisdiction", place_of(facts.get("issuer")), "issuer")
    facts.put("jurisdiction", place_of_file(source.name), "file name")
    for url in (source.url or "", *(one.value for one in facts.stated("url", "og:url", "sitedomain"))):
        facts.put("jurisdiction", place_of_url(url if "//" in url else f"https://{url}"), "address")
    facts.put("jurisdiction", place_of(source.text[:1500]), "text")


def find_dates(facts: Facts) -> None:
    """The days of issue, effect and expiry, with notes on how they were reached."""
    if any(one.origin == "front matter" for one in facts.stated("kind")):
        # a digest described by hand: dates in its text are about other things, what is missing is unknown
        for one in facts.stated("date", "published"):
            facts.put("issued", iso_of(one.value), one.origin)
        return
    text, title, kind = simplified(facts.source.text), simplified(facts.get("title")), facts.kind
    call = kind in (Kind.MEASURE, Kind.OTHER) and bool(_CALL.search(title))
    issued = issued_of(text, roc=facts.get("jurisdiction") == "TW")
    effective = effective_of(text, title, issued, law=kind is Kind.LAW)
    expires = expires_of(text, title, effective or issued, call)
    _put_issued(facts, issued)
    holds = kind is not Kind.NEWS and not is_card_book(text)
    if effective and holds:
        facts.put("effective", effective.day, effective.origin)
    at_once = tuple(prefix for jurisdiction in JURISDICTIONS for prefix in jurisdiction.at_once)
    signatories = tuple(filter(None, (jurisdiction.signatory[1] for jurisdiction in JURISDICTIONS)))
    if facts.number.startswith(at_once) or facts.get("issuer").startswith(signatories):
        facts.put("effective", facts.get("issued"), "inferred")  # signed, they hold, unless they say otherwise
    if expires and holds:
        facts.put("expires", expires.day, expires.origin)
    _drop_impossible(facts)
    if holds:
        facts.notes += [effective.note] if effective and effective.note else []
        facts.notes += applications(text)


def _put_issued(facts: Facts, issued: Dated | None) -> None:
    if issued and "copyright" not in issued.origin:
        facts.put("issued", issued.day, issued.origin)
    for name in _PUBLISHED:
        for one in facts.stated(name):
            facts.put("issued", iso_of(one.value), one.origin)
    for dated in (issued, year_in_name(facts.source.name)):
        if dated:
            facts.put("issued", dated.day, dated.origin)
    for one in facts.stated(*_CREATED):
        if not one.value.startswith(_TEMPLATE):
            facts.put("issued", iso_of(one.value), one.origin)


def _drop_impossible(facts: Facts) -> None:
    """An end before the beginning was read from the wrong place: better none."""
    expires, effective = facts.get("expires"), facts.get("effective") or facts.get("issued")
    read = facts.origin.get("expires", "").startswith(("text", "title"))
    if read and effective and last_day(expires) < last_day(effective[:4] if len(expires) == 4 else effective):
        facts.drop("expires")


def find_what_it_does(facts: Facts) -> None:
    """What the document says about others, what was stated by hand first, each target once for a relation."""
    found = find_relations(facts.source.text, facts.get("title"), facts.number, facts.kind)
    kept: dict[tuple[str, str], Relation] = {}
    for relation in (*facts.source.relations, *found):
        target = canonical_number(relation.target) or relation.target.strip("《》 ")
        kept.setdefault((relation.relation, target), relation)
    facts.relations = tuple(kept.values())


# A field's step may lean on those before it.
STEPS: tuple[Callable[[Facts], None], ...] = (
    take_what_is_stated,
    find_title,
    find_language,
    find_own_number,
    find_kind,
    find_issuer,
    find_jurisdiction,
    find_dates,
    find_standing,
    find_what_it_does,
)
