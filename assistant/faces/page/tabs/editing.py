"""What can be done with documents that were ticked: ask only them, edit their record, read them again, remove them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, DiskTrouble, UsageError
from assistant.faces.page.answer_html import problem_html
from assistant.faces.page.frame import PRIVATE, QUICK, Frame, Update, markdown
from assistant.faces.page.markup import escape, shorten, shown_title
from assistant.faces.page.tabs.adding import ingested
from assistant.faces.uploads import forget, sidecar
from assistant.records import Kind, Record

DAYS = ("issued", "effective", "expires")


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the bar below the table."""

    picked: gr.Textbox
    bar: gr.Row
    count: gr.Markdown
    edit: gr.Button
    form: gr.Column
    kept_in: gr.Markdown
    fields: Mapping[str, gr.Textbox | gr.Dropdown]
    sure: gr.Row
    question: gr.Markdown
    told: gr.Markdown


def build(frame: Frame) -> None:
    """The bar, and behind it the form and the question whether to remove."""
    says = frame.words.library
    # written by script.js: the names of the ticked documents as JSON
    picked = gr.Textbox("[]", elem_id="picked", elem_classes="unseen", label=says.pick.format(title="…"))
    with gr.Row(elem_id="picked-bar") as bar:
        count = markdown(f'<p class="hint">{says.none_picked}</p>', "picked-count")
        only = gr.Button(says.ask_only, elem_id="ask-only", size="sm", scale=0, min_width=120, variant="primary")
        edit = gr.Button(says.edit, elem_id="edit", size="sm", scale=0, min_width=80, visible=frame.may_change)
        again = gr.Button(says.reread, elem_id="reread", size="sm", scale=0, min_width=100, visible=frame.may_change)
        gone = gr.Button(says.remove, elem_id="remove", size="sm", scale=0, min_width=90, visible=frame.may_change)
    with gr.Row(visible=False, elem_id="sure") as sure:
        question = markdown("", "sure-question")
        yes = gr.Button(says.yes_remove, variant="stop", size="sm", elem_id="yes-remove", scale=0, min_width=120)
        no = gr.Button(says.keep, size="sm", elem_id="no-remove", scale=0, min_width=80)
    with gr.Column(visible=False, elem_id="record-form") as form:
        kept_in = markdown("", "kept-in")
        fields = record_fields(frame)
        with gr.Row():
            save = gr.Button(says.save, variant="primary", size="sm", elem_id="save-record", scale=0, min_width=100)
            cancel = gr.Button(says.cancel, size="sm", elem_id="cancel-record", scale=0, min_width=90)
    parts = Parts(picked, bar, count, edit, form, kept_in, fields, sure, question, markdown("", "edited"))
    connect(Editing(frame, parts), only, again, gone, yes, no, save, cancel)


def record_fields(frame: Frame) -> dict[str, gr.Textbox | gr.Dropdown]:
    """The form's fields, two in a row."""
    made: dict[str, gr.Textbox | gr.Dropdown] = {}
    names = list(frame.words.library.edited.items())
    for first in range(0, len(names), 2):
        with gr.Row():
            for name, label in names[first : first + 2]:
                if name == "kind":
                    kinds = [(frame.words.kinds[kind], kind.value) for kind in Kind]
                    made[name] = gr.Dropdown(kinds, label=label, elem_id="field-kind", min_width=160)
                else:
                    made[name] = gr.Textbox(label=label, max_lines=1, elem_id=f"field-{name}", min_width=160)
    return made


def connect(editing: Editing, only: Any, again: Any, gone: Any, yes: Any, no: Any, save: Any, cancel: Any) -> None:
    parts, frame = editing.parts, editing.frame
    shown = [parts.count, parts.edit, parts.form, parts.sure, parts.told]
    parts.picked.change(editing.pick, parts.picked, shown, **QUICK)
    only.click(names_in, parts.picked, frame.chosen, **PRIVATE)
    opened = [parts.form, parts.kept_in, parts.told, *parts.fields.values()]
    parts.edit.click(editing.open, parts.picked, opened, **QUICK)
    cancel.click(editing.close, None, [parts.form, parts.sure], **QUICK)
    no.click(editing.close, None, [parts.form, parts.sure], **QUICK)
    rules: dict[str, Any] = {"concurrency_limit": 1, "trigger_mode": "once", **PRIVATE}
    outputs = [parts.told, parts.form, parts.sure, parts.count, frame.generation]
    save.click(editing.save, [parts.picked, *parts.fields.values()], outputs, **rules)
    again.click(editing.reread, parts.picked, outputs, **rules)
    gone.click(editing.ask_whether, parts.picked, [parts.sure, parts.question], **QUICK)
    yes.click(editing.remove, parts.picked, outputs, **rules)


def names_in(picked: str) -> tuple[str, ...]:
    """The document names that the browser ticked, () for anything else than a list of them."""
    try:
        names = json.loads(picked or "[]")
    except ValueError:
        return ()
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


