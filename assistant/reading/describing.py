"""Source to Record: what a document is, whose, how numbered, and from when to when, each value with its origin.

Order of trust for a field: front matter, sidecar, HTML meta, PDF or office properties, the text, the file's name. Two
exceptions follow from what those values mean: a web page's publishing date and a file's creation date are not the day
an instrument was issued, so the text's own date goes before them; titles that programs leave behind are passed over.
Nothing is filled in that no source says: an unknown field stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.languages import language_of
from assistant.reading.dates import dates_in
from assistant.reading.issuers import issuer_of
from assistant.reading.numbers import FoundNumber, canonical_number, find_numbers
from assistant.reading.places import place_of, place_of_file, place_of_number, place_of_url
from assistant.reading.relations import find_relations
from assistant.reading.terms import terms_of, year_in_name
from assistant.reading.titles import DRAFT, kind_of, title_of
from assistant.records import Kind, Record, Relation, Section, Source, Status, last_day

TRUST = ("front matter", "sidecar", "html meta", "pdf properties", "office properties", "mail header", "text")
_PUBLISHED = (
    "govuk:first-published-at", "article:published_time", "dcterms.issued", "dc.date.issued", "dc.date", "pubdate",
    "publishdate", "date", "published", "citation_publication_date",
)  # fmt: skip


@dataclass(slots=True)
class _Facts:
    """Values found so far, each with its origin; the first that says anything stays."""

    values: dict[str, str] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: str | None, origin: str) -> None:
        if value and name not in self.values:
            self.values[name] = value
            self.origin[name] = origin

    def get(self, name: str) -> str:
        return self.values.get(name, "")


def describe(source: Source, sections: Sequence[Section]) -> tuple[Record, tuple[Relation, ...]]:
    """The record of a document and what it says about others. `record.origin` tells where each field was read."""
    facts = _Facts()
    _stated(source, facts)
    title, title_origin = title_of(source)
    facts.put("title", title, title_origin)
    title = facts.get("title")
    facts.put("language", language_of(f"{title}\n{source.text[:20_000]}"), "text")
    if facts.get("language").startswith("zh"):
        facts.put("title_zh", title, facts.origin["title"])
    number = _number(source, facts)
    kind = _kind(source, facts, number)
    facts.put("issuer", *issuer_of(source, title, kind, number))
    _jurisdiction(source, facts, kind, number)
    notes = list(source.notes) + _dates(source, facts, kind, number)
    status, status_notes = _fixed_status(source, sections, facts, kind)
    if status in (Status.VETOED, Status.DRAFT) and facts.origin.get("effective", "").startswith("text"):
        del facts.values["effective"], facts.origin["effective"]  # what would have applied never did, or not yet
    relations = source.relations + find_relations(source.text, title, number, kind)
    record = Record(
        document=source.name, title=title, kind=kind, language=facts.get("language"), sha256=source.sha256,
        title_zh=facts.get("title_zh"), issuer=facts.get("issuer"), jurisdiction=facts.get("jurisdiction"),
        number=facts.get("number"), issued=facts.values.get("issued"), effective=facts.values.get("effective"),
        expires=facts.values.get("expires"), fixed_status=status, url=source.url or facts.get("url"),
        pages=len(source.pages) or None, path=source.path, instruments=source.instruments,
        notes=tuple(dict.fromkeys(notes + status_notes)), origin=dict(facts.origin),
    )  # fmt: skip
    return record, _unique(relations)


def _unique(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    kept: dict[tuple[str, str], Relation] = {}
    for relation in relations:
        kept.setdefault(
            (relation.relation, canonical_number(relation.target) or relation.target.strip("《》 ")), relation
        )
    return tuple(kept.values())


def _stated(source: Source, facts: _Facts) -> None:
    """What a person wrote down (front matter, sidecar) and what a page's head says outright."""
    for origin in TRUST:
        for one in source.properties:
            if one.origin != origin:
                continue
            if origin in ("front matter", "sidecar"):
                _by_hand(one.field, one.value, origin, facts)
            elif (
                one.field in ("number", "effective", "expires", "issued", "issuer", "url", "language")
                and origin != "pdf properties"
            ):
                _from_page(one.field, one.value, origin, facts)


def _by_hand(name: str, value: str, origin: str, facts: _Facts) -> None:
    if name in ("issued", "effective", "expires"):
        facts.put(name, _iso(value), origin)
    elif name in ("date", "published"):
        facts.put("issued", _iso(value), origin)
    elif name == "kind":
        facts.put(name, value.strip().lower().removesuffix("s") if value.strip().lower() != "news" else "news", origin)
    elif name == "language":
        facts.put(name, value.strip().lower().split("-")[0], origin)
    elif name in ("title", "title_zh", "issuer", "jurisdiction", "number", "url", "status", "status_note"):
        facts.put(name, value.strip(), origin)


