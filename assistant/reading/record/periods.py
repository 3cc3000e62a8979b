"""When a document was issued and takes effect, as its own text says."""

from __future__ import annotations

import re

from assistant.language.absolute_dates import iso
from assistant.language.dates import add_period, dates_in
from assistant.language.numerals import whole_number
from assistant.reading.record.clauses import (
    DATE,
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
    last_date,
    next_day,
    period_in,
)
from assistant.reading.record.issuing import JURISDICTIONS

# A date that stands alone under the name of a body (or of its head), before the text proper or at the end.
_SIGNER = r"(?:部|局|委|会|室|院|府|厅|署|办|组|处|中心|政府|委员会|办公室|行|社|公司|[局部厅]长 ?\S{2,4})"
_SIGNATURES = (
    rf"{_SIGNER}[\s）)]*\n+\s*({DATE})(?:\s*印发)?\s*(?:\n|$)",
    rf"{_SIGNER}[\s　]*({DATE})\s*(?:\n|$)",
    rf"(?:Premier|President|Minister|THE WHITE HOUSE)[\w ,.]{{0,40}}\s+({EN_DATE})\.?\s*(?:\n|$)",
)
# In the order of trust: what a text says of its own issue, signatures, dates in its head, labels of the page.
_ISSUED = (
    Formula.label("成文日期|印发日期|签发日期|发文日期"),
    *(formula for jurisdiction in JURISDICTIONS for formula in jurisdiction.issued),
    Formula.of(
        rf"^(?:\[ ?)?(?:Approved|APPROVED|Signed|Enacted|Promulgated|Enrolled|Adopted|Issued|Published|"
        rf"Date of issue|Issue date|Date issued|Date|Updated|Posted)(?: by (?:the )?Governor)?(?: on)?:?\s{{1,3}}"
        rf"({EN_DATE})",
        tail=TAIL,
    ),
    Formula.of(rf"^Issued by [^\n]{{3,120}}? on ({EN_DATE})"),
    *(Formula.of(pattern, flags=0) for pattern in _SIGNATURES),
    *(Formula.of(pattern, 0, TAIL, flags=0) for pattern in _SIGNATURES),
    Formula.of(rf"^[（(][^\n。）)]{{4,120}}?({DATE})(?:(?!{DATE})[^\n。]){{0,40}}?(?:公布|发布|印发|颁布)", 900),
    Formula.of(rf"^[（(]?({DATE})[^\n。]{{0,70}}(?:通过|公布|发布|印发|批准)", 900),
    Formula.of(rf"(?:[号　\s]|^)({DATE})(?:公布|发布|印发|颁布)", 900),
    Formula.label("发布日期|发布时间|发表时间|公布日期|日期|发布于"),
    Formula.of(rf"^({DATE})(?:\s\d{{1,2}}:\d\d(?::\d\d)?)?(?:\s|$)", 1500),
    Formula.of(rf"^(?:[A-Z\d][\w.]*,?\s){{0,5}}({EN_DATE})(?:\s*[|•·©].{{0,60}})?\.?$", 1500),
    Formula.of(rf"^({EN_DATE})\s*[|•·]", 600),
    Formula.of(r"^(?:[A-Z][\w.]*,?\s){0,4}((?:[A-Z][a-z]+|[A-Z]{3,9}) \d{4})$", 2000),
    Formula.of(
        r"(?:委员会|局|部|政府|办公室|厅|^)\s*"
        r"([一二][〇○零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?)$",
        500,
    ),
    Formula.of(rf"^[A-Z][A-Z' .]{{2,30}}, ({EN_DATE}) (?:\(|--|—|–)", 1200),
    Formula.of(rf"\s(?:Date|Updated|Posted|Published)(?: on)?:\s?({EN_DATE})", 1500, flags=0),
    *(formula for jurisdiction in JURISDICTIONS for formula in jurisdiction.journals),
    Formula.of(rf"^\s*({DATE})\s*$", 0, TAIL),  # alone on a line at the end
)
_TRANSLATION = re.compile(r"^Translat(?:or|ion|ed by)\b", re.M)
_OF_TAIWAN = re.compile(  # alone on its line, or of what issues a text
    r"(?<!\d)((?:中华民国|民国)?\s?\d{2,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
    r"(?=[^\n。，；]{0,40}(?:发布|公布|订定|修正|核定|函|令)|[ \t]*(?:\n|$))"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^©]{0,80}?\b((?:19|20)\d\d)\b", re.I)


