"""Check: a draft, each of its claims marked by what the library says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gradio as gr

from assistant.errors import AssistantError
from assistant.faces.page.answer_html import problem_html, waiting_html
from assistant.faces.page.check_html import check_html
from assistant.faces.page.frame import PRIVATE, Frame, Tab, Update, browser_of, markdown
from assistant.faces.page.markup import Waiting, escape, files_html

DRAFT = "draft"  # under which it is noted for a browser, for the files
SUFFIXES = ("docx", "md")


def build(frame: Frame) -> None:
    says = frame.words.desks
    markdown(f'<p class="hint">{escape(says.check_intro)}</p>', "check-intro")
    draft = gr.Textbox(label=says.draft, placeholder=says.draft_hint, lines=8, max_lines=16, elem_id="draft")
    drop = None
    if frame.may_change:  # nothing can be uploaded elsewhere
        drop = gr.File(label=says.draft_file, elem_id="draft-file", type="filepath", height=130)
    go = gr.Button(says.check, variant="primary", elem_id="check-go")
    files, shown = markdown("", "check-files"), markdown("", "checked")

    def read(dropped: str | None) -> Update:
        from assistant.desks.check.draft_files import read_draft

        if not dropped or not frame.may_change:
            return {}
        try:
            return {draft: read_draft(Path(dropped)), shown: ""}
        except AssistantError as error:
            return {shown: problem_html(str(error))}

    def checked(text: str | None, request: gr.Request) -> Iterator[Update]:
        yield {shown: waiting_html(Waiting("checking"), frame.words), files: ""}
        try:
            result = frame.assistant.check(text or "", None, frame.words.language)
            frame.kept.note(browser_of(request), DRAFT, result.draft)
        except AssistantError as error:
            yield {shown: problem_html(str(error))}
            return
        links = files_html("check", SUFFIXES, frame.words) if result.claims else ""
        yield {shown: check_html(result, frame.words), files: links}

    if drop is not None:
        drop.upload(read, drop, [draft, shown], **PRIVATE)
    go.click(checked, draft, [shown, files], trigger_mode="once", **PRIVATE)


CHECK = Tab("check", build)
