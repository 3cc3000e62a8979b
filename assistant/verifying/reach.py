"""What a sentence leaves out, and how far it reaches: exceptions, consents, "whether or not", and un-, pre-, 非.

A claim may not affirm of something what its passage says of all but that, nor call needless what its passage demands,
nor leave no exception where its passage says nothing of the kind, nor put "related" for "unrelated".
"""

from __future__ import annotations

import re

from assistant.storing.words import is_chinese
from assistant.verifying.case import Case, Fault
from assistant.verifying.modality import hints_at_negation, modals, negations
from assistant.verifying.polarity import excepted, governed
from assistant.verifying.terms import content_of

_PREFIXED = re.compile(
    r"(?:非(?!法|常|营利)|不(?![得能可应会予需超低少高多同仅但论管必断]))([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff]?数)"
)
_LACKING = re.compile(
    r"未经[^，。；]{0,10}?(?:批准|同意|许可|授权|备案|审批)|\bwithout (?:the )?(?:\w+ ){0,4}?(?:approval|consent"
    r"|permission|authori[sz]ation|licen[cs]e)\b",
    re.I,
)
# what leaves no exception has to be said by the passage too
_SWEEPING = re.compile(
    r"\b(?:whether or not|regardless|irrespective|whatever|no matter|wholly|entirely|without exception"
    r"|unconditional\w*)\b"
    r"|不论|无论|不管|一律|无一例外|无条件(?!开放)",
    re.I,
)
_SWEEPING_STATED = re.compile(
    _SWEEPING.pattern
    + r"|\b(?:any|all|every|full|fully|complete|completely|total|absolute)\b|任何|所有|一切|全部|均|都|完全",
    re.I,
)
_CONTRARY = {"pre": "post", "post": "pre", "over": "under", "under": "over", "multi": "single", "single": "multi"}
_PRE = re.compile(r"\b(pre|post|over|under|multi|single)-?([a-z]{5,})\b")
_UN = re.compile(
    r"\b(?:un|non-?)([a-z]{5,})\b|\b(?:in|im|ir|il|dis)((?:direct|valid|correct|complete|accurate|dependent|eligible"
    r"|sufficient|appropriate|formal|active|secure|possible|proper|relevant|regular|legal|similar|qualified)(?:ly)?)\b"
)


def faulty_reach(case: Case) -> Fault:
    """A fault when a claim reaches farther than the sentence that carries it, or denies its words by a prefix."""
    if case.best.reading is None:
        return None
    text, quote = case.text, case.best.quote
    return (
        _exception(case)
        or _demanded(case)
        or _prefixed(text, quote)
        or _prefixed_english(text, quote)
        or _sweeping(case)
    )


def _exception(case: Case) -> Fault:
    """A fault when a claim affirms of something what its passage says of all but that."""
    item = "" if hints_at_negation(case.text) else excepted(case)
    return (f'the passage excepts "{item}" from this', f"{item} ≠ (excepted)") if item else None


def _demanded(case: Case) -> Fault:
    """A fault when a claim says that something is not needed without which its passage forbids or punishes a thing."""
    for cue in (c for c in modals(case.text) if c.kind == "exempt"):
        heads = governed(case.text, cue)
        for match in _LACKING.finditer(case.best.quote):
            wanted = content_of(match.group(), glossed=not any(is_chinese(h.word) for h in heads))
            if any(wanted.has(head) for head in heads):
                return f'the passage says "{match.group()}" of what is forbidden', f"{cue.text} ≠ {match.group()}"
    return None


def _sweeping(case: Case) -> Fault:
    """A fault when a claim leaves no exception ("whether or not", 一律) and its passage says nothing of the kind."""
    said = _SWEEPING.search(case.text)
    if said is None or case.best.reading is None or _SWEEPING_STATED.search(case.best.reading.text):
        return None
    return f'the sentence says "{said.group()}", and the passage does not', f"{said.group()} ≠ (not said)"


def _prefixed(text: str, quote: str) -> Fault:
    """A Chinese word that the one side has only denied (非必要, 不合格) and the other only as it is."""
    for ours, theirs, mine in ((text, quote, True), (quote, text, False)):
        for match in _PREFIXED.finditer(ours):
            word = match.group(1)
            bare = rf"(?<![非不无未得能可]){word}"
            if match.group() not in theirs and re.search(bare, theirs) and not re.search(bare, ours):
                if re.search(rf"(?:拒绝|拒不|没有)[\u4e00-\u9fff]{{0,2}}{word}", theirs):
                    continue  # 拒绝改正 and 不改正, 没有关联 and 非关联
                said, stated = (match.group(), word) if mine else (word, match.group())
                return f'the passage says "{stated}", not "{said}"', f"{said} ≠ {stated}"
    return None


def _prefixed_english(text: str, quote: str) -> Fault:
    """As `_prefixed`, for "unrelated" and "related", unless what is bare is denied."""
    for match in _PRE.finditer(text.lower()):
        other = re.search(rf"\b{_CONTRARY[match.group(1)]}-?{match.group(2)}\b", quote.lower())
        if other and match.group() not in quote.lower() and other.group() not in text.lower():
            return f'the passage says "{other.group()}", not "{match.group()}"', f"{match.group()} ≠ {other.group()}"
    for ours, theirs, mine in ((text.lower(), quote.lower(), True), (quote.lower(), text.lower(), False)):
        for match in _UN.finditer(ours):
            word = match.group(1) or match.group(2)
            bare = rf"\b{word}\b"
            found = re.search(bare, theirs)
            if match.group() in theirs or found is None or re.search(bare, ours):
                continue
            if not negations(theirs[max(0, found.start() - 40) : found.start()]):
                said, stated = (match.group(), word) if mine else (word, match.group())
                return f'the passage says "{stated}", not "{said}"', f"{said} ≠ {stated}"
    return None
