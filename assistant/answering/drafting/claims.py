"""A model's draft, read: its claims with the passages they cite, what it names as missing, and whether it refuses.

Pure functions of text. Models write markers in many ways and places, begin with "Based on the passages", make lists and
headings, and think aloud. Here all that becomes claims that can be checked one by one; nothing here decides whether a
claim is true, and no claim gets words that the model did not write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answering.text_cues import gives, patterns_of
from assistant.language.items import mark_at
from assistant.language.terms import terms_of
from assistant.models import prompts
from assistant.proving import markers_of, sentences_of, speaks_of_absence, without_markers
from assistant.questions.question import Question
from assistant.told import told

MOST_IN_RANGE = 8  # passages that [1-8] may stand for
LONGEST_LEAD = 160  # characters of words that open a list
LONGEST_MISSING = 300  # characters of what is said to be missing
_N = r"\^?\d{1,3}"
_WORD = r"(?:passages?|sources?|refs?|citations?|段落|来源|资料|引文)"
_PASSAGE = rf"(?:(?:the )?{_WORD})\s*#?\s*"
# 【1†source】 · [[1]] · [passage 1] · [Passage 1, 2] · (passage 1) · （见段落1） · [^1] · [#1]
_NAMED = re.compile(
    rf"[\[【［(（]\s*\[?\s*(?:see |cf\.? |见|参见)?(?:{_PASSAGE}|#)"
    rf"({_N}(?:\s*(?:[,，、;；&]|and|和|及|{_PASSAGE})+\s*{_N})*)"
    r"\s*(?:段|条?段落)?\s*\]?\s*[\]】］)）]",
    re.IGNORECASE,
)
_DAGGER = re.compile(rf"【\s*({_N})\s*(?:[†:：][^】]{{0,40}})】")
_DOUBLED = re.compile(rf"[\[【]{{2}}\s*({_N}(?:\s*[,，、]\s*{_N})*)\s*[\]】]{{2}}")
_AND = re.compile(rf"[\[【［]\s*({_N}(?:\s*(?:[,，、;；&]|and|和|及)\s*{_N})+)\s*[\]】］]", re.IGNORECASE)
_RANGE = re.compile(r"[\[【［]\s*(\d{1,2})\s*[-–—~～至]\s*(\d{1,2})\s*[\]】］]")
_ROUND = re.compile(
    r"(?<=\S)\s+[(（](\d{1,2})[)）](?=\s*(?:[.。!！]|$))", re.MULTILINE
)  # only where no other marker is
_LEADING = re.compile(r"^\s*(?:[\[【［]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]】］]\s*)+(?=[^\s\[【［.。,，:：])")
_MARKERS = re.compile(r"(?:[\[【［]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]】］]\s*)+")
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|$)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_MISSING = re.compile(r"(?:^|(?<=[\s.。*]))[*_]*(?:MISSING|缺失|缺少)[*_]*\s*[:：][*_]*", re.MULTILINE)
_NOTHING_MISSING = re.compile(
    r"\W*(?:none|nothing|n/?a|no(?:ne)? (?:information|part)?\W*(?:is |are )?missing|无|没有|暂无|不适用)?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence or list item of a draft.

    `text` has no markers, markup or "Based on the passages"; `cited` are passage numbers; `lead` are the words that
    open its list, which it is checked together with; `line` counts the lines of the draft, so that they can be kept.
    """

    text: str
    cited: tuple[int, ...]
    lead: str = ""
    item: bool = False
    line: int = 0

    @property
    def whole(self) -> str:
        """What is checked: the claim with the words that open its list."""
        return f"{self.lead} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model wrote. `missing` is what it says is not in the passages, "" for nothing; `refuses` that it says
    of the whole question that the passages do not answer it."""

    claims: tuple[Claim, ...]
    missing: str
    refuses: bool


def read_draft(text: str) -> Draft:
    """The claims of a draft in order, and what it says is missing."""
    plain = tidy(text)
    said_nothing = prompts.NOTHING in plain
    body, missing = cut_missing(plain.replace(prompts.NOTHING, " "))
    claims = tuple(claims_of(body))
    # "the document names no deadline [1]" cites: whether the document says so itself is for the verifier
    absences = [claim for claim in claims if is_refusal(claim) and not claim.cited]
    stated = tuple(claim for claim in claims if claim not in absences)
    refuses = not stated and bool(absences or missing or said_nothing)
    if said_nothing and not any(claim.cited for claim in stated):
        refuses = True
    if absences and not missing and not refuses:
        missing = " ".join(claim.text for claim in absences)
    return Draft(stated, missing, refuses)


def is_refusal(claim: Claim) -> bool:
    """Whether a claim says only that the passages lack something, or that the model cannot answer."""
    return speaks_of_absence(claim.text) or gives("refuses", claim.text)


def tidy(text: str) -> str:
    """The draft without thoughts, code fences and emphasis, its markers all written [1] or [1, 2]."""
    text = _FENCE.sub("", _THOUGHT.sub("", text)).strip()
    text = _EMPHASIS.sub(r"\2", text)
    text = _DAGGER.sub(r"[\1]", text)
    text = _DOUBLED.sub(r"[\1]", text)
    for pattern in (_NAMED, _AND):
        text = pattern.sub(lambda match: "[" + ", ".join(re.findall(r"\d+", match.group(1))) + "]", text)
    text = _RANGE.sub(_spelled_out, text)
    if not markers_of(text):
        text = _ROUND.sub(r" [\1]", text)
    return text


def _spelled_out(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2))
    if not 0 < first < last < first + MOST_IN_RANGE:
        return match.group()
    return "[" + ", ".join(map(str, range(first, last + 1))) + "]"


def cut_missing(text: str) -> tuple[str, str]:
    """The draft without its line "MISSING: …", and what that line names; "" when it names nothing."""
    match = _MISSING.search(text)
    if match is None:
        return text, ""
    rest = text[match.end() :]
    named, _, after = rest.partition("\n\n")
    body = f"{text[: match.start()]}\n{after}"
    return body, "" if _NOTHING_MISSING.fullmatch(named) else without_markers(named).strip()


def claims_of(body: str) -> Iterator[Claim]:
    """The claims of a draft's body. A claim without a marker takes those of its own paragraph or list, the next first:
    models like to cite once, at the end. Whether they prove it is for the verifier."""
    group: list[Claim] = []
    lead, sub, listing = "", "", False
    lead_cited: tuple[int, ...] = ()
    for number, line in enumerate(body.split("\n")):
        if not line.strip():
            if not listing:
                yield from shared(group)
                group, lead, sub, lead_cited = [], lead if not group else "", "", lead_cited if not group else ()
            continue
        mark = mark_at(line)
        item = mark is not None and mark.kind != "decimal"  # 4.5 is a figure, more likely
        text = line[mark.end :].strip() if mark and item else _HEADING.sub("", line).strip()
        if (listing and not item) or (not item and opens(line)):
            yield from shared(group)
            group, sub = [], ""
            if listing and not opens(line):
                lead, lead_cited = "", ()
        listing = item or (listing and not text)
        if opens(line):
            words = without_markers(text).strip()
            if item:
                sub = words
            else:
                lead, sub, lead_cited = words, "", tuple(markers_of(text))
            continue
        opening = " ".join(part for part in (lead, sub) if part) if item or lead else ""
        found = [replace(claim, lead=opening[:LONGEST_LEAD], item=item, line=number) for claim in sentences(text)]
        group += [claim if claim.cited or not lead_cited else replace(claim, cited=lead_cited) for claim in found]
    yield from shared(group)


def opens(line: str) -> bool:
    """Whether a line only opens what follows: a heading, or words that end with a colon."""
    plain = without_markers(line).strip()
    return bool(_HEADING.match(line)) or (plain.endswith((":", "：")) and len(plain) <= LONGEST_LEAD)


def sentences(text: str) -> list[Claim]:
    """The sentences of one line, each with its own markers."""
    claims = []
    for sentence in sentences_of(trailing(text)):
        cited = markers_of(sentence)
        words, named = without_preamble(" ".join(without_markers(sentence).split()))
        if re.search(r"\w", words):
            claims.append(Claim(words, tuple(cited or named)))
        elif claims and cited and not claims[-1].cited:
            claims[-1] = replace(claims[-1], cited=tuple(cited))
    return claims


def trailing(line: str) -> str:
    """A line whose sentences begin with their markers ("[1] The cap is …"), with the markers behind them instead."""
    if not _LEADING.match(line):
        return line
    marks = list(_MARKERS.finditer(line))
    if line.rstrip().endswith(marks[-1].group().strip()):
        return line
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    parts = [(line[mark.end() : end].strip(), mark.group().strip()) for mark, end in zip(marks, ends, strict=True)]
    return " ".join(f"{text} {mark}" for text, mark in parts)


def without_preamble(sentence: str) -> tuple[str, tuple[int, ...]]:
    """The sentence without "Based on passage 2,", and the passages that such words name."""
    named: tuple[int, ...] = ()
    for pattern in patterns_of("preamble"):
        match = pattern.match(sentence)
        rest = sentence[match.end() :] if match else ""
        if match and rest.strip():
            if "cited" in pattern.groupindex and match.group("cited"):
                named = tuple(map(int, re.findall(r"\d+", match.group("cited"))))
            sentence = rest[0].upper() + rest[1:]
    return sentence, named


def shared(group: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a paragraph or list; one without markers takes those of the next that has some, else the last."""
    claims = list(group)
    for at, claim in enumerate(claims):
        if not claim.cited and not is_refusal(claim):
            near = [other.cited for other in (*claims[at + 1 :], *reversed(claims[:at])) if other.cited]
            claim = replace(claim, cited=near[0]) if near else claim
        yield claim


def named_missing(missing: str, question: Question) -> str:
    """What the model says is not in the passages, "" for nothing.

    Nothing proves it, so that it is shown only in words of the question.
    """
    if not missing:
        return ""
    terms, asked = terms_of(missing), question.whole.glossed
    own = sum(not asked.has(term) for term in terms) + len(re.findall(r"[\w-]\.[a-z]{2,}|\d", missing))
    if own * 4 > len(terms):
        return told(question.language).part_of_question
    return " ".join(missing.split())[:LONGEST_MISSING]
