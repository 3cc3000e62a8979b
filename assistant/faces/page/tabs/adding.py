"""Adding to the library from the page: files dropped on it and web pages, with progress and an outcome for each."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, DiskTrouble, UsageError
from assistant.faces.page.answer_html import problem_html
from assistant.faces.page.frame import PRIVATE, Frame, Update, markdown
from assistant.faces.page.library_html import outcome_html, progress_html
from assistant.faces.page.pacing import followed
from assistant.faces.uploads import place_of

TICK = 1.0  # seconds after which the time that has passed is told again


@dataclass(frozen=True, slots=True)
class Stage:
    """How far an ingest is."""

    name: str
    done: int
    total: int


def build(frame: Frame) -> None:
    """The place to drop files on, the address, and what became of them."""
    says = frame.words.library
    if not frame.may_change:
        markdown(f'<p class="hint">{says.read_only}</p>', "read-only")
        return
    markdown(f'<h2>{says.add}</h2><p class="hint">{says.drop}</p>', "add-head")
    drop = gr.File(
        label=says.drop, file_count="multiple", elem_id="drop", type="filepath", height=120, show_label=False
    )
    with gr.Row(elem_id="add-page", equal_height=True):
        address = gr.Textbox(
            label=says.address, show_label=False, container=False, placeholder=says.address_hint, max_lines=1,
            elem_id="address", scale=4, min_width=140,
        )  # fmt: skip
        fetch = gr.Button(says.add_address, elem_id="fetch", size="sm", scale=0, min_width=120)
    shown = markdown("", "added")
    adding = Adding(frame, drop, address, shown)
    rules: dict[str, Any] = {"concurrency_limit": 1, "trigger_mode": "once", **PRIVATE}
    outputs = [drop, address, shown, frame.generation]
    drop.upload(adding.files, drop, outputs, **rules)
    gr.on([fetch.click, address.submit], adding.page, address, outputs, **rules)


@dataclass(frozen=True, slots=True)
class Adding:
    """The handlers of adding."""

    frame: Frame
    drop: gr.File
    address: gr.Textbox
    shown: gr.Markdown

    def files(self, dropped: Sequence[str] | None) -> Iterator[Update]:
        """Keep the files in the library's folder and ingest them."""
        if dropped and self.frame.may_change:
            try:
                paths = [self.kept(Path(each)) for each in dropped]
                yield from self.ingested(paths, {self.drop: None})
            except AssistantError as error:
                yield {self.shown: problem_html(str(error)), self.drop: None}

    def kept(self, dropped: Path) -> str:
        """A dropped file under its own name in the library's folder; it takes the place of one of that name."""
        place = place_of(self.frame.assistant.library.folder, dropped.name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(dropped, place)
        except OSError as error:
            raise DiskTrouble(f"{dropped.name} cannot be kept in {place.parent}: {error.strerror}.") from error
        return str(place)

    def page(self, address: str) -> Iterator[Update]:
        """Fetch and ingest a public web page."""
        from assistant.reading.web import is_inside

        address = (address or "").strip()
        says, told = self.frame.words.library, ""
        if not address.lower().startswith(("http://", "https://")):
            told = says.no_address
        elif is_inside(address):
            told = says.private_address
        if told:
            yield {self.shown: problem_html(told)}
        elif self.frame.may_change:
            yield from self.ingested([address], {self.address: ""})

    def ingested(self, paths: Sequence[str], emptied: Update) -> Iterator[Update]:
        try:
            yield from ingested(self.frame, paths, self.shown, emptied)
        except AssistantError as error:
            yield {self.shown: problem_html(str(error)), **emptied}


def ingested(frame: Frame, paths: Sequence[str], shown: gr.Markdown, at_end: Update) -> Iterator[Update]:
    """Ingest, telling each stage in `shown`, at last what became of each path; with it the page's new generation.

    Addresses of this network are refused. The ingest goes on to its end when the page is closed. Raises AssistantError
    when nothing could be done.
    """
    from assistant.ingesting import IngestReport

    def work(put: Callable[[Stage | IngestReport], bool]) -> None:
        def report(name: str, done: int, total: int) -> None:
            put(Stage(name, done, total))

        put(frame.assistant.ingest(paths, outside_only=True, report=report))

    began, stage = time.monotonic(), Stage("hashing", 0, 1)
    for event in followed(work, TICK):
        if isinstance(event, IngestReport):
            told = outcome_html(event, paths, frame.words)
            yield {shown: told, frame.generation: frame.newest_generation(), **at_end}
            return
        stage = event or stage
        seconds = time.monotonic() - began
        yield {shown: progress_html(stage.name, stage.done, stage.total, seconds, frame.words)}
    raise UsageError(frame.words.broken)
