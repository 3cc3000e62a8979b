"""The small pieces that all of the page's HTML is made of. Pure functions; every character that comes from a document,
a model or a person is escaped, and the only links are our own markers and a document's own http(s) address.

The HTML is handed to Gradio's Markdown renderer and then to its sanitiser. Two habits keep Markdown out of it:
a fragment begins with a block tag and holds no line break, so that all of it is one raw HTML block; and a percent
sign is escaped too, because that renderer looks for placeholders of its own (%%%LATEX_BLOCK_0%%%) in the text.

Anchors: `src-3-1` is the card of citation [1] of the third question, `src-3-c1` its first closest passage,
`turn-3` the answer itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from assistant.faces.page.words import LANGUAGES, Words, written_date
from assistant.records import Answer, Citation, Kind, Record, Status

MARKER = re.compile(r"\[(\d{1,3})\]")
# Private-use characters that mark where an unproven sentence begins and ends while a text is taken apart.
OPEN, CLOSE = "\ue000", "\ue001"

# Bold never reaches over such a mark: tags must close in the order in which they open.
BOLD = re.compile(rf"\*\*(?=\S)([^{OPEN}{CLOSE}]+?)(?<=\S)\*\*")
BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation with its answer, or with the plain message that came instead.

    `chat` names the conversation, once it is kept; `undone` is what the asker had undone of what was understood; `day`
    the ISO date that it was asked as of; `follow_ups` what may be asked next.
    """

    number: int
    question: str
    answer: Answer | None = None
    problem: str = ""
    chat: str = ""
    undone: tuple[str, ...] = ()
    day: str = ""
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer under way: its stage, its draft so far, and for how many seconds it has been waited for."""

    stage: str = "searching"
    draft: str = ""
    seconds: float = 0.0


def escape(text: str) -> str:
    """Text as HTML that shows exactly these characters; line breaks become <br>."""
    safe = html.escape(CONTROLS.sub("", text)).replace("%", "&#37;")
    return BREAKS.sub("<br>", safe)


def safe_address(url: str) -> str:
    """The address when it is an ordinary web address that may be linked, else ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    plain = not re.search(r"[\s<>\"'\\`\x00-\x1f]", url.strip())
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname and plain else ""


def link_to(record: Record | str, words: Words, start: int = 0, end: int = 0, page: int | None = None) -> str:
    """The address of a document's page, as it stands in a page of ours one folder down ("/en/")."""
    name = record if isinstance(record, str) else record.document
    asked = [f"start={start}&end={end}" if end else "", f"page={page}" if page else ""]
    query = "&".join(part for part in asked if part)
    return f"../read/{words.language}/document/{quote(name, safe='')}{'?' + query if query else ''}"


def inline(text: str, turn: int, citations: Sequence[Citation]) -> str:
    """One line with its markers as links and **bold** as bold; a marker that no citation has stays plain text."""
    known = {citation.marker: citation for citation in citations}
    marked = BOLD.sub(r"<strong>\1</strong>", escape(text))

    def link(match: re.Match[str]) -> str:
        citation = known.get(int(match[1]))
        return marker_link(citation, turn) if citation else match[0]

    return MARKER.sub(link, marked)


def marker_link(citation: Citation, turn: int) -> str:
    where = " · ".join(part for part in (citation.record.title, citation.passage.section) if part)
    number = citation.marker
    return f'<a class="cite" href="#src-{turn}-{number}" title="{escape(shorten(where, 160))}">[{number}]</a>'


def status_badge(status: Status, words: Words, note: str = "") -> str:
    """The status in plain words. A note that begins with them ("expired on 31 Dec 2025") takes their place."""
    says, beside = words.statuses[status], ""
    if note.lower().startswith(says.lower()):
        says = note[:1].upper() + note[1:]
    elif note and status is not Status.UNKNOWN:  # that it is unknown is said already
        beside = f' <span class="note">{escape(note)}</span>'
    return f'<span class="badge {status.value}">{escape(says)}</span>{beside}'


# In which language a place makes its law; what is in another one is a translation. Places with several are left out.
MADE_IN = {"CN": "zh", "TW": "zh", "KR": "ko", "JP": "ja", "US": "en", "UK": "en"}


def voice_of(record: Record) -> str:
    """Whose words a document is made of: "official", "translation", "summary", "news", "" where that cannot be told.

    A document whose kind is stated by hand in its own head is somebody's summary, for no office prints such a head.
    """
    if record.kind is Kind.NEWS:
        return "news"
    if record.origin.get("kind") == "front matter":
        return "summary"
    if record.kind is Kind.OTHER:
        return ""
    made_in = MADE_IN.get(record.jurisdiction.split("-")[0])
    return "translation" if made_in and made_in != record.language else "official"


def shown_title(record: Record, words: Words) -> str:
    return record.title_in(words.language) or record.document


def other_title(record: Record, words: Words) -> str:
    """The title in the other language, "" where there is none or it is the one already shown."""
    other = record.title_in(words.other_language)
    return other if other and other != shown_title(record, words) else ""


def pages_of(pages: tuple[int | None, int | None], words: Words) -> str:
    first, last = pages
    if first is None:
        return ""
    return words.page_one.format(first=first) if first == last else words.page_range.format(first=first, last=last)


def source_facts(citation: Citation, title: str, words: Words) -> str:
    """Everything by which a source is found again: title, issuer, number, date, article, page, status, address."""
    record, passage = citation.record, citation.passage
    facts = (
        title,
        record.issuer,
        record.number,
        written_date(record.issued, words),
        passage.section,
        pages_of(citation.pages, words),
        citation.status_note or words.statuses[citation.status],
        words.reader.origins["summary"] if voice_of(record) == "summary" else "",
        record.url,
    )
    return ", ".join(" ".join(fact.split()) for fact in facts if fact)


def quoted(citation: Citation) -> str:
    """The quote, in quotation marks where the document itself says it, not somebody's summary of it."""
    said = " ".join(citation.quote.split())
    return said if not said or voice_of(citation.record) == "summary" else f"“{said}”"


def shorten(text: str, length: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def lang(language: str) -> str:
    """A language code fit for a `lang` attribute; anything else than a plain code says nothing."""
    if language in LANGUAGES:
        return LANGUAGES[language].html_language
    return language if re.fullmatch(r"[a-z]{2,3}", language) else ""


def folded_html(content: str, shown: int, total: int, words: Words) -> str:
    """Content of which only the first parts are shown at first, with how many of how many, and a button for all."""
    if total <= shown:
        return content
    told = escape(words.asking.shown_of.format(shown=shown, total=total))
    button = f'<button type="button" class="unfold">{escape(words.asking.all_shown)}</button>'
    return f'<div class="folded">{content}<p class="shown-of">{told} · {button}</p></div>'


def files_html(name: str, suffixes: Iterable[str], words: Words, query: str = "", saved: str = "") -> str:
    """Links to a desk's result as files; `query` says what the result is of where the browser's form does not."""
    links = "".join(
        f'<a class="deed" href="{escape(f"../files/{words.language}/{name}.{suffix}{query}")}" '
        f'download="{saved or name}.{suffix}">{escape(words.desks.files[suffix])}</a>'
        for suffix in suffixes
    )
    return f'<p class="deeds">{links}</p>'
