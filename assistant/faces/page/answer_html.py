"""Answers → HTML for the chat: what is under way, what came out, and what was not proven. Pure functions.

See `markup` for how it is kept safe, and `cards` for the sources beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.faces.page.answer_actions import again_html, chips_html, follow_ups_html, footing_html
from assistant.faces.page.markup import (
    CLOSE,
    OPEN,
    Exchange,
    Waiting,
    escape,
    folded_html,
    inline,
    lang,
    marker_link,
    shorten,
    shown_title,
)
from assistant.faces.page.words import LANGUAGES, Words, words_in, written_date
from assistant.records import Answer, AnswerStatus, Citation, Conflict, Verdict
from assistant.told import TABLES

BULLET = re.compile(r"^\s*[-*•·]\s+(?=\S)")
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=\S)")
HEADING = re.compile(r"^\s*#{1,6}\s+(?=\S)")
MOST_ROWS = 8  # of a table that are shown before one asks for all
PATIENT = 3  # seconds after which a wait is counted aloud

QUOTED = re.compile(r"^\s*>\s?")
ROW = re.compile(r"^\s*\|\s?(?=.*\|\s*$)")
RULE = re.compile(r"[\s|:-]+")  # the line below a table's heading
SHAPES = ((BULLET, "ul"), (NUMBERED, "ol"), (HEADING, "h4"), (QUOTED, "blockquote"), (ROW, "table"))


def question_html(question: str) -> str:
    return f'<div class="question">{escape(question)}</div>'


def problem_html(message: str) -> str:
    return f'<div class="problem" role="alert">{escape(message)}</div>'


def waiting_html(waiting: Waiting, words: Words) -> str:
    """What is shown while an answer is under way: the stage in words, and the draft so far, marked as a draft."""
    says = {"searching": words.searching, "writing": words.writing, "checking": words.checking}
    stage = says.get(waiting.stage, words.working)
    if waiting.seconds >= PATIENT:
        stage += " " + words.seconds.format(seconds=round(waiting.seconds))
    line = f'<div class="progress">{escape(stage)}</div>'
    if not waiting.draft.strip():
        return line
    return (
        f'{line}<div class="draft"><span class="tag">{escape(words.draft)}</span><p>{escape(waiting.draft)}</p></div>'
    )


# --- the answer ------------------------------------------------------------------------------------------------


def answer_html(exchange: Exchange, words: Words, *, last: bool = False) -> str:
    """An exchange's answer as it stands in the chat, with its markers as links to the cards of this exchange.

    Only the `last` one can be asked anew, and offers what may be asked next.
    """
    answer = exchange.answer
    if answer is None:
        return problem_html(exchange.problem) + (again_html(exchange, words) if last else "")
    parts = [f'<div class="answer {answer.status.value}" id="turn-{exchange.number}" lang="{lang(answer.language)}">']
    parts.append(chips_html(exchange, answer, words))
    line, answer_text = outcome_of(answer, words)
    if line:
        parts.append(f'<p class="outcome {answer.status.value}">{escape(line)}</p>')
    parts.append(prose_html(answer, answer_text, exchange.number, words))
    parts.append(left_out_html(answer, words))
    parts.append(conflicts_html(answer.conflicts, exchange.number, answer.citations, words))
    parts.append(closest_links_html(answer, exchange.number, words))
    if answer.notes:
        items = "".join(f"<li>{inline(note, exchange.number, answer.citations)}</li>" for note in answer.notes)
        parts.append(f'<div class="notes"><p class="label">{escape(words.notes)}</p><ul>{items}</ul></div>')
    parts.append(footing_html(exchange, answer, words, last=last))
    if last:
        parts.append(follow_ups_html(exchange, words))
    parts.append("</div>")
    return "".join(parts)


def outcome_of(answer: Answer, words: Words) -> tuple[str, str]:
    """The line that says how the answer ended, and the rest of its text.

    A refusal whose own first line says the same (with how much was searched), or that what follows is only the closest,
    speaks for itself.
    """
    line = words.status_lines[answer.status]
    first, _, rest = answer.text.strip().partition("\n")
    says = tuple(words_in(language).status_lines[answer.status].rstrip(".。") for language in LANGUAGES)
    doubts = (table.doubt for table in TABLES.values())
    if answer.status is AnswerStatus.NO_EVIDENCE and first.startswith((*says, *doubts)):
        return first, rest
    return line, answer.text


def prose_html(answer: Answer, text: str, turn: int, words: Words) -> str:
    """The answer's text: paragraphs, lists, tables, quotes and bold, nothing else; the unproven struck through."""
    text = text.replace("\r\n", "\n").replace(OPEN, "").replace(CLOSE, "").strip()
    if not text:
        return ""
    struck, reasons = strike(text, answer)
    blocks: list[tuple[str, list[str]]] = []
    for line in struck.split("\n"):
        if not line.strip():
            blocks.append(("", []))
            continue
        tag, content = shape_of(line)
        if blocks and blocks[-1][0] == tag:
            blocks[-1][1].append(content)
        else:
            blocks.append((tag, [content]))
    rendered = []
    for tag, lines in blocks:
        inner = [inline(line, turn, cited_in(line, answer)) for line in lines]
        if tag in ("ul", "ol"):
            rendered.append(f"<{tag}>{''.join(f'<li>{item}</li>' for item in inner)}</{tag}>")
        elif tag == "table":
            rendered.append(table_html(inner, words))
        elif tag == "blockquote":
            rendered.append(f"<blockquote>{''.join(f'<p>{item}</p>' for item in inner)}</blockquote>")
        elif tag:
            rendered.append(f"<{tag}>{'<br>'.join(inner)}</{tag}>")
    prose = "".join(rendered)
    for why in reasons:
        tail = f'</del> <span class="why">({escape(why)})</span>' if why else "</del>"
        prose = prose.replace(OPEN, '<del class="unproven">', 1).replace(CLOSE, tail, 1)
    return f'<div class="prose">{prose}</div>'


