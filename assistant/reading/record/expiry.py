"""When a document ends: a printed day, a period counted from its start, a closing date, the years in its title."""

from __future__ import annotations

import re

from assistant.language.dates import add_period, dates_in, find_dates
from assistant.language.numerals import whole_number
from assistant.reading.record.clauses import (
    DATE,
    EN_COUNT,
    EN_DATE,
    HEAD,
    NUMERAL,
    SELF,
    TAIL,
    Dated,
    Formula,
    about_itself,
    first_own,
    first_stated,
    labelled_period,
    period_in,
)

_LABEL = Formula.label("失效日期|废止日期|截止有效日期|有效期截止|有效期至")
_VALID_UNTIL = (
    Formula.of(
        rf"(?:[Tt]his|[Tt]hese|[Tt]he)[^.;\n]{{0,80}}?(?:valid|in force|in effect|remains? in force|"
        rf"effective)(?: \w+)?,? (?:until|through|up to) ({EN_DATE})",
        None,
    ),
    Formula.of(
        rf"(?:[Tt]his|[Tt]hese|[Tt]he)[^.;\n]{{0,80}}?\bexpires?(?: \w+)?,? (?:until|through|on|up to) ({EN_DATE})",
        None,
    ),
    Formula.of(rf"^(?:Valid(?:ity)?|Expiry(?: date)?|Expires)(?: until)?\s?:\s(?:until |to )?({EN_DATE})"),
)
# Sentences that state until when a call is open. By the same words firms are told when to report.
_WINDOW = re.compile(
    r"申报|申请|报名|征集|截止|受理|提交|报送|appl|bid|proposal|submi|deadline|clos|expression|entr(?:y|ies)", re.I
)
_AFTERWARDS = re.compile(
    r"成果|结题|验收|总结|结算|决算|年报|绩效|中期|完成(?:建设|投资|项目)|公示|开工|投产|报告(?!期)|\breports?\b|\breporting\b|evaluation"
    r"|completed?\b|claim|spen[dt]|audit|project (?:start|end)|decision|announce|notif",
    re.I,
)
_CLOSES = re.compile(
    rf"(?:截止(?:时间|日期)?(?:为|是|至|到|[:：])?|(?:申报|申请|受理|报名|征集)(?:时间|期间|期限)?(?:为|自|从|:|：)?[^。\n]{{0,40}}?(?:至|到|[—–~-])"
    rf"|[于在])\s*({DATE})"
    rf"|(?:deadline|closing date|clos(?:es?|ing)|no later than|submitted by|(?:until|by|before))"
    rf"(?: \w+){{0,5}}?[,:]?\s(?:at )?(?:[\w:.]{{1,8}}(?: ?[ap]\.?m\.?)?,? )?(?:on )?(?:[A-Z][a-z]+day,? )?({EN_DATE})",
    re.I,
)


def _closing(text: str) -> Dated | None:
    """The last day on which a call can be answered: from sentences about applying, not from those on what follows."""
    for sentence in re.split(r"(?<=[。；;\n])|(?<=[a-z0-9)]\.)\s", text):
        if _WINDOW.search(sentence) and not _AFTERWARDS.search(sentence):
            for match in _CLOSES.finditer(sentence):
                if found := dates_in(match[1] or match[2]):
                    return Dated(found[0])
    return None


def expires_of(text: str, title: str, start: Dated | None, call: bool) -> Dated | None:
    """The last day. `start` is that of effect, else of issue; `call` reads the closing date of a call as its end."""
    until = (
        rf"(?:有效期(?:限)?(?:为|自)?[^。；\n]{{0,30}}?(?:至|到)|执行(?:期限)?至|(?:实施|施行)至)"
        rf"\s*({DATE}|\d{{4}}年(?:\d{{1,2}}月)?)"
    )
    return (
        _LABEL.date(text)
        or first_own(until, text, title)
        or first_stated(_VALID_UNTIL, text)
        or (_valid_for(text, title, start.day) if start else None)
        or (Dated(last) if (last := period_in(labelled_period(text))[1]) else None)
        or (_closing(text) if call else None)
        or _title_range(title)
    )


def _valid_for(text: str, title: str, start: str) -> Dated | None:
    """有效期两年, valid for two years: counted from the day of effect (else of issue)."""
    chinese = rf"(?:有效期(?:限)?|试行期(?:限)?|执行期(?:限)?)\s?(?:[:：]\s?)?(?:为|是)?\s?({NUMERAL})\s?(个月|年)"
    for match in re.finditer(chinese, text):
        sentence = re.split(r"[。\n]", text[max(0, match.start() - 120) : match.start()])[-1]
        own = re.search(SELF + r"|之日起|起施行|起实施", sentence) or not sentence.strip()
        if (
            own
            and about_itself(text, match.start(), title)
            and "期满" not in text[match.end() : match.end() + 4]
            and (amount := whole_number(match[1]))
        ):
            return Dated(add_period(start, **{"years" if match[2] == "年" else "months": amount}), "text, computed")
    english = (
        rf"\b(?:valid|in force|in effect|remain in force|effective|validity period of|"
        rf"valid period of) (?:for )?(?:a period of )?({EN_COUNT}) (year|month)s?\b"
    )
    for zone in (text[:HEAD], text[-TAIL:]):
        stated = re.search(english, zone, re.I)
        about = re.split(r"(?<=[.;])\s|\n", zone[max(0, stated.start() - 120) : stated.start()])[-1] if stated else ""
        if stated and re.search(r"\b(?:this|these|the|measures?|scheme|policy|plan|rules)\b|^\W*$", about, re.I):
            length = {f"{stated[2].lower()}s": whole_number(stated[1]) or 0}
            return Dated(add_period(start, **length), "text, computed")
    return None


def _title_range(title: str) -> Dated | None:
    """The last year of a plan's period in its title: （2024—2026年）."""
    for found in find_dates(title, relative=False):
        if found.until and len(found.until) == 4:
            return Dated(found.until, "title, inferred")
    return None