def _from_page(name: str, value: str, origin: str, facts: _Facts) -> None:
    if name in ("issued", "effective", "expires"):
        facts.put(name, _iso(value), origin)
    elif name == "language":
        facts.put(
            name,
            value.strip().lower().split("-")[0] if re.fullmatch(r"[A-Za-z]{2}(?:-\w+)?", value.strip()) else None,
            origin,
        )
    elif name == "number":
        found = find_numbers(value)
        facts.put(name, found[0].display if found else None, origin)
    else:
        facts.put(name, value.strip(), origin)


def _iso(value: str) -> str | None:
    value = value.strip()
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", value):
        return value
    if match := re.match(r"D:(\d{4})(\d\d)(\d\d)", value):
        return f"{match[1]}-{match[2]}-{match[3]}"
    found = dates_in(value)
    return found[0] if found else None


_NUMBER_LABEL = re.compile(
    r"(?:^|\n)\s*(?:发文字号|发文号|文\s*号|文件编号|Document number|Number|No\.)\s?[:：]\s*(?P<v>[^\n]{2,60})"
)


def _number(source: Source, facts: _Facts) -> str:
    """Finds the document's own number and returns its canonical form ("" when it has none). A number cited in running
    text is another document's: only a labelled one, one on a short line near the top, or one in the title counts."""
    if facts.get("number"):
        return canonical_number(facts.get("number")) or facts.get("number")
    text = source.text
    both = text[:2500] + "\n" + text[-1500:]
    for match in _NUMBER_LABEL.finditer(both):
        if found := find_numbers(match["v"]):
            return _keep_number(found[0], "text", facts)
    act = re.search(r"<(Act No\. \d+), [A-Z]", text)
    candidates = find_numbers(act[1]) if act else ()
    origin = "text"
    if not candidates:
        candidates = find_numbers(facts.get("title")) if not re.match(r"AI |关于", facts.get("title")) else ()
        origin = "title"
    if not candidates:
        candidates, origin = _headline_numbers(text[:2500]), "text"
    return _keep_number(candidates[0], origin, facts) if candidates else ""


def _headline_numbers(head: str) -> tuple[FoundNumber, ...]:
    first_article = re.search(r"\n\s*(?:第一条|Article 1\b|一、|SECTION 1|Section 1)", head)
    head = head[: first_article.start()] if first_article else head
    found = []
    for number in find_numbers(head):
        line_start = head.rfind("\n", 0, number.start) + 1
        line_end = head.find("\n", number.end)
        line = head[line_start : line_end if line_end >= 0 else len(head)].strip()
        cited = re.search(
            r"《|根据|落实|signed|pursuant|amending|repealing|[（(]\s*$", line[: max(0, number.start - line_start)]
        )
        order = "令" in number.text and number.start - line_start < 4
        if not cited and (len(line) <= len(number.text) + 60 or order):
            found.append(number)
    return tuple(found)


def _keep_number(number: FoundNumber, origin: str, facts: _Facts) -> str:
    facts.put("number", number.display, origin)
    return number.canonical


def _kind(source: Source, facts: _Facts, number: str) -> Kind:
    names = {kind.value for kind in Kind}
    if facts.get("kind") in names:
        return Kind(facts.get("kind"))
    facts.values.pop("kind", None)
    kind, origin = kind_of(facts.get("title"), source.text, number, source.path)
    facts.put("kind", kind.value, origin)
    facts.origin["kind"] = origin
    return kind


def _jurisdiction(source: Source, facts: _Facts, kind: Kind, number: str) -> None:
    facts.put("jurisdiction", place_of_number(number), "number")
    facts.put("jurisdiction", place_of(facts.get("title")), "title")
    if kind is Kind.NEWS:
        return
    facts.put("jurisdiction", place_of(facts.get("issuer")), "issuer")
    urls = [source.url or "", *(one.value for one in source.properties if one.field in ("url", "og:url", "sitedomain"))]
    facts.put("jurisdiction", place_of_file(source.name), "file name")
    for url in urls:
        facts.put("jurisdiction", place_of_url(url if "//" in url else f"https://{url}"), "address")
    facts.put("jurisdiction", place_of(source.text[:1500]), "text")


