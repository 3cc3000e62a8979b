"""The page: its head, and the tabs that `tabs.TABS` lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio import events

from assistant.faces.page.cards import masthead_html
from assistant.faces.page.frame import AT_ONCE, PRIVATE, Frame, markdown
from assistant.faces.page.keeping import Kept
from assistant.faces.page.tabs import TABS
from assistant.faces.page.words import words_in

if TYPE_CHECKING:
    from assistant.assistant import Assistant

IN_LINE = 64  # questions that may wait beyond those


def build(
    assistant: Assistant,
    language: str,
    kept: Kept | None = None,
    endpoints: Mapping[str, Callable[..., Any]] | None = None,
) -> gr.Blocks:
    """The page over one assistant, its own words in one language. It must be mounted with `serving.page_app`.

    What it keeps of conversations goes to `kept`, by default to memory. `endpoints` are functions that programs may
    call by name; the page itself does not use them.
    """
    words = words_in(language)
    page: gr.Blocks
    with gr.Blocks(title=words.title, fill_width=True, analytics_enabled=False) as page:
        markdown(masthead_html(words, assistant.settings.model_name), "masthead")
        beside = tuple(tab for tab in TABS if tab.beside)
        states = gr.State(None), gr.State(()), gr.State(0.0)
        frame = Frame(assistant, words, page, *states, kept or Kept(), beside)
        with gr.Tabs(elem_id="desks"):
            for tab in TABS:
                if not tab.beside:
                    with gr.Tab(words.tabs[tab.name], elem_id=f"tab-{tab.name}"):
                        tab.build(frame)
        # in the queue, because what follows from a changed state is told there only
        page.load(frame.arrive, None, frame.generation, **PRIVATE)
        for name, function in (endpoints or {}).items():
            events.api(function, api_name=name)
    page.queue(default_concurrency_limit=AT_ONCE, max_size=IN_LINE, api_open=False)
    return page
