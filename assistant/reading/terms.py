"""When a document was issued, takes effect and expires, as its own text says.

Each finder returns (ISO date, origin) or None. Origins: "text" is printed there; "text, computed" follows from what is
printed (有效期两年 after 2024-12-18 ends on 2026-12-17); "text, estimated" follows but for a fact that the text lacks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    first_own,
    labelled,
    labelled_period,
    last_date,
    next_day,
    period_in,
)
from assistant.reading.dates import add_period, dates_in, iso, small_number
from assistant.reading.ending import expires_of


@dataclass(frozen=True, slots=True)
class Terms:
    """What the text says of its own validity. `notes` hold what a reader should know of how a date was reached."""

    issued: Dated | None = None
    effective: Dated | None = None
    expires: Dated | None = None
    notes: tuple[str, ...] = ()


def terms_of(text: str, title: str, *, law: bool = False, call: bool = False, roc: bool = False) -> Terms:
    """Dates of a document from its title and text. `law` allows what only statutes say ("on and after …"), `call`
    reads the closing date of a call for applications as its end, `roc` allows the calendar of Taiwan."""
    issued = _issued(text, roc)
    notes: list[str] = []
    effective = _effective(text, title, issued, law, notes)
    expires = expires_of(text, title, effective or issued, call)
    notes.extend(_applications(text))
    return Terms(issued, effective, expires, tuple(notes))


def _issued(text: str, roc: bool) -> Dated | None:
    head, tail = text[:HEAD], text[-TAIL:]
    both, own_head = head + "\n\n" + tail, _without_translation(head[:1500])
    ordered = (
        labelled("成文日期|印发日期|签发日期|发文日期", both),
        first_date(rf"^Executive Order \d{{5}} of ({EN_DATE})", head[:800], flags=re.M),
        first_date(
            rf"(?:REGULATION|DIRECTIVE|Regulation|Directive) \(EU\) [\d/]+ OF THE .{{0,80}}?"
            rf"of ({EN_DATE})",
            head[:800],
            flags=re.S | re.I,
        ),
        first_date(
            rf"^(?:\[ ?)?(?:Approved|APPROVED|Signed|Enacted|Promulgated|Enrolled|Adopted|Issued|Published|"
            rf"Date of issue|Issue date|Date issued|Date|Updated|Posted)(?: by (?:the )?"
            rf"Governor)?(?: on)?:?\s({EN_DATE})",
            _without_translation(both),
            flags=re.M,
        ),
        first_date(r"<Act No\. \d+, ([A-Z][a-z]+\.? \d{1,2}, \d{4})>", text),
        first_date(rf"^Issued by [^\n]{{3,120}}? on ({EN_DATE})", head, flags=re.M),
        _signature(head, tail),
        first_date(rf"^[（(]?({DATE})[^\n。]{{0,70}}(?:通过|公布|发布|印发|批准)", head[:900], flags=re.M),
        first_date(rf"(?:[号　\s]|^)({DATE})(?:公布|发布|印发|颁布)", head[:900], flags=re.M),
        labelled("发布日期|发布时间|发表时间|公布日期|日期|发布于", both),
        first_date(rf"^({DATE})(?:\s\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s|$)", head[:1500], flags=re.M),
        first_date(rf"^(?:[A-Z][\w.]*,?\s){{0,5}}({EN_DATE})(?:\s*[|•·].{{0,40}})?\.?$", own_head, flags=re.M),
        first_date(rf"^({EN_DATE})\s*[|•·]", head[:600], flags=re.M),
        first_date(r"^(?:[A-Z][\w.]*,?\s){0,4}([A-Z][a-z]+ \d{4})$", head[:2000], flags=re.M),
        first_date(
            r"(?:委员会|局|部|政府|办公室|厅|^)\s*([一二][〇○零一二三四五六七八九]{3}年(?"
            r":[一二三四五六七八九十]{1,2}月)?)$",
            head[:500],
            flags=re.M,
        ),
        first_date(rf"^[A-Z][A-Z' .]{{2,30}}, ({EN_DATE}) (?:\(|--|—|–)", head[:1200], flags=re.M),
        first_date(rf"\s(?:Date|Updated|Posted|Published)(?: on)?:\s?({EN_DATE})", own_head),
        first_date(rf"^Federal Register / Vol\.[^\n]{{0,40}}day, ({EN_DATE})", head, flags=re.M),
        _copyright(both),
    )
    roc_date = first_date(r"(\d{2,3}年\d{1,2}月\d{1,2}日)", head, roc=True) if roc else None
    return next((one for one in ordered if one), roc_date)


def _copyright(text: str) -> Dated | None:
    match = re.search(r"(?:©|\(c\)|copyright)[^©]{0,80}?\b((?:19|20)\d\d)\b", text, re.I)
    return (match[1], "text (copyright year)") if match else None


def _without_translation(text: str) -> str:
    """A translator's publishing date is not the instrument's."""
    return (
        re.sub(r"^Published:.*$", "", text, flags=re.M)
        if re.search(r"^Translat(?:or|ion|ed by)\b", text, re.M)
        else text
    )


_SIGNER = r"(?:部|局|委|会|室|院|府|厅|署|办|组|处|中心|政府|委员会|办公室|行|社|公司|[局部厅]长 ?\S{2,4})"


def _signature(head: str, tail: str) -> Dated | None:
    """A date that stands alone under the name of a body (or of its head), before the text proper or at the end."""
    alone = rf"{_SIGNER}[\s）)]*\n+\s*({DATE})(?:\s*印发)?\s*(?:\n|$)"
    flowing = rf"{_SIGNER}[\s　]*({DATE})\s*(?:\n|$)"
    english = rf"(?:Premier|President|Minister|THE WHITE HOUSE)[\w ,.]{{0,40}}\s+({EN_DATE})\.?\s*(?:\n|$)"
    for zone in (head, tail):
        for pattern in (alone, flowing, english):
            if found := first_date(pattern, zone):
                return found
    return None


def _effective(text: str, title: str, issued: Dated | None, law: bool, notes: list[str]) -> Dated | None:
    head = text[:HEAD]
    verb = r"(?:正式)?(?:施行|实施|生效|执行)"
    stated = (
        first_date(rf"({DATE})起?{verb}", title, "title")
        or labelled("实施日期|施行日期|生效日期|起始日期", head + "\n" + text[-TAIL:])
        or last_date(rf"{SELF}[^。；\n]{{0,12}}?自\s*({DATE})\s*起{verb}", text)
        or first_own(rf"自\s*({DATE})\s*起{verb}", head[:1500], title)
        or first_date(rf"^({DATE})\s*{verb}", head[:600], flags=re.M)
    )
    if stated:
        return stated
    if issued and len(issued[0]) == 10:
        after = re.search(rf"自(?:发布|公布|印发|颁布)之日起(?:(?P<n>{NUMERAL})(?P<u>日|个月|年)后)?{verb}", text)
        if after and about_itself(text, after.start(), title):
            return _later(issued[0], after["n"], after["u"] or ""), "text, computed"
    period = period_in(labelled_period(text))
    if period[0]:
        return period[0], "text"
    return _english_effective(text, issued, law, notes)


def _later(day: str, count: str | None, unit: str) -> str:
    amount = small_number(count) if count else 0
    if not amount:
        return day
    end = add_period(day, **{{"日": "days", "个月": "months", "年": "years"}[unit]: amount})
    return next_day(end)


_EN_STARTS = (
    r"(?:enter(?:s|ed)? into force|takes? effect|comes? into (?:force|effect|"
    r"operation)|(?:shall|will) be effective|becomes? effective)"
    r"(?: on| as of| from|,)?\s"
)


def _english_effective(text: str, issued: Dated | None, law: bool, notes: list[str]) -> Dated | None:
    own = (
        r"(?:[Tt]his|[Tt]hese|THIS|THESE|is|are|hereby promulgated and|[Tt]he (?"
        r":circular|measures|notice|rules|policy|scheme|"
        r"plan|provisions|regulations|act|law|order|programme|guidelines))[^.;\n]{0,80}?"
    )
    if found := first_date(rf"{own}{_EN_STARTS}({EN_DATE})", text) if _first_start(text) is None else None:
        return found
    if found := first_date(
        rf"^(?:Effective(?: date)?|In force from|Entry into force)\s?:?\s({EN_DATE})", text[:HEAD], flags=re.M | re.I
    ):
        return found
    if computed := _first_start(text) or _after_publication(text, issued):
        return computed
    if found := first_date(rf"{own}(?:apply|applies) from ({EN_DATE})", text):
        return found
    if law and (estimate := _after_adjournment(text, issued, notes)):
        return estimate
    return _duties_begin(text, notes) if law else None


def _first_start(text: str) -> Dated | None:
    """ "This Act shall enter into force 1 year after the date of its promulgation": the day after the period."""
    pattern = (
        rf"(?:[Tt]his|[Tt]hese) \w+ shall enter into force ({EN_COUNT}) (year|month|day)"
        rf"s? (?:after|from) (?:the date of )?(?:its )?promulgation"
    )
    match = re.search(pattern, text)
    promulgated = first_date(r"<Act No\. \d+, ([A-Z][a-z]+\.? \d{1,2}, \d{4})>", text)
    amount = small_number(match[1]) if match else None
    if not match or not promulgated or not amount:
        return None
    end = add_period(promulgated[0], **{f"{match[2]}s": amount})
    return next_day(next_day(end)), "text, computed"


def _after_publication(text: str, issued: Dated | None) -> Dated | None:
    """ "on the twentieth day following that of its publication in the Official Journal": counted from the date that the
    Official Journal prints."""
    if not re.search(r"enter into force on the twentieth day following that of its\s+publication", text):
        return None
    own = re.search(r"\(EU\) (\d{4}/\d+)", text[:600])
    cited = re.search(rf"{own[1]},?\s{{1,3}}(\d{{1,2}}\.\d{{1,2}}\.\d{{4}})", text) if own else None
    journal = r"(?:OJ L,?\s|Official Journal[^\n]{0,80}?\s)(\d{1,2}\.\d{1,2}\.\d{4})(?!,? ?p\.)"
    before = r"(\d{1,2}\.\d{1,2}\.\d{4})\s[^\n\d]{0,12}Official Journal"
    printed = cited or re.search(before, text[:3000]) or re.search(journal, text[:3000])
    if not printed or not (found := dates_in(printed[1])) or (issued and found[0] < issued[0]):
        return None
    return next_day(add_period(found[0], days=20)), "text, computed"


def _after_adjournment(text: str, issued: Dated | None, notes: list[str]) -> Dated | None:
    """Acts that wait ninety days after the assembly adjourns, on a day that they do not print: the month, counted
    from the approval, which follows the adjournment closely."""
    if (
        not issued
        or len(issued[0]) != 10
        or not re.search(r"takes effect at.{0,40}following\s*the\s*expiration\s*of\s*the\s*ninety-day", text, re.S)
    ):
        return None
    notes.append(
        "takes effect the day after a ninety-day period that begins when the assembly "
        "adjourns; the act does not print that "
        "day, so the month is estimated from its approval"
    )
    return next_day(add_period(issued[0], days=90))[:7], "text, estimated"


def _duties_begin(text: str, notes: list[str]) -> Dated | None:
    """Acts without a clause on their effect whose duties all begin "on and after" one day."""
    days = [
        dates[0]
        for match in re.finditer(rf"ON AND AFTER ({EN_DATE})", text, re.I)
        if (dates := dates_in(match[1].title()))
    ]
    if len(days) < 5 or days.count(days[0]) * 2 < len(days):
        return None
    notes.append(f"states no day of effect; {days.count(days[0])} of its duties begin on and after {days[0]}")
    return days[0], "text, inferred"


def _applications(text: str) -> list[str]:
    """What applies on other days than the whole, for readers: "shall apply from 2 August 2026"."""
    notes = []
    for match in re.finditer(rf"\bshall apply from {EN_DATE}", text):
        before = re.split(r"[.;\n]", text[max(0, match.start() - 200) : match.start()])[-1]
        notes.append(re.sub(r"\s+", " ", before + match.group()).strip())
    return notes[:6]


def year_in_name(name: str) -> Dated | None:
    """A date, or a single year, in a file's name; a range of years says nothing about when it was issued."""
    stem = name.rsplit(".", 1)[0]
    if match := re.search(r"(?<!\d)((?:19|20)\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)", stem):
        day = iso(int(match[1]), int(match[2]), int(match[3]))
        return (day, "file name") if day else None
    years = re.findall(r"(?<![\d-])(?:19|20)\d\d(?!\d)|(?<=[a-z一-鿿]-)(?:19|20)\d\d(?!\d)", stem)
    rows = re.findall(r"(?:19|20)\d\d[-–—_](?:19|20)?\d\d(?!\d)", stem)
    return (years[0], "file name") if len(set(years)) == 1 and not rows else None
