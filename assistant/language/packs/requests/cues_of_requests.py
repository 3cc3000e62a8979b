"""The form of what a language pack knows of requests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestCues:
    """Regular expressions over a request as typed, case ignored."""

    courtesies: str = ""  # greetings, thanks, closings: said around a question
    wrappings: str = ""  # "could you tell me", 请问: words that only carry a question
    tasks: tuple[tuple[str, str], ...] = ()  # (kind of answer, words that ask for it and name nothing asked about)
    asking: str = ""  # marks of a sentence that asks
    telling: str = ""  # marks of a sentence in which askers speak of themselves
    supposing: str = ""  # a clause of the asker's own situation inside a question; group 1 is the clause
    kinds: tuple[tuple[str, str], ...] = ()  # (kind of answer, words that ask for it), the first that fits
    spending: str = ""  # words beside a sum that an asker spends
    held: str = "(?!)"  # words beside a sum that an asker has and does not spend
    staff: str = ""  # group 1 is how many people
    founded: str = ""  # group 1 is the year
    startup: str = ""
    mature: str = "(?!)"  # that the asker is no start-up
    checks: str = "(?!)"  # beside a passage in quotation marks: that it is to be checked
    duties: str = "(?!)"  # words for what somebody has to do
    breaches: tuple[str, str] = (
        "(?!)",
        "(?!)",
    )  # that consequences of a breach are asked for, and words that state them
    levels: tuple[str, str] = ("(?!)", "(?!)")  # that only the district's money is asked for, and only the city's
    left: str = "(?!)"  # words before a place that the asker has left
    dealing: str = "(?!)"  # words before a place that is that of whom the asker deals with
    unrelated: str = "(?!)"  # that asker and seller have no ties
    related: str = "(?!)"  # that they have
    turnover: str = "(?!)"
    bodies: tuple[tuple[str, str], ...] = ()  # (sort of body, its words)
    as_of: str = ""  # words before or around a day as of which is asked
    events: tuple[tuple[str, str], ...] = ()  # (event of a document's life, its words), the first that fits
    documents: tuple[tuple[str, str], ...] = ()  # (kind of document, its words)
    before: tuple[str, str] = ("(?!)", "(?!)")  # words in front of a date, and behind it, that make it the last day
    after: tuple[str, str] = ("(?!)", "(?!)")  # likewise the first
    ended: str = "(?!)"  # that what has ended already is wanted too
    beyond: str = "(?!)"  # of these, those that leave the date itself out
    orders: str = "(?!)"  # how a sentence begins that gives a task
    support: str = "(?!)"  # words for public money
    voucher: str = "(?!)"  # words for the sort of support that a measure's name tells
    wants_sum: str = "(?!)"  # that a sum is wanted, where the asker has named what they spend
    year_end: str = "(?!)"  # the end of the year of asking, without its number
    before_itself: str = "(?!)"  # of the words that make a date the last day, those that leave it out
    applying: str = "(?!)"  # words for wanting something of a public body
    parting: str = "(?!)"  # what stands between two things asked for in one sentence
    asks: str = "(?!)"  # marks of a clause that asks something by itself
    states: str = "(?!)"  # how a clause begins that states something, whatever words it has
    speaks: str = "(?!)"  # that the answer is wanted in this language
    shaping: str = "(?!)"  # words for the form of an answer: how long, for whom, the same again
    padding: str = "(?!)"  # what may stand beside those without asking anything
    turning: str = "(?!)"  # how a change of subject is announced
