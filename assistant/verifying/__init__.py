"""Whether the passages that a sentence cites prove it: pure code, no model, the same result every time.

`verify_sentence` runs a literal list of checks; the first that fails says in plain words what is wrong. A sentence is
supported only when every figure, date, reference, quotation and name in it stands in a cited passage (or its heading),
about the same thing, with the same bound, polarity and modality, and its other content words are mostly there too.
docs/verifying.md describes the rules and what they miss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.languages import language_of
from assistant.quantities import same_length_fold
from assistant.quantities.folding import lower_latin, masked
from assistant.records import Verdict
from assistant.verifying.articles import faulty_article
from assistant.verifying.figures import faulty_figure
from assistant.verifying.matching import Match, best_quote, coverage, match_sentences, window
from assistant.verifying.names import Name, covers, known_names, names_found, ordinary, unlisted_bodies, unlisted_names
from assistant.verifying.polarity import faulty_polarity
from assistant.verifying.reading import Reading, read
from assistant.verifying.sentences import markers_of, sentence_spans, sentences_of, without_markers
from assistant.verifying.support import support_score, supports
from assistant.verifying.terms import Content, Term, joined, terms_of

__all__ = [
    "Check", "Evidence", "best_quote", "markers_of", "sentence_spans", "sentences_of", "support_score", "supports",
    "verify_sentence", "without_markers",
]  # fmt: skip

LONGEST = 2500  # characters of a sentence
SAME_LANGUAGE, ACROSS_LANGUAGES = 0.5, 0.34  # share of a claim's content words that the passages must have
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
_LINK = re.compile(r"https?://[^\s)\]>，。）】\"']+|\bwww\.[^\s)\]>，。）】\"']+")
_QUOTED = re.compile(
    r"“([^“”]{2,200})”|\"([^\"]{2,200})\"|「([^「」]{2,200})」|『([^『』]{2,200})』|《([^《》]{2,100})》"
    r"|(?<!\w)‘([^‘’]{3,200})’(?!\w)"
)
# who does something: its words have to be in the passage, whether or not it is a known name
_AGENT = re.compile(
    r"由(?:本|该|各|所在|区|市|省)?([\u4e00-\u9fff]{2,14}?)(?:主管|负责|牵头|印发|发布|公布|制定|管理|组织|批准|审批"
    r"|拨付|承担|审核|运营)"
    r"|\b(?:issued|published|run|managed|led|launched|adopted|approved|released|overseen|handled|operated"
    r"|administered)\b[^.;]{0,30}? by (?:the )?"
    r"([A-Za-z' -]{4,60})"
)
_SQUEEZED = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a marker points to: a passage's text, and its heading (title, issuer, section, dates …, a line each)."""

    text: str
    heading: str
    language: str


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about a sentence. `why` and `difference` are for a person; `quote` is verbatim in the passage."""

    verdict: Verdict
    why: str
    quote: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim beside what it cites, as the checks see them."""

    text: str  # the sentence without its markers
    claim: Reading
    terms: tuple[Term, ...]
    passages: tuple[Reading, ...]
    headings: tuple[Reading, ...]
    content: Content  # of all passages and headings
    original: str  # their text
    across: bool  # whether no cited passage is in the sentence's language
    best: Match

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.passages + self.headings


def verify_sentence(sentence: str, evidence: Mapping[int, Evidence], cited: Sequence[int]) -> Check:
    """Whether the passages `cited` prove a sentence.

    UNSUPPORTED: a marker points nowhere, nothing is cited, or a check failed. UNCHECKED: the sentence states nothing
    that a passage could prove (a heading, a question, a remark on what the passages leave out). SUPPORTED: all else.
    """
    unknown = [marker for marker in (*cited, *markers_of(sentence)) if marker not in evidence]
    if unknown:
        return Check(Verdict.UNSUPPORTED, f"the marker [{unknown[0]}] points to no passage")
    if len(sentence) > LONGEST:
        return Check(Verdict.UNSUPPORTED, f"more than {LONGEST} characters are not one sentence that can be checked")
    text = without_markers(sentence).strip()
    claim, terms = read(text, False), terms_of(text)
    if _states_nothing(text, claim, terms):
        return Check(Verdict.UNCHECKED, "the sentence states nothing that a passage could prove")
    if not cited:
        return Check(Verdict.UNSUPPORTED, "the sentence cites no passage")
    case = _case(text, claim, terms, [evidence[marker] for marker in dict.fromkeys(cited)])
    for check in (_links, _figures, _quotations, _names, _content, _polarity):
        fault = check(case)
        if fault is not None:
            why, difference = fault
            return Check(Verdict.UNSUPPORTED, why, case.best.quote, difference)
    return Check(Verdict.SUPPORTED, "its figures, names and words stand in the cited passage", case.best.quote)


def _case(text: str, claim: Reading, terms: tuple[Term, ...], cited: list[Evidence]) -> _Case:
    chinese = language_of(text) == "zh"
    passages = tuple(read(item.text, not chinese) for item in cited)
    headings = tuple(read(item.heading, not chinese) for item in cited)
    content = joined(reading.whole for reading in (*passages, *headings))
    across = all((language_of(item.text) == "zh") != chinese for item in cited)
    best = match_sentences(claim, terms, passages)
    original = "\n".join(f"{item.text}\n{item.heading}" for item in cited)
    return _Case(text, claim, terms, passages, headings, content, original, across, best)


