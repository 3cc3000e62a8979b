"""Questions and answers: the conversation, and beside it the sources of its answers. See `ask_handlers`."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.faces.page.cards import sources_html, welcome_html
from assistant.faces.page.frame import AT_ONCE, PRIVATE, QUICK, Frame, Tab, markdown
from assistant.faces.page.markup import escape
from assistant.faces.page.tabs.ask_handlers import Asking
from assistant.faces.page.tabs.ask_parts import Controls, Narrowing, Remarking, Welcome
from assistant.faces.page.words import Words
from assistant.records import Kind


def build(frame: Frame) -> None:
    words = frame.words
    state, pending = gr.State(()), gr.State("")
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk", scale=3, min_width=300):
            welcome = welcome_area(words)
            chat = chat_area(words)
            only, only_told, all_again = only_area(words)
            remarking = remark_area(words)
            box, ask, stop = question_area(words)
            narrowing, again = tools_area(words)
            # written by script.js: the id of the button of an answer that was pressed
            signal = gr.Textbox("", elem_id="signal", elem_classes="unseen", label=words.asking.panel)
        with gr.Column(elem_id="side", scale=2, min_width=300), gr.Tabs(elem_id="tabs"):
            with gr.Tab(words.tabs["sources"], elem_id="tab-sources"):
                sources = markdown(sources_html((), words), "sources")
            for tab in frame.beside:
                with gr.Tab(words.tabs[tab.name], elem_id=f"tab-{tab.name}"):
                    tab.build(frame)
    controls = Controls(
        state, pending, frame.kept_at, frame.generation, welcome.area, chat, box, ask, stop, sources, remarking.row,
        remarking.told,
    )  # fmt: skip
    asking = Asking(frame, controls)
    connect(asking, welcome, narrowing, remarking, signal, again)
    frame.chosen.change(asking.only, frame.chosen, [only, only_told], **QUICK)
    all_again.click(lambda: (), None, frame.chosen, **PRIVATE)


def welcome_area(words: Words) -> Welcome:
    buttons = []
    with gr.Column(elem_id="welcome") as area:
        greeting = markdown(welcome_html(words), "greeting")
        with gr.Row(elem_id="examples", equal_height=True) as examples:
            for example in words.examples:
                with gr.Column(elem_classes="example", min_width=180):
                    gr.Markdown(f'<p class="label">{example.group}</p>', latex_delimiters=[])
                    buttons += [gr.Button(question, size="sm") for question in example.questions]
    return Welcome(area, greeting, examples, buttons)


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


def only_area(words: Words) -> tuple[gr.Row, gr.Markdown, gr.Button]:
    """Which documents alone are asked, where some were chosen in the library."""
    with gr.Row(elem_id="only", visible=False) as row:
        told = markdown("", "only-told")
        again = gr.Button(words.asking.all_documents, size="sm", elem_id="all-again", scale=0, min_width=110)
    return row, told, again


def remark_area(words: Words) -> Remarking:
    """A remark on the answer that was just judged."""
    with gr.Row(elem_id="remark-row", visible=False, equal_height=True) as row:
        box = gr.Textbox(
            label=words.asking.judged, placeholder=words.asking.remark, max_lines=3, elem_id="remark", scale=4
        )
        send = gr.Button(words.asking.send_remark, size="sm", elem_id="send-remark", scale=0, min_width=120)
    return Remarking(row, box, send, markdown("", "thanks"))


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


def tools_area(words: Words) -> tuple[Narrowing, gr.Button]:
    choice: dict[str, Any] = {"multiselect": True, "min_width": 160}
    with gr.Row(elem_id="tools"):
        with gr.Accordion(words.narrow, open=False, elem_id="narrow"), gr.Row():
            names = [(words.kinds[kind], kind.value) for kind in Kind]
            kinds = gr.Dropdown(names, label=words.narrow_kind, elem_id="narrow-kind", **choice)
            places = gr.Dropdown([], label=words.narrow_place, elem_id="narrow-place", **choice)
            day = gr.Textbox(
                label=words.narrow_as_of,
                placeholder=words.narrow_as_of_hint,
                max_lines=1,
                min_width=160,
                elem_id="narrow-day",
            )
        panel = f'<button type="button" class="open-sheet">{escape(words.asking.panel)}</button>'
        markdown(panel, "open-sheet")
        again = gr.Button(words.new_chat, size="sm", elem_id="new-chat", scale=0, min_width=96)
    return Narrowing(kinds, places, day), again


def connect(
    asking: Asking,
    welcome: Welcome,
    narrowing: Narrowing,
    remarking: Remarking,
    signal: gr.Textbox,
    again: gr.Button,
) -> None:
    """Tie the controls to the handlers."""
    controls, outputs, frame = asking.controls, asking.controls.all(), asking.frame
    given = [controls.state, frame.chosen, narrowing.kinds, narrowing.places, narrowing.day]
    rules: dict[str, Any] = {"concurrency_limit": AT_ONCE, "trigger_mode": "once", **PRIVATE}
    # The box and the button are one event, so that a second Enter waits until the answer is there.
    events = [gr.on([controls.box.submit, controls.ask.click], asking.answer, [controls.box, *given], outputs, **rules)]
    events += [button.click(asking.answer, [button, *given], outputs, **rules) for button in welcome.buttons]
    # what is pressed while an answer is being drawn is done when it is there
    events.append(signal.change(asking.act, [signal, *given], outputs, **{**rules, "trigger_mode": "always_last"}))
    left = [controls.state, controls.pending]
    for event in events:
        event.failure(asking.broken, left, outputs, **QUICK)
    controls.stop.click(asking.stopped, left, outputs, cancels=events, **QUICK)
    emptied = [*outputs, frame.chosen, narrowing.kinds, narrowing.places, narrowing.day]
    again.click(asking.begin(narrowing), None, emptied, cancels=events, **PRIVATE)
    gr.on(
        [remarking.send.click, remarking.box.submit],
        asking.remark,
        [signal, controls.state, remarking.box],
        [remarking.row, remarking.box, remarking.told],
        **QUICK,
    )
    of_library = [welcome.greeting, welcome.examples, narrowing.places, *welcome.buttons]
    controls.generation.change(asking.holdings, None, of_library, **QUICK)
    frame.page.load(asking.restore, None, outputs, **PRIVATE)


ASK = Tab("ask", build)
