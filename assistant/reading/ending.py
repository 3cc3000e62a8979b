"""When a document ends: a printed day, a period counted from its start, a closing date, the years in its title."""

from __future__ import annotations

import re

from assistant.reading.clauses import (
    DATE,
    EN_COUNT,
    EN_DATE,
    HEAD,
    NUMERAL,
    SELF,
    TAIL,
    Dated,
    about_itself,
    first_date,
    labelled,
    labelled_period,
    period_in,
)
from assistant.reading.dates import add_period, dates_in, find_dates, small_number


def expires_of(text: str, title: str, start: Dated | None, call: bool) -> Dated | None:
    return (
        labelled("失效日期|废止日期|截止有效日期|有效期截止|有效期至", text[:HEAD] + "\n" + text[-TAIL:])
        or _valid_until(text, title)
        or _valid_for(text, title, start)
        or ((last, "text") if (last := period_in(labelled_period(text))[1]) else None)
        or (_deadline(text) if call else None)
        or _title_range(title)
    )


def _valid_until(text: str, title: str) -> Dated | None:
    pattern = (
        rf"(?:有效期(?:限)?(?:为|自)?[^。；\n]{{0,30}}?(?:至|到)|执行(?:期限)?至|实施至)"
        rf"\s*({DATE}|\d{{4}}年(?:\d{{1,2}}月)?)"
    )
    for match in re.finditer(pattern, text):
        if about_itself(text, match.start(), title) and (found := dates_in(match[1])):
            return found[0], "text"
    english = (
        rf"(?:valid|in force|in effect|remains? in force|shall expire|expires?|effective)"
        rf"(?: \w+)?,? (?:until|through|on|up to) ({EN_DATE})"
    )
    labelled = rf"^(?:Valid(?:ity)?|Expiry(?: date)?|Expires)(?: until)?\s?:\s(?:until |to )?({EN_DATE})"
    return first_date(rf"(?:[Tt]his|[Tt]hese|[Tt]he)[^.;\n]{{0,80}}?{english}", text) or first_date(
        labelled, text[:HEAD], flags=re.M
    )


def _valid_for(text: str, title: str, start: Dated | None) -> Dated | None:
    """有效期两年, valid for two years: counted from the day of effect (else of issue)."""
    if not start:
        return None
    chinese = rf"(?:有效期(?:限)?|试行期(?:限)?|执行期(?:限)?)\s?(?:[:：]\s?)?(?:为|是)?\s?({NUMERAL})\s?(个月|年)"
    for match in re.finditer(chinese, text):
        sentence = re.split(r"[。\n]", text[max(0, match.start() - 120) : match.start()])[-1]
        own = re.search(SELF + r"|之日起|起施行|起实施", sentence) or not sentence.strip()
        if (
            own
            and about_itself(text, match.start(), title)
            and "期满" not in text[match.end() : match.end() + 4]
            and (amount := small_number(match[1]))
        ):
            return add_period(start[0], **{"years" if match[2] == "年" else "months": amount}), "text, computed"
    english = (
        rf"\b(?:valid|in force|in effect|remain in force|effective|validity period of|"
        rf"valid period of) (?:for )?(?:a period of )?({EN_COUNT}) (year|month)s?\b"
    )
    for zone in (text[:HEAD], text[-TAIL:]):
        stated = re.search(english, zone, re.I)
        about = re.split(r"(?<=[.;])\s|\n", zone[max(0, stated.start() - 120) : stated.start()])[-1] if stated else ""
        if stated and re.search(r"\b(?:this|these|the|measures?|scheme|policy|plan|rules)\b|^\W*$", about, re.I):
            length = {f"{stated[2].lower()}s": small_number(stated[1]) or 0}
            return add_period(start[0], **length), "text, computed"
    return None


def _deadline(text: str) -> Dated | None:
    chinese = (
        rf"(?:截止(?:时间|日期)?(?:为|至|到)?|申报时间(?:为|:|：)?[^。\n]{{0,30}}?至|于)"
        rf"\s*({DATE})(?:[^。\n]{{0,8}}前)?"
    )
    english = (
        r"(?:deadline|closing date|closes? on|no later than|submitted by)(?: for \w+)?(?: is| of|:)?\s"
        rf"({EN_DATE})"
    )
    plain = rf"(?:截止(?:时间|日期)?(?:为|是|至|到|[:：])?)\s*({DATE})"
    return first_date(plain, text) or first_date(chinese, text) or first_date(english, text, flags=re.I)


def _title_range(title: str) -> Dated | None:
    """The last year of a plan's period in its title: （2024—2026年）."""
    for found in find_dates(title, relative=False):
        if found.until and len(found.until) == 4:
            return found.until, "title, inferred"
    return None
