"""When a document was issued, takes effect and expires, as its own text says.

Each finder returns (ISO date, origin) or None. Origins: "text" is printed there; "text, computed" follows from what is
printed (有效期两年 after 2024-12-18 ends on 2026-12-17); "text, estimated" follows but for a fact that the text lacks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reading.dates import add_period, dates_in, find_dates, iso, small_number
from assistant.reading.titles import comparable_title
from assistant.records import first_day

Dated = tuple[str, str]
HEAD, TAIL = 3000, 1500
_SELF = (
    r"(?:本|此)(?:条例|办法|规定|法|若干措施|措施|细则|实施细则|方案|意见|通知|决定|"
    r"规划|计划|指引|政策|公告|规程|规则|指南|暂行办法|政策措施)"
)
_DATE = (
    r"(?:\d{4}\s{0,2}年\s{0,2}\d{1,2}\s{0,2}月\s{0,2}\d{1,2}\s{0,2}日|"
    r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
)
_EN_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:[A-Z][a-z]+|[A-Z]+)\.?,?\s\d{4}|(?:[A-Z][a-z]+|"
    r"[A-Z]+)\.?\s?\d{1,2},\s?\d{4}|\d{4}-\d\d-\d\d)"
)
_NUMERAL = r"(?:\d{1,2}|[一二两兩三四五六七八九十]{1,3})"
_EN_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"


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
    expires = _expires(text, title, effective or issued, call)
    notes.extend(_applications(text))
    return Terms(issued, effective, expires, tuple(notes))


def period_in(text: str) -> tuple[str | None, str | None]:
    """The first and last day of a period that a card or paragraph states outright, or (None, None):
    "2023年10月11日起至2025年12月31日止", "from 1 March 2024 to 28 February 2026"."""
    pattern = rf"(?:自|从)?\s*({_DATE})\s*(?:起)?\s*(?:至|到|—|-|–)\s*({_DATE})\s*(?:止|期间|有效)?"
    for match in re.finditer(pattern + rf"|from ({_EN_DATE}) (?:to|until|through) ({_EN_DATE})", text):
        first, last = (dates_in(part) for part in ((match[1] or match[3]), (match[2] or match[4])))
        if first and last and first[0] < last[0]:
            return first[0], last[0]
    return None, None


def _first(pattern: str, text: str, origin: str = "text", *, roc: bool = False, flags: int = 0) -> Dated | None:
    """The first date in the named or first group of the first match that holds one."""
    for match in re.finditer(pattern, text, flags):
        found = dates_in(match[1], roc=roc)
        if found:
            return found[0], origin
    return None


def _label(names: str, text: str) -> Dated | None:
    """A labelled field, its value on the same line or the next: "成文日期：2026年06月22日"."""
    return _first(rf"(?:^|[\s|])(?:{names})\s?[:：|]\s{{0,3}}({_DATE})", text)


def _issued(text: str, roc: bool) -> Dated | None:
    head, tail = text[:HEAD], text[-TAIL:]
    both, own_head = head + "\n\n" + tail, _without_translation(head[:1500])
    ordered = (
        _label("成文日期|印发日期|签发日期|发文日期", both),
        _first(rf"^Executive Order \d{{5}} of ({_EN_DATE})", head[:800], flags=re.M),
        _first(
            rf"(?:REGULATION|DIRECTIVE|Regulation|Directive) \(EU\) [\d/]+ OF THE .{{0,80}}?"
            rf"of ({_EN_DATE})",
            head[:800],
            flags=re.S | re.I,
        ),
        _first(
            rf"^(?:\[ ?)?(?:Approved|APPROVED|Signed|Enacted|Promulgated|Enrolled|Issued|Published|"
            rf"Date of issue|Issue date|Date issued|Date|Updated|Posted)(?: by (?:the )?"
            rf"Governor)?(?: on)?:?\s({_EN_DATE})",
            _without_translation(both),
            flags=re.M,
        ),
        _first(r"<Act No\. \d+, ([A-Z][a-z]+\.? \d{1,2}, \d{4})>", text),
        _first(rf"^Issued by [^\n]{{3,120}}? on ({_EN_DATE})", head, flags=re.M),
        _signature(head, tail),
        _first(rf"^[（(]?({_DATE})[^\n。]{{0,70}}(?:通过|公布|发布|印发|批准)", head[:900], flags=re.M),
        _first(rf"(?:[号　\s]|^)({_DATE})(?:公布|发布|印发|颁布)", head[:900], flags=re.M),
        _label("发布日期|发布时间|发表时间|公布日期|日期|发布于", both),
        _first(rf"^({_DATE})(?:\s\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s|$)", head[:1500], flags=re.M),
        _first(rf"^(?:[A-Z][\w.]*,?\s){{0,5}}({_EN_DATE})(?:\s*[|•·].{{0,40}})?\.?$", own_head, flags=re.M),
        _first(rf"^({_EN_DATE})\s*[|•·]", head[:600], flags=re.M),
        _first(r"^(?:[A-Z][\w.]*,?\s){0,4}([A-Z][a-z]+ \d{4})$", head[:2000], flags=re.M),
        _first(
            r"(?:委员会|局|部|政府|办公室|厅|^)\s*([一二][〇○零一二三四五六七八九]{3}年(?"
            r":[一二三四五六七八九十]{1,2}月)?)$",
            head[:500],
            flags=re.M,
        ),
        _copyright(both),
    )
    roc_date = _first(r"(\d{2,3}年\d{1,2}月\d{1,2}日)", head, roc=True) if roc else None
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
    alone = rf"{_SIGNER}[\s）)]*\n+\s*({_DATE})(?:\s*印发)?\s*(?:\n|$)"
    flowing = rf"{_SIGNER}[\s　]*({_DATE})\s*(?:\n|$)"
    english = rf"(?:Premier|President|Minister|THE WHITE HOUSE)[\w ,.]{{0,40}}\s+({_EN_DATE})\.?\s*(?:\n|$)"
    for zone in (head, tail):
        for pattern in (alone, flowing, english):
            if found := _first(pattern, zone):
                return found
    return None


def _effective(text: str, title: str, issued: Dated | None, law: bool, notes: list[str]) -> Dated | None:
    head = text[:HEAD]
    verb = r"(?:正式)?(?:施行|实施|生效|执行)"
    stated = (
        _first(rf"({_DATE})起?{verb}", title, "title")
        or _label("实施日期|施行日期|生效日期|起始日期", head + "\n" + text[-TAIL:])
        or _last(rf"{_SELF}[^。；\n]{{0,12}}?自\s*({_DATE})\s*起{verb}", text)
        or _first_own(rf"自\s*({_DATE})\s*起{verb}", head[:1500], title)
        or _first(rf"^({_DATE})\s*{verb}", head[:600], flags=re.M)
    )
    if stated:
        return stated
    if issued and len(issued[0]) == 10:
        after = re.search(rf"自(?:发布|公布|印发|颁布)之日起(?:(?P<n>{_NUMERAL})(?P<u>日|个月|年)后)?{verb}", text)
        if after and _about_itself(text, after.start(), title):
            return _later(issued[0], after["n"], after["u"] or ""), "text, computed"
    period = period_in(_labelled_period(text))
    if period[0]:
        return period[0], "text"
    return _english_effective(text, issued, law, notes)


def _last(pattern: str, text: str) -> Dated | None:
    """The last match: the closing article says when the whole takes effect, quoted texts before it do not."""
    found = [dates for match in re.finditer(pattern, text) if (dates := dates_in(match[1]))]
    return (found[-1][0], "text") if found else None


def _first_own(pattern: str, text: str, title: str) -> Dated | None:
    """The first match whose sentence is about this document."""
    for match in re.finditer(pattern, text):
        if _about_itself(text, match.start(), title) and (found := dates_in(match[1])):
            return found[0], "text"
    return None


def _about_itself(text: str, position: int, title: str) -> bool:
    """Whether a clause is about this document: what its sentence names last before it is 本办法 or its own title."""
    sentence = re.split(r"[。；\n]", text[max(0, position - 300) : position])[-1]
    named = re.findall(rf"《([^《》]+)》|({_SELF})", sentence)
    if not named or named[-1][1]:
        return True
    return comparable_title(named[-1][0]) == comparable_title(title)


def _later(day: str, count: str | None, unit: str) -> str:
    amount = small_number(count) if count else 0
    if not amount:
        return day
    end = add_period(day, **{{"日": "days", "个月": "months", "年": "years"}[unit]: amount})
    return _next_day(end)


def _next_day(day: str) -> str:
    from datetime import timedelta

    return (first_day(day) + timedelta(days=1)).isoformat()


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
    if found := _first(rf"{own}{_EN_STARTS}({_EN_DATE})", text) if _first_start(text) is None else None:
        return found
    if found := _first(
        rf"^(?:Effective(?: date)?|In force from|Entry into force)\s?:?\s({_EN_DATE})", text[:HEAD], flags=re.M | re.I
    ):
        return found
    if computed := _first_start(text) or _after_publication(text, issued):
        return computed
    if found := _first(rf"{own}(?:apply|applies) from ({_EN_DATE})", text):
        return found
    if law and (estimate := _after_adjournment(text, issued, notes)):
        return estimate
    return _duties_begin(text, notes) if law else None


def _first_start(text: str) -> Dated | None:
    """ "This Act shall enter into force 1 year after the date of its promulgation": the day after the period."""
    pattern = (
        rf"(?:[Tt]his|[Tt]hese) \w+ shall enter into force ({_EN_COUNT}) (year|month|day)"
        rf"s? (?:after|from) (?:the date of )?(?:its )?promulgation"
    )
    match = re.search(pattern, text)
    promulgated = _first(r"<Act No\. \d+, ([A-Z][a-z]+\.? \d{1,2}, \d{4})>", text)
    amount = small_number(match[1]) if match else None
    if not match or not promulgated or not amount:
        return None
    end = add_period(promulgated[0], **{f"{match[2]}s": amount})
    return _next_day(_next_day(end)), "text, computed"


def _after_publication(text: str, issued: Dated | None) -> Dated | None:
    """ "on the twentieth day following that of its publication in the Official Journal": counted from the date that the
    Official Journal prints."""
    if not re.search(r"enter into force on the twentieth day following that of its\s+publication", text):
        return None
    own = re.search(r"\(EU\) (\d{4}/\d+)", text[:600])
    cited = re.search(rf"{own[1]},?\s{{1,3}}(\d{{1,2}}\.\d{{1,2}}\.\d{{4}})", text) if own else None
    printed = cited or re.search(
        r"(?:OJ L,?\s|Official Journal[^\n]{0,80}?\s)(\d{1,2}\.\d{1,2}\.\d{4})(?!,? ?p\.)", text[:3000]
    )
    if not printed or not (found := dates_in(printed[1])) or (issued and found[0] < issued[0]):
        return None
    return _next_day(add_period(found[0], days=20)), "text, computed"


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
    return _next_day(add_period(issued[0], days=90))[:7], "text, estimated"


def _duties_begin(text: str, notes: list[str]) -> Dated | None:
    """Acts without a clause on their effect whose duties all begin "on and after" one day."""
    days = [
        dates[0]
        for match in re.finditer(rf"ON AND AFTER ({_EN_DATE})", text, re.I)
        if (dates := dates_in(match[1].title()))
    ]
    if len(days) < 3 or days.count(days[0]) * 2 < len(days):
        return None
    notes.append(f"states no day of effect; {days.count(days[0])} of its duties begin on and after {days[0]}")
    return days[0], "text, inferred"


def _labelled_period(text: str) -> str:
    """The lines that state a measure's own period, where there is just one of them."""
    lines = re.findall(
        r"^(?:时间/频度|执行期限|实施期限|有效期限?|执行时间|政策期限)[ \t]*[:：| ]?[^\n]*(?:\n[^\n]{0,40}止)?",
        text,
        re.M,
    )
    return lines[0] if len(lines) == 1 else ""


