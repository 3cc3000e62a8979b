"""The components of the tab Ask that its handlers read and write, and what a question is asked with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.faces.page.markup import Exchange
from assistant.records import Filters, Kind

State = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a page without a conversation shows, and the buttons of its example questions."""

    area: gr.Column
    greeting: gr.Markdown
    examples: gr.Row
    buttons: list[gr.Button]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a question may be narrowed to."""

    kinds: gr.Dropdown
    places: gr.Dropdown
    day: gr.Textbox


@dataclass(frozen=True, slots=True)
class Remarking:
    """Where a judgement of an answer gets a remark."""

    row: gr.Row
    box: gr.Textbox
    send: gr.Button
    told: gr.Markdown


@dataclass(frozen=True, slots=True)
class Controls:
    """The components of a conversation that handlers write to."""

    state: gr.State
    pending: gr.State
    kept_at: gr.State
    generation: gr.State
    welcome: gr.Column
    chat: gr.Chatbot
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    sources: gr.Markdown
    remarking: gr.Row
    thanks: gr.Markdown

    def all(self) -> list[Any]:
        return [getattr(self, name) for name in self.__slots__]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is asked with: the documents, kinds and places it is narrowed to, the day as typed, and what is
    not to be read into it."""

    documents: Sequence[str]
    kinds: Sequence[str]
    places: Sequence[str]
    day: str
    undone: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters:
        kinds = tuple(Kind(kind) for kind in self.kinds or ())
        return Filters(kind=kinds, jurisdiction=tuple(self.places or ()), document=tuple(self.documents or ()))
