"""The library: every document with its record, what can be done with it, what all cover, how to add to them."""

from __future__ import annotations

import datetime

import gradio as gr

from assistant.errors import AssistantError, LibraryMissing
from assistant.faces.page.answer_html import problem_html
from assistant.faces.page.cards import empty_html
from assistant.faces.page.frame import QUICK, Frame, Tab, markdown
from assistant.faces.page.library_html import coverage_html, library_html
from assistant.faces.page.tabs import adding, editing


def build(frame: Frame) -> None:
    with gr.Row(elem_id="shelves"):
        with gr.Column(scale=5, min_width=300, elem_id="shelf"):
            editing.build(frame)
            shown = markdown("", "library")
        with gr.Column(scale=2, min_width=280, elem_id="shelf-side"):
            adding.build(frame)
            coverage = markdown("", "coverage")

    def draw() -> tuple[str, str]:
        today = datetime.date.today()
        try:
            documents = frame.assistant.library.documents(today)
            counts = frame.assistant.library.index.passage_counts
        except LibraryMissing:
            return empty_html(frame.words), ""
        except AssistantError as error:
            return problem_html(str(error)), ""
        if not documents:
            return empty_html(frame.words), ""
        shelf = library_html(documents, counts, today, frame.words)
        return shelf, coverage_html(documents, today, frame.words)

    frame.generation.change(draw, None, [shown, coverage], **QUICK)


LIBRARY = Tab("library", build)
