"""The dates of English: names, and how they are said from the day of writing."""

from __future__ import annotations

from assistant.language.packs.pack import DateWords, counted

_NAMES = "january february march april may june july august september october november december"
_MONTHS = counted(_NAMES.split(), 1) | counted((name[:3] for name in _NAMES.split()), 1) | {"sept": 9}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTH = rf"(?:{'|'.join([*_NAMES.split(), *_MONTHS])})\b\.?"
_EDGE = (
    r"(?:the\s(?:end|beginning|start|middle|first half|second half)\sof\s"
    r"|at\sthe\send\sof\s|late\s|early\s|mid-?\s?|end-|by\sthe\send\sof\s)?"
)
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an)"
_UNITS = "years?|months?|weeks?|days?"

ENGLISH_DATES = DateWords(
    months=_MONTHS,
    weekdays=counted(_DAYS.split()),
    days={
        "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "the day after tomorrow": 2,
        "tomorrow": 1,
    },
    steps={"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1},
    units={f"{unit}{s}": unit for unit in ("year", "quarter", "month", "week", "day") for s in ("", "s")},
    relative=(
        r"\b(?P<day>the day before yesterday|yesterday|the day after tomorrow|(?:today|tonight|tomorrow)\b(?![’']s))\b",
        rf"\b(?:(?P<step>last|past|previous|this|next|coming)\s)?(?P<weekday>{_DAYS.replace(' ', '|')})\b"
        rf"(?!,?\s(?:{_MONTH})\s\d)(?!,?\s\d{{1,2}}\s(?:{_MONTH}))",
        rf"\b{_EDGE}(?P<step>last|this|next|current|previous)\s(?P<unit>year|quarter|month|week)\b",
        r"\b(?:earlier|later)\s(?:in\s)?(?P<step>this)\s(?P<unit>year|month|week)\b",
        rf"\b(?P<count>{_COUNT})\s(?P<ago>{_UNITS})\s(?:ago|earlier)\b",
        rf"\b(?P<count>{_COUNT})\s(?P<ahead>{_UNITS})\sfrom now\b",
        # in capitals, so that "in may" is not a month
        rf"\b(?:in|since|by|until)\s(?P<step>last|this|next)\s"
        rf"(?-i:(?P<month>{_NAMES.title().replace(' ', '|')}))\b(?!,?\s\d)",
    ),
)  # fmt: skip
