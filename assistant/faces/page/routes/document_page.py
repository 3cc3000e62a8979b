"""One document as a page of its own: its record, relations, the page of its file, and its text with a span marked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from assistant.faces.page.guarding import ICON
from assistant.faces.page.markup import (
    escape,
    lang,
    link_to,
    other_title,
    safe_address,
    shown_title,
    status_badge,
)
from assistant.faces.page.words import Words, written_date, written_place
from assistant.records import Document, Page, Passage, Record, Relation, Section, Status

FEW = 4  # relations that are shown unfolded
DATES = ("issued", "effective", "expires")


@dataclass(frozen=True, slots=True)
class Opened:
    """A document opened at a span of its text (0, 0 for none) and a page of its file (None for no file to draw)."""

    document: Document
    status: Status
    status_note: str
    passages: int
    incoming: Sequence[tuple[Relation, Record]]
    start: int = 0
    end: int = 0
    page: int | None = None
    trouble: str = ""  # why no page of the file is drawn, in words


def drawable(record: Record, words: Words) -> str:
    """ "" where the file of a document can be drawn page by page, else why not ("-" where it has no pages)."""
    path = Path(record.path)
    if not record.pages or not record.path.lower().endswith(".pdf"):
        return "-"
    if not path.is_file():
        return words.reader.no_file
    return "" if sha256_of(path) == record.sha256 else words.reader.other_file


def sha256_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def frame_html(title: str, body: str, words: Words) -> str:
    """A whole page of ours that is no part of Gradio's."""
    return (
        f'<!doctype html><html lang="{words.html_language}" class="reader"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(words.title)}</title>"
        f'<link rel="icon" href="{ICON.decode()}"><link rel="stylesheet" href="/page/style.css"></head>'
        f'<body class="reader"><header><a href="/{words.language}/">{escape(words.title)}</a></header>'
        f"<main>{body}</main></body></html>"
    )


def document_html(opened: Opened, words: Words) -> str:
    """The page of a document."""
    record = opened.document.record
    other = other_title(record, words)
    second = f'<p class="other-title">{escape(other)}</p>' if other else ""
    head = f"<h1>{escape(shown_title(record, words))}</h1>{second}{facts_html(opened, words)}"
    trouble = f'<p class="hint">{escape(opened.trouble)}</p>' if opened.trouble not in ("", "-") else ""
    parts = [head, relations_html(opened, words), trouble]
    if opened.page is not None:
        parts.append(page_html(opened, opened.page, words))
    parts += [contents_html(opened.document.sections, words), text_html(opened, words)]
    return frame_html(shown_title(record, words), "".join(parts), words)


def facts_html(opened: Opened, words: Words) -> str:
    record, says = opened.document.record, words.reader.fields
    values = {
        "kind": words.kinds[record.kind],
        "issuer": record.issuer,
        "jurisdiction": written_place(record.jurisdiction, words) if record.jurisdiction else "",
        "number": record.number,
        **{name: written_date(getattr(record, name), words) for name in DATES if getattr(record, name)},
        "pages": str(record.pages or ""),
        "passages": str(opened.passages),
        "document": record.document,
    }
    rows = [f"<dt>{escape(says['status'])}</dt><dd>{status_badge(opened.status, words, opened.status_note)}</dd>"]
    rows += [f"<dt>{escape(says[name])}</dt><dd>{escape(value)}</dd>" for name, value in values.items() if value]
    address = safe_address(record.url)
    if address:
        link = f'<a href="{escape(address)}" rel="noopener noreferrer nofollow" target="_blank">{escape(address)}</a>'
        rows.append(f"<dt>URL</dt><dd>{link}</dd>")
    notes = "".join(f"<li>{escape(note)}</li>" for note in record.notes)
    noted = f"<h2>{escape(words.reader.notes)}</h2><ul>{notes}</ul>" if notes else ""
    return f'<dl class="record">{"".join(rows)}</dl>{noted}'


