"""Words that exclude each other: a claim says one where its passage says the other of the same thing.

`data/opposites.tsv` lists them in both languages (raised and lowered, before and after, 境内 and 境外),
`data/roles.tsv` those who act or are acted upon (a guardian is no school). A word of the claim is at fault when the
passages have its opposite among the claim's other words, and the word itself nowhere, or clearly farther from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.quantities import Quantity, same_length_fold, same_unit, same_value
from assistant.quantities.folding import lower_latin
from assistant.storing.words import has_chinese, tokens
from assistant.verifying.case import Case, Fault
from assistant.verifying.names import known_names
from assistant.verifying.reading import Reading
from assistant.verifying.scopes import MEASURED
from assistant.verifying.terms import Term, content_of, terms_of

DATA = Path(__file__).parent.parent / "data"
REACH = 110  # characters of a passage on either side of a word that are looked at
NEXT = 40  # characters after a word in which what it governs has to begin
HEADS = 2  # content words after a word, or before it, of which one has to be at its opposite too
ABSENT, ABSENT_ACROSS = 0.34, 0.25  # share of the claim's words that an opposite needs about it; the word is nowhere
# roles that are no other body in other words
_OFFICES_TEXT = """
governor president mayor court judge police prosecutor
州长 省长 总统 市长 法院 法官 检察院
"""
_OFFICES = frozenset(_OFFICES_TEXT.split())
DIRECT = {"ahead and behind"}  # groups whose words stand directly before what they are said of
FARTHER, TIMES = 2, 1.5  # how many more of them it needs, and how many times as many, when the word is elsewhere
_JOINED = re.compile(r"\s*(?:[向至到和或与及、/]|to|and|or|into)?\s*")
_CLAUSE = re.compile(r"[，；;。|：]|[,.:](?=\s)|\band then\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a group at text[start:end]; `pole` is the number of its column."""

    start: int
    end: int
    text: str
    pole: int
    soft: bool = False  # enough for its own column, but no opposite of another


@dataclass(frozen=True, slots=True)
class Group:
    """Words of which one pole excludes the others. Of a role, which may stand anywhere, only absence is a fault."""

    name: str
    poles: dict[str, int]  # forms; those of any ending with a *
    pattern: re.Pattern[str]
    further: tuple[tuple[re.Pattern[str], int], ...]  # regular expressions
    soft: tuple[tuple[re.Pattern[str], int], ...]  # regular expressions of soft forms
    role: bool = False

    def cues(self, folded: str) -> tuple[Cue, ...]:
        """The group's words in a folded text in lower case, in order."""
        found = [Cue(m.start(), m.end(), m.group(), self._pole(m.group())) for m in self.pattern.finditer(folded)]
        for pattern, pole in self.further:
            found += [Cue(m.start(), m.end(), m.group(), pole) for m in pattern.finditer(folded)]
        for pattern, pole in self.soft:
            found += [Cue(m.start(), m.end(), m.group(), pole, True) for m in pattern.finditer(folded)]
        return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))

    def _pole(self, word: str) -> int:
        if word in self.poles:
            return self.poles[word]
        stems = (f"{word[:length]}*" for length in range(len(word), 0, -1))
        return next(self.poles[stem] for stem in stems if stem in self.poles)


def _group(name: str, columns: Sequence[str], *, role: bool = False) -> Group:
    forms = [(form, pole) for pole, column in enumerate(columns) for form in column.split(";") if form]
    poles = {form: pole for form, pole in forms if form[0] not in "~="}
    soft = tuple((re.compile(form[1:], re.A), pole) for form, pole in forms if form.startswith("="))
    further = tuple((re.compile(form[1:], re.A), pole) for form, pole in forms if form.startswith("~"))
    longest = sorted(poles, key=len, reverse=True)  # 不予批准 before 批准
    latin = "|".join(
        re.escape(form.removesuffix("*")) + "[a-z]*" * form.endswith("*") for form in longest if form.isascii()
    )
    han = "|".join(re.escape(form) for form in longest if not form.isascii())
    pattern = "|".join(part for part in (rf"(?<![a-z-])(?:{latin})(?![a-z]|-ups?)" if latin else "", han) if part)
    return Group(name, poles, re.compile(pattern, re.A), further, soft, role)


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(1)
def groups() -> tuple[Group, ...]:
    """The groups of both files; all roles are one group."""
    opposed = [_group(row[0], row[1:]) for row in _rows("opposites.tsv")]
    roles = _group("role", [";".join(row[1:]) for row in _rows("roles.tsv")], role=True)
    return (*opposed, roles)


