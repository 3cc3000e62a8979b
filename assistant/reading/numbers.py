"""Document numbers as printed, and a canonical form under which the same number written differently is equal.

| printed | canonical |
|---|---|
| 深府规〔2024〕1号, 深府规[2024]1号 | `深府规[2024]1` |
| 国令第790号, Decree of the State Council … No. 790 | `国务院令790` |
| Regulation (EU) 2024/1689 | `eu:regulation:2024/1689` |
| SB24-205, Senate Bill 24-205 | `sb:24-205` |
| EO 14179, Executive Order (E.O.) 14179, 第14179号行政令 | `eo:14179` |
| M-25-21 | `omb:m-25-21` |
| CP 1242 · NIST AI 600-1 · Act No. 20676 | `uk:cp:1242` · `nist:ai-600-1` · `act:20676` |
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_HYPHEN = r"[-‐‑–—−]"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number in a text; `start` and `end` are offsets, `display` the usual short spelling."""

    start: int
    end: int
    text: str
    canonical: str
    display: str


def find_numbers(text: str) -> tuple[FoundNumber, ...]:
    """All document numbers of a text, in order, without overlap."""
    found: list[FoundNumber] = list(_orders(text))
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            canonical, display = read(match)
            if canonical:
                found.append(FoundNumber(match.start(), match.end(), match.group(), canonical, display))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[FoundNumber] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


@lru_cache(16_384)
def canonical_number(text: str) -> str:
    """The canonical form of the first document number in `text`, or "" when there is none."""
    found = find_numbers(text)
    return found[0].canonical if found else ""


