"""A document's title: from what the file states, else from its text, else from its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language.absolute_dates import MONTHS
from assistant.reading.record.document_numbers import find_numbers, is_of_a_series
from assistant.reading.record.facts import BY_HAND, Facts
from assistant.reading.record.issuing import JURISDICTIONS
from assistant.records import Source

_SITE = r"网|政府|门户|办公室|委员会|GOV\.UK|News|Daily|Inc|LLP|Diligent"
_JUNK = re.compile(
    r"^(?:microsoft word|microsoft powerpoint|untitled|document\d*|doc\d*|slide \d|"
    r"print|layout \d|无标题|未命名|文档\d*|powerpoint)"
    r"|\.(?:docx?|pdf|indd|pptx?|odt|qxd|wps)$|^[\W\d_]*$|^scan"
    # language marks, buttons and stamps
    r"|^(?:(?:[A-Z]{2}|english|français|deutsch|中文|简体|繁體)[\W_]*){1,4}$"
    r"|^(?:(?:view|download|open|save|share|print|back|skip|jump|go|read|show|hide|close|log|sign|subscribe|search|menu"
    r"|home|cookies?|accept)(?: (?:as|this|the|a|an|to|in|all|more|main|up|out|page|content|pdf|html|document|top"
    r"|navigation"
    r"|full text|file|settings))*)$"
    r"|^[\u4e00-\u9fff]{2,30}文件$|。$"  # a letterhead, a sentence
    r"|^(?:superseded|draft|withdrawn|repealed|confidential|internal use only|for (?:official use only|comment)"
    r"|copy|sample"
    r"|final|征求意见稿?|内部资料|内部文件|已废止|已失效|作废|样本|机密|秘密|急件|特急|加急)$",
    re.I,
)
_PAGE_TITLES = ("articletitle", "og:title", "dcterms.title", "dc.title", "citation_title", "title")
DRAFT = re.compile(
    r"征求意见稿|公开征求意见|草案|送审稿|讨论稿|\b(?:consultation|discussion|"
    r"exposure) draft\b|\bdraft for (?:public )?(?:comment|consultation)|"
    r"\(draft[^)]*\)|^draft\b",
    re.I,
)


def find_title(facts: Facts) -> None:
    """The title, in the order of trust: stated by hand, HTML meta, PDF or office properties, the text, the file's name.

    Titles that programs leave behind ("Microsoft Word - x.docx") are passed over.
    """
    numbers: list[tuple[str, str]] = []
    for value, origin in _candidates(facts.source):
        title = tidy_title(value)
        if len(title) < 3 or _JUNK.search(title):
            continue
        if _is_number(title):  # what an announcement without a title is called by
            numbers.append((title, origin))
            continue
        if (own := _NUMBER_BEHIND.search(value.strip())) and (found := find_numbers(own["v"])):
            facts.put("number", found[0].display, origin)
            title = tidy_title(value.strip()[: own.start()])
        facts.put("title", title, origin)
        return
    for title, origin in numbers[:1]:
        facts.put("title", title, origin)
        return
    name = facts.source.name
    facts.put("title", re.sub(r"[-_.]+", " ", name.rsplit(".", 1)[0]).strip() or name, "file name")


def _is_number(title: str) -> bool:
    """Whether a title is nothing but the document's number, with body and kind before it: "ABC Guidance 08/2024"."""
    numbers = find_numbers(title)
    return bool(numbers and len(title) - len(numbers[0].text) < 4) or is_of_a_series(title)


_ENOUGH = 30  # words of a text that tell whether a title is its own
_NUMBER_BEHIND = re.compile(r"\s*[（(](?P<v>[^（）()]{2,20}[〔\[]\d{4}[〕\]][^（）()]{1,8}号)[）)]$")
_WORD = re.compile(r"[^\W\d_]{3,}")


def _is_of_the_site(title: str, said: set[str]) -> bool:
    """Whether the title of a page's head says little that the page does: it is the site's."""
    words = _WORD.findall(tidy_title(title).lower())
    return (
        len(said) >= _ENOUGH
        and title.isascii()
        and bool(words)
        and sum(word in said for word in words) * 2 <= len(words)
    )


