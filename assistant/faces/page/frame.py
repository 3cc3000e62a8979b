"""What every tab of the page is built on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError, LibraryMissing
from assistant.faces.page.guarding import COOKIE

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.faces.page.keeping import Kept
    from assistant.faces.page.words import Words

AT_ONCE = 16  # questions answered at the same time; a model that keeps one waiting must not hold up the others
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}  # no handler is a public endpoint
QUICK: dict[str, Any] = {"queue": False, **PRIVATE}  # for handlers that wait for nothing

Update = dict[Any, Any]  # component → its new value or properties


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the page, listed in `tabs.TABS`. `build` draws it and connects its controls.

    `name` is the key of its name in `Words.tabs`. A tab stands over the whole page, or `beside` the conversation.
    """

    name: str
    build: Callable[[Frame], None]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The page that tabs are drawn on, over one assistant, in one language.

    `generation` holds the name of the library's generation that the page shows, "" for an empty library: what shows
    something of the library is drawn when it changes, which it also does when the page has been opened. `chosen` holds
    the names of the documents that questions are put to, () for all; `kept_at` changes when a conversation does.
    """

    assistant: Assistant
    words: Words
    page: gr.Blocks
    generation: gr.State
    chosen: gr.State
    kept_at: gr.State
    kept: Kept
    beside: tuple[Tab, ...]

    @property
    def may_change(self) -> bool:
        """Whether the library may be changed from the page: not by others than the person at this machine."""
        return not self.assistant.settings.shared

    def newest_generation(self) -> str:
        """Open a newer generation of the library if there is one; the name of the one that is open, "" for none."""
        try:
            self.assistant.library.refresh()
            return self.assistant.library.generation
        except LibraryMissing:
            return ""

    def arrive(self) -> str:
        """The generation that a page which has just been opened shows. What is wrong with it, its drawing tells."""
        try:
            return self.newest_generation()
        except AssistantError:
            return "?"


def markdown(value: str, name: str) -> gr.Markdown:
    """A place for our HTML. Markdown rather than `gr.HTML`, because it is sanitised and needs no eval."""
    return gr.Markdown(value, elem_id=name, latex_delimiters=[], container=False)


def browser_of(request: gr.Request) -> str:
    """The name of the browser that a request comes from; "" for one that keeps no cookies."""
    return str(request.cookies.get(COOKIE, "")) if request else ""
