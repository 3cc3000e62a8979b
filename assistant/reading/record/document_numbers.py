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

The forms are those of the jurisdictions (`issuing/`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.reading.record.facts import Facts
from assistant.reading.record.issuing import JURISDICTIONS, FoundNumber


def find_numbers(text: str) -> tuple[FoundNumber, ...]:
    """All document numbers of a text, in order, without overlap."""
    found: list[FoundNumber] = []
    for jurisdiction in JURISDICTIONS:
        found += jurisdiction.further_numbers(text)
        for form in jurisdiction.numbers:
            found += form.find(text)
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


# Words after which a number is another document's: what names a text about it, and what leads to it.
_ABOUT = re.compile(
    r"consultation|draft|proposal|guid|summary|overview|response|comment|explan|faq|question|impact|press release"
    r"|signed|amending|repealing|implementing|supplementing|解读|征求|说明|答记者问|《|根据|依据|落实|贯彻"
    r"|(?:\b(?:of|on|under|to|for|with|by|about|in|see|per|pursuant to)|关于|按照|见)\s*(?:the\s+)?$",
    re.I,
)


def _cites(before: str) -> bool:
    """Whether the words before a number, in its title or on its line, make it another document's."""
    return _ABOUT.search(before) is not None


_LABEL = re.compile(
    r"(?:^|\n)\s*(?:发文字号|发文号|文\s*号|文件编号|Document number|Number|No\.)\s?[:：]\s*(?P<v>[^\n]{2,60})"
)
# what is labelled so is the number, whatever its form
_REFERENCE = re.compile(
    r"^\W*(?:(?:Publication|Document|Policy|Official) (?:reference|number|no\.?|ref\.?)|Reference (?:number|no\.?))"
    r"\s?[:：]?\s"
    r"(?P<v>(?=\S*\d)[A-Z\d][\w./()-]{2,30})\s*$",
    re.I | re.M,
)
# of what authorities issue in a series of their own, on a line of the cover: "ABC Guidance 08/2024", "Circular 2023/1"
_SERIES = re.compile(
    r"^\W*(?:[A-Z][\w&]{1,12} )?(?:Guidance|Guidelines?|Circular|Notice|Bulletin|Opinion|Recommendations?|Advisory)"
    r" (?:No\.? ?)?(?:\d{1,3}/(?:19|20)\d\d|(?:19|20)\d\d[/-]\d{1,3})(?=$|\s*$|\s(?:on|of)\b)",
    re.M | re.I,
)


def is_of_a_series(words: str) -> bool:
    """Whether words are a number in some authority's own series and nothing else."""
    return (match := _SERIES.match(words)) is not None and match.end() == len(words.rstrip())


def find_own_number(facts: Facts) -> None:
    """The document's own number. One cited in running text is another document's: only a labelled one, one on a short
    line near the top, or one in the title counts."""
    if facts.get("number"):
        facts.number = canonical_number(facts.get("number")) or facts.get("number")
        return
    text, title = facts.source.text, facts.get("title")
    labels = _LABEL.finditer(text[:2500] + "\n" + text[-1500:])
    labelled = next(filter(None, (find_numbers(match["v"]) for match in labels)), ())
    act = re.search(r"<(Act No\. \d+), [A-Z]", text)
    candidates, origin = labelled or (find_numbers(act[1]) if act else ()), "text"
    if not candidates:
        candidates, origin = tuple(one for one in find_numbers(title) if not _cites(title[: one.start])), "title"
    if not candidates:
        candidates, origin = _headline_numbers(text[:2500]), "text"
    if candidates:
        facts.put("number", candidates[0].display, origin)
        facts.number = candidates[0].canonical
        return
    zone = f"{text[:1500]}\n\n{text[-600:]}"
    printed = next((match["v"] for match in _REFERENCE.finditer(zone)), "") or next(
        (match[0].strip() for match in _SERIES.finditer(text[:1500])), ""
    )
    facts.put("number", printed, "text")
    facts.number = printed.lower()


def _headline_numbers(head: str) -> tuple[FoundNumber, ...]:
    first_article = re.search(r"\n\s*(?:第一条|Article 1\b|一、|SECTION 1|Section 1)", head)
    head = head[: first_article.start()] if first_article else head
    found = []
    for number in find_numbers(head):
        line_start = head.rfind("\n", 0, number.start) + 1
        line_end = head.find("\n", number.end)
        line = head[line_start : line_end if line_end >= 0 else len(head)].strip()
        before = line[: max(0, number.start - line_start)]
        cited = _cites(before) or re.search(r"[（(]\s*$", before)
        order = "令" in number.text and number.start - line_start < 4
        if not cited and (len(line) <= len(number.text) + 60 or order):
            found.append(number)
    return tuple(found)