def _candidates(source: Source) -> Iterator[tuple[str, str]]:
    stated: dict[tuple[str, str], str] = {}
    for one in source.properties:
        stated.setdefault((one.origin, one.field), one.value)
    keys = [(origin, "title") for origin in BY_HAND]
    keys += [("html meta", name) for name in _PAGE_TITLES]
    said = set(_WORD.findall(source.text[:20_000].lower()))
    for key in keys:
        if key in stated and not (key[0] == "html meta" and _is_of_the_site(stated[key], said)):
            yield stated[key], key[0]
    unsaid: list[tuple[str, str]] = []
    for origin in ("xml", "pdf properties", "office properties", "mail header"):
        if (value := stated.get((origin, "title")) or stated.get((origin, "subject"), "")) and value.isprintable():
            printed = _as_printed(value, source.text[:_COVER]) if origin.endswith("properties") else value
            if printed:
                yield printed, origin
            else:
                unsaid.append((value, origin))
    yield from ((words, "text") for words in _from_text(source))
    yield from unsaid


_COVER = 2_000  # characters in which a cover stands
_LABEL_WORDS = 3  # so few words of a file's properties may be a label ("Full report"); then the cover has to say them
_FURTHER = 40  # characters by which a title on the cover may be longer than the one in the properties


def _as_printed(title: str, cover: str) -> str:
    """The title of a file's properties as its cover has it, whole; "" where it is a mere label that no cover says."""
    for line in cover.split("\n"):
        words = re.sub(r"\s+", " ", line).strip()
        if words.lower().startswith(f"{title.strip().lower()} ") and len(words) <= len(title) + _FURTHER:
            return words if not re.search(r"[\d.;:|]", words[len(title) :]) else title
    said, words_of_it = set(_WORD.findall(cover.lower())), _WORD.findall(title.lower())
    unsaid = (
        title.isascii()
        and len(words_of_it) <= _LABEL_WORDS
        and 2 * sum(map(said.__contains__, words_of_it)) <= len(words_of_it)
    )
    return "" if unsaid and len(said) >= _ENOUGH else title


def _from_text(source: Source) -> Iterator[str]:
    head = source.text[:3000]
    for pattern in (*(title for jurisdiction in JURISDICTIONS for title in jurisdiction.titles), *_TITLE_IN_TEXT):
        if match := pattern.search(head):
            words = re.sub(r"\s+", " ", match["t"]).strip()
            yield _sentence_case(words) if words.isupper() else words
    announced = re.search(r"公告[^《》]{0,120}《([^《》]{4,60})》[^《》。]{0,120}现予公布", head)
    if announced:
        yield announced[1]
    for heading in source.headings:
        words = source.text[heading.start : heading.end]
        if heading.level == 1 and heading.start < 1500 and not _JUNK.search(words.strip()):
            if _NO_TITLE.fullmatch(words):
                continue
            if not _PART.fullmatch(words.strip()) and not _ITEM.match(words):
                yield _continued(words, source.text[heading.end : heading.end + 200].split("\n"))
            break
    if framework := _repeated_title(source.text):
        yield framework
    lines = head.split("\n")
    for place, line in enumerate(lines):
        if _ITEM.match(line):
            break  # a numbered part: the title, if there is one, stood above
        if _NO_TITLE.fullmatch(line):
            continue
        if (
            len(line.strip()) >= 4
            and " | " not in line  # the row of a table
            and not re.search(r"\d min(?:ute)? read|^\W*\w* ?\d{1,2} \w+ \d{4}\W*$", line)
            and not _is_labelled(lines, place)
        ):
            yield _continued(line, lines[place + 1 :])


def _continued(line: str, below: Sequence[str]) -> str:
    """A line of a title, with the next one where it ends with a colon."""
    further = next((each for each in below if each.strip()), "") if line.rstrip().endswith((":", "：")) else ""
    return re.sub(r"\s+", " ", f"{line} {further}").strip()[:200]


# lines of a cover over the title: the body's name, a place with its day, a file number
_NO_TITLE = re.compile(
    r"\s*(?:[\u4e00-\u9fff]{3,24}(?:公司|银行|局|部|委员会|委員會|政府|办公室|辦公室)|\d{4}年\d{1,2}月\d{1,2}日"
    r"|[A-Z][a-z]+, \d{1,2}\.\d{1,2}\.\d{4}"
    r"|(?:C|COM|SWD|JOIN)\(\d{4}\) ?\d+(?: final)?(?:/\d)?|(?i:annex(?:es)?)"
    r"|(?i:(?:the )?(?:european )?(?:commission|council|parliament|ministry))"
    r"|(?i:(?:the )?(?:ministry|department|office|agency|bureau) (?:of|for) [A-Z ,&]{3,50}(?: \([^()]{3,60}\))?)"
    r"|(?i:chapter \d+|(?:senate|house|assembly) bill (?:no\. )?\d+)"
    r"|.{3,60} [-–—|] (?i:(?:press|news|media) (?:release|statement))"
    r"|COMMUNICATION (?:TO|FROM) THE COMMISSION)\s*"
)
_ITEM = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)、]?\s+\S|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,4}[条章])"
)
_LABELLED = re.compile(r"\s*(?:[A-Za-z ]{3,20}|[\u4e00-\u9fff]{2,6})[:：]\s")
_LABELS = re.compile(
    r"\s*(?:by|date|from|to|cc|re|subject|source|authors?|published|posted|updated|issued|(?:our "
    r"|your )?ref(?:erence)?|status"
    r"|type|version|number|contact|department|location|url|topics?|tags?|category|keywords|agency|action|summary|language"
    r"|[\u4e00-\u9fff]{2,6})[:：]\s",
    re.I,
)


