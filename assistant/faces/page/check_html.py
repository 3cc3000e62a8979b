"""A checked draft → HTML: the draft as it stands, each claim marked, its quotes folded into it. Pure functions."""

from __future__ import annotations

from assistant.desks.check.checked import Checked, CheckedClaim, Finding
from assistant.desks.check.checked_files import pieces, remark, summary_line
from assistant.faces.page.cards import place_of, quote_span
from assistant.faces.page.markup import escape, lang, link_to, shown_title
from assistant.faces.page.words import Words
from assistant.language.script import language_of
from assistant.records import Citation
from assistant.told import told

SIGNS = {Finding.SUPPORTED: "✓", Finding.CONTRADICTED: "✗", Finding.MIXED: "≠", Finding.NOT_FOUND: "?"}


def check_html(checked: Checked, words: Words) -> str:
    """A line that counts, and the draft; a claim opens to what is said of it."""
    body = "".join(escape(text) if one is None else claim_html(checked, one, words) for text, one in pieces(checked))
    return (
        f'<div class="checked"><p class="about">{escape(summary_line(checked))}</p>'
        f'<div class="draft-text" lang="{lang(language_of(checked.draft))}">{body}</div></div>'
    )


def claim_html(checked: Checked, one: CheckedClaim, words: Words) -> str:
    text = escape(one.claim.text)
    if one.finding is Finding.NOT_CHECKABLE:
        return f'<span class="claim not_checkable">{text}</span>'
    finding = escape(told(checked.language).desks.check_findings[one.finding])
    sign = f'<span class="sign {one.finding.value}" title="{finding}">{SIGNS[one.finding]}</span>'
    quotes = "".join(quote_html(checked.citation(marker), words) for marker in one.markers)
    return (
        f'<details class="claim {one.finding.value}"><summary>{text} {sign}</summary>'
        f'<div class="card" lang="{lang(words.language)}"><p class="remark">{escape(remark(checked, one))}</p>'
        f"{f'<ul>{quotes}</ul>' if quotes else ''}</div></details>"
    )


def quote_html(citation: Citation, words: Words) -> str:
    """The quote, and where it stands, with the way there."""
    record, passage = citation.record, citation.passage
    start, end = quote_span(citation)
    where = (shown_title(record, words), place_of(citation, words), citation.status_note)
    link = link_to(record, words, passage.start + start, passage.start + end)
    return (
        f'<li>[{citation.marker}] <q lang="{lang(passage.language)}">{escape(citation.quote.strip())}</q> '
        f'<a class="open" href="{link}">{escape(" · ".join(part for part in where if part))}</a></li>'
    )
