"""Brief: questions, and a briefing on them to read and to take away."""

from __future__ import annotations

import json
from collections.abc import Iterator

import gradio as gr

from assistant.errors import AssistantError
from assistant.faces.page.answer_html import problem_html, waiting_html
from assistant.faces.page.brief_html import brief_html
from assistant.faces.page.frame import PRIVATE, Frame, Tab, Update, browser_of, markdown
from assistant.faces.page.markup import Waiting, escape, files_html
from assistant.faces.page.words import LANGUAGES

ASKED = "brief"  # under which questions and language are noted for a browser, for the files
SUFFIXES = ("docx", "md")


def build(frame: Frame) -> None:
    says, own = frame.words.desks, frame.words.language
    markdown(f'<p class="hint">{escape(says.brief_intro)}</p>', "brief-intro")
    asked = gr.Textbox(
        label=says.questions, placeholder=says.questions_hint, lines=3, max_lines=8, elem_id="brief-asked"
    )
    with gr.Row(elem_id="brief-row", equal_height=True):
        names = [(LANGUAGES[LANGUAGES[code].other_language].other_language_name, code) for code in LANGUAGES]
        language = gr.Radio(names, value=own, label=says.brief_language, elem_id="brief-language", scale=4)
        go = gr.Button(says.brief, variant="primary", elem_id="brief-go", scale=0, min_width=220)
    files, shown = markdown("", "brief-files"), markdown("", "briefing")

    def written(text: str | None, chosen: str, request: gr.Request) -> Iterator[Update]:
        yield {shown: waiting_html(Waiting("working"), frame.words), files: ""}
        questions = questions_in(text or "")
        try:
            result = frame.assistant.brief(questions, None, chosen)
            frame.kept.note(browser_of(request), ASKED, json.dumps([questions, chosen]))
        except AssistantError as error:
            yield {shown: problem_html(str(error))}
            return
        yield {shown: brief_html(result, frame.words), files: files_html("brief", SUFFIXES, frame.words)}

    go.click(written, [asked, language], [shown, files], trigger_mode="once", **PRIVATE)


def questions_in(text: str) -> list[str]:
    """A question a line; of too many only so many that the desk says so, for each is asked before."""
    from assistant.desks.brief import MOST

    return [line for line in text.splitlines() if line.strip()][: MOST + 1]


BRIEF = Tab("brief", build)
