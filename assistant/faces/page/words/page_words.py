"""The form of the page's words. The words of documents and answers are never translated; this is what the page says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.faces.page.words.ask_words import AskWords
from assistant.faces.page.words.desk_tab_words import DeskTabWords
from assistant.faces.page.words.library_words import LibraryWords
from assistant.faces.page.words.reader_words import ReaderWords
from assistant.records import AnswerStatus, Kind, Status


@dataclass(frozen=True, slots=True)
class Example:
    """A group of users and questions that such a person would ask, the page's language first."""

    group: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the page says in one language. Braces are filled by `str.format`."""

    language: str
    html_language: str
    other_language: str
    other_language_name: str
    context: int  # characters of a passage in this language that stay unfolded on either side of its quote
    months: tuple[str, ...]
    dates: tuple[str, str, str]  # a year, a month, a day
    place_within: str
    title: str
    tagline: str
    mode_quotes: str
    mode_model: str
    welcome: str
    welcome_more: str
    welcome_hint: str
    examples: tuple[Example, ...]
    placeholder: str
    question_label: str
    ask: str
    stop: str
    new_chat: str
    narrow: str
    narrow_kind: str
    narrow_place: str
    narrow_as_of: str
    narrow_as_of_hint: str
    conversation: str
    tabs: Mapping[str, str]  # by the name of a `Tab`, and "sources"
    sources_empty: str
    sources_for: str
    no_sources: str
    closest_label: str
    closest_title: str
    closest_badge: str
    passage_earlier: str
    passage_later: str
    page_one: str
    page_range: str
    undated: str
    source_link: str
    back: str
    copy: str
    copy_sources: str
    searching: str
    writing: str
    checking: str
    working: str
    draft: str
    as_of: str
    quotes_only: str
    seconds: str
    conflict: str
    notes: str
    left_out: str
    too_long: str
    bad_date: str
    broken: str
    stopped: str
    library_as_of: str
    library_count: str
    empty_title: str
    empty_how: str
    empty_then: str
    status_lines: Mapping[AnswerStatus, str]
    kinds: Mapping[Kind, str]
    statuses: Mapping[Status, str]
    asking: AskWords
    desks: DeskTabWords
    library: LibraryWords
    reader: ReaderWords