def _expires(text: str, title: str, start: Dated | None, call: bool) -> Dated | None:
    return (
        _label("失效日期|废止日期|截止有效日期|有效期截止|有效期至", text[:HEAD] + "\n" + text[-TAIL:])
        or _valid_until(text, title)
        or _valid_for(text, title, start)
        or ((last, "text") if (last := period_in(_labelled_period(text))[1]) else None)
        or (_deadline(text) if call else None)
        or _title_range(title)
    )


def _valid_until(text: str, title: str) -> Dated | None:
    pattern = (
        rf"(?:有效期(?:限)?(?:为|自)?[^。；\n]{{0,30}}?(?:至|到)|执行(?:期限)?至|实施至)"
        rf"\s*({_DATE}|\d{{4}}年(?:\d{{1,2}}月)?)"
    )
    for match in re.finditer(pattern, text):
        if _about_itself(text, match.start(), title) and (found := dates_in(match[1])):
            return found[0], "text"
    english = (
        rf"(?:valid|in force|in effect|remains? in force|shall expire|expires?|effective)"
        rf"(?: \w+)?,? (?:until|through|on|up to) ({_EN_DATE})"
    )
    labelled = rf"^(?:Valid(?:ity)?|Expiry(?: date)?|Expires)(?: until)?\s?:\s(?:until |to )?({_EN_DATE})"
    return _first(rf"(?:[Tt]his|[Tt]hese|[Tt]he)[^.;\n]{{0,80}}?{english}", text) or _first(
        labelled, text[:HEAD], flags=re.M
    )


