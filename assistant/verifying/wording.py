"""Wording: links, quotations, identifiers and content words of a claim; and what claims nothing at all."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.languages import language_of
from assistant.quantities import find_quantities, same_length_fold, same_unit, same_value
from assistant.quantities.folding import lower_latin, masked
from assistant.storing.words import is_chinese
from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import coverage, window
from assistant.verifying.modality import hints_at_negation
from assistant.verifying.names import known_names
from assistant.verifying.slots import akin
from assistant.verifying.terms import Content, Term, joined, terms_of

# share of a claim's content words that the passages must have: in one language; across; across, with a figure in common
SAME_LANGUAGE, ACROSS_LANGUAGES, ACROSS_WITH_FIGURE = 0.5, 0.34, 0.2
WITH_FIGURE, WITH_FIGURES = 0.4, 0.2  # in one language, with a figure in common, with two; more need none
_ABSENCE = re.compile(
    r"\b(?:passages?|sources?|documents?|texts?|excerpts?|library|materials?|evidence) (?:provided |given |cited "
    r"|above )?(?:do|does|did)(?: not|n't) (?:say|state|mention|specify"
    r"|give|contain|include|provide|name|cover|address|answer)|\b(?:is|are) not (?:stated|mentioned|specified"
    r"|given) in the (?:passages?|sources?|documents?)"
    r"|\b(?:could not|cannot|can't|couldn't|was unable to|were unable to|unable to) (?:find|determine|tell|confirm"
    r"|verify|say)\b"
    r"|\b(?:no|not enough) (?:information|details?|mention|statement|evidence) (?:is|are|was|were|about|on|of|to)\b"
    r"|(?:未能?|没有|无法|不能)(?:找到|查到|确定|得知|判断|核实)|(?:资料|文中|文件|原文|来源|段落|材料|文档)(?:中|里"
    r"|库|内)*(?:均|并|都)?(?:没有|未|并未)(?:提及|提到|说明|载明|给出|列出|写明|明确|涉及)"
)
_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s)\]>，。）】\"']*[^\s)\]>，。）】\"'.,;:!?]")
_QUOTED = re.compile(
    r"“([^“”]{2,200})”|\"([^\"]{2,200})\"|「([^「」]{2,200})」|『([^『』]{2,200})』|《([^《》]{2,100})》"
    r"|(?<!\w)‘([^‘’]{3,200})’(?!\w)"
)
_IDENTIFIER = re.compile(r"(?<![a-z0-9])[a-z][a-z-]*\d[a-z0-9.-]*", re.A)  # GPT-4, H100, gb18030
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
_FOLLOWED = re.compile(r"[\s;；]*(?:except|unless|provided|but|除|但)", re.I)
SHORTEST = 6  # letters and signs of a wording that can be a quote


def squeezed(text: str) -> str:
    """The text folded, without white space and punctuation: for comparing wordings."""
    return _SQUEEZED.sub("", lower_latin(same_length_fold(text)))


def states_nothing(text: str) -> bool:
    """Whether a sentence has nothing that a passage could prove: a heading, a question, a remark on what is missing."""
    terms = terms_of(text)
    figures = [quantity for quantity in find_quantities(text) if quantity.dimension not in ("reference", "rank")]
    if text.rstrip("”\"'）) ").endswith(("?", "？")):
        return True
    if text.rstrip().endswith((":", "：")) and not figures and len(terms) < 8:
        return True
    return not figures and len(terms) < 2 and not known_names(text)


def speaks_of_absence(text: str) -> bool:
    """Whether a sentence says that something is not in the passages."""
    return bool(_ABSENCE.search(text))


def is_verbatim(case: Case) -> bool:
    """Whether the claim is a sentence of a cited passage, or a run of it between borders of clauses or list items.

    What is struck out (between ~~) may stay with its marks or be left out: without its marks it would be stated. A
    run is no quote by itself when the words that open its list deny something, or an exception follows it.
    """
    wanted = _squeezed_marked(case.text)
    if len(wanted) < SHORTEST:
        return False
    for passage in case.passages:
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
                    return not (hints_at_negation(_opening(text, edges[first])) or _FOLLOWED.match(text, right))
                if len(run) >= len(wanted) or not wanted.startswith(run):
                    break
    return False


def _opening(text: str, at: int) -> str:
    """What stands before text[at:] in its sentence, or the words with a colon that open the list it is an item of."""
    before = text[:at].rstrip()
    ends = [match.end() for match in _ENDED.finditer(before, 0, max(0, len(before) - 1))]
    opening = before[ends[-1] if ends else 0 :]
    return "" if _ENDED.search(before[-1:] + " ") and not opening.rstrip().endswith((":", "：")) else opening


def faulty_link(case: Case) -> Fault:
    """A fault for an address that the passages do not have."""
    for link in _LINK.findall(case.text):
        if link.rstrip(".,;:").lower() not in case.original.lower():
            return f"the address {link} does not stand in the cited passage", link
    return None


def faulty_identifier(case: Case) -> Fault:
    """A fault for a word of letters and digits that the passages do not have ("GPT-5" for "GPT-4")."""
    folded = lower_latin(same_length_fold(case.text))
    folded = masked(folded, [(quantity.start, quantity.end) for quantity in case.claim.quantities])
    for match in _IDENTIFIER.finditer(folded):
        if match.group().rstrip(".-") not in case.content.folded:
            shown = case.text[match.start() : match.end()]
            return f'the cited passage does not name "{shown}"', shown
    return None


def faulty_quotation(case: Case) -> Fault:
    """Words between quotation marks stand in the passage as they are; a title or name may be translated."""
    stated = squeezed(case.content.folded)
    for groups in _QUOTED.findall(case.text):
        quoted = next(group for group in groups if group)
        wanted = squeezed(quoted)
        if not wanted or wanted in stated or _is_name(quoted) or _is_reference(quoted, case):
            continue
        parts = [part for part in re.split(r"\.{3}|…+", quoted) if part.strip()]
        if len(parts) > 1 and all(squeezed(part) in stated for part in parts):
            continue
        translated = (language_of(quoted) == "zh") != (language_of(case.original) == "zh")
        if translated and coverage(terms_of(quoted), case.content) >= 0.5:
            continue
        return f"the cited passage does not contain the words “{quoted}”", quoted
    return None


def _is_reference(quoted: str, case: Case) -> bool:
    """Whether what is quoted names a plan or document by its number ("十五五"), as a passage does in its own way."""
    inside = [q for q in case.claim.quantities if q.is_name and quoted in case.text[q.start - 1 : q.end + 2]]
    return any(same_value(q, other) for q in inside for reading in case.readings for other in reading.quantities)


def _is_name(quoted: str) -> bool:
    """Whether what is quoted is a known name and little else; the names are checked by themselves."""
    named = sum(name.end - name.start for name in known_names(quoted))
    return named >= 0.6 * len(quoted.replace(" ", ""))


def missing_content(case: Case) -> Fault:
    """A fault when most of the claim's words are not where its passages say anything of the kind."""
    if not case.terms:
        return None
    near = window(case.claim, case.terms, case.passages)
    there = joined([near, *(heading.whole for heading in case.headings)])
    share = sum(_said(term, there, case.across) for term in case.terms) / len(case.terms)
    needed = ACROSS_LANGUAGES if case.across else SAME_LANGUAGE
    common = _figures_in_common(case)
    if common:
        needed = (
            ACROSS_WITH_FIGURE if case.across else WITH_FIGURE if common == 1 else WITH_FIGURES if common == 2 else 0.0
        )
    if share < needed:
        return "nothing in the cited passage says this", ""
    return None


def _said(term: Term, there: Content, across: bool) -> bool:
    """Whether a text has a word, part of it, or in its own language another that the dictionary translates alike."""
    if there.has(term) or _in_part(term.word, there.folded):
        return True
    return not across and not is_chinese(term.word) and any(akin(term.word, stem) for stem in there.stems)


def _in_part(word: str, folded: str) -> bool:
    """Whether two neighbouring signs of a longer Chinese word stand in a text: 按规定 in 按照规定."""
    return is_chinese(word) and len(word) > 2 and any(word[at : at + 2] in folded for at in range(len(word) - 1))


def _figures_in_common(case: Case) -> int:
    """How many figures and identifiers of the claim the best sentence has, with their units; references aside."""
    if case.best.reading is None:
        return 0
    stated = case.best.reading.quantities_in(*case.best.reading.sentences[case.best.sentence])
    claimed = [quantity for quantity in case.claim.quantities if quantity.dimension not in ("reference", "rank")]
    return sum(any(same_value(q, other) and same_unit(q, other) for other in stated) for q in claimed)