@dataclass(frozen=True, slots=True)
class Editing:
    """The handlers of the bar."""

    frame: Frame
    parts: Parts

    def pick(self, picked: str) -> Update:
        names, says, parts = names_in(picked), self.frame.words.library, self.parts
        told = says.picked.format(count=len(names)) if names else says.none_picked
        return {
            parts.count: f'<p class="hint">{escape(told)}</p>',
            parts.edit: gr.Button(interactive=len(names) == 1),
            parts.form: gr.Column(visible=False),
            parts.sure: gr.Row(visible=False),
            parts.told: "",
        }

    def records(self, picked: str) -> list[Record]:
        held = self.frame.assistant.library.index.records
        return [held[name] for name in names_in(picked) if name in held]

    def open(self, picked: str) -> Update:
        """The form with the record of the one ticked document."""
        parts = self.parts
        try:
            records = self.records(picked)
        except AssistantError as error:
            return {parts.told: problem_html(str(error))}
        if len(records) != 1 or not self.frame.may_change:
            return {parts.told: ""}
        path = Path(records[0].path)
        if not path.is_file():
            told = self.frame.words.library.cannot_edit.format(path=records[0].path)
            return {parts.told: problem_html(told)}
        values = {field: getattr(records[0], name) or "" for name, field in parts.fields.items()}
        note = self.frame.words.library.kept_in.format(name=sidecar(path).name)
        return {
            parts.form: gr.Column(visible=True),
            parts.kept_in: f'<p class="hint">{escape(note)}</p>',
            parts.told: "",
            **{field: str(value) for field, value in values.items()},
        }

    def close(self) -> Update:
        return {self.parts.form: gr.Column(visible=False), self.parts.sure: gr.Row(visible=False)}

    def save(self, picked: str, *values: str) -> Iterator[Update]:
        """Write what was changed beside the file, and read it again."""
        try:
            records = self.records(picked)
            if len(records) == 1 and self.frame.may_change:
                write_sidecar(records[0], dict(zip(self.parts.fields, values, strict=True)), self.frame)
                yield self.close()
                yield from ingested(self.frame, [records[0].path], self.parts.told, {})
        except AssistantError as error:
            yield {self.parts.told: problem_html(str(error))}

    def reread(self, picked: str) -> Iterator[Update]:
        """Read files and addresses again; what has not changed stays."""
        try:
            paths = [record.path for record in self.records(picked)]
            if paths and self.frame.may_change:
                yield from ingested(self.frame, paths, self.parts.told, {})
        except AssistantError as error:
            yield {self.parts.told: problem_html(str(error))}

    def ask_whether(self, picked: str) -> Update:
        try:
            titles = [f"“{shorten(shown_title(record, self.frame.words), 60)}”" for record in self.records(picked)]
        except AssistantError:
            titles = []
        asked = self.frame.words.library.sure.format(titles=", ".join(titles[:5]) + (" …" if len(titles) > 5 else ""))
        return {
            self.parts.sure: gr.Row(visible=bool(titles) and self.frame.may_change),
            self.parts.question: f"<p>{escape(asked)}</p>",
        }

    def remove(self, picked: str) -> Update:
        """Take the ticked documents out, and the files of those that were put in through the page or another door."""
        removed = []
        library, words = self.frame.assistant.library, self.frame.words
        try:
            for record in self.records(picked) if self.frame.may_change else ():
                library.remove(record.document)
                removed.append(shorten(shown_title(record, words), 80))
                forget(library.folder, Path(record.path))
            told = f'<p class="hint">{escape(words.library.removed.format(titles="; ".join(removed)))}</p>'
        except AssistantError as error:
            told = problem_html(str(error))
        except OSError as error:
            told = problem_html(f"{error.filename}: {error.strerror}")
        return {
            **self.close(),
            self.parts.told: told,
            self.parts.count: f'<p class="hint">{escape(words.library.none_picked)}</p>',
            self.frame.generation: self.frame.newest_generation(),
        }


def write_sidecar(record: Record, values: Mapping[str, str], frame: Frame) -> None:
    """Keep the values that differ from the record in the file's sidecar, beside what that holds already.

    Raises UsageError for a day that cannot be read, DiskTrouble where the sidecar cannot be written.
    """
    import yaml

    changed = {
        name: meant(name, value.strip(), frame)
        for name, value in values.items()
        if isinstance(value, str) and value.strip() != str(getattr(record, name) or "")
    }
    path = sidecar(Path(record.path))
    try:
        before = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
        facts = {**(before if isinstance(before, dict) else {}), **changed}
        path.write_text(yaml.safe_dump(facts, allow_unicode=True, sort_keys=False), "utf-8")
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise DiskTrouble(f"{path} cannot be written: {error}.") from error


def meant(name: str, value: str, frame: Frame) -> str:
    """A value as a record holds it: a day as ISO, a place as its code."""
    from assistant.language.dates import find_dates
    from assistant.language.names import codes_in

    if name in DAYS and value:
        found = [one.iso for one in find_dates(value, date.today().isoformat()) if one.iso]
        if not found:
            raise UsageError(frame.words.library.bad_day.format(value=value[:40]))
        return str(found[0])
    if name == "jurisdiction" and value:
        return next(iter(codes_in(value)), value)
    return value


def titles_of(names: Sequence[str], frame: Frame) -> list[str]:
    """The titles of documents by name, those that the library holds."""
    try:
        held = frame.assistant.library.index.records
    except AssistantError:
        return []
    return [shown_title(held[name], frame.words) for name in names if name in held]