def _valid_for(text: str, title: str, start: Dated | None) -> Dated | None:
    """有效期两年, valid for two years: counted from the day of effect (else of issue)."""
    if not start:
        return None
    chinese = rf"(?:有效期(?:限)?|试行期(?:限)?|执行期(?:限)?)\s?(?:[:：]\s?)?(?:为|是)?\s?({_NUMERAL})\s?(个月|年)"
    for match in re.finditer(chinese, text):
        sentence = re.split(r"[。\n]", text[max(0, match.start() - 120) : match.start()])[-1]
        own = re.search(_SELF + r"|之日起|起施行|起实施", sentence) or not sentence.strip()
        if (
            own
            and _about_itself(text, match.start(), title)
            and "期满" not in text[match.end() : match.end() + 4]
            and (amount := small_number(match[1]))
        ):
            return add_period(start[0], **{"years" if match[2] == "年" else "months": amount}), "text, computed"
    english = (
        rf"\b(?:valid|in force|in effect|remain in force|effective|validity period of|"
        rf"valid period of) (?:for )?(?:a period of )?({_EN_COUNT}) (year|month)s?\b"
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
        rf"\s*({_DATE})(?:[^。\n]{{0,8}}前)?"
    )
    english = (
        r"(?:deadline|closing date|closes? on|no later than|submitted by)(?: for \w+)?(?: is| of|:)?\s"
        rf"({_EN_DATE})"
    )
    plain = rf"(?:截止(?:时间|日期)?(?:为|是|至|到|[:：])?)\s*({_DATE})"
    return _first(plain, text) or _first(chinese, text) or _first(english, text, flags=re.I)


def _title_range(title: str) -> Dated | None:
    """The last year of a plan's period in its title: （2024—2026年）."""
    for found in find_dates(title, relative=False):
        if found.until and len(found.until) == 4:
            return found.until, "title, inferred"
    return None


def _applications(text: str) -> list[str]:
    """What applies on other days than the whole, for readers: "shall apply from 2 August 2026"."""
    notes = []
    for match in re.finditer(rf"\bshall apply from {_EN_DATE}", text):
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
