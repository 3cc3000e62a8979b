"""Figures with what they say: which quantity, of what, for whom, when, and whether the text calls it disputed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.quantities import Bound, Quantity, find_quantities
from assistant.records import SECTION_JOIN, Hit
from assistant.verifying import sentence_spans
from assistant.verifying.names import known_names
from assistant.verifying.terms import Content, Term, content_of, joined, terms_of

# a sentence that sets sources against each other, or one against a better one
DISPUTES = re.compile(
    r"\b(?:sources?|reports?|pages?|articles?|figures?|accounts?|copies|numbers?|definitions?|values?)\b[^.;]{0,80}?"
    r"\b(?:conflict|differ|disagree|contradict)s?\b|\bone and the same (?:site|page|report|source)\b"
    r"|\bbut its text says\b|\bmis(?:print|reading|take)\b|\bslip\b|\bmixes the\b|\bbetter source\b|\bturns it into\b"
    r"|不一致|相矛盾|互相矛盾|有冲突|有出入|说法不[一同]|数字不同|误读|误写|为准|有误|误作|说成",
    re.IGNORECASE,
)
# a heading or title under which differing figures are gathered
GATHERS = re.compile(
    r"\bconflict|\bdiffer(?:s|ing)?\b|\bdiscrepanc|\bdisagree|\bcontradict|\berrs?\b|冲突|矛盾|不一致|出入|差错|分歧",
    re.I,
)
SEPARATE = re.compile(
    r"\b(?:two|three|four|five|several) different things\b|不是一回事|是两回事|不同的[几两三四]件事", re.I
)

# what a figure is the figure of: group, tag, pattern in English, in Chinese
_ROLES = (
    ("aim", "target", r"wants?|aims?|aimed|targets?|goals?|plans? to|is to have|by (?:the end of )?20\d\d|wanted",
     r"要求|力争|目标|到20\d\d年|计划"),
    ("sum", "whole", r"a year from the city|in all|in total|altogether|budget|the city issues|total of|out of|pot"
     r"|envelope|yearly sum|total sum|sum of", r"总额|预算|合计|总计|累计|总规模"),
    ("change", "growth", r"grow|grew|grown|growth|rose|up|increase[ds]?|more than the year before|year[- ]on[- ]year",
     r"增长|同比|增速|上升|年均"),
    ("limit", "threshold", r"fewer than|registered capital|revenue of|valued at|contracts of|who earn|with sales",
     r"注册资本|营收|估值|不足|少于"),
    ("event", "adopted", r"adopted|passed|approved|signed|agreed", r"通过|审议|签署|批准"),
    ("event", "in force", r"in(?:to)? force|tak(?:e|es|ing) effect|took effect|effective|appl(?:y|ies|ied) from"
     r"|start of the duties|duties began", r"施行|生效|实施"),
    ("event", "issued", r"issued|published|released|dated|announced|launched|promulgated",
     r"印发|发布|公布|颁布|日期为"),
    ("event", "ends", r"expires?|expired|valid (?:un)?til|until|ran from|to run to", r"失效|届满|到期|有效期|止"),
    ("event", "applications", r"deadline|applications? (?:open|close|were taken|until)|opened for applications"
     r"|comments",
     r"申报|截止|征求意见"),
    ("who", "startup", r"start-?ups?", r"初创"),
    ("who", "person", r"per person|for each person|individuals?|talents?", r"每人|个人|人才"),
    ("each", "project", r"(?:each|per|for a|by) (?:demonstration |benchmark )?project",
     r"每个项目|按项目|示范项目|标杆项目"),
    ("each", "company", r"(?:each|per|by) (?:company|firm|applicant|enterprise)", r"每家|按企业|单个申请人|每个申请人"),
)  # fmt: skip
_ROLE_PATTERNS = [(g, tag, re.compile(rf"\b(?:{english})\b|{chinese}", re.I)) for g, tag, english, chinese in _ROLES]
_CLAUSE = re.compile(r"[;；。]|, (?:and|while|against|but)\b|，(?=[^，]{0,6}(?:而|但|其他|按|另))")
_PARTS = re.compile(r"[,，、;；()（）]| and | against ")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOPIC = re.compile(
    r"(?:On|About|Regarding|As to) (?:the )?(.{4,80}?),? (?:the |one and the same |some |two )?"
    r"(?:sources|reports|pages|sites?|official|figures|copies|texts)\b|(?:关于|对于|就)([^，,]{2,30})[，,]",
)
REACH = 60  # characters before and after a figure that say what it is of


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of one sentence; `hit.passage.text[start:end]` is the sentence, the quantity's offsets are in it."""

    hit: Hit
    start: int
    end: int
    heading: str  # the nearest heading above the sentence, "" where a passage has none
    quantity: Quantity
    roles: frozenset[tuple[str, str]]
    years: frozenset[int]  # that the sentence names
    disputed: bool  # the sentence sets sources against each other
    gathered: bool  # it stands where differing figures are gathered

    @property
    def sentence(self) -> str:
        return self.hit.passage.text[self.start : self.end]

    @property
    def topic(self) -> str:
        """What the sentence says that its sources differ on, "" where it does not begin with that."""
        found = _TOPIC.match(self.sentence) if self.disputed else None
        return (found[1] or found[2]) if found else ""

    @property
    def measure(self) -> tuple[str, str]:
        """What is measured, in which unit; a bare number counts as a count of something."""
        dimension = "count" if self.quantity.dimension == "number" else self.quantity.dimension
        return dimension, self.quantity.unit

    @property
    def value(self) -> str:
        return self.quantity.name or str(self.quantity.value)

    @property
    def document(self) -> str:
        return self.hit.record.document

    @property
    def section(self) -> tuple[str, str]:
        return self.document, self.heading


