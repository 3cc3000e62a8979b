"""The page: what stands where, and what happens when a person asks, stops, or begins again.

The state of a conversation is a tuple of `Exchange`s, held by the server for one browser tab; everything that is
shown is rendered from it anew. No handler is a public endpoint.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError, LibraryMissing, UsageError
from assistant.page.cards import empty_html, library_html, masthead_html, sources_html, welcome_html
from assistant.page.markup import Exchange, Waiting
from assistant.page.pacing import paced
from assistant.page.rendering import (
    answer_html,
    problem_html,
    question_html,
    waiting_html,
)
from assistant.page.words import Words, words_in, written_place
from assistant.records import Answer, Filters, Kind, Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant

LONGEST_QUESTION = 4000  # characters
EARLIER_TURNS = 6  # so many exchanges are handed on, so that a follow-up can be understood
AT_ONCE = 16  # questions answered at the same time; a model that keeps one waiting must not hold up the others
IN_LINE = 64  # questions that may wait beyond those
REDRAW = 0.08  # seconds between two drawings of a growing draft
TICK = 0.25  # seconds without news after which a question can be stopped and its waiting time is drawn anew

State = tuple[Exchange, ...]
Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Controls:
    """The components of the page that handlers write to."""

    state: gr.State
    pending: gr.State
    seen: gr.State
    welcome: gr.Column
    greeting: gr.Markdown
    examples: gr.Row
    chat: gr.Chatbot
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    sources: gr.Markdown
    library: gr.Markdown
    places: gr.Dropdown

    def all(self) -> list[Any]:
        return [getattr(self, name) for name in self.__slots__]


def build(assistant: Assistant, language: str = "en") -> gr.Blocks:
    """The page over one assistant, its own words in "en" or "zh". It must be mounted with `serving.page_app`."""
    words = words_in(language)
    page: gr.Blocks
    with gr.Blocks(title=words.title, fill_width=True, analytics_enabled=False) as page:
        markdown(masthead_html(words, assistant.settings.model_name), "masthead")
        state, pending, seen = gr.State(()), gr.State(""), gr.State("")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", scale=3, min_width=300):
                welcome, greeting, examples, buttons = welcome_area(words)
                chat = chat_area(words)
                box, ask, stop = question_area(words)
                kinds, places, day, again = tools_area(words)
            with gr.Column(elem_id="side", scale=2, min_width=300), gr.Tabs(elem_id="tabs"):
                with gr.Tab(words.sources, elem_id="tab-sources"):
                    sources = markdown(sources_html((), words), "sources")
                with gr.Tab(words.library, elem_id="tab-library"):
                    library = markdown("", "library")
        controls = Controls(
            state, pending, seen, welcome, greeting, examples, chat, box, ask, stop, sources, library, places
        )
        desk = Desk(assistant, words, controls)
        connect(page, desk, buttons, [state, seen, kinds, places, day], again)
    page.queue(default_concurrency_limit=AT_ONCE, max_size=IN_LINE, api_open=False)
    return page


def markdown(value: str, name: str) -> gr.Markdown:
    """A place for our HTML. Markdown rather than `gr.HTML`, because it is sanitised and needs no eval."""
    return gr.Markdown(value, elem_id=name, latex_delimiters=[], container=False)


def welcome_area(words: Words) -> tuple[gr.Column, gr.Markdown, gr.Row, list[gr.Button]]:
    buttons = []
    with gr.Column(elem_id="welcome") as welcome:
        greeting = markdown(welcome_html(words), "greeting")
        with gr.Row(elem_id="examples", equal_height=True) as examples:
            for example in words.examples:
                with gr.Column(elem_classes="example", min_width=180):
                    gr.Markdown(f'<p class="label">{example.group}</p>', latex_delimiters=[])
                    buttons += [gr.Button(question, size="sm") for question in example.questions]
    return welcome, greeting, examples, buttons


def chat_area(words: Words) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label=words.conversation,
        show_label=False,
        container=False,
        visible=False,
        height=None,
        layout="bubble",
        autoscroll=False,
        latex_delimiters=[],
        buttons=[],
        sanitize_html=True,
        allow_tags=False,
        feedback_options=None,
        line_breaks=False,
        group_consecutive_messages=False,
    )


def question_area(words: Words) -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="ask-row", equal_height=True):
        box = gr.Textbox(
            elem_id="question",
            label=words.question_label,
            show_label=False,
            container=False,
            placeholder=words.placeholder,
            lines=1,
            max_lines=6,
            scale=5,
            min_width=180,
            autofocus=True,
        )
        ask = gr.Button(words.ask, variant="primary", elem_id="ask", scale=0, min_width=88)
        stop = gr.Button(words.stop, variant="stop", elem_id="stop", scale=0, min_width=88, visible=False)
    return box, ask, stop


def tools_area(words: Words) -> tuple[gr.Dropdown, gr.Dropdown, gr.Textbox, gr.Button]:
    with gr.Row(elem_id="tools"):
        with gr.Accordion(words.narrow, open=False, elem_id="narrow"), gr.Row():
            kinds = gr.Dropdown(
                [(words.kinds[kind], kind.value) for kind in Kind],
                label=words.narrow_kind,
                multiselect=True,
                min_width=160,
                elem_id="narrow-kind",
            )
            places = gr.Dropdown([], label=words.narrow_place, multiselect=True, min_width=160, elem_id="narrow-place")
            day = gr.Textbox(
                label=words.narrow_as_of,
                placeholder=words.narrow_as_of_hint,
                max_lines=1,
                min_width=160,
                elem_id="narrow-day",
            )
        again = gr.Button(words.new_chat, size="sm", elem_id="new-chat", scale=0, min_width=96)
    return kinds, places, day, again


def connect(page: gr.Blocks, desk: Desk, examples: Sequence[gr.Button], given: Sequence[Any], again: gr.Button) -> None:
    """Tie the page's controls to the desk's handlers."""
    controls, outputs = desk.controls, desk.controls.all()
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asking = {"concurrency_limit": AT_ONCE, "trigger_mode": "once", **private}
    quick = {"queue": False, **private}
    # The box and the button are one event, so that a second Enter waits until the answer is there.
    events = [gr.on([controls.box.submit, controls.ask.click], desk.answer, [controls.box, *given], outputs, **asking)]
    events += [button.click(desk.answer, [button, *given], outputs, **asking) for button in examples]
    left = [controls.state, controls.pending]
    for event in events:
        event.failure(desk.broken, left, outputs, **quick)
    controls.stop.click(desk.stopped, left, outputs, cancels=events, **quick)
    again.click(desk.begin, None, outputs, cancels=events, **quick)
    shown = [controls.seen, controls.greeting, controls.examples, controls.library, controls.places]
    page.load(desk.arrive, None, shown, **quick)


class Desk:
    """The handlers of one page. They hold nothing of a conversation: that comes in and goes out as `State`."""

    def __init__(self, assistant: Assistant, words: Words, controls: Controls) -> None:
        self.assistant = assistant
        self.words = words
        self.controls = controls

    def answer(
        self, question: str, state: State, seen: str, kinds: list[str], places: list[str], day: str
    ) -> Iterator[Update]:
        """Answer a question, yielding what changes on the page: the question, each stage, the draft, the answer."""
        question = (question or "").strip()
        if not question:
            yield {self.controls.box: ""}
            return
        number = len(state) + 1
        if len(question) > LONGEST_QUESTION:
            message = self.words.too_long.format(length=f"{len(question):,}", limit=f"{LONGEST_QUESTION:,}")
            # The question stays in the box, to be shortened there.
            kept = Exchange(number, question[:200] + "…", problem=message)
            yield self.settled((*state, kept))
            return
        yield {self.controls.box: "", **self.waiting(state, question)}
        try:
            as_of = read_day(day, self.words)
            changed = self.holdings_if_new(seen)
            filters = Filters(kind=tuple(Kind(kind) for kind in kinds or ()), jurisdiction=tuple(places or ()))
            history = [Turn(past.question, past.answer.text) for past in state if past.answer][-EARLIER_TURNS:]
            exchange = Exchange(number, question, problem=self.words.broken)
            for event in self.events(question, history, as_of, filters):
                if isinstance(event, Answer):
                    exchange = Exchange(number, question, answer=event)
                else:
                    yield {self.controls.chat: self.messages(state, question, event)}
        except AssistantError as error:
            exchange, changed = Exchange(number, question, problem=str(error)), {}
        yield {**self.settled((*state, exchange)), **changed}

    def events(
        self, question: str, history: Sequence[Turn], as_of: datetime.date | None, filters: Filters
    ) -> Iterator[Waiting | Answer]:
        """The assistant's stream with its pieces of draft gathered into the draft so far, at a pace a page can draw."""
        stage, draft, began, drawn = "searching", "", time.monotonic(), 0.0
        for event in paced(lambda: self.assistant.stream(question, history, as_of, filters), TICK):
            if isinstance(event, Answer):
                yield event
                continue
            now = time.monotonic()
            if event is not None:
                draft += event.text
                if event.stage == stage and now - drawn < REDRAW:
                    continue
                stage = event.stage
            drawn = now
            yield Waiting(stage, draft, now - began)

    def arrive(self) -> Update:
        """What a page that has just been opened shows of the library: what it holds, or how to fill it."""
        try:
            held = self.holdings_if_new("")
        except AssistantError as error:
            return {self.controls.library: problem_html(str(error))}
        if held:
            return held
        empty = empty_html(self.words)
        return {
            self.controls.library: empty,
            self.controls.greeting: empty,
            self.controls.examples: gr.Row(visible=False),
        }

    def holdings_if_new(self, seen: str) -> Update:
        """Open a newer generation of the library if there is one; what changes on a page that showed `seen`."""
        library, today = self.assistant.library, datetime.date.today()
        try:
            library.refresh()
            generation = library.generation
        except LibraryMissing:
            return {}
        if generation == seen:
            return {}
        documents = library.documents(today)
        codes = sorted({record.jurisdiction for record, _ in documents if record.jurisdiction})
        return {
            self.controls.seen: generation,
            self.controls.greeting: welcome_html(self.words) if documents else empty_html(self.words),
            self.controls.examples: gr.Row(visible=bool(documents)),
            self.controls.library: library_html(documents, today.isoformat(), self.words),
            self.controls.places: gr.Dropdown([(written_place(code, self.words), code) for code in codes]),
        }

    def stopped(self, state: State, pending: str) -> Update:
        return self.given_up(state, pending, self.words.stopped)

    def broken(self, state: State, pending: str) -> Update:
        return self.given_up(state, pending, self.words.broken)

    def given_up(self, state: State, pending: str, message: str) -> Update:
        if not pending:
            return self.settled(state)
        return self.settled((*state, Exchange(len(state) + 1, pending, problem=message)))

    def begin(self) -> Update:
        """A new, empty conversation."""
        return {**self.settled(()), self.controls.welcome: gr.Column(visible=True), self.controls.box: ""}

    def waiting(self, state: State, question: str) -> Update:
        return {
            self.controls.pending: question,
            self.controls.welcome: gr.Column(visible=False),
            self.controls.chat: gr.Chatbot(self.messages(state, question, Waiting()), visible=True),
            self.controls.ask: gr.Button(visible=False),
            self.controls.stop: gr.Button(visible=True),
        }

    def settled(self, state: State) -> Update:
        """The page at rest, showing a conversation."""
        return {
            self.controls.state: state,
            self.controls.pending: "",
            self.controls.welcome: gr.Column(visible=not state),
            self.controls.chat: gr.Chatbot(self.messages(state), visible=bool(state)),
            self.controls.sources: sources_html(state, self.words),
            self.controls.ask: gr.Button(visible=True),
            self.controls.stop: gr.Button(visible=False),
        }

    def messages(self, state: State, pending: str = "", waiting: Waiting | None = None) -> list[Any]:
        shown: list[Any] = []
        for exchange in state:
            shown.append({"role": "user", "content": question_html(exchange.question)})
            shown.append({"role": "assistant", "content": answer_html(exchange, self.words)})
        if waiting:
            shown.append({"role": "user", "content": question_html(pending)})
            shown.append({"role": "assistant", "content": waiting_html(waiting, self.words)})
        return shown


def read_day(value: str | None, words: Words) -> datetime.date | None:
    """The as-of date that was typed, None when none was. Raises UsageError in the page's words."""
    stated = (value or "").strip()
    if not stated:
        return None
    try:
        return datetime.date.fromisoformat(stated)
    except ValueError as error:
        raise UsageError(words.bad_date.format(value=stated[:40])) from error
