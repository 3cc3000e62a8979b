"""The handlers of a conversation. They hold nothing of it: that comes in and goes out as a tuple of `Exchange`s, held
by the server for one browser tab and kept for the browser; everything that is shown is rendered from it anew."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, LibraryMissing, UsageError
from assistant.faces import EARLIER, LONGEST
from assistant.faces.page.answer_html import answer_html, question_html, waiting_html
from assistant.faces.page.cards import empty_html, sources_html, welcome_html
from assistant.faces.page.frame import Frame, Update, browser_of
from assistant.faces.page.markup import Exchange, Waiting, escape, shorten
from assistant.faces.page.pacing import paced
from assistant.faces.page.tabs.ask_parts import Asked, Controls, Narrowing, State
from assistant.faces.page.tabs.editing import titles_of
from assistant.faces.page.words import Words, written_place
from assistant.language.names import lies_in
from assistant.records import Answer, Turn

HOME = "CN-Shenzhen"  # the place that the page's own examples are about
REDRAW = 0.08  # seconds between two drawings of a growing draft
TICK = 0.25  # seconds without news after which a question can be stopped and its waiting time is drawn anew
ACTION = re.compile(r"act-(undo|retry|edit|good|bad|follow)-(\d+)(?:-(\w+))?(?:#.*)?")


class Asking:
    """The handlers."""

    def __init__(self, frame: Frame, controls: Controls) -> None:
        self.frame = frame
        self.words = frame.words
        self.controls = controls

    def answer(
        self,
        question: str,
        state: State,
        documents: tuple[str, ...],
        kinds: list[str],
        places: list[str],
        day: str,
        request: gr.Request,
    ) -> Iterator[Update]:
        """Answer what was typed."""
        yield from self.answered(question, state, Asked(documents, kinds, places, day), browser_of(request))

    def act(
        self,
        signal: str,
        state: State,
        documents: tuple[str, ...],
        kinds: list[str],
        places: list[str],
        day: str,
        request: gr.Request,
    ) -> Iterator[Update]:
        """Do what a button of an answer says; one that no answer of this conversation has does nothing."""
        verb, exchange, what = pressed(signal, state)
        if exchange is None:
            yield {self.controls.pending: ""}
            return
        asked, before = Asked(documents, kinds, places, day), state[: exchange.number - 1]
        browser = browser_of(request)
        if verb in ("good", "bad"):
            self.frame.kept.judge(exchange, verb, "")
            yield {self.controls.remarking: gr.Row(visible=True), self.controls.thanks: ""}
        elif verb == "follow" and what.isdigit() and int(what) < len(exchange.follow_ups):
            yield from self.answered(exchange.follow_ups[int(what)], state, asked, browser)
        elif verb == "edit":
            yield {**self.settled(before), self.controls.box: exchange.question}
        elif verb == "retry":
            again = replace(asked, undone=exchange.undone)
            yield from self.answered(exchange.question, before, again, browser, len(state))
        elif verb == "undo":
            undone = tuple(dict.fromkeys((*exchange.undone, what)))
            again = replace(asked, undone=undone)
            yield from self.answered(exchange.question, before, again, browser, len(state))

    def answered(
        self, question: str, state: State, asked: Asked, browser: str, shown: int | None = None
    ) -> Iterator[Update]:
        """Answer a question, yielding what changes on the page: the question, each stage, the draft, the answer.

        `shown` exchanges stood on the page, by default those of `state`: an answer that is asked anew is replaced.
        """
        question = (question or "").strip()
        if not question:
            yield {self.controls.box: ""}
            return
        number = len(state) + 1
        if len(question) > LONGEST:
            message = self.words.too_long.format(length=f"{len(question):,}", limit=f"{LONGEST:,}")
            # The question stays in the box, to be shortened there.
            yield self.settled((*state, Exchange(number, question[:200] + "…", problem=message)))
            return
        yield {self.controls.box: "", **self.waiting(state, question)}
        seen = ""
        exchange = Exchange(number, question, problem=self.words.broken, undone=asked.undone)
        try:
            as_of = read_day(asked.day, self.words)
            exchange = replace(exchange, day=(as_of or datetime.date.today()).isoformat())
            seen = self.frame.newest_generation()
            history = [Turn(past.question, past.answer.text) for past in state if past.answer][-EARLIER:]
            for event in self.events(question, history, as_of, asked):
                if isinstance(event, Answer):
                    follow_ups = self.frame.assistant.next_questions(event)
                    exchange = replace(exchange, answer=event, problem="", follow_ups=follow_ups)
                else:
                    yield {self.controls.chat: self.messages(state, question, event)}
        except AssistantError as error:
            exchange = replace(exchange, problem=str(error))
        update = self.settled(self.kept((*state, exchange), browser, len(state) if shown is None else shown))
        yield {**update, self.controls.generation: seen} if seen else update

    def kept(self, state: State, browser: str, shown: int) -> State:
        """The conversation, kept where it can be: an answer is not lost because a disk is full."""
        if not browser:
            return state
        try:
            return self.frame.kept.keep(browser, state, shown)
        except AssistantError:
            return state

    def events(
        self, question: str, history: Sequence[Turn], as_of: datetime.date | None, asked: Asked
    ) -> Iterator[Waiting | Answer]:
        """The assistant's stream with its pieces of draft gathered into the draft so far, at a pace a page can draw."""
        stage, draft, began, drawn = "searching", "", time.monotonic(), 0.0
        given = question, history, as_of, asked.filters, asked.undone
        for event in paced(lambda: self.frame.assistant.stream(*given), TICK):
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

    def holdings(self) -> tuple[Any, ...]:
        """The greeting, the examples and the places to narrow to, as the library has them, then each example's button.

        The page's own examples are about Shenzhen; another library gets its own, made of what it holds.
        """
        try:
            documents = self.frame.assistant.library.documents()
        except LibraryMissing:
            documents = []
        except AssistantError:  # the library's own tab says what is wrong with it
            return (gr.skip(),) * (3 + self.examples)
        codes = sorted({record.jurisdiction for record, _ in documents if record.jurisdiction})
        return (
            welcome_html(self.words) if documents else empty_html(self.words),
            gr.Row(visible=bool(documents)),
            gr.Dropdown([(written_place(code, self.words), code) for code in codes]),
            *self.example_buttons(any(lies_in(code, HOME) for code in codes), bool(documents)),
        )

    def example_buttons(self, home: bool, any_documents: bool) -> list[gr.Button]:
        own = [question for example in self.words.examples for question in example.questions]
        if not home and any_documents:
            first = [
                self.frame.assistant.first_questions(each) for each in (self.words.language, self.words.other_language)
            ]
            own = [question for pair in zip_longest(*first, fillvalue="") for question in pair]
        own += [""] * (self.examples - len(own))
        return [gr.Button(question, visible=bool(question)) for question in own[: self.examples]]

    @property
    def examples(self) -> int:
        return sum(len(example.questions) for example in self.words.examples)

    def only(self, chosen: Sequence[str]) -> tuple[Any, str]:
        """The line that says which documents alone are asked."""
        titles = [shorten(title, 60) for title in titles_of(chosen or (), self.frame)]
        told = ", ".join(titles[:3]) + (f" … ({len(titles)})" if len(titles) > 3 else "")
        return gr.Row(visible=bool(titles)), f"<p>{escape(self.words.asking.only.format(titles=told))}</p>"

    def restore(self, request: gr.Request) -> Update:
        """The conversation of the page's address, else the one that this browser was in last."""
        try:
            browser, linked = browser_of(request), str(request.query_params.get("chat", ""))
            state = self.frame.kept.conversation(linked) if linked else ()
            state = state or (self.frame.kept.latest(browser) if browser else ())
        except AssistantError:
            state = ()
        return self.settled(state) if state else {self.controls.pending: ""}

    def remark(self, signal: str, state: State, remark: str) -> tuple[Any, str, str]:
        """Keep the remark on the answer that was judged last."""
        verb, exchange, _ = pressed(signal, state)
        if exchange is not None and verb in ("good", "bad") and (remark or "").strip():
            self.frame.kept.judge(exchange, verb, remark.strip()[:LONGEST])
        return gr.Row(visible=False), "", f'<p class="hint">{escape(self.words.asking.thanks)}</p>'

    def stopped(self, state: State, pending: str) -> Update:
        return self.given_up(state, pending, self.words.stopped)

    def broken(self, state: State, pending: str) -> Update:
        return self.given_up(state, pending, self.words.broken)

    def given_up(self, state: State, pending: str, message: str) -> Update:
        if not pending:
            return self.settled(state)
        return self.settled((*state, Exchange(len(state) + 1, pending, problem=message)))

    def begin(self, narrowing: Narrowing) -> Callable[..., Update]:
        """The handler of a new, empty conversation, asked of the whole library as of today."""

        def handler(request: gr.Request) -> Update:
            if browser := browser_of(request):
                self.frame.kept.note(browser, "conversation", "")
            emptied: Update = {self.frame.chosen: (), narrowing.kinds: [], narrowing.places: [], narrowing.day: ""}
            return {**self.settled(()), self.controls.box: "", **emptied}

        return handler

    def waiting(self, state: State, question: str) -> Update:
        return {
            self.controls.pending: question,
            self.controls.welcome: gr.Column(visible=False),
            self.controls.chat: gr.Chatbot(self.messages(state, question, Waiting()), visible=True),
            self.controls.ask: gr.Button(visible=False),
            self.controls.stop: gr.Button(visible=True),
            self.controls.remarking: gr.Row(visible=False),
            self.controls.thanks: "",
        }

    def settled(self, state: State) -> Update:
        """The page at rest, showing a conversation."""
        return {
            self.controls.state: state,
            self.controls.kept_at: time.time(),
            self.controls.pending: "",
            self.controls.welcome: gr.Column(visible=not state),
            self.controls.chat: gr.Chatbot(self.messages(state), visible=bool(state)),
            self.controls.sources: sources_html(state, self.words),
            self.controls.ask: gr.Button(visible=True),
            self.controls.stop: gr.Button(visible=False),
        }

    def messages(self, state: State, pending: str = "", waiting: Waiting | None = None) -> list[Any]:
        last = len(state) - 1 if waiting is None else -1
        shown = [
            (question_html(each.question), answer_html(each, self.words, last=place == last))
            for place, each in enumerate(state)
        ]
        if waiting:
            shown.append((question_html(pending), waiting_html(waiting, self.words)))
        roles = ("user", "assistant")
        return [{"role": role, "content": said} for pair in shown for role, said in zip(roles, pair, strict=True)]


def pressed(signal: str, state: State) -> tuple[str, Exchange | None, str]:
    """What the button of an answer does, to which exchange and to what; None where the conversation has no such one."""
    found = ACTION.fullmatch(signal or "")
    if found is None:
        return "", None, ""
    return found[1], next((each for each in state if each.number == int(found[2])), None), found[3] or ""


def read_day(value: str | None, words: Words) -> datetime.date | None:
    """The as-of date that was typed, in figures or words, None when none was; of a month or year the last day.

    Raises UsageError in the page's words.
    """
    from assistant.language.dates import find_dates
    from assistant.records import last_day

    stated = (value or "").strip()
    if not stated:
        return None
    found = [one for one in find_dates(stated, datetime.date.today().isoformat()) if one.iso]
    if len(found) != 1:
        raise UsageError(words.bad_date.format(value=stated[:40]))
    return last_day(str(found[0].iso))
