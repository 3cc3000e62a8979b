"""Who does something: a claim may not let one do what its passage says that another does.

A frame is an actor and what is said of it: "the provider | shall keep …", 提供者 | 应当…, 由…制定, "designated by …".
Two rules, both for one language only: actor and acted-upon have changed places; or the same word is done by another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.storing.words import has_chinese, is_chinese, tokens
from assistant.verifying.case import Case, Fault
from assistant.verifying.sentences import sentence_spans
from assistant.verifying.slots import akin
from assistant.verifying.terms import Content, Term, content_of, terms_of

SAME, FEWEST = 0.6, 2  # share of them, and their number, to say that another one does the same
COMMON_BY = 0.25  # as COMMON, after "by" and 由
COMMON = 0.34  # share of a claim's predicate that a frame's sentence has to have to be about the same
SHORT = 10  # signs of an actor that is taken whole
_MODAL = r"(?:shall|must|may|can|could|will|would|should|has to|have to|had to|(?:was|were|is|are) to)"
_ENGLISH = re.compile(
    rf"(?P<actor>[^,.;:()]{{3,90}}?) (?P<modal>{_MODAL})(?: not)?\b(?P<passive> (?:also )?be [a-z]+(?:ed|en|de|pt"
    rf"|nt)\b)?"
    r"(?P<said>.*)",
    re.I | re.S,
)
_ASKED = re.compile(
    r"\b(?:requires?|obliges?|tells?|orders?|asks?|allows?|permits?"
    r"|encourages?) (?P<actor>[A-Za-z' -]{3,60}?) to (?!be\b)"
    r"(?P<said>.*)",
    re.S,
)
_BY = re.compile(
    r"\b(?P<verb>[a-z]{3,}(?:ed|en|ade|ept|un|ent))(?: [a-z-]+){0,2}? by (?:the |an? |its "
    r"|their )?(?P<actor>[a-z' -]{3,50}?)"
    r"(?=$|[,.;:()]| (?:from|among|in|on|of|for|to|under|and|or|with|after|before|within|who|that|which|as|at)\b)",
    re.I,
)
_NAMED = re.compile(r"\b(?P<actor>[A-Z][a-z]+(?: [A-Z][a-z]+)*) (?P<verb>[a-z]{3,}(?:ed|s))\b")
_CHINESE = re.compile(
    r"^(?P<actor>[^，。；：]{2,30}?)?(?P<modal>应当|必须|须|应(?!用|急|对)|可以|不得|有权|负责|(?<!主)要(?!求))(?P<said>.+)$"
)
_TOWARDS = re.compile(r"\b(?P<from>[a-z]{3,})[ -](?:in)?to[ -](?:the |a |an )?(?P<to>[a-z]{3,})\b", re.I)
_TOWARDS_CHINESE = re.compile(
    r"(?P<from>[\u4e00-\u9fff]{2,12}?)(?:应当|应|须|要|可以|可|有权)?[为向给](?P<to>[\u4e00-\u9fff、]{2,16}?)"
    r"(?P<verb>提供|报告|发布|支付|收取|申请|提出|报送|备案|投诉|告知|披露|购买|出售|转让|移交|缴纳|发放)"
)
_BY_CHINESE = re.compile(r"(?:由|要求|责令|允许)(?P<rest>[\u4e00-\u9fff]{3,30})")
_VAGUE = re.compile(r"[本该其此并同还也又均且都]")  # 本市, 该办法: who acts is not said
_CUT = re.compile(r"[对向把将为与根据按依从在]")  # what stands between an actor and its verb
_PART = re.compile(r"[，；。：\n]")


@dataclass(frozen=True, slots=True)
class Frame:
    """Who does something; `verb` is the word that both sides of a comparison must share, "" for a whole predicate."""

    actor: str
    said: str
    verb: str = ""


def faulty_actor(case: Case) -> Fault:
    """A fault for the first actor of the claim who in its passages is acted upon, or who is another one there."""
    fault = _turned_round(case)
    if fault is not None:
        return fault
    ours = frames(case.text)
    theirs = [frame for passage in case.passages for frame in _frames_of(passage.text)]
    for frame in ours:
        fault = None if frame.verb else _changed_places(frame, theirs)
        if fault is None and not case.across:
            fault = _other_actor(frame, theirs) if frame.verb else _unheard_of(case, frame, theirs)
        if fault is not None:
            return fault
    return None


def _unheard_of(case: Case, claim: Frame, stated: list[Frame]) -> Fault:
    """A fault when a passage has no word of an actor, nor one that means the same, and another one do the same."""
    actor, said = terms_of(claim.actor), terms_of(claim.said)
    if not actor or claim.actor.strip().isupper() or len(said) < FEWEST or any(map(case.content.has, actor)):
        return None
    words = {term.word for reading in case.readings for term in terms_of(reading.text)}
    if any(akin(term.word, word) for term in actor for word in words if is_chinese(word) == is_chinese(term.word)):
        return None
    for frame in stated:
        predicate = content_of(frame.said, glossed=False)
        if not frame.verb and terms_of(frame.actor) and sum(map(predicate.has, said)) >= SAME * len(said):
            return _fault(frame.actor, claim.actor)
    return None


def _turned_round(case: Case) -> Fault:
    """Two things with a word of direction between them ("text into speech", 甲向乙), which a passage has reversed."""
    if case.across:
        return None
    stated = "\n".join(reading.text for reading in case.passages)
    theirs = {(a, b): shown for a, b, shown in _directed(stated)}
    for one, two, shown in _directed(case.text):
        if (two, one) in theirs and (one, two) not in theirs and one != two:
            return f'the passage says "{theirs[two, one]}", not "{shown}"', f"{shown} ≠ {theirs[two, one]}"
    return None


def _directed(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _TOWARDS.finditer(text):
        one, two = (" ".join(tokens(match[name])) for name in ("from", "to"))
        if one and two:
            yield one, two, match.group()
    for match in _TOWARDS_CHINESE.finditer(text):
        before = terms_of(match["from"])[-1:]
        for item in match["to"].split("、"):
            after = terms_of(item)[-1:]
            if before and after:
                yield f"{before[0].word} {match['verb']}", f"{after[0].word} {match['verb']}", match.group()


def _changed_places(claim: Frame, stated: list[Frame]) -> Fault:
    actor, said = terms_of(claim.actor), terms_of(claim.said)
    if not actor or not said:
        return None
    whole = content_of(claim.said, glossed=True)
    worst: Frame | None = None
    for frame in stated:
        if frame.verb:
            continue
        theirs = content_of(frame.actor, glossed=True)
        predicate = content_of(frame.said, glossed=True)
        if sum(predicate.has(term) for term in said) < COMMON * len(said):
            continue
        named = terms_of(frame.actor)
        own = content_of(claim.actor, glossed=True)
        if _overlap(actor[-1:], theirs) or any(own.has(term) for term in named[-1:]):
            return None  # some sentence has this actor do it
        if all(predicate.has(term) for term in actor[-2:]) and named and all(whole.has(term) for term in named[-1:]):
            worst = worst or frame
    if worst is None:
        return None
    return _fault(worst.actor, claim.actor)


def _other_actor(claim: Frame, stated: list[Frame]) -> Fault:
    """The same verb in the passive, or after a name: another one does it."""
    actor = terms_of(claim.actor)
    others = [frame for frame in stated if frame.verb == claim.verb]
    if not actor or not others:
        return None
    for frame in others:
        if _overlap(actor, content_of(frame.actor, glossed=False), named=claim.verb[0] == "=") or not terms_of(
            frame.actor
        ):
            return None
    said = terms_of(claim.said)
    nearest = max(others, key=lambda f: sum(content_of(f.said, glossed=False).has(term) for term in said))
    content = content_of(nearest.said, glossed=False)
    if sum(content.has(term) for term in said) < max(1, COMMON_BY * len(said)):
        return None
    return _fault(nearest.actor, claim.actor)


def _overlap(actor: tuple[Term, ...], content: Content, *, named: bool = False) -> bool:
    """Whether two actors share a word, or, unless they are names, have two that mean the same."""
    if any(content.has(term) for term in actor):
        return True
    return not named and any(akin(term.word, stem) for term in actor for stem in content.stems)


def _fault(stated: str, said: str) -> Fault:
    one, two = stated.strip(), said.strip()
    return f'the passage says this of "{one}", not of "{two}"', f"{two} ≠ {one}"


@lru_cache(256)
def _frames_of(text: str) -> tuple[Frame, ...]:
    return tuple(frame for start, end in sentence_spans(text) for frame in frames(text[start:end]))


@lru_cache(1024)
def frames(sentence: str) -> tuple[Frame, ...]:
    """Who does what in a sentence, as far as modal words, "by" and 由 tell."""
    return tuple(_chinese(sentence) if has_chinese(sentence) else _english(sentence))


def _english(sentence: str) -> Iterator[Frame]:
    for match in _ASKED.finditer(sentence):
        yield Frame(match["actor"], match["said"], "?")
    for match in _ENGLISH.finditer(sentence):
        if not match["passive"]:
            actor = re.split(r"\b(?:who|that|which|of|in|for|under)\b", match["actor"])[0]
            yield Frame(actor, match["said"])
    for match in _BY.finditer(sentence):
        around = sentence[: match.start()] + " " + sentence[match.end() :]
        yield Frame(match["actor"], around, " ".join(tokens(match["verb"])))
    for match in _NAMED.finditer(sentence):
        if match["verb"] not in ("has", "was", "is", "does"):
            yield Frame(match["actor"], sentence[match.end() :], "=" + " ".join(tokens(match["verb"])))


def _chinese(sentence: str) -> Iterator[Frame]:
    clauses = [clause for clause in _PART.split(sentence) if clause]
    subject = ""
    for clause in clauses:
        found = _CHINESE.match(clause)
        actor, rest = _actor(found["actor"] or "") if found else _actor(clause)
        if "的" in actor[:-2] and len(actor) > SHORT:
            actor = actor.split("的")[-1]  # 负责…工作的部门
        if not found:
            subject = subject or actor
            continue
        actor = actor or subject
        if actor and not _VAGUE.match(actor) and not found["said"].startswith("被"):
            yield Frame(actor, rest + sentence[sentence.find(clause) + found.start("said") :])
            subject = actor
    for match in _BY_CHINESE.finditer(sentence):
        actor, verb = _before_verb(match["rest"])
        if actor and verb:
            yield Frame(actor, sentence[: match.start()], verb)


def _actor(text: str) -> tuple[str, str]:
    """(the noun phrase that a clause begins with, what follows it up to the modal word)."""
    text = re.sub(r"^第[一二三四五六七八九十百\d]+条", "", text.strip())
    cut = _CUT.search(text, 2)
    head = text[: cut.start()] if cut else text
    if "的" in head[2:-2] or len(head) <= SHORT:
        return head, text[len(head) :]
    named, verb = _before_verb(head)
    return (named if verb else head), text[len(named if verb else head) :]


def _before_verb(text: str) -> tuple[str, str]:
    """(the words before the first verb, that verb); a text without one is all noun."""
    import rjieba

    at = 0
    for word, kind in rjieba.tag(text):
        if kind[0] == "v" and kind != "vn" and at > 1:
            return text[:at], word
        at += len(word)
    return text, ""
