"""Cited passages and the library → HTML for the panel beside the chat. Pure functions; see `markup`."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from assistant.faces.page.markup import (
    BOLD,
    Exchange,
    escape,
    folded_html,
    lang,
    link_to,
    other_title,
    pages_of,
    quoted,
    safe_address,
    shorten,
    shown_title,
    source_facts,
    status_badge,
    voice_of,
)
from assistant.faces.page.words import Words, words_in, written_date
from assistant.records import Answer, AnswerStatus, Citation, Hit, Passage, Record

MOST_CARDS = 4  # of one answer that are shown before one asks for all
LONGEST_TITLE = 110  # characters of a title on a card; the whole is its tooltip


def sources_html(exchanges: Sequence[Exchange], words: Words) -> str:
    """The cards of every answer of the conversation; only the latest answer's are visible until a marker is clicked."""
    answered = [exchange for exchange in exchanges if exchange.answer is not None]
    close = f'<button type="button" class="close-sheet">{escape(words.asking.close)}</button>'
    if not answered:
        return f'<div class="hint">{close}{escape(words.sources_empty)}</div>'
    sections = (turn_html(exchange, exchange is answered[-1], words) for exchange in answered)
    return f'<div class="turns">{close}{"".join(sections)}</div>'


def turn_html(exchange: Exchange, shown: bool, words: Words) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    refused = answer.status is AnswerStatus.NO_EVIDENCE
    cards = "".join(citation_card(citation, exchange, words, near=refused) for citation in answer.citations)
    cards = folded_html(cards, MOST_CARDS, len(answer.citations), words)
    near = "".join(closest_card(hit, place, exchange, words) for place, hit in enumerate(answer.closest, 1))
    if near:
        near = f'<p class="label">{escape(words.closest_label)}</p>{near}'
    if not cards and not near:
        cards = f'<p class="hint">{escape(words.no_sources)}</p>'
    about = f"<strong>{escape(shorten(exchange.question, 120))}</strong>"
    head = f'<p class="about">{escape(words.sources_for)} {about}</p>'
    copied = escape(copy_text(answer, words)).replace("<br>", "&#10;")
    plain = f'<pre class="copy-text" id="copy-text-{exchange.number}">{copied}</pre>' if answer.citations else ""
    return f'<section class="turn{" shown" if shown else ""}">{head}{cards}{near}{plain}</section>'


def citation_card(citation: Citation, exchange: Exchange, words: Words, *, near: bool = False) -> str:
    """The card of a cited passage: whose words these are, whether they hold, and the quote marked in its passage.

    `near`: the quote only comes close, and the card says that it is no answer."""
    badge = status_badge(citation.status, words, citation.status_note)
    if near:
        badge += f' <span class="badge near">{escape(words.closest_badge)}</span>'
    head = card_head(f"[{citation.marker}]", citation.record, place_of(citation, words), badge, words)
    start, end = quote_span(citation)
    body = passage_html(citation.passage, start, end, words)
    return (
        f'<article class="card" id="src-{exchange.number}-{citation.marker}" tabindex="-1">{head}{body}'
        f"{card_foot(citation.record, citation.passage, exchange, str(citation.marker), words)}</article>"
    )


def closest_card(hit: Hit, place: int, exchange: Exchange, words: Words) -> str:
    """The card of a passage that came closest to a refused question, marked as no answer."""
    badges = f'{status_badge(hit.status, words)} <span class="badge near">{escape(words.closest_badge)}</span>'
    head = card_head("", hit.record, place_of(hit, words), badges, words)
    body = passage_html(hit.passage, 0, 0, words)
    return (
        f'<article class="card near" id="src-{exchange.number}-c{place}" tabindex="-1">{head}{body}'
        f"{card_foot(hit.record, hit.passage, exchange, f'c{place}', words)}</article>"
    )


def place_of(shown: Citation | Hit, words: Words) -> str:
    """The section of a passage, with the pages on which its quote stands, or all of it."""
    passage = shown.passage
    pages = (
        shown.pages if isinstance(shown, Citation) else (passage.first_page, passage.last_page or passage.first_page)
    )
    return " · ".join(part for part in (passage.section, pages_of(pages, words)) if part)


def card_head(label: str, record: Record, place: str, badges: str, words: Words) -> str:
    title, other = shown_title(record, words), other_title(record, words)
    number = f'<span class="number">{label}</span> ' if label else ""
    second = f'<p class="other-title">{escape(shorten(other, LONGEST_TITLE))}</p>' if other else ""
    issued = written_date(record.issued, words).replace(" ", "\u00a0")  # a date is not broken across lines
    facts = [record.issuer, issued, record.number]
    voice = voice_of(record)
    whose = f' <span class="badge voice {voice}">{escape(words.reader.origins[voice])}</span>' if voice else ""
    return (
        f'<h3 class="card-title" title="{escape(title)}">{number}{escape(shorten(title, LONGEST_TITLE))}</h3>{second}'
        f'<p class="badges"><span class="badge kind">{escape(words.kinds[record.kind])}</span>{whose} {badges}</p>'
        f'<p class="facts">{escape(" · ".join(fact for fact in facts if fact))}</p>'
        + (f'<p class="where">{escape(place)}</p>' if place else "")
    )


def card_foot(record: Record, passage: Passage, exchange: Exchange, marker: str, words: Words) -> str:
    """The file, the way to the passage in it, its address, and the way back; a conversation that is not kept has no
    addresses of its own, so there the document is opened as it is today."""
    page = passage.first_page
    label = words.asking.open_page.format(page=page) if page else words.asking.open_text
    place = link_to(record, words, passage.start, passage.end)
    if exchange.chat:
        place = f"../read/{words.language}/citation/{exchange.chat}/{exchange.number}/{marker}"
    opened = f'<a class="open" href="{place}">{escape(label)}</a>'
    address = safe_address(record.url)
    host = escape(urlsplit(address).hostname or "") if address else ""
    link = (
        f'<a class="original" href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"{escape(words.source_link).format(host=host)}</a>"
        if address
        else ""
    )
    back = f'<a class="back" href="#turn-{exchange.number}">{escape(words.back)}</a>'
    return f'<p class="card-foot"><span class="file">{escape(record.document)}</span>{opened}{link}{back}</p>'


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
    text, room = passage.text, words_in(passage.language).context
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
        lines.append(f"[{citation.marker}] {source_facts(citation, citation.record.title, words)}")
        if citation.quote:
            lines.append(f"    {quoted(citation)}")
    lines += ["", words.as_of.format(date=written_date(answer.as_of, words))]
    return "\n".join(lines)


# --- the head and the empty page --------------------------------------------------------------------------------


def empty_html(words: Words) -> str:
    """What the page says when nothing has been ingested: how to do it."""
    return (
        f'<div class="empty"><h2>{escape(words.empty_title)}</h2><p>{escape(words.empty_how)}</p>'
        f"<p><code>policy-assistant ingest FOLDER</code></p><p>{escape(words.empty_then)}</p></div>"
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