def statements_in(hit: Hit, dimensions: frozenset[str]) -> Iterator[Statement]:
    """The figures of these dimensions in a passage's sentences, each with what it is said of."""
    text = hit.passage.text
    headings = {part.strip() for step in hit.passage.path for part in (step, *step.split(" – "))}
    heading = "" if " – " in hit.passage.label else hit.passage.label
    for start, end in sentence_spans(text):
        end = start + len(text[start:end].rstrip())
        sentence = text[start:end]
        if sentence.strip() in headings:
            heading = sentence.strip()
        if not sentence.strip() or sentence.strip() in headings:
            continue
        gathers = bool(GATHERS.search(heading) or GATHERS.search(hit.record.title))
        quantities = find_quantities(sentence)
        years = frozenset(int(found) for found in _YEAR.findall(sentence))
        disputed = bool(DISPUTES.search(sentence))
        places = names_of(sentence, ("place",))
        for quantity in quantities:
            if quantity.dimension == "number" and _YEAR.fullmatch(quantity.text):
                continue
            if quantity.dimension == "date" and quantity.name.endswith("-00-00") and not disputed:
                continue  # "the plan of 2024" is a name
            compared = sum(other.dimension == quantity.dimension for other in quantities) > 1 and len(places) > 1
            if compared and not disputed:  # "30 August 2022, against 22 September 2022 for Shanghai"
                continue
            if quantity.dimension in dimensions and quantity.bound not in (Bound.LOW, Bound.HIGH):
                roles = roles_at(sentence, quantity, quantities)
                yield Statement(hit, start, end, heading, quantity, roles, years, disputed, gathers)


def roles_at(sentence: str, quantity: Quantity, all_of_it: Sequence[Quantity]) -> frozenset[tuple[str, str]]:
    """What the words around a figure say that it is of.

    What stands between two figures of one kind belongs to the first up to a comma or bracket, then to the second.
    """
    rivals = [other for other in all_of_it if other.dimension == quantity.dimension and other.start != quantity.start]
    before = max((other.end for other in rivals if other.end <= quantity.start), default=None)
    after = min((other.start for other in rivals if other.start >= quantity.end), default=None)
    first, last = before or 0, len(sentence) if after is None else after
    if before is not None and (parted := _PARTS.search(sentence, before, quantity.start)):
        first = parted.end()
    if after is not None and (parted := _PARTS.search(sentence, quantity.end, after)):
        last = parted.start()
    breaks = [found.end() for found in _CLAUSE.finditer(sentence, first, quantity.start)]
    first = max([first, *breaks])
    ahead = _CLAUSE.search(sentence, quantity.end, last)
    last = ahead.start() if ahead else last
    back, forth = (40, 12) if quantity.dimension == "date" else (2 * REACH, REACH)
    around = sentence[max(first, quantity.start - back) : min(last, quantity.end + forth)]
    found = set()
    for group, tag, pattern in _ROLE_PATTERNS:
        if group == "change" and quantity.dimension not in ("percent", "points", "none"):
            continue
        wide = group == "aim" and quantity.dimension != "date"
        if pattern.search(sentence[: quantity.start] if wide else around):
            found.add((group, tag))
    return frozenset(found)


def tags(roles: frozenset[tuple[str, str]], group: str) -> frozenset[str]:
    return frozenset(tag for kind, tag in roles if kind == group)


@lru_cache(4096)
def content(text: str) -> Content:
    """The words of a stretch, in both languages."""
    return content_of(text, glossed=True)


def surroundings(statement: Statement) -> Content:
    """The sentence with its headings and its document's title, issuer and place."""
    record = statement.hit.record
    head = f"{statement.hit.passage.section}\n{record.title}\n{record.title_zh}\n{record.issuer}"
    return joined([content(statement.sentence), content(head)])


def near_content(statement: Statement) -> Content:
    """The sentence with its own heading."""
    return joined([content(statement.sentence), content(statement.heading)])


def subject_terms(statement: Statement) -> tuple[Term, ...]:
    """The content words around the figure: what it is of."""
    sentence, quantity = statement.sentence, statement.quantity
    around = sentence[max(0, quantity.start - REACH) : quantity.end + REACH]
    return tuple(term for term in terms_of(around) if term.word not in _REPORTING)


_REPORTING_TEXT = """
sourc report articl page site figur number say said write quot count accord official press better digest infer end
latest text name 报道 报道称 数据 来源 推断 去年 年底 页面 官方 摘要 以后 准 文本
"""
_REPORTING = frozenset(_REPORTING_TEXT.split())


def topic_terms(statement: Statement) -> tuple[Term, ...]:
    """The content words of what a sentence says that its sources differ on."""
    return terms_of(statement.topic) if statement.topic else ()


def names_of(text: str, kinds: tuple[str, ...] = ("place", "scheme")) -> frozenset[str]:
    """Ids of the known places and schemes that a text names."""
    return frozenset(name.id for name in known_names(text) if name.kind in kinds)


def named_around(statement: Statement) -> frozenset[str]:
    """What the sentence, its headings and its document name."""
    record = statement.hit.record
    head = SECTION_JOIN.join([statement.hit.passage.section, record.title, record.title_zh, record.issuer])
    return names_of(statement.sentence) | names_of(head)