@lru_cache(4096)
def _cues(number: int, text: str) -> tuple[Cue, ...]:
    return groups()[number].cues(lower_latin(same_length_fold(text)))


def faulty_opposite(case: Case) -> Fault:
    """A fault for the first word of the claim whose opposite its passages have in its place."""
    for number, group in enumerate(groups()):
        cues = _cues(number, case.text)
        if not cues:
            continue
        if group.name == "frequency" and any(q.dimension in MEASURED for q in case.claim.quantities):
            continue  # figures are looked at with what they are given per
        said = {cue.pole for cue in cues}
        stated = [(reading, cue) for reading in case.passages for cue in _cues(number, reading.text)]
        others = [(reading, cue) for reading, cue in stated if cue.pole not in said and not cue.soft]
        same = {cue.pole for _, cue in stated}
        same |= {cue.pole for reading in case.headings for cue in _cues(number, reading.text)}
        for cue in cues:
            if group.role and _stem_stands(case, cue):
                continue
            if cue.pole not in same and _role_without_name(group, case, cue):
                fault = _absent(case, cue, cues, others, group)
            elif cue.pole in same and not group.role:
                fault = _farther(case, cue, cues, stated)
            else:
                continue
            if fault is not None:
                return fault
    return None


def _stem_stands(case: Case, cue: Cue) -> bool:
    """Whether the passage has the word of a role in another form: "students graduated" is said of graduates."""
    return cue.text.isascii() and any(stem in case.content.stems for stem in tokens(cue.text))


def _role_without_name(group: Group, case: Case, cue: Cue) -> bool:
    """Not a role whose bearer the passage names: "the authority" may be the Cyberspace Administration."""
    if not group.role or cue.text.rstrip("s") in _OFFICES:
        return True
    return not any(name.kind in ("body", "company") for name in known_names(case.best.quote))


def _absent(case: Case, cue: Cue, cues: Sequence[Cue], others: Sequence[tuple[Reading, Cue]], group: Group) -> Fault:
    """The claim's word is nowhere, and another of its group stands among the claim's words; a role, in its clause."""
    around, figures = _around_claim(case, cue, cues)
    heads = _heads(case.text, cue)
    adjoining = case.claim.quantities_in(cue.end, cue.end + 8)
    if adjoining and not _is_date(adjoining[0]) and not case.text[cue.end : adjoining[0].start].strip(" 了到至约"):
        figures, heads = adjoining[:1], ()  # 下降12.1%: what it is said of is the figure
    if not heads and not figures:
        return None
    direct = group.name in DIRECT and bool(heads)
    needed = max(1.0, (ABSENT_ACROSS if case.across else ABSENT) * (len(around) + len(figures)))
    for reading, other in others:
        start, end = _clause_of(reading, other) if group.role else _window(reading, other)
        content = content_of(reading.text[start:end], glossed=not has_chinese(case.text))
        if direct and not content_of(reading.text[other.end : other.end + NEXT], glossed=True).has(heads[0]):
            continue  # "behind Finland" is not said of Germany
        if (not heads or any(content.has(head) for head in heads)) and _shared(
            case, around, figures, reading, (start, end)
        ) >= needed:
            return _fault(case, cue, reading, other)
    return None


def _farther(case: Case, cue: Cue, cues: Sequence[Cue], stated: Sequence[tuple[Reading, Cue]]) -> Fault:
    """The passages have both words, and another one clearly nearer to the claim's words."""
    around, figures = _around_claim(case, cue, cues)
    best: dict[bool, tuple[int, Reading, Cue]] = {}
    heads = _heads(case.text, cue, after=True)[:1]
    governed: dict[bool, bool] = {}  # whether what follows the word follows it, or its opposite, in the passage
    if len({other.pole for other in cues}) > 1:
        return _crossed(case, cue, cues, stated)
    for reading, other in stated:
        if other.soft:
            continue
        neighbours = [c for r, c in stated if r is reading]
        if any(c.pole != other.pole and _paired(reading.text, c, other) for c in neighbours):
            return None  # 境外向境内: the words of both are those of either
        span = _window(reading, other, neighbours)
        right = other.pole == cue.pole
        count = _shared(case, around, figures, reading, span)
        if heads:
            content = content_of(reading.text[other.start : span[1]], glossed=not has_chinese(case.text))
            governed[right] = governed.get(right, False) or content.has(heads[0])
        if right not in best or count > best[right][0]:
            best[right] = (count, reading, other)
    if len(best) < 2 or (governed.get(True) and not governed.get(False)):
        return None
    near, far = best[True][0], best[False][0]
    if far >= near + FARTHER and far >= TIMES * near:
        return _fault(case, cue, *best[False][1:])
    return None