def table_html(rows: Sequence[str], words: Words) -> str:
    """The rows of a Markdown table, each without its first bar; the first is its heading, by whose cells it sorts."""
    lines = []
    for number, row in enumerate(row for row in rows if not RULE.fullmatch(row)):
        begin, end = ("<td>", "</td>") if number else ('<th scope="col" class="sorts">', "</th>")
        cells = row.rstrip().removesuffix("|").split("|")
        lines.append(f"<tr>{''.join(f'{begin}{cell.strip()}{end}' for cell in cells)}</tr>")
    table = f'<div class="table"><table>{"".join(lines)}</table></div>'
    return folded_html(table, MOST_ROWS, len(lines) - 1, words)


def cited_in(line: str, answer: Answer) -> list[Citation]:
    """The citations that a line's sentences have. What a quoted document itself prints as [1] is none of ours."""
    plain = line.replace(OPEN, "").replace(CLOSE, "")
    here = [sentence for sentence in answer.sentences if sentence.text.strip() and sentence.text.strip() in plain]
    markers = {marker for sentence in here for marker in sentence.citations}
    return [citation for citation in answer.citations if not here or citation.marker in markers]


def shape_of(line: str) -> tuple[str, str]:
    """The tag that a line of an answer belongs to, and the line without the characters that say so."""
    # A line may begin with the mark of an unproven sentence; what shapes the line comes after it.
    mark, rest = (OPEN, line[1:]) if line.startswith(OPEN) else ("", line)
    for pattern, tag in SHAPES:
        found = pattern.match(rest)
        if found:
            return tag, mark + rest[found.end() :]
    return "p", line


def strike(text: str, answer: Answer) -> tuple[str, list[str]]:
    """The text with each unproven sentence that stands in it between OPEN and CLOSE, and the reasons in order."""
    spans: list[tuple[int, int, str]] = []
    for sentence in answer.sentences:
        if sentence.verdict is not Verdict.UNSUPPORTED or not sentence.text.strip() or "\n" in sentence.text.strip():
            continue
        start = text.find(sentence.text.strip(), spans[-1][1] if spans else 0)
        if start >= 0:
            spans.append((start, start + len(sentence.text.strip()), sentence.why))
    for start, end, _ in reversed(spans):
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return text, [why for _, _, why in spans]


def left_out_html(answer: Answer, words: Words) -> str:
    """Unproven sentences that the answer's text no longer holds, folded, each with its reason."""
    dropped = [
        sentence
        for sentence in answer.sentences
        if sentence.verdict is Verdict.UNSUPPORTED
        and sentence.text.strip()
        and sentence.text.strip() not in answer.text
    ]
    if not dropped:
        return ""
    items = "".join(
        f'<li><del class="unproven">{escape(sentence.text.strip())}</del>'
        + (f' <span class="why">({escape(sentence.why)})</span>' if sentence.why else "")
        + "</li>"
        for sentence in dropped
    )
    summary = f"{escape(words.left_out)} ({len(dropped)})"
    return f'<details class="left-out"><summary>{summary}</summary><ul>{items}</ul></details>'


def conflicts_html(conflicts: Sequence[Conflict], turn: int, citations: Sequence[Citation], words: Words) -> str:
    """Where the cited passages give different values for one thing: a small table. A passage never disagrees with
    itself, whatever it holds."""
    known = {citation.marker: citation for citation in citations}
    parts = []
    for conflict in conflicts:
        if len({known[value.marker].passage.id if value.marker in known else "" for value in conflict.values}) < 2:
            continue
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in (words.asking.value, words.asking.said_by))
        rows = [f"<tr>{heads}</tr>"]
        for value in conflict.values:
            citation = known.get(value.marker)
            by = ""
            if citation:
                record = citation.record
                about = (
                    shorten(shown_title(record, words), 90),
                    words.kinds[record.kind],
                    written_date(record.issued, words),
                )
                by = f"{escape(' · '.join(about))} {marker_link(citation, turn)}"
            rows.append(f"<tr><td><strong>{escape(value.value)}</strong></td><td>{by}</td></tr>")
        heading = f'<p class="label">{escape(words.conflict)}</p><p>{escape(conflict.what)}</p>'
        parts.append(f'<div class="conflict">{heading}<div class="table"><table>{"".join(rows)}</table></div></div>')
    return "".join(parts)


def closest_links_html(answer: Answer, turn: int, words: Words) -> str:
    if not answer.closest:
        return ""
    items = []
    for place, hit in enumerate(answer.closest, start=1):
        name = " · ".join(part for part in (shown_title(hit.record, words), hit.passage.section) if part)
        items.append(f'<li><a class="near" href="#src-{turn}-c{place}">{escape(shorten(name, 140))}</a></li>')
    return f'<div class="closest"><p class="label">{escape(words.closest_title)}</p><ul>{"".join(items)}</ul></div>'
