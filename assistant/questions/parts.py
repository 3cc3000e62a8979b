"""The things that a message asks for, one by one: "how much is it, till when, and who decides?" are three."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.packs import pack_of
from assistant.language.packs.requests.cues_of_requests import RequestCues
from assistant.questions.held import Held
from assistant.questions.question import Question, read_question
from assistant.questions.read_once import Wording
from assistant.records import Turn

MOST = 6  # parts looked into; who asks for more gets a briefing
FEWEST = 4  # letters or characters of a part
FEWEST_ITEMS, LONGEST_ITEM = 3, 42  # of a list of things asked for; bytes
_LISTING = re.compile(r"(?P<opening>.{6,}?)(?::|：|\s[–—-])\s*(?P<items>.+)", re.DOTALL)
_BETWEEN = re.compile(r"[,，、;；]\s*(?:and\s+|和|以及)?")


def parts_in(asked: Sequence[str], language: str) -> list[str]:
    """The parts of some questions, in order; each asks something. A clause that asks nothing stays with the one before
    it, or at the beginning with the one after."""
    cues = pack_of(language).request
    found: list[str] = []
    for sentence in asked:
        if items := listed_in(sentence):
            found += items
            continue
        opening = ""
        pieces = [piece.strip() for piece in re.split(cues.parting, sentence, flags=re.IGNORECASE) if piece.strip()]
        first = len(found)
        for piece in pieces:
            if len(re.findall(r"\w", piece)) >= FEWEST and asks(piece, cues):
                found.append(f"{opening}{piece}")
                opening = ""
            elif len(found) > first:
                found[-1] += f" {piece}" if found[-1].endswith(("?", "？")) else f", {piece}"
            else:
                opening += f"{piece}, "
        if opening:
            found.append(opening.rstrip(", "))
    return found


def asks(piece: str, cues: RequestCues) -> bool:
    """Whether a clause asks something by itself: "we are in Futian" has a word that asks, but states."""
    if re.match(cues.states, piece, re.IGNORECASE) and not piece.endswith(("?", "？")):
        return False
    return bool(re.search(cues.asks, piece, re.IGNORECASE))


def listed_in(sentence: str) -> list[str]:
    """What a sentence lists after a colon or dash, each as a question, its opening before them: "the plan: validity,
    floor space, money"."""
    head = _LISTING.match(sentence)
    items = [item.strip(" .?。？!！") for item in _BETWEEN.split(head.group("items"))] if head else []
    if not (head and FEWEST_ITEMS <= len(items) <= MOST):
        return []
    if any(not item or len(item.encode()) > LONGEST_ITEM for item in items):
        return []
    return [head.group("opening").strip(), *(f"{item}?" for item in items)]


def questions_of(question: Question, asked: Sequence[str], earlier: Sequence[Turn], held: Held) -> list[Question]:
    """A question for each part, which leans on what was said before it as on earlier turns; none where there is but
    one part that asks."""
    language = "zh" if question.text.language == "zh" else "en"
    cues = pack_of(language).request
    before, found = [*earlier], []
    for part in parts_in(asked, language):
        if asks(part, cues):
            found.append(read_question(Wording(part), before, held, question.speaks, question.situation))
        before.append(Turn(part, ""))
    return found[:MOST] if len(found) > 1 else []