def _paired(text: str, one: Cue, two: Cue) -> bool:
    """Whether two opposites are said of the same thing: 境外向境内, "from abroad to China"."""
    first, second = sorted((one, two), key=lambda cue: cue.start)
    return _JOINED.fullmatch(text, first.end, second.start) is not None


def _is_date(quantity: Quantity) -> bool:
    return quantity.is_name or quantity.dimension in ("date", "duration")


def _crossed(case: Case, cue: Cue, cues: Sequence[Cue], stated: Sequence[tuple[Reading, Cue]]) -> Fault:
    """Claim and passage have both words: what follows the one in the claim follows only the other in the passage."""
    following = min((other.start for other in cues if other.start >= cue.end), default=len(case.text))
    heads = _heads(case.text[:following], cue, after=True)[:1]
    if not heads:
        return None
    wrong: tuple[Reading, Cue] | None = None
    for reading, other in stated:
        _, end = _window(reading, other, [c for r, c in stated if r is reading])
        content = content_of(reading.text[other.end : min(end, other.end + NEXT)], glossed=not has_chinese(case.text))
        if content.has(heads[0]):
            if other.pole == cue.pole:
                return None
            wrong = wrong or (reading, other)
    return _fault(case, cue, *wrong) if wrong else None


def _fault(case: Case, cue: Cue, reading: Reading, other: Cue) -> Fault:
    said, stated = case.text[cue.start : cue.end], reading.text[other.start : other.end]
    return f'the passage says "{stated}" of this, not "{said}"', f"{said} ≠ {stated}"


def _around_claim(case: Case, cue: Cue, cues: Sequence[Cue]) -> tuple[tuple[Term, ...], tuple[Quantity, ...]]:
    """The claim's words and figures between the neighbouring words of the same group."""
    left = max((other.end for other in cues if other.end <= cue.start), default=0)
    right = min((other.start for other in cues if other.start >= cue.end), default=len(case.text))
    stretch = case.text[left : cue.start] + " " + case.text[cue.end : right]
    return terms_of(stretch), tuple(q for q in case.claim.quantities_in(left, right) if not q.is_name)


def _heads(text: str, cue: Cue, *, after: bool = False) -> tuple[Term, ...]:
    """The content words that a word governs: those after it in its clause, else, unless `after`, those before it."""
    borders = [match.start() for match in _CLAUSE.finditer(text)]
    left = max((border for border in borders if border < cue.start), default=0)
    right = min((border for border in borders if border >= cue.end), default=len(text))
    if after:
        return terms_of(text[cue.end : right])[:HEADS]
    before = terms_of(text[left : cue.start]) or terms_of(text[: cue.start])
    following = terms_of(text[cue.end : right])[:HEADS]
    return following if len(following) == HEADS else following + before[-HEADS:]


def _clause_of(reading: Reading, cue: Cue) -> tuple[int, int]:
    """The clause of a passage that a word stands in."""
    start, end = _window(reading, cue)
    borders = [match.start() for match in _CLAUSE.finditer(reading.text, start, end)]
    left = max((border for border in borders if border < cue.start), default=start)
    return left, min((border for border in borders if border >= cue.end), default=end)


def _window(reading: Reading, cue: Cue, neighbours: Sequence[Cue] = ()) -> tuple[int, int]:
    """The stretch of a passage that a word governs: within its sentence, between its neighbours of the same group."""
    start, end = reading.sentences[reading.segments[reading.segment_of(cue.start)].sentence]
    # what stands between two of them is the first one's
    left = cue.start if any(start <= other.start < cue.start for other in neighbours) else start
    right = min((other.start for other in neighbours if other.start >= cue.end), default=len(reading.text))
    return max(left, cue.start - REACH), min(end, right, cue.end + REACH)


def _shared(
    case: Case, around: Sequence[Term], figures: Sequence[Quantity], reading: Reading, span: tuple[int, int]
) -> int:
    content = content_of(reading.text[span[0] : span[1]], glossed=not has_chinese(case.text))
    inside = reading.quantities_in(*span)
    count = sum(any(same_value(q, other) and same_unit(q, other) for other in inside) for q in figures)
    return count + sum(content.has(term) for term in around)
