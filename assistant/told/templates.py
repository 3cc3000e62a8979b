"""The form of a table of words that are told to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.records import Kind, Status
from assistant.told.desk_words import DeskWords


@dataclass(frozen=True, slots=True)
class Told:
    """Templates in one language, filled by `str.format`; a field is named after what it says."""

    desks: DeskWords

    # marks
    comma: str  # between the items of a list
    space: str  # between two sentences
    colon: str  # "{what}{colon}{said}"
    bracketed: str  # what is added to a name
    markers_before_stop: bool  # whether [1] stands before a full stop

    # what was read from a question
    understood: str
    preferred_place: str
    preferred_year: str
    preferred_kind: str
    kinds: Mapping[Kind, str]
    article: str
    scheme_of_place: str

    # refusals and doubts
    nothing_about: str
    nothing_answers: str
    absent: str  # words that no passage has
    no_reason: str
    one_document: str
    documents: str
    narrowed: str
    refused: str
    would_answer: Mapping[str, str]  # which document would, by what is asked for
    doubt: str
    doubted: str  # above quotes that come close

    # notes
    corrected: str
    not_in_library: str
    open_part: str  # one of several things asked for that is not answered
    part_of_question: str
    no_opinion: str
    in_doubt: str  # behind a sentence that its quote may or may not prove
    model_found_nothing: str
    in_language: Mapping[str, str]  # behind a title, by the language of the text; "" for any other

    # relative dates
    resolved: str
    unresolved: str
    unresolved_several: str
    date_span: str
    guessed_date: str
    counted_from: str  # {said}, {marker}, {day}, {since}
    coarse_date: str
    no_date: str

    # conflicts
    figures: Mapping[str, str]  # what a figure is of, by its dimension; "" for any other
    foreign_topics: bool  # whether a heading in another language says more than these
    different_things: str
    judged_by_source: str
    undecided: str
    decided: str
    answer_uses: str
    weightier: str
    other_source: str
    states: Mapping[Status, str]
    heavier: str
    weights: Mapping[Kind, str]
    later_source: str

    # days, and how a document stands
    months: tuple[str, ...]
    full_months: tuple[str, ...]
    dates: tuple[str, str, str]  # a year, a month of a year, a day
    standing: Mapping[Status, str]
    to_end: Mapping[Status, str]  # what follows on the words of a document that another will end
    until: str
    since: str
    later: str
    day_left: str
    days_left: str
    published: str
    final: str  # follows on the words of a draft
    moved: str  # follows on the start of what an amendment moved
    about: str
    on: str
    the_end: str  # of a month or year
    at_the_end: str
    this_entry: str  # follows on the words of a card in a collection

    def in_full(self) -> Told:
        """The same words with the names of months in full, for running text."""
        return replace(self, months=self.full_months)

    def day(self, iso: str | None) -> str:
        """ "2025-12-31" as "31 Dec 2025" or 2025年12月31日; of reduced precision likewise; "" for none."""
        return self._day(iso, self.months)

    def full_day(self, iso: str | None) -> str:
        """The same with the month in full, for running text."""
        return self._day(iso, self.full_months)

    def _day(self, iso: str | None, months: Sequence[str]) -> str:
        if not iso:
            return ""
        year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
        return self.dates[iso.count("-")].format(year=year, month=months[month - 1], day=day)