def _dates(source: Source, facts: _Facts, kind: Kind, number: str) -> list[str]:
    """Fills issued, effective and expires; returns notes on how they were reached."""
    if any(one.origin == "front matter" and one.field == "kind" for one in source.properties):
        return []  # a digest described by hand: dates in its text are about other things, what is missing is unknown
    call = kind is Kind.MEASURE and bool(re.search(r"征集|申报|call for|applications?\b", facts.get("title"), re.I))
    roc = facts.get("jurisdiction") == "TW"
    terms = terms_of(source.text, facts.get("title"), law=kind is Kind.LAW, call=call, roc=roc)
    cards = _is_card_book(source.text)
    if terms.issued and "copyright" not in terms.issued[1]:
        facts.put("issued", *terms.issued)
    for name in _PUBLISHED:
        for one in source.properties:
            if one.field == name:
                facts.put("issued", _iso(one.value), one.origin)
    if terms.issued:
        facts.put("issued", *terms.issued)
    if named := year_in_name(source.name):
        facts.put("issued", *named)
    for one in source.properties:
        if one.field in ("created", "creationdate", "creation-date") and not _template_date(one.value):
            facts.put("issued", _iso(one.value), one.origin)
    if terms.effective and not cards and kind is not Kind.NEWS:
        facts.put("effective", *terms.effective)
    signed = number.startswith(("eo:", "omb:")) or facts.get("issuer").startswith("President of the United States")
    if signed and facts.get("issued"):  # such orders take effect when they are signed, unless they say otherwise
        facts.put("effective", facts.get("issued"), "inferred")
    if terms.expires and not cards and kind is not Kind.NEWS:
        facts.put("expires", *terms.expires)
    _drop_impossible(facts)
    return [] if cards or kind is Kind.NEWS else list(terms.notes)


def _template_date(value: str) -> bool:
    """Creation dates that word processors' templates carry are nobody's date."""
    return value.startswith("2013-12-23")


def _drop_impossible(facts: _Facts) -> None:
    """An end before the beginning was read from the wrong place: better none."""
    expires, effective = facts.get("expires"), facts.get("effective") or facts.get("issued")
    if expires and effective and last_day(expires) < last_day(effective[:4] if len(expires) == 4 else effective):
        weaker = "expires" if facts.origin["expires"].startswith(("text", "title")) else ""
        if weaker:
            del facts.values[weaker], facts.origin[weaker]


def _is_card_book(text: str) -> bool:
    return len(re.findall(r"^[ \t\u3000]{0,20}时间/频度", text, re.M)) >= 5


def _fixed_status(
    source: Source, sections: Sequence[Section], facts: _Facts, kind: Kind
) -> tuple[Status | None, list[str]]:
    """A status that dates cannot tell, with notes for readers."""
    stated = facts.get("status").lower().replace(" ", "_").replace("-", "_")
    notes = [facts.get("status_note")] if facts.get("status_note") else []
    if stated in ("draft", "vetoed", "unknown"):
        return Status(stated), notes
    if stated in ("repealed", "superseded", "expired") and not facts.get("expires") and not source.relations:
        return Status(stated), notes
    ended = next((one for one in source.properties if one.field == "status" and one.origin == "html meta"), None)
    if ended and not facts.get("expires") and (match := re.match(r"(?:已)?(?:(失效)|废止)", ended.value)):
        facts.origin["status"] = "html meta"  # the site says so without saying since when
        return (Status.EXPIRED if match[1] else Status.REPEALED), notes
    facts.origin.pop("status", None)
    if kind is Kind.NEWS:
        return None, notes
    name = re.sub(r"[-_.]", " ", source.name)
    if re.search(r"\bvetoed\b", name, re.I):
        facts.origin["status"] = "file name"
        return Status.VETOED, notes
    if re.search(r"\bvetoed by (?:the )?governor\b|returned .{0,40}without my signature", source.text[:3000], re.I):
        facts.origin["status"] = "text"
        return Status.VETOED, notes
    if re.search(r"^ACTION:[^\n]{0,40}proposed rule", source.text[:6000], re.I | re.M):
        facts.origin["status"] = "text"
        return Status.DRAFT, notes
    if DRAFT.search(facts.get("title")):
        facts.origin["status"] = "title"
        return Status.DRAFT, notes
    if re.search(r"\bconsultation draft\b|征求意见稿", name, re.I):
        facts.origin["status"] = "file name"
        return Status.DRAFT, notes
    if re.match(r"\s*(?:Enrolled|ENROLLED)\b", source.text) and not re.search(
        r"Approved by Governor|Chaptered", source.text[:3000], re.I
    ):
        facts.origin["status"] = "text"
        return Status.DRAFT, [*notes, "passed and enrolled; the text does not say that it was signed"]
    if _is_card_book(source.text) or sum(section.unit == "card" for section in sections) >= 5:
        facts.origin["status"] = "text"
        return Status.UNKNOWN, [*notes, "a collection of measures, each with a period of its own: see the card"]
    return None, notes
