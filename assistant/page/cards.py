"""Cited passages and the library → HTML for the panel beside the chat. Pure functions; see `markup`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from assistant.page.markup import (
    BOLD,
    Exchange,
    escape,
    lang,
    other_title,
    pages_of,
    safe_address,
    shorten,
    shown_title,
    status_badge,
)
from assistant.page.words import Words, written_date, written_place
from assistant.records import Answer, AnswerStatus, Citation, Hit, Passage, Record, Status

# So much of a passage stays unfolded on either side of its quote, in characters.
CONTEXT = {"en": 280, "zh": 120}


def sources_html(exchanges: Sequence[Exchange], words: Words) -> str:
    """The cards of every answer of the conversation; only the latest answer's are visible until a marker is clicked."""
    answered = [exchange for exchange in exchanges if exchange.answer is not None]
    if not answered:
        return f'<div class="hint">{escape(words.sources_empty)}</div>'
    sections = (turn_html(exchange, exchange is answered[-1], words) for exchange in answered)
    return f'<div class="turns">{"".join(sections)}</div>'


def turn_html(exchange: Exchange, shown: bool, words: Words) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    refused = answer.status is AnswerStatus.NO_EVIDENCE
    cards = "".join(citation_card(citation, exchange.number, words, near=refused) for citation in answer.citations)
    near = "".join(closest_card(hit, place, exchange.number, words) for place, hit in enumerate(answer.closest, 1))
    if near:
        near = f'<p class="label">{escape(words.closest_label)}</p>{near}'
    if not cards and not near:
        cards = f'<p class="hint">{escape(words.no_sources)}</p>'
    about = f"<strong>{escape(shorten(exchange.question, 120))}</strong>"
    head = f'<p class="about">{escape(words.sources_for)} {about}</p>'
    copied = escape(copy_text(answer, words)).replace("<br>", "&#10;")
    plain = f'<pre class="copy-text" id="copy-text-{exchange.number}">{copied}</pre>' if answer.citations else ""
    return f'<section class="turn{" shown" if shown else ""}">{head}{cards}{near}{plain}</section>'


def citation_card(citation: Citation, turn: int, words: Words, *, near: bool = False) -> str:
    """The card of a cited passage: whose words these are, whether they hold, and the quote marked in its passage.

    `near`: the quote only comes close, and the card says that it is no answer."""
    badge = status_badge(citation.status, words, citation.status_note)
    if near:
        badge += f' <span class="badge near">{escape(words.closest_badge)}</span>'
    head = card_head(f"[{citation.marker}]", citation.record, citation.passage, badge, words)
    start, end = quote_span(citation)
    body = passage_html(citation.passage, start, end, words)
    return (
        f'<article class="card" id="src-{turn}-{citation.marker}" tabindex="-1">{head}{body}'
        f"{card_foot(citation.record, turn, words)}</article>"
    )


def closest_card(hit: Hit, place: int, turn: int, words: Words) -> str:
    """The card of a passage that came closest to a refused question, marked as no answer."""
    badges = f'{status_badge(hit.status, words)} <span class="badge near">{escape(words.closest_badge)}</span>'
    head = card_head("", hit.record, hit.passage, badges, words)
    body = passage_html(hit.passage, 0, 0, words)
    return (
        f'<article class="card near" id="src-{turn}-c{place}" tabindex="-1">{head}{body}'
        f"{card_foot(hit.record, turn, words)}</article>"
    )


def card_head(label: str, record: Record, passage: Passage, badges: str, words: Words) -> str:
    title, other = shown_title(record, words), other_title(record, words)
    number = f'<span class="number">{label}</span> ' if label else ""
    second = f'<p class="other-title">{escape(other)}</p>' if other else ""
    issued = written_date(record.issued, words).replace(" ", "\u00a0")  # a date is not broken across lines
    facts = [record.issuer, issued, record.number]
    where = [passage.section, pages_of(passage, words)]
    place = " · ".join(part for part in where if part)
    return (
        f'<h3 class="card-title">{number}{escape(title)}</h3>{second}'
        f'<p class="badges"><span class="badge kind">{escape(words.kinds[record.kind])}</span> {badges}</p>'
        f'<p class="facts">{escape(" · ".join(fact for fact in facts if fact))}</p>'
        + (f'<p class="where">{escape(place)}</p>' if place else "")
    )


def card_foot(record: Record, turn: int, words: Words) -> str:
    address = safe_address(record.url)
    host = escape(urlsplit(address).hostname or "") if address else ""
    link = (
        f'<a class="original" href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"{escape(words.source_link).format(host=host)}</a>"
        if address
        else ""
    )
    back = f'<a class="back" href="#turn-{turn}">{escape(words.back)}</a>'
    return f'<p class="card-foot"><span class="file">{escape(record.document)}</span>{link}{back}</p>'


def quote_span(citation: Citation) -> tuple[int, int]:
    """Where the quote stands in its passage, (0, 0) when it does not stand there word for word."""
    text, quote = citation.passage.text, citation.quote
    if not quote:
        return 0, 0
    start = citation.quote_start
    if text[start : start + len(quote)] != quote:
        start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else (0, 0)


