"""Answers → HTML for the chat: what is under way, what came out, and what was not proven. Pure functions.

See `markup` for how it is kept safe, and `cards` for the sources beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.refusing import DOUBTS
from assistant.page.markup import (
    CLOSE,
    OPEN,
    Exchange,
    Waiting,
    escape,
    inline,
    lang,
    marker_link,
    shorten,
    shown_title,
)
from assistant.page.words import LANGUAGES, Words, words_in, written_date
from assistant.records import Answer, AnswerStatus, Citation, Conflict, Verdict

BULLET = re.compile(r"^\s*[-*•·]\s+(?=\S)")
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=\S)")
HEADING = re.compile(r"^\s*#{1,6}\s+(?=\S)")
PATIENT = 3  # seconds after which a wait is counted aloud

QUOTED = re.compile(r"^\s*>\s?")


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


def answer_html(exchange: Exchange, words: Words) -> str:
    """An exchange's answer as it stands in the chat, with its markers as links to the cards of this exchange."""
    answer = exchange.answer
    if answer is None:
        return problem_html(exchange.problem)
    parts = [f'<div class="answer {answer.status.value}" id="turn-{exchange.number}" lang="{lang(answer.language)}">']
    line, answer_text = outcome_of(answer, words)
    if line:
        parts.append(f'<p class="outcome {answer.status.value}">{escape(line)}</p>')
    parts.append(prose_html(answer, answer_text, exchange.number))
    parts.append(left_out_html(answer, words))
    parts.append(conflicts_html(answer.conflicts, exchange.number, answer.citations, words))
    parts.append(closest_links_html(answer, exchange.number, words))
    if answer.notes:
        items = "".join(f"<li>{inline(note, exchange.number, answer.citations)}</li>" for note in answer.notes)
        parts.append(f'<div class="notes"><p class="label">{escape(words.notes)}</p><ul>{items}</ul></div>')
    parts.append(footing_html(exchange, answer, words))
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
    if answer.status is AnswerStatus.NO_EVIDENCE and first.startswith((*says, *DOUBTS)):
        return first, rest
    return line, answer.text


def footing_html(exchange: Exchange, answer: Answer, words: Words) -> str:
    facts = [
        words.as_of.format(date=written_date(answer.as_of, words)),
        answer.model if answer.model and answer.status is not AnswerStatus.QUOTES else words.quotes_only,
        words.seconds.format(seconds=f"{answer.seconds:.1f}" if answer.seconds >= 0.1 else "< 0.1"),
    ]
    if answer.status is AnswerStatus.NO_EVIDENCE:
        del facts[1]
    copy = (
        f'<button type="button" class="copy" id="copy-{exchange.number}">{escape(words.copy)}</button>'
        if answer.citations
        else ""
    )
    return f'<p class="footing" lang="{words.html_language}"><span>{escape(" · ".join(facts))}</span>{copy}</p>'


def prose_html(answer: Answer, text: str, turn: int) -> str:
    """The answer's text: paragraphs, lists, quotes and bold, nothing else; unproven sentences are struck through."""
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
        elif tag == "blockquote":
            rendered.append(f"<blockquote>{''.join(f'<p>{item}</p>' for item in inner)}</blockquote>")
        elif tag:
            rendered.append(f"<{tag}>{'<br>'.join(inner)}</{tag}>")
    prose = "".join(rendered)
    for why in reasons:
        tail = f'</del> <span class="why">({escape(why)})</span>' if why else "</del>"
        prose = prose.replace(OPEN, '<del class="unproven">', 1).replace(CLOSE, tail, 1)
    return f'<div class="prose">{prose}</div>'


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
    for pattern, tag in ((BULLET, "ul"), (NUMBERED, "ol"), (HEADING, "h4"), (QUOTED, "blockquote")):
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
    """Where the cited passages give different values for one thing: each value with its marker, side by side."""
    known = {citation.marker: citation for citation in citations}
    parts = []
    for conflict in conflicts:
        rows = []
        for value in conflict.values:
            citation = known.get(value.marker)
            link = marker_link(citation, turn) if citation else ""
            about = (
                f'<span class="by">{escape(words.kinds[citation.record.kind])}, '
                f"{escape(written_date(citation.record.issued, words))}</span>"
                if citation
                else ""
            )
            rows.append(f"<li><strong>{escape(value.value)}</strong> {link} {about}</li>")
        heading = f'<p class="label">{escape(words.conflict)}</p><p>{escape(conflict.what)}</p>'
        parts.append(f'<div class="conflict">{heading}<ul>{"".join(rows)}</ul></div>')
    return "".join(parts)


def closest_links_html(answer: Answer, turn: int, words: Words) -> str:
    if not answer.closest:
        return ""
    items = []
    for place, hit in enumerate(answer.closest, start=1):
        name = " · ".join(part for part in (shown_title(hit.record, words), hit.passage.section) if part)
        items.append(f'<li><a class="near" href="#src-{turn}-c{place}">{escape(shorten(name, 140))}</a></li>')
    return f'<div class="closest"><p class="label">{escape(words.closest_title)}</p><ul>{"".join(items)}</ul></div>'