def relations_html(opened: Opened, words: Words) -> str:
    says = words.reader
    own = [
        f"<li>{escape(says.relation_kinds[one.relation])} {named_link(one.target, one.target_document, words)}"
        f"{quoted_html(one.quote)}</li>"
        for one in opened.document.relations
    ]
    others = [
        f"<li>{named_link(shown_title(record, words), record.document, words)}: "
        f"{escape(says.relation_kinds[one.relation])}{quoted_html(one.quote)}</li>"
        for one, record in opened.incoming
    ]
    return "".join(
        f"<details{' open' if len(items) <= FEW else ''}><summary>{escape(head)} ({len(items)})</summary>"
        f"<ul>{''.join(items)}</ul></details>"
        for head, items in ((says.relations, list(dict.fromkeys(own))), (says.incoming, list(dict.fromkeys(others))))
        if items
    )


def named_link(title: str, name: str | None, words: Words) -> str:
    return f'<a href="/{link_to(name, words)[3:]}">{escape(title)}</a>' if name else escape(title)


def quoted_html(said: str) -> str:
    return f"<blockquote>{escape(said)}</blockquote>" if said else ""


def page_html(opened: Opened, number: int, words: Words) -> str:
    """The image of a page of the file, with the way to its neighbours."""
    record, says = opened.document.record, words.reader
    total = record.pages or number
    span = (opened.start, opened.end)
    base = f"/read/{words.language}/page/{quote(record.document, safe='')}/{number}.png?start={span[0]}&end={span[1]}"
    steps = []
    for label, other in ((says.before, number - 1), (says.after, number + 1)):
        if 1 <= other <= total:
            steps.append(f'<a href="/{link_to(record, words, *span, other)[3:]}#page">{escape(label)}</a>')
    where = escape(says.page_of.format(number=number, total=total))
    outlined = f" {escape(says.outlined)}" if opened.end and number in pages_at(opened) else ""
    return (
        f'<figure id="page"><figcaption>{where}.{outlined} <span class="steps">{" ".join(steps)}</span></figcaption>'
        f'<img src="{base}" alt="{escape(says.page_image.format(number=number))}" width="1100"></figure>'
    )


def pages_at(opened: Opened) -> list[int]:
    """The pages on which the span stands."""
    return pages_between(opened.document.pages, opened.start, opened.end)


def pages_between(pages: Sequence[Page], start: int, end: int) -> list[int]:
    return [page.number for page in pages if page.start < end and start < page.end]


def contents_html(sections: Sequence[Section], words: Words) -> str:
    items = [
        f'<li style="margin-left:{min(len(section.path) - 1, 6)}em">'
        f'<a href="#s{number}">{escape(section.path[-1])}</a></li>'
        for number, section in enumerate(sections)
        if section.path
    ]
    if len(items) < 2:
        return ""
    head = f"<summary>{escape(words.reader.contents)} ({len(items)})</summary>"
    return f"<details>{head}<ul class=contents>{''.join(items)}</ul></details>"


def text_html(opened: Opened, words: Words) -> str:
    """The whole text by its sections, the span marked."""
    document, parts = opened.document, []
    for number, section in enumerate(document.sections):
        text = document.text[section.start : section.end]
        inside = marked_html(text, opened.start - section.start, opened.end - section.start)
        page = f'<span class="page-number">{section.first_page}</span>' if section.first_page else ""
        parts.append(f'<section id="s{number}">{page}<p>{inside}</p></section>')
    language = lang(document.record.language)
    return f'<h2>{escape(words.reader.text)}</h2><article class="text" lang="{language}">{"".join(parts)}</article>'


def marked_html(text: str, start: int, end: int) -> str:
    """A text with its part from start to end marked; places outside of it are cut off."""
    start, end = max(start, 0), min(end, len(text))
    if end <= start:
        return escape(text.strip("\n"))
    before, inside, after = text[:start].lstrip("\n"), text[start:end], text[end:].rstrip("\n")
    return f'{escape(before)}<mark id="cited">{escape(inside)}</mark>{escape(after)}'


def passage_html(passage: Passage, record: Record, span: tuple[int, int], words: Words) -> str:
    """A cited passage by itself, where the library no longer holds the version that it is from."""
    where = " · ".join(part for part in (shown_title(record, words), passage.section) if part)
    body = (
        f'<h1>{escape(words.reader.cited)}</h1><p>{escape(where)}</p><p class="hint">{escape(words.reader.changed)}</p>'
        f'<article class="text" lang="{lang(passage.language)}"><section><p>'
        f"{marked_html(passage.text, *span)}</p></section></article>"
    )
    return frame_html(where, body, words)