def _is_labelled(lines: list[str], place: int) -> bool:
    """Whether a line is a field ("Date: …"): by its label, or as the next line is one too. Titles have colons."""
    rest = next((line for line in lines[place + 1 :] if line.strip()), "")
    return bool(_LABELS.match(lines[place]) or (_LABELLED.match(lines[place]) and _LABELLED.match(rest)))


# headings of parts that no document is named after
_PART = re.compile(
    r"(?i)(?:table of )?contents|foreword|preface|(?:executive )?summary|introduction|目\s*[录錄次]|前言|摘要"
)


def _sentence_case(words: str) -> str:
    """A title in capitals as a sentence, with the names of months as names."""
    lowered = words[:1] + words[1:].lower()
    return re.sub(rf"\b(?:{'|'.join(MONTHS)})\b(?= \d)", lambda match: match.group().capitalize(), lowered)


_TITLE_IN_TEXT = (
    re.compile(r"^(?:Publication|Title|Instrument|Document):\s*(?:In Their Own Words:\s*)?(?P<t>.{8,250})$", re.M),
    re.compile(
        r"^(?P<t>(?:Interim |Administrative )?(?:Regulations?|Measures|Provisions|Rules|"
        r"Law|Act)\s(?:on|for|of)\s[^.\n]{8,150})\s*\n+\s*(?:Chapter|Article)\s",
        re.M,
    ),
)


def _repeated_title(text: str) -> str:
    """A framework's own name where its cover is a picture: the name that "This …" opens a sentence with."""
    match = re.search(
        r"\bThis ((?:[A-Z][\w&-]*|for|of|on|and|the)(?:\s(?:[A-Z][\w&-]*|for|of|on|and|the)){2,12})\s[a-z]", text[:8000]
    )
    return match[1] if match and re.search(r"Framework|Guid|Plan|Strategy|Code", match[1]) else ""


def tidy_title(title: str) -> str:
    """A title without the web site's name, a bill site's lead-in, brackets around it all, or "关于印发《X》的通知"."""
    title = re.sub(r"\s+", " ", title.replace("\xa0", " ")).strip(" -–—_|")
    title = re.sub(r"\s*\((?:HTML|PDF)\)$|\s*\(?Text with EEA relevance\)?\.?$", "", title)
    title = re.sub(r"^Bill Text\s*-\s*(?:[SA]B-?\d+\s+)?", "", title).rstrip(". ")
    title = re.split(r"_(?=[\u4e00-\u9fff])", title)[0]
    title = re.sub(rf"\s+[|·]\s+[^|]{{2,40}}$|\s*[-–—]\s*[^-–—|]{{0,40}}(?:{_SITE})[^-–—|]{{0,20}}$", "", title).strip()
    if match := re.fullmatch(r"\[([^\]]+)\]|【([^】]+)】", title):
        title = match[1] or match[2]
    title = re.sub(r"\s+[-–—|]\s+(?:[A-Z][a-z]+[A-Z]\w+|The White House|[\w ]*(?:News|Daily|Times|Post))$", "", title)
    if match := re.search(r"(?:公开征求|征求)[《〈]([^《》]+)[》〉].{0,8}(?:意见|建议)", title):
        title = match[1] if DRAFT.search(match[1]) else f"{match[1]}（征求意见稿）"  # it is not yet what it is called
    if match := re.fullmatch(r"[^（(《]{2,40}令[^（(《]{2,20}号\s*[（(]([^（）()]{4,60})[）)]", title):
        title = match[1]
    if match := re.search(r"^[^《]*印发\s*[〈《]([^《》]+(?:《[^》]*》[^《》]*)*)[》〉]", title):
        title = match[1]
    if match := re.fullmatch(
        r".{0,60}?关于印发(.{6,}(?:措施|办法|方案|计划|规划|意见|细则|规定|指引|指南))"
        r"的通知",
        title,
    ):
        title = match[1]
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", " ", title).strip()
