"""The nouns of the assistant, frozen. Every other module passes these, never dicts.

They grow along the pipe: Source (what a file says) → Document (with outline and record) → Passage (what is
retrieved and cited) → Hit → Citation → Answer. Pages, sections and character spans travel with the text from
the first step, so that a citation is never reconstructed.

Offsets are Python string indices into the text of the same document. Dates are ISO 8601 strings that may be
of reduced precision ("2024-05", "2024"); `first_day` and `last_day` turn them into days.
"""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

SECTION_JOIN = " › "
# No text of a library defines a start-up; beyond these nobody calls a firm one.
OLD_FIRM, LARGE_FIRM = 10, 1000  # years, staff


class Kind(StrEnum):
    """What sort of text a document is; it decides how much weight the document carries."""

    LAW = "law"
    REGULATION = "regulation"
    MEASURE = "measure"
    PLAN = "plan"
    GUIDANCE = "guidance"
    NEWS = "news"
    OTHER = "other"

    @property
    def authority(self) -> int:
        """Weight of the kind: 6 for a law down to 1 for news, 0 for other."""
        order = (Kind.OTHER, Kind.NEWS, Kind.GUIDANCE, Kind.PLAN, Kind.MEASURE, Kind.REGULATION, Kind.LAW)
        return order.index(self)


class Status(StrEnum):
    """Whether a document is valid, always as of a date."""

    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    DRAFT = "draft"
    VETOED = "vetoed"
    UNKNOWN = "unknown"


