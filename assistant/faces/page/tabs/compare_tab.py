"""Compare: two documents of the library side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import gradio as gr

from assistant.errors import AssistantError
from assistant.faces.page.answer_html import problem_html
from assistant.faces.page.compare_html import compare_html
from assistant.faces.page.frame import PRIVATE, QUICK, Frame, Tab, markdown
from assistant.faces.page.markup import escape, files_html, shorten, shown_title
from assistant.faces.page.words import written_date

SUFFIXES = ("docx", "md")


def build(frame: Frame) -> None:
    says = frame.words.desks
    markdown(f'<p class="hint">{escape(says.compare_intro)}</p>', "compare-intro")
    with gr.Row(elem_id="compare-row", equal_height=True):
        a = gr.Dropdown([], label=says.earlier, elem_id="compare-a", filterable=True, scale=4, min_width=220)
        b = gr.Dropdown([], label=says.later, elem_id="compare-b", filterable=True, scale=4, min_width=220)
        go = gr.Button(says.compare, variant="primary", elem_id="compare-go", scale=0, min_width=120)
    files, shown = markdown("", "compare-files"), markdown("", "comparison")

    def choices() -> tuple[Any, Any]:
        try:
            documents = frame.assistant.library.documents()
        except AssistantError:  # the library's own tab says what is wrong with it
            documents = []
        named = []
        for record, _ in documents:
            facts = (shorten(shown_title(record, frame.words), 80), written_date(record.issued, frame.words))
            named.append((" · ".join((*facts, record.document)), record.document))
        named.sort()
        return gr.Dropdown(named), gr.Dropdown(named)

    def compared(one: str | None, other: str | None) -> tuple[str, str]:
        if not one or not other or one == other:
            return "", problem_html(says.choose_two)
        try:
            comparison = frame.assistant.compare(one, other)
        except AssistantError as error:
            return "", problem_html(str(error))
        asked = f"?a={quote(one, safe='')}&b={quote(other, safe='')}"
        return files_html("compare", SUFFIXES, frame.words, asked, "changes"), compare_html(comparison, frame.words)

    frame.generation.change(choices, None, [a, b], **QUICK)
    go.click(compared, [a, b], [files, shown], trigger_mode="always_last", **PRIVATE)


COMPARE = Tab("compare", build)
