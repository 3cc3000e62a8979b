"""Subsidies: a form for what is known of the asker, kept for the browser, and the measures beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.faces.page.answer_html import problem_html
from assistant.faces.page.frame import PRIVATE, Frame, Tab, Update, browser_of, markdown
from assistant.faces.page.markup import escape, files_html
from assistant.faces.page.subsidies_html import subsidies_html
from assistant.faces.page.words import Words
from assistant.records import Profile

PROFILE = "profile"  # under which it is noted for a browser
SPENDING = 3  # lines for what money is spent on
FIELDS = ("place", "district", "organisation", "sector", "is_startup", "size_staff", "age_years")


def build(frame: Frame) -> None:
    says = frame.words.desks
    markdown(f'<p class="hint">{escape(says.subsidies_intro)}</p>', "subsidies-intro")
    with gr.Row(elem_id="subsidies", equal_height=False):
        with gr.Column(scale=2, min_width=280, elem_id="profile"):
            fields = [field(name, frame.words) for name in FIELDS]
            for number in range(1, SPENDING + 1):
                with gr.Row():
                    hints = (says.what_hint, says.amount_hint) if number == 1 else ("", "")
                    fields.append(line(says.what, hints[0], f"profile-what-{number}"))
                    fields.append(line(says.amount, hints[1], f"profile-amount-{number}"))
            find = gr.Button(says.find, variant="primary", elem_id="find-measures")
        with gr.Column(scale=3, min_width=300, elem_id="measures-side"):
            files = markdown("", "subsidies-files")
            shown = markdown("", "measures")

    def found(request: gr.Request, *values: str | None) -> Update:
        stated = [value or "" for value in values]
        try:
            result = frame.assistant.subsidies(profile_of(stated), None, frame.words.language)
            frame.kept.note(browser_of(request), PROFILE, json.dumps(stated))
        except AssistantError as error:
            return {shown: problem_html(str(error)), files: ""}
        return {shown: subsidies_html(result, frame.words), files: files_html("subsidies", says.files, frame.words)}

    def remembered(request: gr.Request) -> list[Any]:
        before = stated_before(frame, browser_of(request))
        return list(before) if any(before) else [gr.skip()] * len(before)  # what was typed meanwhile stays

    find.click(found, fields, [shown, files], trigger_mode="always_last", **PRIVATE)
    frame.page.load(remembered, None, fields, **PRIVATE)


def line(label: str, hint: str, name: str) -> gr.Textbox:
    return gr.Textbox(label=label, placeholder=hint, max_lines=1, min_width=120, elem_id=name)


def field(name: str, words: Words) -> gr.Textbox | gr.Dropdown:
    """One field of the form."""
    says, label = words.desks, words.desks.fields[name]
    choices = {"organisation": says.bodies, "is_startup": says.answers}.get(name)
    if choices is not None:
        return gr.Dropdown(
            [(text, key) for key, text in choices.items()], value="", label=label, elem_id=f"profile-{name}"
        )
    return line(label, says.hints.get(name, ""), f"profile-{name}")


def stated_before(frame: Frame, browser: str) -> Sequence[str]:
    """What this browser's form held last, all empty where it held nothing."""
    empty = [""] * (len(FIELDS) + 2 * SPENDING)
    try:
        stated = json.loads(frame.kept.noted(browser, PROFILE) or "[]")
    except (AssistantError, ValueError):
        return empty
    return [str(value) for value in stated] if len(stated) == len(empty) else empty


def profile_of(stated: Sequence[str]) -> Profile:
    """The profile that a form states. Raises UsageError for a sum or number that cannot be read."""
    from assistant.desks.subsidies.profiles import profile_from

    values: dict[str, Any] = {name: value.strip() for name, value in zip(FIELDS, stated, strict=False) if value.strip()}
    if "is_startup" in values:
        values["is_startup"] = values["is_startup"] == "yes"
    spending = list(zip(stated[len(FIELDS) :: 2], stated[len(FIELDS) + 1 :: 2], strict=True))
    values["activities"] = [activity(what, amount) for what, amount in spending if what.strip()]
    return profile_from(values)


def activity(what: str, amount: str) -> Mapping[str, str]:
    return {"what": what.strip(), **({"amount": amount.strip(), "per": "year"} if amount.strip() else {})}


SUBSIDIES = Tab("subsidies", build)