def _states_nothing(text: str, claim: Reading, terms: Sequence[Term]) -> bool:
    figures = [quantity for quantity in claim.quantities if quantity.dimension not in ("reference", "rank")]
    if _ABSENCE.search(text) and not figures:
        return True
    if text.rstrip("”\"'）) ").endswith(("?", "？")):
        return True
    if text.rstrip().endswith((":", "：")) and not figures and len(terms) < 8:
        return True
    return not figures and len(terms) < 2 and not known_names(text)


_Fault = tuple[str, str] | None  # why, difference


def _links(case: _Case) -> _Fault:
    for link in _LINK.findall(case.text):
        if link.rstrip(".,;:").lower() not in case.original.lower():
            return f"the address {link} does not stand in the cited passage", link
    return None


def _figures(case: _Case) -> _Fault:
    fault = faulty_figure(case.claim, case.terms, case.passages, case.headings)
    fault = fault or faulty_article(case.claim, case.terms, case.passages)
    return None if fault is None else (fault.why, fault.difference)


def _quotations(case: _Case) -> _Fault:
    """Words between quotation marks stand in the passage as they are; a title or name may be translated."""
    squeezed = _SQUEEZED.sub("", case.content.folded)
    for groups in _QUOTED.findall(case.text):
        quoted = next(group for group in groups if group)
        wanted = _SQUEEZED.sub("", lower_latin(same_length_fold(quoted)))
        if not wanted or wanted in squeezed or _is_name(quoted):
            continue
        parts = [part for part in re.split(r"\.{3}|…+", quoted) if part.strip()]
        if len(parts) > 1 and all(_SQUEEZED.sub("", lower_latin(same_length_fold(part))) in squeezed for part in parts):
            continue
        if (language_of(quoted) == "zh") != (language_of(case.original) == "zh") and coverage(
            terms_of(quoted), case.content
        ) >= 0.5:
            continue
        return f"the cited passage does not contain the words “{quoted}”", quoted
    return None


def _is_name(quoted: str) -> bool:
    """Whether what is quoted is a known name and little else; the names are checked by themselves."""
    named = sum(name.end - name.start for name in known_names(quoted))
    return named >= 0.6 * len(quoted.replace(" ", ""))


def _names(case: _Case) -> _Fault:
    known = known_names(case.text)
    stated = {name.id for reading in case.readings for name in known_names(reading.text)}
    beside = {name.id for name in known}
    for name in known:
        if name.id in stated:
            continue
        # a place may be left to what lies in it ("Nanshan in Shenzhen"), when that is named as well
        if name.kind == "place" and covers(beside & stated, name.id):
            continue
        found = names_found([name.text], case.content, case.original) if name.text.isascii() else [name.text]
        if found and name.text not in case.content.folded:
            others = [n.text for r in case.passages for n in known_names(r.text) if n.kind == name.kind]
            instead = f'; it names "{others[0]}"' if others else ""
            return f'the cited passage does not name "{name.text}"{instead}', name.text
    for shown, words in unlisted_names(case.text, known):
        missing = names_found(words, case.content, case.original)
        missing = [word for word in missing if not (word.islower() and ordinary(word))]
        if missing and (not case.across or len(missing) * 2 >= len(words)):
            return f'the cited passage does not name "{shown}"', shown
    for body in unlisted_bodies(case.text, known):
        if body not in case.content.folded and not case.across:
            return f'the cited passage does not name "{body}"', body
    figures = [(quantity.start, quantity.end) for quantity in case.claim.quantities]
    for agent in _AGENT.findall(masked(case.text, figures).replace("\x00", "")):
        named = next(part for part in agent if part)
        if coverage(terms_of(named), case.content) < 0.5:
            return f'the cited passage does not name "{named.strip()}"', named.strip()
    return _names_moved(case, known)


def _names_moved(case: _Case, known: Sequence[Name]) -> _Fault:
    """A place or scheme that the passage names elsewhere, put in place of the one that its sentence is about."""
    if case.best.reading is None:
        return None
    reading, number = case.best.reading, case.best.sentence
    earlier = [reading.text[start:end] for start, end in reading.sentences[max(0, number - 2) : number]]
    around = "\n".join([*earlier, *(heading.text for heading in case.headings)])
    here, near = known_names(case.best.quote), {name.id for name in known_names(around)}
    claimed = {name.id for name in known}
    for name in known:
        rivals = [other for other in here if other.kind == name.kind and other.id not in claimed]
        present = covers({other.id for other in here} | near, name.id)
        if rivals and not present and name.id in {n.id for r in case.passages for n in known_names(r.text)}:
            return (
                f'the passage says this of "{rivals[0].text}", not of "{name.text}"',
                f"{name.text} ≠ {rivals[0].text}",
            )
    return None


def _content(case: _Case) -> _Fault:
    if not case.terms:
        return None
    near = window(case.claim, case.terms, case.passages)
    share = coverage(case.terms, joined([near, *(heading.whole for heading in case.headings)]))
    if share < (ACROSS_LANGUAGES if case.across else SAME_LANGUAGE):
        return "nothing in the cited passage says this", ""
    return None


def _polarity(case: _Case) -> _Fault:
    return faulty_polarity(case.text, case.terms, case.best, case.across)
