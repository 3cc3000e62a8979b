"""The earlier conversations of this browser, each a link to it."""

from __future__ import annotations

from datetime import datetime

import gradio as gr

from assistant.errors import AssistantError
from assistant.faces.page.answer_html import problem_html
from assistant.faces.page.frame import QUICK, Frame, Tab, browser_of, markdown
from assistant.faces.page.markup import escape, shorten
from assistant.faces.page.words import Words, written_date


def build(frame: Frame) -> None:
    shown = markdown("", "earlier")
    forget = gr.Button(frame.words.asking.forget, size="sm", elem_id="forget", visible=False)

    def draw(request: gr.Request) -> tuple[str, gr.Button]:
        try:
            told = frame.kept.listed(browser_of(request))
        except AssistantError as error:
            return problem_html(str(error)), gr.Button(visible=False)
        listed = [(one.name, one.title, one.changed) for one in told]
        return earlier_html(listed, frame.words), gr.Button(visible=bool(told))

    def forgotten(request: gr.Request) -> tuple[str, gr.Button]:
        frame.kept.forget(browser_of(request))
        return draw(request)

    frame.kept_at.change(draw, None, [shown, forget], **QUICK)
    frame.generation.change(draw, None, [shown, forget], **QUICK)
    forget.click(forgotten, None, [shown, forget], **QUICK)


def earlier_html(told: list[tuple[str, str, float]], words: Words) -> str:
    """Conversations as links: name, first question, and when they changed last (seconds since 1970)."""
    if not told:
        return f'<p class="hint">{escape(words.asking.none_earlier)}</p>'
    items = "".join(
        f'<li><a class="switch" href="?chat={escape(name)}">{escape(shorten(title, 100))}</a> '
        f'<span class="fine">{escape(written_date(datetime.fromtimestamp(at).date().isoformat(), words))}</span></li>'
        for name, title, at in told
    )
    return f'<div class="earlier"><p class="label">{escape(words.asking.earlier)}</p><ul>{items}</ul></div>'


EARLIER = Tab("earlier", build, beside=True)
