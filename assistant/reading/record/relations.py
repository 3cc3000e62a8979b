"""What a text says about other documents: repeals, amends, supersedes, implements, draft of. Each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.language.dates import dates_in
from assistant.reading.record.document_numbers import canonical_number, find_numbers
from assistant.reading.record.issuing import JURISDICTIONS
from assistant.reading.record.surroundings import QUOTE, sentence_at
from assistant.reading.record.titles import DRAFT
from assistant.records import Kind, Relation, RelationKind


def find_relations(text: str, title: str, number: str = "", kind: Kind = Kind.OTHER) -> tuple[Relation, ...]:
    """Relations that `text` states, in order. News only reports what others did, so it has none.

    `number` is the document's own, canonical: what names itself is left out.
    """
    if kind is Kind.NEWS:
        return ()
    found = [
        *_draft(title),
        *_amending_title(title, text),
        *_chinese(text),
        *(one for jurisdiction in JURISDICTIONS for read in jurisdiction.relations for one in read(text)),
        *_english(text),
    ]
    kept: dict[tuple[RelationKind, str], Relation] = {}
    for relation in found:
        key = canonical_number(relation.target) or re.sub(r"\W", "", relation.target)
        if not (number and key == number) and key:
            kept.setdefault((relation.relation, key), relation)
    return tuple(kept.values())


def _draft(title: str) -> Iterator[Relation]:
    if DRAFT.search(title):
        target = re.sub(
            r"[（(](?:修订)?(?:征求意见稿|草案[^）)]*|送审稿|讨论稿|"
            r"[^（()）]*\bdraft\b[^)]*)[）)]|^关于公开征求|意见的(?:通知|公告)$|\bdraft\b",
            "",
            title,
            flags=re.I,
        )
        target = target.strip(" 《》-–—:")
        if len(target) > 4:
            yield Relation(RelationKind.DRAFT_OF, target, "")


def _amending_title(title: str, text: str) -> Iterator[Relation]:
    if match := re.search(r"关于修[改订][〈《](.+?)[》〉]的决定", title):
        yield Relation(RelationKind.AMENDS, match[1], _quote(text, title[:40]))
    if match := re.search(r"\b(?:and )?amending (.{10,400})$", title, re.I):
        for number in find_numbers(_spread(match[1])):
            yield Relation(RelationKind.AMENDS, number.text.strip(), _quote(text, "amending"))


def _spread(listed: str) -> str:
    """ "Regulations (EC) No 300/2008, (EU) No 167/2013 and Directives 2014/90/EU" with the kind before each."""
    parts, kind = [], ""
    for piece in re.split(r",\s*|\s+and\s+", listed):
        if match := re.match(r"(Regulation|Directive|Decision)s?\s", piece, re.I):
            kind = match[1].capitalize()
            parts.append(re.sub(r"^\w+", kind, piece))
        elif kind and re.match(r"\(E[UC]\)|\d", piece):
            parts.append(f"{kind} {piece}")
    return "; ".join(parts)


def _quote(text: str, words: str) -> str:
    at = text.find(words) if words else -1
    return sentence_at(text, at, at + len(words)) if at >= 0 else ""


_NAMED = r"《(?:[^《》]|《[^《》]*》){3,90}》(?:[（(][^（）()]{2,40}号[^（）()，。]{0,6}[）)])?"
_OF = r"(?:[^《》。；\n]{0,60}(?:发布|公布|印发|颁布)的)?"  # which body published it, and when
_LIST = rf"{_NAMED}(?:[、，和及以]{{0,3}}{_OF}{_NAMED})*"
_REPEAL = re.compile(
    rf"(?P<list>{_LIST})(?P<how>[^《》。；\n]{{0,24}}?)(?:同时|即行|予以|自行|相应|一并)?(?:废止|失效|停止执行)"
)
_REPEALS_NEXT = re.compile(
    rf"(?:决定|现|即行|同时|予以)[^《》。；\n]{{0,12}}?废止(?:以下|下列)?"
    rf"(?P<list>{_LIST})(?P<when>[^。；\n]{{0,40}})"
)
_NOT_REPEALED = re.compile(r"修改|修订[、或和]|应当|可以|不一致|清理|尚未|如果|或者|到期")
_REPLACED = re.compile(
    rf"(?P<list>{_LIST})[^《》。；\n]{{0,12}}?(?:由本\S{{1,6}}(?:替代|代替|取代))|(?:替代|代替|取代)(?P<list2>{_LIST})"
)
_BASIS = re.compile(
    rf"(?:根据|依据|按照|依照|遵照)(?:和|与)?(?P<list>{_LIST})[^。；\n]{{0,120}}?(?:制定|制订|编制|提出|研究|结合|修订)"
)
_CARRIES_OUT = re.compile(
    rf"(?:贯彻落实|落实|贯彻|实施)(?:好)?(?:(?!起草|制定|编制|出台|印发)"
    rf"[^《》。；\n]){{0,40}}?(?P<list>{_LIST})"
)
_AMENDED_BY = re.compile(
    r"根据(?P<when>[^。\n（）()]{6,40}?)(?P<law>《关于修[改订]〈[^〉]+〉的决定》|"
    r"关于修[改订]《[^》]+》的决定)(?P<how>修正|修订)"
)
_EXTENDED = re.compile(rf"(?P<list>{_LIST})[^。；\n]{{0,40}}?有效期(?:限)?(?:延长|延续|顺延)(?:至|到)[^。；\n]{{4,20}}")


_CHINESE = (
    (RelationKind.REPEALS, _REPEAL),
    (RelationKind.REPEALS, _REPEALS_NEXT),
    (RelationKind.SUPERSEDES, _REPLACED),
    (RelationKind.AMENDS, _EXTENDED),
)


def _chinese(text: str) -> Iterator[Relation]:
    for kind, pattern in _CHINESE:
        for match in pattern.finditer(text):
            parts = match.groupdict("")
            if not _NOT_REPEALED.search(how := parts.get("how", "")):
                quote = sentence_at(text, *match.span())
                yield from _each(kind, parts["list"] or parts["list2"], quote, _day(how or parts.get("when", "")))
    for match in _AMENDED_BY.finditer(text[:1500]):
        yield Relation(RelationKind.AMENDED_BY, match["law"], sentence_at(text, *match.span()), _day(match["when"]))
    for pattern in (_BASIS, _CARRIES_OUT):
        if basis := pattern.search(text[:4000]):
            yield from _each(RelationKind.IMPLEMENTS, basis["list"], sentence_at(text, *basis.span()))


def _day(words: str) -> str | None:
    return next(iter(dates_in(words)), None)


def _each(kind: RelationKind, listed: str, quote: str, when: str | None = None) -> Iterable[Relation]:
    for match in re.finditer(_NAMED, listed):
        yield Relation(kind, match.group(), quote[:QUOTE], when)


_NAME = (
    r"(?P<what>(?:the )?(?:Executive Orders?|Regulations? \(E[UC]\)(?: No)?|"
    r"Directives?|Council Decision|[A-Z][\w&. ]{0,60}?(?:\([A-Z0-9]{2,5}\) )?"
    r"Memorand(?:um|a)"
    r"|Law|Act No\.|Order No\.|Circular)\s[^.;:\n]{2,160}?)"
)
_VERBS = (
    (RelationKind.SUPERSEDES, r"rescinds and replaces|supersedes(?: and replaces)?|replaces"),
    (RelationKind.REPEALS, r"rescinds|revokes|repeals"),
    (RelationKind.AMENDS, r"amends"),
    (RelationKind.IMPLEMENTS, r"implements"),
)
_PASSIVE = re.compile(
    r" (?:is|are) (?:hereby )?(?:(?P<supersedes>superseded|rescinded and replaced)|"
    r"(?P<repeals>revoked|repealed|rescinded)"
    r"|(?P<amends>amended as follows))"
)
_BASIS_LIST = re.compile(
    r"(?:formulated|enacted|established|made)[^.]{0,220}?in accordance with (?"
    r"P<list>.{10,600}?)(?:,? and other|\.\s|;|, for the purpose)",
    re.S,
)


def _english(text: str) -> Iterator[Relation]:
    for kind, verbs in _VERBS:
        for match in re.finditer(
            rf"\b[Tt]his (?:order|act|memorandum|regulation|notice|decision|measure)s? (?"
            rf":{verbs}) {_NAME}(?=,|\.\s|;|\n\n|$)",
            text,
        ):
            yield from _numbered(kind, match["what"], sentence_at(text, *match.span()))
    for verb in _PASSIVE.finditer(text):
        before = text[max(0, verb.start() - 260) : verb.start()]
        if named := re.search(rf"(?:^|[^a-z] |\n){_NAME}$", before):
            start = verb.start() - len(before) + named.start("what")
            quote = sentence_at(text, start, verb.end())
            since = re.match(
                r",? (?:with effect from|effective|from|on) ([^.;,]{6,20})", text[verb.end() : verb.end() + 60]
            )
            when = _day(since[1]) if since else None
            yield from _numbered(RelationKind(verb.lastgroup or ""), named["what"], quote, when)
    if basis := _BASIS_LIST.search(text[:5000]):
        for name in re.findall(r"(?:the )?[\"“]?((?:[A-Z][\w-]+ ){1,7}(?:Law|Act|Regulations))\b", basis["list"]):
            yield Relation(RelationKind.IMPLEMENTS, name, sentence_at(text, *basis.span())[:QUOTE])


def _numbered(kind: RelationKind, what: str, quote: str, when: str | None = None) -> Iterator[Relation]:
    """One relation a document number; the name itself where it has none."""
    numbers = find_numbers(what)
    for number in numbers:
        yield Relation(kind, number.text, quote, when)
    if not numbers and not re.match(r"(?:the )?(?:Law|Directives?)\s(?:is|are|of)\b", what):
        yield Relation(kind, what.strip(), quote, when)
