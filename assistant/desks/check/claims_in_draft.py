"""A draft taken apart into its claims: sentences, and the statements in them that can be judged apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.text_cues import gives, places_of
from assistant.desks.check.checked import Claim
from assistant.language.items import mark_at
from assistant.language.names import known_names
from assistant.language.quantities import find_quantities
from assistant.language.script import language_of
from assistant.language.sentences import sentence_spans
from assistant.language.terms import terms_of

FEWEST = 2  # content words, or one figure, without which nothing is claimed
SUBJECTS = ("scheme", "document")  # kinds of names that a statement may be about
NAMELESS = ("reference", "rank", "document")  # quantities that are names
_HEADING = re.compile(r"\s*#{1,6}\s")
_TRIM = re.compile(r"^(?:[\s,，;；、*>_]+|[A-Z\d]{1,2}[:/]\s+)+|[\s,，;；、*_]+$")
_OWNED = re.compile(r"(?<=['’]s)\.(?=\s)")  # "the city's." ends a sentence
_SAID = re.compile(r"[:：]?\s*[“\"「][^”\"」]{2,400}[”\"」]")
_COMMA = re.compile(r"(，|,(?=\s))")
_LINKED = re.compile(r"，(?:[而但并且同这该其它]|因为|[^，。]{1,10}?[则却])|,? because |, (?:while|whereas) ")
_CLAUSE = re.compile(r"，")
_ADDED = re.compile(r", (?=(?:\w+ing|with|which|who|whose|an?|at most|up to|plus) )")  # what is added to a statement
_OWNED_NOUN = re.compile(r"['’]s \w+")  # no verb, whatever it looks like
_ATTRIBUTE = re.compile(
    r"\W*(?:\w+ly )?\w+ed "
    r"(?!(?:on|by|in|into|at|to|from|with|for|as|since|up|out|off|an?|the|its|their|\d+)\b)"
)
_QUOTING = re.compile(r"[说称]$|认为$|觉得$|相信$|表示$|指出$")


def claims_in(draft: str) -> Iterator[Claim]:
    """The claims of a draft in order, headings and what says nothing left out."""
    before = ""
    for start, end in sentence_spans(_OWNED.sub("。", draft)):
        sentence = draft[start:end]
        if _HEADING.match(draft, draft.rfind("\n", 0, start) + 1):
            before = sentence
            continue
        mark = mark_at(draft, start, end)
        begin = mark.end if mark and mark.kind != "decimal" else start
        for left, right in parts(draft[begin:end]):
            claim = _claim(draft, begin + left, begin + right, sentence, draft[begin : begin + left])
            if claim is not None:
                yield claim if _subjects(sentence) else replace(claim, leans_on=_subjects(before) or _named(before))
        before = sentence if _named(sentence) else before


def _claim(draft: str, start: int, end: int, sentence: str, within: str) -> Claim | None:
    text = draft[start:end]
    lead = _TRIM.match(text)
    start += lead.end() if lead else 0
    text = _TRIM.sub("", draft[start:end])
    if not _states(text):
        return None
    return Claim(text, start, start + len(text), _core(text), sentence, within)


def _core(text: str) -> str:
    """A claim without words before its first comma that only lead to it, naming and counting nothing."""
    lead, comma, rest = _COMMA.split(text, maxsplit=1) if _COMMA.search(text) else (text, "", "")
    empty = not known_names(lead) and not _counts(lead) and len(terms_of(lead)) < FEWEST
    if comma and empty and gives("opening", lead):
        return rest.strip() if _states(rest) else text
    return text


def _subjects(text: str) -> str:
    """The names in a text that a statement may be about, as it writes them."""
    return " ".join(dict.fromkeys(name.text for name in known_names(text) if name.kind in SUBJECTS))


def _named(text: str) -> str:
    return " ".join(dict.fromkeys(name.text for name in known_names(text)))


def _states(text: str) -> bool:
    return len(terms_of(text)) >= (1 if _has_figure(text) else FEWEST)


def _has_figure(text: str) -> bool:
    return any(one.dimension not in NAMELESS for one in find_quantities(text))


def _counts(text: str) -> bool:
    """Whether a text has a figure or names a part of a document."""
    return bool(find_quantities(text))


def _opens(text: str) -> bool:
    """Whether a stretch only leads to a statement: "under the plan of 2024"."""
    return gives("opening", text) and not any(
        one.dimension not in ("date", "reference") for one in find_quantities(text)
    )


def parts(sentence: str) -> list[tuple[int, int]]:
    """The spans of a sentence that claim something each, joining words left out between them.

    It is parted where both sides have a figure, or, in English, a verb of their own.
    """
    verbs = language_of(sentence) != "zh"
    inside = [(one.start, one.end) for one in find_quantities(sentence)]
    inside += [match.span() for match in _SAID.finditer(sentence)]  # what somebody says is one statement
    spans, begin = [], 0
    further = {match.span() for match in (_ADDED if verbs else _CLAUSE).finditer(sentence)}
    for start, end in sorted({*places_of("joint", sentence), *further}):
        if start < begin:
            continue
        if any(left < end and start < right for left, right in inside):
            continue
        left, right = sentence[begin:start], sentence[end:]
        both = _counts(left) and _counts(right) and ("," in sentence[start:end] or not verbs)
        said = verbs and ("," in sentence[start:end] or _says(left)) and _says_first(right)
        linked = _LINKED.match(sentence, start) or (not verbs and any(name.start == 0 for name in known_names(right)))
        apart = both or sentence[start:end].strip() in (";", "；", ":")
        enough = len(terms_of(left)) > FEWEST or (said and _has_figure(left))
        added = (start, end) in further and len(terms_of(right)) > FEWEST and (not verbs or _says(left))
        apart = apart or ((said or linked or added) and enough and not _QUOTING.search(left))
        if apart and _states(left) and _states(right) and not _opens(left):
            spans.append((begin, start))
            begin = end
    return [*spans, (begin, len(sentence))]


def _says(text: str) -> bool:
    """Whether a stretch in English has a verb."""
    return gives("verb", _OWNED_NOUN.sub(" ", text))


def _says_first(text: str) -> bool:
    """Whether a stretch's first clause has a verb, be it its first word, but for "varied scenarios"."""
    attribute = _ATTRIBUTE.match(text)
    return _says(_next(text)[attribute.end() if attribute else 0 :])


def _next(text: str) -> str:
    """The words up to the next border of a clause."""
    return re.split(r"[,;:]| and | or ", text, maxsplit=1)[0]
