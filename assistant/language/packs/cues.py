"""The form of the cues by which texts of one language deny, oblige, limit and date what they say.

Regular expressions over folded text in lower case, looked for in any text, whatever its language, as texts mix
languages: a language's cues must not stand for something else in another. "" for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """What the verification of claims knows of one language."""

    # ---- negation
    denies: str  # outright
    denies_not: str  # bounds of figures, fixed words and set phrases that look like a negation and are none
    hints_at_denial: str  # that something is not so, in some way
    absent: str  # that something is not in the passages
    takes_back: str  # after a run of words: an exception to it follows

    # ---- modality
    modals: Mapping[str, str]  # "exempt", "forbid", "must", "may", "encourage"
    able: str  # up to a "can" that says what something is able to do, and allows nothing
    gains: str  # after a "must": what one may have, but hardly has to
    orders: str  # after a "may", and as a duty: what is allowed is to oblige others

    # ---- reach
    sweeping: str  # that there is no exception
    sweeping_stated: str  # what bears that out, besides the same

    in_turn: str  # that what is listed goes with the figures in turn
    weighty: Mapping[str, str]  # small words that change what is said: "only", "all", "cause", "compare", …

    # ---- figures and dates
    events: Mapping[str, str]  # what a date is the date of, by its English name
    total: str  # that the figures of a clause are totals
    span: str  # before so many years: over them
    per: str  # what a figure is given per; <unit> stands for the words of data/scopes.tsv, which groups hold
