"""The numbers that Word prints before paragraphs, by the rules of the specification (ISO/IEC 29500-1, 17.9).

Counters belong to the abstract list, so that all its instances (`w:num`) count on. A level begins anew after a use of
any level above it, or as its `lvlRestart` says; an instance's `startOverride` sets the count when the instance first
uses the level. Levels that a number names and no paragraph has used stand at their start, and count as used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from assistant.reading.formats.list_numbers import IN_WORDS, list_number
from assistant.reading.formats.word.elements import W, below, is_on, value

LEVELS = 9
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and what it prints."""

    start: int = 0
    form: str = "decimal"  # numFmt, or the pattern of a custom one
    pattern: str = ""  # lvlText: "%1.%2"
    restart: int | None = None  # lvlRestart: from 1; 0: never
    legal: bool = False
    style: str = ""  # the paragraph style that is numbered at this level

    @classmethod
    def of(cls, node: Any) -> Level:
        restart, form = value(node, "lvlRestart"), node.find(f".//{W}numFmt[@{W}format]")
        shown = value(node, "numFmt", "decimal") if form is None else form.get(f"{W}format")
        return cls(_whole(value(node, "start")) or 0, shown, value(node, "lvlText"), _whole(restart),
                   is_on(below(node, "isLgl")), value(node, "pStyle"))  # fmt: skip

    def restarts_after(self, own: int, used: int) -> bool:
        """Whether this level, `own` from 0, begins anew once level `used`, above it, was used."""
        if self.restart == 0:
            return False
        if self.restart is None or self.restart > own:  # one that is no level above is ignored
            return True
        return used < self.restart