def _tidy(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _chinese(match: re.Match[str]) -> tuple[str, str]:
    issuer = _LEAD_IN.sub("", _tidy(match["issuer"])) or _tidy(match["issuer"])
    year, serial = _tidy(match["year"]), str(int(_tidy(match["serial"])))
    return f"{issuer}[{year}]{serial}", f"{issuer}〔{year}〕{serial}号"


def _orders(text: str) -> Iterator[FoundNumber]:
    """Orders: of the State Council under one name; of ministries under the first that is named."""
    for match in _ORDER.finditer(text):
        before = text[max(0, match.start() - 260) : match.start()].rstrip()
        names = _ISSUERS.search(before)
        serial = _serial(match["serial"])
        if not serial or not names or not _ORDERING.search(names.group()):
            continue
        issuer = re.sub(r"^.*(?:根据|依据|按照|印发|以)", "", _tidy(names.group()))
        start = max(0, match.start() - 260) + (
            names.start() if _tidy(names.group()) == issuer else before.rfind(issuer[:4])
        )
        issuer = issuer.removeprefix("中华人民共和国")
        first = re.match(r".+?(?:办公室|委员会|总局|[部局委会院])(?:等[一二三四五六七八九十]+部门)?", issuer)
        if issuer in ("国", "国务院"):
            canonical, display = f"国务院令{serial}", f"国令第{serial}号"
        else:
            named = first.group() if first else issuer
            canonical, display = f"{re.sub('等.+部门$', '', named)}令{serial}", f"{named}令第{serial}号"
        yield FoundNumber(start, match.end(), text[start : match.end()], canonical, display)


def _serial(words: str) -> str:
    from assistant.reading.dates import small_number

    words = _tidy(words)
    if words.isdecimal():
        return str(int(words))
    number = small_number(words)
    return str(number) if number is not None else ""


def _state_council(match: re.Match[str]) -> tuple[str, str]:
    return f"国务院令{int(match['serial'])}", f"State Council Decree No. {int(match['serial'])}"


def _european(match: re.Match[str]) -> tuple[str, str]:
    kind = match["kind"].lower().removesuffix("s")
    number = _tidy(match["number"])
    return f"eu:{kind}:{number}", f"{kind.capitalize()} ({(match['union'] or 'EU').upper()}) {number}"


def _european_chinese(match: re.Match[str]) -> tuple[str, str]:
    kind = "directive" if match["kind"] == "指令" else "decision" if match["kind"] == "决定" else "regulation"
    return f"eu:{kind}:{match['number']}", f"{kind.capitalize()} (EU) {match['number']}"


def _directive(match: re.Match[str]) -> tuple[str, str]:
    kind = match["kind"].lower().removesuffix("s")
    return f"eu:{kind}:{match['number']}", f"{kind.capitalize()} {match['number']}/{match['union'].upper()}"


def _bill(match: re.Match[str]) -> tuple[str, str]:
    spelled = match["chamber"].lower().replace(".", "").replace(" ", "")
    chamber = {"senatebill": "SB", "housebill": "HB", "assemblybill": "AB"}.get(spelled, spelled.upper())
    number = re.sub(_HYPHEN, "-", _tidy(match["number"])).upper()
    return f"{chamber.lower()}:{number.lower()}", f"{chamber}{'' if '-' in number else ' '}{number}"


def _plain(prefix: str, shown: str) -> Callable[[re.Match[str]], tuple[str, str]]:
    """A reader for numbers that are a known word and one group `n`."""

    def read(match: re.Match[str]) -> tuple[str, str]:
        number = re.sub(_HYPHEN, "-", _tidy(match["n"]))
        return prefix + number.lower(), shown.replace("#", number)

    return read


def _nist(match: re.Match[str]) -> tuple[str, str]:
    number = re.sub(_HYPHEN, "-", match["n"])
    return f"nist:{match['series'].lower()}-{number.lower()}", f"NIST {match['series'].upper()} {number}"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


# what may stand right before a number in running text without being part of it
_LEAD_IN = re.compile(
    r"^.*(?:根据|依据|按照|落实|执行|印发|废止|文件|通知|办法|规定|措施|以及|(?<!呼)和|[与及或按见号的])(?=.{2})"
)
_SERIAL = r"[\d〇零一二三四五六七八九十]{1,5}"
_ISSUERS = re.compile(r"(?:[\u4e00-\u9fff]{2,25}(?:部|委员会|局|院|厅|办公室)\s*\n\s*)*[\u4e00-\u9fff]{1,160}$")
_ORDER = re.compile(rf"令\s{{0,4}}(?:第\s?)?(?P<serial>{_SERIAL})\s?号")
_ORDERING = re.compile(r"(?:部|委|局|院|厅|会|办公室|部门|政府|^国)$")
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = (
    (
        _re(
            r"(?P<issuer>[\u4e00-\u9fff]{1,15}?)\s?"
            r"[〔\[【(（［﹝{]\s?(?P<year>(?:19|20)\d\d)\s?年?[〕\]】)）］﹞}]\s?(?:第\s?)?"
            r"(?P<serial>\d{1,5})\s?号"
        ),
        _chinese,
    ),
    (
        _re(
            r"(?:decree|order)\s+of\s+the\s+state\s+council(?"
            r":\s+of\s+the\s+people[’']s\s+republic\s+of\s+china)?[\s,(]*no\.?\s?(?"
            r"P<serial>\d{1,4})"
        ),
        _state_council,
    ),
    (_re(r"state\s+council\s+(?:decree|order)\s+no\.?\s?(?P<serial>\d{1,4})"), _state_council),
    (
        _re(
            r"\b(?P<kind>regulations?|directives?|decisions?)\s+(?:\((?P<union>EU|EC|EEC|"
            r"Euratom)(?:,\s?Euratom)?\)\s+)?(?:no\s+)?(?P<number>\d{1,4}/\d{1,4})(?!/)"
        ),
        _european,
    ),
    (
        _re(
            r"[（(]欧盟[)）]\s?(?:第\s?)?(?P<number>\d{4}/\d{1,4})\s?号?(?P<kind>条例|法规|"
            r"指令|决定)"
        ),
        _european_chinese,
    ),
    (_re(r"[（(]EU[)）]\s?(?P<number>\d{4}/\d{1,4})\s?号?(?P<kind>条例|法规|指令|决定)?"), _european_chinese),
    (
        _re(
            r"\b(?P<kind>directives?|decisions?|framework decisions?)\s+(?"
            r"P<number>\d{2,4}/\d{1,4})/(?P<union>EU|EC|EEC|JHA|CFSP)\b"
        ),
        _directive,
    ),
    (
        _re(
            rf"(?<![a-z])(?P<chamber>s\.?b\.?|h\.?b\.?|a\.?b\.?|senate bill|house bill|"
            rf"assembly bill)\s{{0,3}}(?:no\.?\s?|{_HYPHEN}\s?)?(?P<number>\d{{2}}[a-z]?\s?"
            rf"{_HYPHEN}\s?\d{{1,4}}|\d{{1,4}})(?![\d/])"
        ),
        _bill,
    ),
    (
        _re(
            r"\b(?:executive\s+orders?|e\.?\s?o\.?)\s*(?:\(\s?e\.?o\.?\s?\)\s*)?(?:no\.?\s*)"
            r"?(?P<n>1[0-9]{4})\b"
        ),
        _plain("eo:", "EO #"),
    ),
    (_re(r"(?:第\s?)?(?P<n>1[0-9]{4})\s?号\s?(?:行政命?令|总统令|總統令)"), _plain("eo:", "EO #")),
    (_re(rf"\b(?P<n>M\s?{_HYPHEN}\s?\d\d\s?{_HYPHEN}\s?\d\d)\b"), _plain("omb:", "#")),
    (
        re.compile(r"\b(?P<n>(?:CP|Cm|Cmd)\s\d{2,4})\b"),
        lambda match: ("uk:" + match["n"].lower().replace(" ", ":"), match["n"]),
    ),
    (_re(rf"\bNIST[\s.]+(?P<series>AI|SP|IR)[\s.]+(?P<n>\d{{3,4}}{_HYPHEN}\d{{1,3}}[a-z]?)\b"), _nist),
    (re.compile(r"\bCap\.\s?(?P<n>\d{1,4}[A-Z]{0,2})\b"), _plain("hk:cap:", "Cap. #")),
    (_re(r"\bact\s+no\.?\s?(?P<n>\d{2,5})\b"), _plain("act:", "Act No. #")),
    (_re(r"법률\s?제\s?(?P<n>\d{2,5})\s?호"), _plain("act:", "Act No. #")),
    (
        _re(rf"\b(?:public law|pub\.\s?l\.)\s(?:no\.\s)?(?P<n>\d{{2,3}}{_HYPHEN}\d{{1,4}})\b"),
        _plain("us:pl:", "Public Law #"),
    ),
)
