"""What stands around an answer: what was understood as chips to undo, what can be done with it, what to ask next.

Pure functions. A button of ours has an id `act-VERB-TURN` or `act-VERB-TURN-WHAT`; script.js sends the id to the
handler `tabs.ask_handlers.Asking.act`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.faces.page.markup import Exchange, escape, shorten
from assistant.faces.page.words import Words, written_date, written_place
from assistant.records import Answer, AnswerStatus, Profile


def action(verb: str, turn: int, label: str, what: str = "", kind: str = "act", title: str = "") -> str:
    """A button whose id says what it does."""
    name = f"act-{verb}-{turn}" + (f"-{what}" if what else "")
    hint = f' title="{escape(title)}"' if title else ""
    return f'<button type="button" class="{kind}" id="{name}"{hint}>{escape(label)}</button>'


def chips_html(exchange: Exchange, answer: Answer, words: Words) -> str:
    """What was read into the question beyond its words, each to be undone; and what was undone."""
    says = words.asking
    chips = [
        action("undo", exchange.number, f"{says.chips[name]}: {shorten(text, 90)} ×", name, "act chip", says.undo)
        for name, text in read_in(exchange, answer, words)
    ]
    chips += [
        f'<span class="chip">{escape(says.undone.format(what=says.chips[name]))}</span>'
        for name in exchange.undone
        if name in says.chips
    ]
    if not chips:
        return ""
    label = f'<span class="chips-label">{escape(says.understood)}</span>'
    return f'<div class="chips" lang="{words.html_language}">{label} {" ".join(chips)}</div>'


def read_in(exchange: Exchange, answer: Answer, words: Words) -> Iterator[tuple[str, str]]:
    """What can be undone, by name (`steps.UNDOABLE`), in words."""
    read = answer.understood
    if read is None:
        return
    if read.corrections:
        yield "spelling", ", ".join(read.corrections)
    situation = ", ".join(situation_of(read.profile, words))
    if situation:
        yield "situation", situation
    if exchange.day and read.as_of != exchange.day:
        yield "date", written_date(read.as_of, words)
    if read.preferred:
        yield "preferred", ", ".join(read.preferred)


def situation_of(profile: Profile, words: Words) -> Iterator[str]:
    """A profile in a few words a fact."""
    facts = words.asking.facts
    if profile.jurisdiction:
        yield written_place(profile.jurisdiction, words)
    yield from (part for part in (profile.sector, profile.organisation) if part)
    if profile.is_startup:
        yield facts["is_startup"]
    if profile.size_staff is not None:
        yield facts["size_staff"].format(value=profile.size_staff)
    if profile.age_years is not None:
        yield facts["age_years"].format(value=f"{float(profile.age_years):g}")
    for one in profile.activities:
        if one.amount is not None:
            yield facts["amount"].format(value=f"{float(one.amount):,.0f}", currency=one.currency)


def footing_html(exchange: Exchange, answer: Answer, words: Words, *, last: bool) -> str:
    """When and how it was answered, and what can be done with the answer."""
    facts = [
        words.as_of.format(date=written_date(answer.as_of, words)),
        answer.model if answer.model and answer.status is not AnswerStatus.QUOTES else words.quotes_only,
        words.seconds.format(seconds=f"{answer.seconds:.1f}" if answer.seconds >= 0.1 else "< 0.1"),
    ]
    if answer.status is AnswerStatus.NO_EVIDENCE:
        del facts[1]
    told = f"<span>{escape(' · '.join(facts))}</span>"
    done = "".join((*files_html(exchange, answer, words), *judging_html(exchange, words)))
    again = again_html(exchange, words) if last else ""
    return f'<div class="footing" lang="{words.html_language}">{told}<span class="deeds">{done}{again}</span></div>'


def files_html(exchange: Exchange, answer: Answer, words: Words) -> Iterator[str]:
    """Copy, download, and a link to this answer; the last two as soon as the conversation is kept."""
    number, says = exchange.number, words.asking
    if answer.citations:
        yield f'<button type="button" class="copy" id="copy-{number}">{escape(words.copy)}</button>'
    if exchange.chat:
        base = f"../files/{words.language}/answer/{exchange.chat}/{number}"
        for label, suffix in ((says.markdown, "md"), (says.word, "docx")):
            yield f'<a class="deed" href="{base}.{suffix}" download="answer.{suffix}">{escape(label)}</a>'
        yield f'<a class="deed permalink" href="?chat={exchange.chat}#turn-{number}">{escape(says.link)}</a>'


def judging_html(exchange: Exchange, words: Words) -> Iterator[str]:
    for verb, label in (("good", words.asking.good), ("bad", words.asking.bad)):
        yield action(verb, exchange.number, label, kind="act thumb")


def again_html(exchange: Exchange, words: Words) -> str:
    """The last question asked once more, or put back into the box."""
    retry = action("retry", exchange.number, words.asking.retry)
    return retry + action("edit", exchange.number, words.asking.edit)


def follow_ups_html(exchange: Exchange, words: Words) -> str:
    if not exchange.follow_ups:
        return ""
    buttons = "".join(
        action("follow", exchange.number, question, str(place), "act follow")
        for place, question in enumerate(exchange.follow_ups)
    )
    return f'<div class="follow-ups"><p class="label">{escape(words.asking.ask_next)}</p>{buttons}</div>'