@dataclass(frozen=True, slots=True)
class Instance:
    """A `w:num`: whose counters it uses, and its levels with what it overrides."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says about numbering."""

    based_on: str = ""
    number: str | None = None
    level: int | None = None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    root: Any  # of the numbering part, None where there is none
    styles: Mapping[str, Style]
    style_lists: Mapping[str, str] = field(default_factory=dict)  # numbering style → its instance
    default_style: str = ""
    language: str = ""  # of the document's text where a paragraph states none
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by counters, by level
    begun: set[tuple[str, int]] = field(default_factory=set)  # levels that instances with an override have used
    unknown: Counter[str] = field(default_factory=Counter)  # why numbers could not be derived

    def apart(self) -> Numbering:
        """The same lists for a text that counts by itself: a text box, the notes."""
        return replace(self, counts={}, begun=set())

    def mark(self, paragraph: Any) -> str:
        """The number or bullet of the next paragraph, "" for none; what cannot be derived is counted in `unknown`."""
        placed = self.place(paragraph)
        if placed is None:
            return ""
        number, at = placed
        instance = self.instances.get(number)
        if instance is None:  # numbered by a list that is not there: Word prints nothing
            return ""
        level = instance.levels.get(at)
        if level is None:
            self.unknown["a list without that level"] += 1
            return ""
        counts = self._count(number, instance, at)
        if level.form == "bullet":
            return "•"
        shown = self._shown(instance, level, counts)
        forms = (
            {instance.levels[int(name) - 1].form for name in re.findall(r"%(\d)", level.pattern)} if shown else set()
        )
        if shown is None or (forms & IN_WORDS and not level.legal and not self._is_english(paragraph)):
            self.unknown[f"the form {level.form}"] += 1
            return ""
        return shown.strip()

    def _is_english(self, paragraph: Any) -> bool:
        stated = {lang.get(f"{W}val", "") for lang in paragraph.iter(f"{W}lang")} - {""} or {self.language}
        return all(language.startswith("en") for language in stated)

    def place(self, paragraph: Any) -> tuple[str, int] | None:
        """The instance and the level that number a paragraph: its own, else those of its style."""
        own = below(paragraph, "pPr/numPr")
        number = value(own, "numId") if own is not None else ""
        level = _whole(value(own, "ilvl")) if own is not None else None
        chain = list(self._chain(value(paragraph, "pPr/pStyle") or self.default_style))
        by_style = not number
        if by_style:
            number = next((style.number for _, style in chain if style.number is not None), "")
        if number in ("", "0"):
            return None
        if level is None:
            level = self._level_of_style(number, chain, by_style)
        return number, min(max(level, 0), LEVELS - 1)

    def _level_of_style(self, number: str, chain: list[tuple[str, Style]], by_style: bool) -> int:
        """The level linked to the nearest style; a style's own `ilvl` counts only where no level is linked to it."""
        instance = self.instances.get(number)
        linked = {level.style: at for at, level in instance.levels.items() if level.style} if instance else {}
        for name, _ in chain:
            if name in linked:
                return linked[name]
        return next((style.level for _, style in chain if style.level is not None), 0) if by_style else 0

    def _chain(self, name: str) -> Iterator[tuple[str, Style]]:
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield name, self.styles[name]
            name = self.styles[name].based_on

    def _count(self, number: str, instance: Instance, at: int) -> dict[int, int]:
        counts = self.counts.setdefault(instance.counters, {})
        for above in range(at):
            counts.setdefault(above, self._start(instance, above))
        first = at in instance.starts and (number, at) not in self.begun
        if first or at not in counts:
            counts[at] = self._start(instance, at)
        else:
            counts[at] += 1
        self.begun.add((number, at))
        for deeper in range(at + 1, LEVELS):
            if instance.levels.get(deeper, Level()).restarts_after(deeper, at):
                counts.pop(deeper, None)
        return counts

    @staticmethod
    def _start(instance: Instance, at: int) -> int:
        return instance.starts.get(at, instance.levels.get(at, Level()).start)

    @staticmethod
    def _shown(instance: Instance, level: Level, counts: Mapping[int, int]) -> str | None:
        """The level's pattern with the numbers of the levels that it names; None where one has none."""
        parts = []
        for words, name in re.findall(r"([^%]+|%(?!\d))|%(\d)", level.pattern):
            if not name:
                parts.append(words)
                continue
            named = instance.levels.get(int(name) - 1)
            if named is None or int(name) - 1 not in counts:
                return None
            form = "decimal" if level.legal and named.form not in ("none", "bullet") else named.form
            shown = list_number(form, counts[int(name) - 1])
            if shown is None:
                return None
            parts.append(shown)
        return "".join(parts)

    @cached_property
    def instances(self) -> dict[str, Instance]:
        """The instances by their ids."""
        found: dict[str, Instance] = {}
        for entry in self.root.iter(f"{W}num") if self.root is not None else ():
            instance = self._instance(entry, ())
            if instance is not None:
                found[entry.get(f"{W}numId", "")] = instance
        return found

    def _instance(self, entry: Any, seen: tuple[str, ...]) -> Instance | None:
        """One instance; one whose list is defined by a numbering style counts with that style's list."""
        name = value(entry, "abstractNumId")
        abstract = next((a for a in self.root.iter(f"{W}abstractNum") if a.get(f"{W}abstractNumId") == name), None)
        if abstract is None:
            return None
        counters, starts = name, {}
        levels = {_at(node): Level.of(node) for node in abstract.findall(f"{W}lvl")}
        link = value(abstract, "numStyleLink")
        if link and not levels:
            target = self._by_id(self.style_lists.get(link, ""))
            if target is None or link in seen:
                return None
            linked = self._instance(target, (*seen, link))
            if linked is None:
                return None
            counters, levels, starts = linked.counters, dict(linked.levels), dict(linked.starts)
        for override in entry.findall(f"{W}lvlOverride"):
            if (level := below(override, "lvl")) is not None:
                levels[_at(override)] = Level.of(level)
            if (start := _whole(value(override, "startOverride"))) is not None:
                starts[_at(override)] = start
        return Instance(counters, levels, starts)

    def _by_id(self, number: str) -> Any:
        return next((each for each in self.root.iter(f"{W}num") if each.get(f"{W}numId") == number), None)

    def notes(self) -> Iterator[str]:
        """What to say of paragraphs whose numbers are not shown."""
        for why, times in self.unknown.items():
            yield f"list numbers that could not be derived and are not shown: {times} ({why})"


def _at(node: Any) -> int:
    return _whole(node.get(f"{W}ilvl", "0")) or 0


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """The lists of a document from the roots of its numbering part (None for none) and its styles part."""
    found: dict[str, Style] = {}
    lists: dict[str, str] = {}
    default = ""
    for node in styles.iter(f"{W}style"):
        name, kind = node.get(f"{W}styleId", ""), node.get(f"{W}type", "paragraph")
        own = below(node, "pPr/numPr")
        number = (value(own, "numId") or None) if own is not None else None
        level = _whole(value(own, "ilvl")) if own is not None else None
        if kind == "numbering" and number:
            lists[name] = number
        elif kind == "paragraph":
            found[name] = Style(value(node, "basedOn"), number, level)
            default = name if node.get(f"{W}default") in ("1", "true", "on") else default
    language = below(styles, "docDefaults/rPrDefault/rPr/lang")
    spoken = str(language.get(f"{W}val", "")) if language is not None else ""
    return Numbering(numbering, found, lists, default, spoken)
