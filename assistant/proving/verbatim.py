"""Claims that need no check: word for word in a passage; and claims that state nothing, or only what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.folding import lower_latin
from assistant.language.packs import either
from assistant.language.quantities import same_length_fold
from assistant.proving.polarity import hints_at_negation
from assistant.proving.reading import Reading

# white space, markup and punctuation; not the point of 4.5, nor signs that say something (%, €, ≤, -)
_SQUEEZED = re.compile(r"[\s_*#`\"'“”‘’「」『』《》〈〉（）()\[\]【】,，。、；;:：!?！？·…—–]|\.(?!\d)")
_STRUCK = re.compile(r"~~[^~\n]*~~")
# where a run of a passage may begin and end: sentences, semicolons, lines, cells of a table, numbered items
_ITEM = re.compile(
    r"(?<=[。！？；;|\n])|(?<=[.!?])(?=\s)|(?=\n)"
    r"|(?=[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z]|[ivx]{1,4})[)）])"
    r"|(?<=[（(][a-z0-9一二三四五六七八九十][)）])|(?<=[（(][0-9一二三四五六七八九十]{2}[)）])|(?<=^- )|(?<=\n- )"
    r"|(?<=\n\d\. )"
)
_ENDED = re.compile(r"[。！？]|[.!?](?=\s)")
_ABSENT = either(lambda pack: pack.cues.absent, re.NOFLAG)
_TAKEN_BACK = re.compile(rf"[\s;；]*(?:{either(lambda pack: pack.cues.takes_back).pattern})", re.I)
MOST_LETTERS = 60  # for each word that says something
SHORTEST = 6  # letters and signs of a wording that can be a quote


def squeezed(text: str) -> str:
    """The text folded, without white space and punctuation: for comparing wordings."""
    return _SQUEEZED.sub("", lower_latin(same_length_fold(text)))


def states_nothing(claim: Reading) -> bool:
    """Whether a sentence has nothing that a passage could prove: a heading, a question, a remark on what is missing."""
    figures = [quantity for quantity in claim.quantities if quantity.dimension not in ("reference", "rank")]
    if claim.text.rstrip("”\"'）) ").endswith(("?", "？")):
        return True
    if claim.text.rstrip().endswith((":", "：")) and not figures and len(claim.terms) < 8:
        return True
    if len(claim.text) > MOST_LETTERS * (1 + len(claim.terms) + len(claim.quantities)):
        return True  # the same words over and over
    return not figures and len(claim.terms) < 2 and not claim.names


def speaks_of_absence(text: str) -> bool:
    """Whether a sentence says that something is not in the passages."""
    return bool(_ABSENT.search(text))


def is_verbatim(text: str, passages: Sequence[Reading]) -> bool:
    """Whether a claim is a sentence of a passage, or a run of it between borders of clauses or list items.

    What is struck out (between ~~) may stay with its marks or be left out: without its marks it would be stated. A
    run is no quote by itself when the words that open its list deny something, or an exception follows it.
    """
    wanted = _squeezed_marked(text)
    if len(wanted) < SHORTEST:
        return False
    for passage in passages:
        for start, end in passage.sentences:
            whole = passage.text[start:end]
            if wanted in (_squeezed_marked(whole), squeezed(_STRUCK.sub("", whole))):
                return True
        if _is_run(wanted, passage.text):
            return True
    return False


def _squeezed_marked(text: str) -> str:
    """As `squeezed`, with a sign where something struck out begins and ends, so that marks are not lost."""
    return squeezed(text.replace("~~", "\u0001"))


def _is_run(wanted: str, text: str) -> bool:
    """Whether neighbouring items of a passage, from one border to another, make up the wording."""
    edges = [0, *(match.start() for match in _ITEM.finditer(text)), len(text)]
    for first in range(len(edges) - 1):
        for struck in (False, True):
            run = ""
            for left, right in pairwise(edges[first:]):
                item = text[left:right]
                run += squeezed(_STRUCK.sub("", item)) if struck else _squeezed_marked(item)
                if run == wanted:
                    return not (hints_at_negation(_opening(text, edges[first])) or _TAKEN_BACK.match(text, right))
                if len(run) >= len(wanted) or not wanted.startswith(run):
                    break
    return False


def _opening(text: str, at: int) -> str:
    """What stands before text[at:] in its sentence, or the words with a colon that open the list it is an item of."""
    before = text[:at].rstrip()
    ends = [match.end() for match in _ENDED.finditer(before, 0, max(0, len(before) - 1))]
    opening = before[ends[-1] if ends else 0 :]
    return "" if _ENDED.search(before[-1:] + " ") and not opening.rstrip().endswith((":", "：")) else opening
