"""A comparison of two documents → HTML: side by side, what differs marked on both sides. Pure functions."""

from __future__ import annotations

from assistant.desks.compare.comparison import Comparison, Row
from assistant.desks.compare.comparison_files import UNMARKED, called_out, change_of, labels_of, summary_line
from assistant.desks.compare.differences import runs
from assistant.faces.page.markup import escape, lang, link_to, shorten, shown_title
from assistant.faces.page.words import Words
from assistant.told import told


def compare_html(comparison: Comparison, words: Words) -> str:
    """A line that counts, then a row a unit that changed; those that did not by their labels alone."""
    says = told(words.language).desks
    heads = "".join(
        f'<th scope="col"><a class="document" href="{link_to(record, words)}">'
        f"{escape(shorten(shown_title(record, words), 110))}</a></th>"
        for record in (comparison.a, comparison.b)
    )
    body = "".join(row_html(row, comparison, words) for row in comparison.rows if row.change not in UNMARKED)
    same = [labels_of(row) for row in comparison.rows if row.change in UNMARKED]
    told_same = words.desks.unchanged.format(count=len(same), labels=shorten(", ".join(filter(None, same)), 600))
    return (
        f'<div class="comparison"><p class="about">{escape(summary_line(comparison, words.language))}</p>'
        f'<div class="table"><table><tr><th scope="col">{escape(says.compare_column)}</th>{heads}</tr>'
        f"{body}</table></div>" + (f'<p class="fine">{escape(told_same)}</p>' if same else "") + "</div>"
    )


def row_html(row: Row, comparison: Comparison, words: Words) -> str:
    change = change_of(row, told(words.language).desks)
    called = "".join(f"<li>{escape(line)}</li>" for line in called_out(row))
    left, right = sides(row, comparison.across)
    return (
        f'<tr><td><strong>{escape(labels_of(row))}</strong><span class="fine">{escape(change)}</span>'
        f"{f'<ul>{called}</ul>' if called else ''}</td>"
        f'<td lang="{lang(comparison.a.language)}">{left}</td>'
        f'<td lang="{lang(comparison.b.language)}">{right}</td></tr>'
    )


def sides(row: Row, across: bool) -> tuple[str, str]:
    """Both texts, what only one of them has marked; across languages nothing is, for no words are shared."""
    own, other = row.a.body if row.a else "", row.b.body if row.b else ""
    if across or not (row.a and row.b):
        return escape(own), escape(other)
    left, right = [], []
    for run in runs(own, other):
        left.append(escape(run.a) if run.same or not run.a else f'<del class="gone">{escape(run.a)}</del>')
        right.append(escape(run.b) if run.same or not run.b else f'<mark class="come">{escape(run.b)}</mark>')
    return "".join(left), "".join(right)