class AnswerStatus(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_EVIDENCE = "no_evidence"
    QUOTES = "quotes"
    MODEL_UNAVAILABLE = "model_unavailable"
    NOT_GROUNDED = "not_grounded"


class Verdict(StrEnum):
    """What was found about one sentence: proven, refuted or not said, in doubt; or it states nothing to be proven.

    Faces print an IN_DOUBT sentence as "unchecked", with the reason.
    """

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    IN_DOUBT = "in_doubt"
    UNCHECKED = "unchecked"


class RelationKind(StrEnum):
    """How one document bears on another, read from the side of the document that holds the text."""

    REPEALS = "repeals"
    REPEALED_BY = "repealed_by"
    AMENDS = "amends"
    AMENDED_BY = "amended_by"
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded_by"
    IMPLEMENTS = "implements"
    DRAFT_OF = "draft_of"
    VERSION_OF = "version_of"


def first_day(iso: str) -> date:
    """First day of an ISO date of full or reduced precision ("2024" → 1 Jan 2024)."""
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(iso: str) -> date:
    """Last day of an ISO date of full or reduced precision ("2024-02" → 29 Feb 2024)."""
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paginated source; `number` is the file's own index from 1, `label` the printed number."""

    number: int
    start: int
    end: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the file's own format marks as such (Markdown #, HTML h1–h6, a Word style); level from 1.

    `unit` is what it heads where the format says that too (a law file's article), a unit of `Section`.
    """

    start: int
    end: int
    level: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A piece of metadata as a file states it, with where it was read, before anything is concluded from it.

    `field` is a field of `Record` where the source's name for it maps to one, else the source's own name in lower
    case. `origin` is one of "front matter", "sidecar", "html meta", "xml", "pdf properties", "office properties",
    "mail header", "text".
    """

    field: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Source:
    """What one file (or page, or archive member) says, before its structure is understood."""

    name: str  # the file's name without its folder
    path: str
    sha256: str  # of the file's bytes, hex
    format: str  # "pdf", "html", "docx", "markdown", "text", …
    text: str
    pages: tuple[Page, ...] = ()  # empty for formats that have none
    headings: tuple[Heading, ...] = ()
    properties: tuple[Property, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    relations: tuple[Relation, ...] = ()  # stated in front matter or a sidecar
    notes: tuple[str, ...] = ()  # what could not be read, in plain words: "pages 3 and 7 hold no text"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A leaf of a document's outline. The leaves of a document cover its text without gap or overlap.

    `unit` says what the leaf is: "article", "recital", "annex", "section" (a numbered or headed part), "card",
    "heading" (a heading line with no body of its own, such as a chapter title), "preamble", "paragraphs".
    """

    path: tuple[str, ...]  # from the outermost heading to this leaf: ("Chapter IV Applications", "Article 38")
    label: str  # as printed: "第三十八条", "Article 38", "Sec. 3", or the heading's words; "" when it has none
    unit: str
    start: int
    end: int
    first_page: int | None = None
    last_page: int | None = None

    @property
    def name(self) -> str:
        """The section path as one string: "Chapter IV Applications › Article 38"."""
        return SECTION_JOIN.join(self.path)


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement in one document about another, with the words that make it."""

    relation: RelationKind
    target: str  # the other document's title or number as printed
    quote: str  # verbatim from the text, or "" when it was stated in front matter
    date: str | None = None  # from when it holds, where the text says so
    target_document: str | None = None  # the name in this library, once resolved


@dataclass(frozen=True, slots=True)
class Instrument:
    """One kind of support that a measure offers, in the words of its document."""

    name: str
    name_zh: str = ""
    rate: str = ""
    cap: str = ""
    budget: str = ""
    who: str = ""
    conditions: tuple[str, ...] = ()
    deadline: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A document's metadata. `origin` says for each field where its value was read or that it was inferred, and under
    "text" by the reader of which format the text was read."""

    document: str  # the file's name without its folder, unique within a library
    title: str
    kind: Kind
    language: str  # "en", "zh", or another ISO 639-1 code
    sha256: str
    title_zh: str = ""
    issuer: str = ""
    jurisdiction: str = ""  # "CN-Shenzhen", "CN-Shenzhen-Nanshan", "CN", "EU", "US", "US-CO", "HK", …
    number: str = ""
    issued: str | None = None
    effective: str | None = None
    expires: str | None = None
    fixed_status: Status | None = None  # stated outright (draft, vetoed): dates alone cannot tell
    url: str = ""
    pages: int | None = None
    path: str = ""
    also_at: tuple[str, ...] = ()  # further paths that hold the same bytes
    instruments: tuple[Instrument, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, language: str) -> str:
        """The title in a language, where the document has one of its own there; else the one that it goes by."""
        return (self.title_zh if language == "zh" else "") or self.title


@dataclass(frozen=True, slots=True)
class Document:
    """One source with its record, text, outline and relations."""

    record: Record
    text: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def name(self) -> str:
        return self.record.document

    def section_at(self, offset: int) -> Section | None:
        """The leaf of the outline that an offset in the text lies in."""
        return next((leaf for leaf in self.sections if leaf.start <= offset < leaf.end), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that is retrieved and cited; `text` equals the document's text[start:end].

    The passages of a document cover its text without gap or overlap, in order.
    """

    id: str  # from document name, position in the text and the text itself: the same content, the same id
    document: str
    text: str
    path: tuple[str, ...]
    label: str
    unit: str
    start: int
    end: int
    language: str  # of this passage, which may differ from the document's
    position: int  # 0, 1, 2 … in the document's order
    first_page: int | None = None
    last_page: int | None = None
    turns: tuple[int, ...] = ()  # offsets in `text` at which the pages after the first begin

    @property
    def section(self) -> str:
        return SECTION_JOIN.join(self.path)

    def pages(self, start: int, end: int) -> tuple[int | None, int | None]:
        """The first and last page on which the visible characters of text[start:end] stand; None without pages."""
        if self.first_page is None:
            return None, None
        words = self.text[start:end]
        last = max(start + len(words.rstrip()) - 1, start)
        first = min(start + len(words) - len(words.lstrip()), last)
        return self.first_page + bisect_right(self.turns, first), self.first_page + bisect_right(self.turns, last)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to, before ranking. Empty fields do not narrow.

    A jurisdiction also admits those inside it ("CN-Shenzhen" admits "CN-Shenzhen-Nanshan"). `since` and `until`
    bound the date of issue, inclusive.
    """

    kind: tuple[Kind, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    document: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `score` orders hits of one search; it means nothing across searches."""

    passage: Passage
    record: Record
    status: Status
    score: float
    legs: Mapping[str, float] = field(default_factory=dict)  # what made the score


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of a search: hits best first, and how much they are about the question.

    `relevance` is calibrated: the estimated probability (0–1) that the best hits bear on the question at all.
    `inferred` are filters that were read out of the question; `because` says each in words that a person can undo.
    """

    hits: tuple[Hit, ...]
    relevance: float
    inferred: Filters = Filters()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in an answer, the passage it points to, and the verbatim quote that carries the claim."""

    marker: int
    passage: Passage
    record: Record
    status: Status
    quote: str  # verbatim in passage.text
    quote_start: int  # offset of the quote in passage.text
    status_note: str = ""  # "expired on 31 Dec 2025", "in force until about 17 Dec 2026 (26 days left)"

    @property
    def pages(self) -> tuple[int | None, int | None]:
        """The first and last page on which the quote stands, not those of its passage."""
        return self.passage.pages(self.quote_start, self.quote_start + len(self.quote))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, with the markers it cites and what verification found."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class ConflictValue:
    value: str
    marker: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same quantity with different values among the cited passages."""

    what: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """What an asker spends on: `amount` in `currency` per `per` ("year", "contract"); dates are ISO."""

    what: str
    amount: Fraction | None = None
    currency: str = "CNY"
    per: str = ""
    contract_from: str | None = None
    contract_to: str | None = None
    supplier_related: bool | None = None
    others: Mapping[str, str] = field(default_factory=dict)  # further keys, kept as they are


@dataclass(frozen=True, slots=True)
class Profile:
    """What an asker says of themselves; None where they do not say. `others` are further keys, kept as they are."""

    jurisdiction: str = ""  # "CN-Shenzhen-Nanshan"
    place: str = ""  # as the asker wrote it
    sector: str = ""
    organisation: str = ""
    size_staff: int | None = None
    age_years: Fraction | None = None
    is_startup: bool | None = None
    revenue: Fraction | None = None
    activities: tuple[Activity, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def starting_up(self) -> bool | None:
        """Whether the asker is a start-up; an old or large firm is none, though it does not say so."""
        old = self.age_years is not None and self.age_years >= OLD_FIRM
        large = self.size_staff is not None and self.size_staff >= LARGE_FIRM
        return False if self.is_startup is None and (old or large) else self.is_startup


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read from a request: the question without its frame, the asker's situation, the day as of which.

    `preferred` says in words which documents the question itself prefers; nothing is hidden by it.
    """

    question: str
    profile: Profile
    as_of: str
    corrections: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Text whose every sentence cites, or a refusal; always with a status.

    `kind` is the kind of answer wanted ("fact", "amount", "register" …), `lead` the line that answers where code made
    one, `rows` a table whose first row are the heads.
    """

    question: str
    status: AnswerStatus
    text: str
    language: str
    as_of: str
    model: str | None
    seconds: float
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()
    closest: tuple[Hit, ...] = ()
    kind: str = "fact"
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    understood: Understood | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage of an answer under way ("searching", "writing", "checking"), or a piece of its draft text."""

    stage: str
    text: str = ""