def passage_html(passage: Passage, start: int, end: int, words: Words) -> str:
    """The whole passage, the span from start to end marked; what is far from it is folded away."""
    text, room = passage.text, CONTEXT["zh" if passage.language == "zh" else "en"]
    before, quote, after = text[:start], text[start:end], text[end:]
    if not quote:
        room *= 2
    near, far = cut(after.rstrip(), room)
    folded_before = ""
    if before:
        reversed_near, reversed_far = cut(before[::-1], room)
        before = reversed_near[::-1]
        folded_before = fold(words.passage_earlier, reversed_far[::-1])
    marked = f"<mark>{escape(quote)}</mark>" if quote else ""
    shown = f"<p>{escape(before)}{marked}{escape(near)}</p>"
    folded = fold(words.passage_later, far)
    return f'<div class="passage" lang="{lang(passage.language)}">{folded_before}{shown}{folded}</div>'


def fold(label: str, text: str) -> str:
    if not text.strip():
        return ""
    return f"<details><summary>… {escape(label)}</summary><p>{escape(text.strip())}</p></details>"


def cut(text: str, room: int) -> tuple[str, str]:
    """The text's beginning and its rest, parted at a line or sentence end near `room` characters (±half)."""
    text = text.rstrip() if not text.strip() else text
    if len(text) <= room * 3 // 2:
        return text, ""
    for ends in ("\n", "。.；;!?！？", "，, "):
        places = [place for place in range(room // 2, room * 3 // 2) if text[place] in ends]
        if places:
            nearest = min(places, key=lambda place: abs(place - room)) + 1
            return text[:nearest], text[nearest:]
    return text[:room], text[room:]


def copy_text(answer: Answer, words: Words) -> str:
    """The answer as plain text with its sources below, for pasting into a letter."""
    lines = [answer.question, "", BOLD.sub(r"\1", answer.text.strip()), "", f"{words.copy_sources}:"]
    for citation in answer.citations:
        record, passage = citation.record, citation.passage
        facts = (
            record.title,
            record.issuer,
            record.number,
            written_date(record.issued, words),
            passage.section,
            pages_of(passage, words),
            citation.status_note or words.statuses[citation.status],
            record.url,
        )
        lines.append(f"[{citation.marker}] " + ", ".join(fact for fact in facts if fact))
        if citation.quote:
            lines.append(f"    “{' '.join(citation.quote.split())}”")
    lines += ["", words.as_of.format(date=written_date(answer.as_of, words))]
    return "\n".join(lines)


# --- the library ------------------------------------------------------------------------------------------------


def library_html(documents: Iterable[tuple[Record, Status]], as_of: str, words: Words) -> str:
    """What the library holds: title, kind, status and date of every document, the weightiest and newest first."""
    rows = sorted(documents, key=lambda pair: pair[0].issued or "", reverse=True)
    rows.sort(key=lambda pair: -pair[0].kind.authority)
    if not rows:
        return empty_html(words)
    count = words.library_count.format(count=len(rows))
    intro = f"{escape(count)} · {escape(words.library_as_of.format(date=written_date(as_of, words)))}"
    items = []
    for place, (record, status) in enumerate(rows):
        if place == 0 or record.kind is not rows[place - 1][0].kind:
            of_kind = sum(other.kind is record.kind for other, _ in rows)
            items.append(f'<li class="kind-head">{escape(words.kinds[record.kind])} ({of_kind})</li>')
        other = other_title(record, words)
        second = f'<span class="other-title">{escape(other)}</span>' if other else ""
        facts = (
            written_place(record.jurisdiction, words) if record.jurisdiction else "",
            record.issuer,
            written_date(record.issued, words).replace(" ", "\u00a0"),
        )
        line = escape(" · ".join(fact for fact in facts if fact))
        items.append(
            f'<li><span class="title">{escape(shown_title(record, words))}</span>{second}'
            f'<span class="facts">{status_badge(status, words)} {line}</span></li>'
        )
    return f'<div class="holdings"><p class="about">{intro}</p><ul>{"".join(items)}</ul></div>'


def empty_html(words: Words) -> str:
    """What the page says when nothing has been ingested: how to do it."""
    return (
        f'<div class="empty"><h2>{escape(words.empty_title)}</h2><p>{escape(words.empty_how)}</p>'
        f"<p><code>python ingest.py FOLDER</code></p><p>{escape(words.empty_then)}</p></div>"
    )


def masthead_html(words: Words, model: str | None) -> str:
    mode = words.mode_model.format(model=model) if model else words.mode_quotes
    # A relative address, so that the page also works below a path of a larger site.
    switch = (
        f'<a class="switch" href="../{words.other_language}/" lang="{lang(words.other_language)}">'
        f"{escape(words.other_language_name)}</a>"
    )
    return (
        f'<div class="masthead"><div class="name"><h1>{escape(words.title)}</h1><p>{escape(words.tagline)}</p></div>'
        f'<p class="mode">{escape(mode)}</p>{switch}</div>'
    )


def welcome_html(words: Words) -> str:
    return (
        f'<div class="welcome"><h2>{escape(words.welcome)}</h2><p>{escape(words.welcome_more)}</p>'
        f'<p class="label">{escape(words.welcome_hint)}</p></div>'
    )
