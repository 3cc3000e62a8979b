"""Two things said of two others, exchanged: "示范项目 up to 2 million, 标杆项目 up to 10 million" turned round.

Of two clauses of a claim, the first word that only one of them has is what it speaks of; its figures, or else its other
words, are what it says. They were exchanged when the passage has each first word beside what the other clause says.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from assistant.quantities import Quantity, same_unit, same_value
from assistant.storing.words import has_chinese
from assistant.verifying.case import Case, Fault
from assistant.verifying.reading import Reading
from assistant.verifying.terms import Content, content_of, terms_of

_CLAUSE = re.compile(r"[，；;]|,(?=\s)|\b(?:and|while|whereas|but)\b")
_FINE = re.compile(r"[，。；;\n]|[,.](?=\s)|\b(?:while|whereas|but)\b")
_COARSE = re.compile(r"[。；;\n]|\.(?=\s)")
# what goes together as one word here, as terms leave signs of one letter out
_COMPOUND = re.compile(r"(?:中低|中高|[高中低])风险|[大小中]型|城镇|农村|未?成年人?")
_STATES = re.compile(r"超过|达到|力争|上限|最高|不低于|reach|exceed|cap|limit", re.I)

Item = tuple[str, Quantity | None]


def faulty_pairing(case: Case) -> Fault:
    """A fault when what a claim says of two things its passage says of them the other way round."""
    clauses = [span for span in _spans(_CLAUSE, case.text, 0, len(case.text)) if case.text[slice(*span)].strip()]
    for first, second in combinations(clauses, 2):
        one, two = _items(case, first), _items(case, second)
        ours, theirs = _split([i for i in one if not _in(i, two)]), _split([i for i in two if not _in(i, one)])
        if ours is None or theirs is None:
            continue
        for passage in case.passages:
            for borders in (_FINE, _COARSE):
                if _exchanged(case, passage, borders, ours, theirs):
                    why = f'the passage says of "{ours[0][0]}" what the sentence says of "{theirs[0][0]}"'
                    return why, f"{ours[0][0]} ≠ {theirs[0][0]}"
    return None


def _items(case: Case, span: tuple[int, int]) -> list[Item]:
    """The words and figures of a clause in order."""
    text = case.text[slice(*span)]
    found: list[tuple[int, Item]] = [
        (q.start - span[0], (q.text, q))
        for q in case.claim.quantities_in(*span)
        if not q.is_name and q.dimension != "date"
    ]
    folded = text.lower()
    for word in [*(match.group() for match in _COMPOUND.finditer(text)), *(term.word for term in terms_of(text))]:
        at = folded.find(word)
        if at >= 0 and not _STATES.search(word) and not any(word == item[0] for _, item in found):
            found.append((at, (word, None)))
    return [item for _, item in sorted(found, key=lambda entry: (entry[0], -len(entry[1][0])))]


def _split(items: list[Item]) -> tuple[Item, list[Item]] | None:
    """(what a clause speaks of, what it says of it): its first word, and its figures or else its other words."""
    label = next((item for item in items if item[1] is None), None)
    figures = [item for item in items if item[1] is not None]
    said = figures or [item for item in items if item is not label]
    return (label, said) if label is not None and said else None


def _in(item: Item, others: list[Item]) -> bool:
    word, figure = item
    if figure is None:
        return any(other is None and text == word for text, other in others)
    return any(other is not None and same_value(figure, other) for _, other in others)


def _exchanged(
    case: Case,
    passage: Reading,
    borders: re.Pattern[str],
    ours: tuple[Item, list[Item]],
    theirs: tuple[Item, list[Item]],
) -> bool:
    spans = [part for start, end in passage.sentences for part in _spans(borders, passage.text, start, end)]
    rows = [_row(case, passage, span, ours, theirs) for span in spans]
    first, second = [row for row in rows if row[0]], [row for row in rows if row[1]]
    if not first or not second or any(row[0] and row[1] for row in rows):
        return False
    right = any(row[2] for row in first) or any(row[3] for row in second)
    return not right and any(row[3] for row in first) and any(row[2] for row in second)


def _row(
    case: Case, passage: Reading, span: tuple[int, int], ours: tuple[Item, list[Item]], theirs: tuple[Item, list[Item]]
) -> tuple[bool, bool, bool, bool]:
    """Whether a clause of the passage has our label, their label, most of what we say, most of what they say."""
    content = content_of(passage.text[slice(*span)], glossed=not has_chinese(case.text))
    figures = passage.quantities_in(*span)
    terms = {term.word: term for term in case.terms}

    def stands(item: Item) -> bool:
        word, figure = item
        if figure is not None:
            return any(same_value(figure, q) and same_unit(figure, q) for q in figures)
        literal = not case.across and has_chinese(word)  # 高风险 is no 中低风险, though both speak of risks
        return content.has(terms[word]) if word in terms and not literal else _contains(content, word)

    def mostly(items: list[Item]) -> bool:
        return sum(map(stands, items)) * 2 >= len(items)

    return stands(ours[0]), stands(theirs[0]), mostly(ours[1]), mostly(theirs[1])


def _contains(content: Content, word: str) -> bool:
    return re.search(rf"(?<![中未]){re.escape(word)}", content.folded) is not None


def _spans(borders: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [start, *(match.start() for match in borders.finditer(text, start, end)), end]
    return [(a, b) for a, b in pairwise(edges) if b > a]