def issued_of(text: str, roc: bool) -> Dated | None:
    """The day of issue. `roc` allows the calendar of Taiwan."""
    both = f"{text[:HEAD]}\n\n{text[-TAIL:]}"
    if _TRANSLATION.search(both):  # a translator's publishing date is not the instrument's
        text = re.sub(r"^Published:.*$", "", text, flags=re.M)
    if stated := first_stated(_ISSUED, text):
        return stated
    if match := _COPYRIGHT.search(both):
        return Dated(match[1], "text (copyright year)")
    for match in _OF_TAIWAN.finditer(both) if roc else ():
        if found := dates_in(match[1], roc=True):
            return Dated(found[0])
    return None


_STARTS = r"(?:正式)?(?:施行|实施|生效|执行)"
_IN_TITLE = Formula.of(rf"({DATE})起?{_STARTS}", None)
_START_LABEL = Formula.label("实施日期|施行日期|生效日期|起始日期")
_AT_THE_HEAD = Formula.of(rf"^({DATE})\s*{_STARTS}", 600)
_OWN = (
    r"(?:[Tt]his|[Tt]hese|THIS|THESE|hereby promulgated and|[Tt]he (?:circular|measures|notice|rules|policy|"
    r"scheme|plan|provisions|regulations|act|law|order|programme|guidelines|guidance|code|standard|framework|charter"
    r"|ordinance|directive))[^.;\n]{0,80}?"
)
_EN_START = Formula.of(
    rf"{_OWN}(?:enter(?:s|ed)? into force|takes? effect|comes? into (?:force|effect|operation)|(?:shall|will) be "
    rf"effective|becomes? effective)(?: on| as of| from|,)?\s({EN_DATE})",
    None,
)
_EN_LABEL = Formula.of(rf"^(?:Effective(?: date)?|In force from|Entry into force)\s?:?\s({EN_DATE})", flags=re.M | re.I)
_APPLIES = Formula.of(rf"{_OWN}(?:apply|applies|effective|operative) (?:from|on|as of) ({EN_DATE})", None)
_FROM_THEN = Formula.of(
    rf"(?:^|[.;]\s)(?:From|As of|With effect from|Effective) ({EN_DATE}),? (?:this|these|the) (?:\w+ ){{0,3}}?"
    r"(?:guidance|guidelines|code|measures|rules|regulations|policy|standard|framework|act|law|order|scheme)\b",
    None,
)


def effective_of(text: str, title: str, issued: Dated | None, law: bool) -> Dated | None:
    """The day from which the document holds. `law` allows what only statutes say ("on and after …")."""
    head = text[:HEAD]
    stated = _IN_TITLE.date(title)
    if stated:
        return stated._replace(origin="title")
    stated = (
        _START_LABEL.date(text)
        or last_date(rf"{SELF}[^。；\n]{{0,12}}?[自从于]\s*({DATE})\s*(?:起|开始)?{_STARTS}", text)
        or first_own(rf"自\s*({DATE})\s*起{_STARTS}", head[:1500], title)
        or _AT_THE_HEAD.date(text)
    )
    if stated:
        return stated
    if issued and len(issued.day) == 10:
        after = re.search(rf"自(?:发布|公布|印发|颁布)之日起(?:(?P<n>{NUMERAL})(?P<u>日|个月|年)后)?{_STARTS}", text)
        if after and about_itself(text, after.start(), title):
            return Dated(_later(issued.day, after["n"], after["u"] or ""), "text, computed")
    first, _ = period_in(labelled_period(text))
    return Dated(first) if first else _english_effective(text, issued, law)


def _later(day: str, count: str | None, unit: str) -> str:
    amount = whole_number(count) if count else 0
    if not amount:
        return day
    return next_day(add_period(day, **{{"日": "days", "个月": "months", "年": "years"}[unit]: amount}))


def _english_effective(text: str, issued: Dated | None, law: bool) -> Dated | None:
    reckoned = (read(text, issued) for jurisdiction in JURISDICTIONS for read in jurisdiction.effective)
    for_laws = (read(text, issued) for jurisdiction in JURISDICTIONS for read in jurisdiction.laws_effective)
    computed = next(filter(None, reckoned), None)
    return (
        computed
        or _EN_START.date(text)
        or _EN_LABEL.date(text)
        or _APPLIES.date(text)
        or _FROM_THEN.date(text)
        or (next(filter(None, for_laws), None) if law else None)
    )


def applications(text: str) -> list[str]:
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
        return Dated(day, "file name") if day else None
    years = re.findall(r"(?<![\d-])(?:19|20)\d\d(?!\d)|(?<=[a-z一-鿿]-)(?:19|20)\d\d(?!\d)", stem)
    rows = re.findall(r"(?:19|20)\d\d[-–—_](?:19|20)?\d\d(?!\d)", stem)
    return Dated(years[0], "file name") if len(set(years)) == 1 and not rows else None
