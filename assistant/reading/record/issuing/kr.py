"""Korea: acts, in Korean and in their official English translation."""

from __future__ import annotations

import re

from assistant.language.dates import add_period
from assistant.language.numerals import whole_number
from assistant.reading.record.clauses import EN_COUNT, Dated, Formula, next_day
from assistant.reading.record.issuing.jurisdiction import Jurisdiction, number
from assistant.records import Kind

PROMULGATED = Formula.of(r"<Act No\. \d+, ([A-Z][a-z]+\.? \d{1,2}, \d{4})>", head=None)


def _after_promulgation(text: str, issued: Dated | None) -> Dated | None:
    """ "This Act shall enter into force 1 year after the date of its promulgation": the day after the period."""
    match = re.search(
        rf"(?:[Tt]his|[Tt]hese) \w+ shall enter into force ({EN_COUNT}) (year|month|day)"
        rf"s? (?:after|from) (?:the date of )?(?:its )?promulgation",
        text,
    )
    promulgated = PROMULGATED.date(text)
    amount = whole_number(match[1]) if match else None
    if not match or not promulgated or not amount:
        return None
    end = add_period(promulgated.day, **{f"{match[2]}s": amount})
    return Dated(next_day(next_day(end)), "text, computed")


KR = Jurisdiction(
    numbers=(
        number(r"\bact\s+no\.?\s?(?P<n>\d{2,5})\b", "act:{n}", "Act No. {n}"),
        number(r"법률\s?제\s?(?P<n>\d{2,5})\s?호", "act:{n}", "Act No. {n}"),
    ),
    kinds={"act:": Kind.LAW},
    issued=(PROMULGATED,),
    effective=(_after_promulgation,),
)
