"""What a person typed, taken apart: what is asked, what they tell of themselves, and words that only carry the two.

Only what is asked can be looked for and refused. What askers tell of themselves (where they are, how many, what they
spend, from whom they buy) becomes a profile: it chooses and computes, and is never a search term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from assistant.language.names import codes_in, deepest_code, inside, known_names, mentions
from assistant.language.packs import pack_of
from assistant.language.packs.requests.cues_of_requests import RequestCues
from assistant.language.quantities import find_quantities
from assistant.language.script import is_chinese
from assistant.language.sentences import sentences_of
from assistant.questions.read_once import Wording, readable
from assistant.questions.spending import activities_in, others_in, spends_in
from assistant.records import Profile, Turn, last_day

TELLING = 2  # content words from which on a question says by itself what it is about
SUBJECTS = ("scheme", "document", "term")  # kinds of names that a question can be about
LANGUAGES = ("en", "zh")
FEWEST = 2  # letters or characters without which nothing is asked
SENTENCE, SENTENCE_ZH = 40, 14  # characters of a pasted passage from which on it is one to be checked
_PASTED = re.compile(r"[\"“「]([^\"“”「」]+)[\"”」]")
_HASTY = re.compile(r"(?<=[a-z]{3}\.|\w\w\)\.)\s+(?=[a-z])")
_EDGES = re.compile(r"^[\s,，:：;；!！。.、\-–—]+|[\s,，:：;；!！。、\-–—]+$")


@dataclass(frozen=True)
class Request:
    """A message read: each question in it, what the asker tells, and the kind of answer wanted ("fact" by default)."""

    typed: str
    language: str
    wording: Wording  # the questions together
    asked: tuple[str, ...]
    told: tuple[str, ...]
    kind: str
    profile: Profile
    as_of: str | None = None  # ISO, the last day of what was said
    speaks: str = ""  # the language that the answer is wanted in, where one is asked for
    turns: bool = False  # whether it is announced as a change of subject
    situation: tuple[str, ...] = ()  # what the asker tells in the conversation: nothing has to be about it

    @property
    def core(self) -> Wording:
        """What is to be looked for: the questions."""
        return self.wording

    @property
    def said(self) -> str:
        """What a later message may lean on: the questions with what the asker tells."""
        return " ".join((self.wording.text, *self.told))


def read_request(typed: str, today: date) -> Request:
    """A message of either language taken apart. Where nothing in it seems to ask, all of it is asked."""
    whole = Wording(readable(typed))
    language = "zh" if whole.language == "zh" else "en"
    cues = pack_of(language).request
    asked: list[str] = []
    told: list[str] = []
    pays = _finds(cues.voucher, typed) or _finds(cues.wants_sum, typed)
    for sentence in _lines(typed):
        question, situation = _parted(sentence, cues)
        told += situation
        if not _says(question):
            continue
        if situation or _asks(question, sentence, cues):
            asked.append(question)
        elif _of_themselves(question, cues) or ((told or pays) and spends_in(question)):
            told.append(question)
        else:
            asked.append(question)
    if not asked:  # nothing but what they tell of themselves: that is what they want to know about
        asked, told = [_bare(typed, cues) or typed.strip()], []
    questions = ("" if language == "zh" else " ").join(asked)
    wording = whole if questions == whole.text else Wording(questions)
    kind, as_of = kind_of(typed, questions, cues), as_of_in(wording, cues)
    profile = Profile() if kind == "check" else profile_in(told, asked, cues, today)
    turns = bool(_pattern(cues.turning).search(whole.text))
    return Request(typed, language, wording, tuple(asked), tuple(told), kind, profile, as_of, spoken(typed), turns)


def language_of_request(typed: str) -> str:
    """Which of the two languages a message is in."""
    return "zh" if Wording(readable(typed)).language == "zh" else "en"


def spoken(typed: str) -> str:
    """The language that an answer is asked for in ("in Chinese please"), "" where none is."""
    return next((language for language in LANGUAGES if _finds(pack_of(language).request.speaks, typed)), "")


def only_shapes(typed: str) -> bool:
    """Whether a message asks for nothing but another form of the answer before it: shorter, in Chinese, for my boss."""
    packs = [pack_of(language).request for language in LANGUAGES]
    text = readable(typed)
    rest = _without(text, (words for cues in packs for words in (cues.speaks, cues.shaping)))
    return rest != text and not _says(_without(rest, (w for cues in packs for w in (cues.courtesies, cues.padding))))


def _without(text: str, patterns: Iterable[str]) -> str:
    for words in patterns:
        text = _pattern(words).sub(" ", text)
    return text


def kind_of(typed: str, asked: str, cues: RequestCues) -> str:
    """The kind of answer wanted: a check or a briefing by the task given, else by what is asked, else by the task."""
    given = _without(typed, (cues.courtesies,))
    orders = [given, *_lines(given)]  # a task may stand alone behind the question: "… List them."
    tasks = [name for name, words in cues.tasks if any(_finds(words, order) for order in orders)]
    passage = pasted(typed)
    if passage and _finds(cues.checks, typed.replace(passage, " ")):
        return "check"
    for task in ("check", "brief"):
        if task in tasks:
            return task
    return next((name for name, words in cues.kinds if _finds(words, asked)), tasks[0] if tasks else "fact")


def pasted(typed: str) -> str:
    """A passage in quotation marks that is as long as a sentence, and most of the message; "" where there is none."""
    passage = max((match.group(1) for match in _PASTED.finditer(typed)), key=len, default="")
    shortest = SENTENCE_ZH if is_chinese(passage) else SENTENCE
    return passage if len(passage) >= max(shortest, len(typed) / 2) else ""


def read_conversation(typed: str, history: Sequence[Turn], today: date) -> tuple[Request, list[Turn]]:
    """A message as the last of a conversation, and the earlier turns without their frames.

    The asker's situation carries on; what the last message says of it goes before. A message that names a kind of
    answer no more than "and in Longhua?" wants the kind of the one before. One that only shapes the answer before it
    ("shorter, in Chinese") asks that question again.
    """
    history = [turn for number, turn in enumerate(history) if not number or not only_shapes(turn.question)]
    if history and only_shapes(typed):
        request, turns = read_conversation(history[-1].question, history[:-1], today)
        return replace(request, speaks=spoken(typed) or language_of_request(typed)), turns
    earlier = [read_request(turn.question, today) for turn in history]
    request = read_request(typed, today)
    if request.turns:
        earlier, history = [], []
    turns = [replace(turn, question=one.said) for turn, one in zip(history, earlier, strict=True)]
    if request.told:  # what they tell stands before what they ask, as an earlier message would
        turns.append(Turn(" ".join(request.told), ""))
    told = (*(told for one in earlier for told in one.told), *request.told)
    request = replace(request, situation=tuple(dict.fromkeys(told)))
    for before in reversed(earlier):
        request = replace(request, profile=completed(request.profile, before.profile))
    if request.profile.activities:
        own = request.profile.jurisdiction
        places = (deepest_code(turn.question) for turn in reversed(history))
        narrower = next((place for place in places if place and (not own or inside(place, own))), own)
        request = replace(request, profile=replace(request.profile, jurisdiction=narrower))
    if earlier and request.kind == "fact" and not request.told and len(request.wording.terms) < TELLING:
        request = replace(request, kind=earlier[-1].kind)
    return request, turns


def completed(profile: Profile, earlier: Profile) -> Profile:
    """A profile with what an earlier message said, where it says nothing itself; a sum spent goes before none."""
    spends = any(one.amount is not None for one in profile.activities)
    return Profile(
        jurisdiction=profile.jurisdiction or earlier.jurisdiction,
        place=profile.place or earlier.place,
        sector=profile.sector or earlier.sector,
        organisation=profile.organisation or earlier.organisation,
        size_staff=profile.size_staff if profile.size_staff is not None else earlier.size_staff,
        age_years=profile.age_years if profile.age_years is not None else earlier.age_years,
        is_startup=profile.is_startup if profile.is_startup is not None else earlier.is_startup,
        revenue=profile.revenue if profile.revenue is not None else earlier.revenue,
        activities=profile.activities if spends or not earlier.activities else earlier.activities,
        others={**earlier.others, **profile.others},
    )


def _lines(typed: str) -> Iterator[str]:
    """The sentences of a message; who types in haste begins them with small letters."""
    for line in typed.splitlines():
        for sentence in sentences_of(readable(line)):
            yield from (piece for piece in _HASTY.split(sentence) if piece.strip())


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _finds(words: str, text: str) -> bool:
    return bool(words and _pattern(words).search(text))


def _says(text: str) -> bool:
    return len(re.findall(r"\w", text)) >= FEWEST


def _bare(text: str, cues: RequestCues) -> str:
    """A sentence without greetings, thanks and the words that only carry a question; its end mark stays."""
    for words in (cues.courtesies, cues.wrappings, *(pack_of(language).request.speaks for language in LANGUAGES)):
        text = " ".join(_pattern(words).sub(" ", text).split())
    return " ".join(_EDGES.sub("", text).split())


def _parted(sentence: str, cues: RequestCues) -> tuple[str, list[str]]:
    """A sentence without its frame and task words, and its clauses in which the asker supposes something of theirs."""
    bare = _bare(sentence, cues)
    situation = []
    match = _pattern(cues.supposing).search(bare)
    if match and _of_themselves(match.group(1), cues):
        situation.append(match.group(1).strip())
        bare = _bare(bare[: match.start(1)] + bare[match.end(1) :], cues)
    for _, words in cues.tasks:
        shorter = " ".join(_EDGES.sub("", _pattern(words).sub(" ", bare)).split())
        bare = shorter if _says(shorter) else bare
    return bare, situation


def _asks(question: str, sentence: str, cues: RequestCues) -> bool:
    """Whether a sentence asks: by its mark, its words, or because it gives a task."""
    return _finds(cues.asking, sentence) or _finds(cues.orders, question)


def _of_themselves(sentence: str, cues: RequestCues) -> bool:
    """Whether a statement is about the asker alone, and holds what a profile keeps: how many they are, since when, what
    they spend. Any other statement is a premise of what is asked, and is looked for with it."""
    if any(name.kind in SUBJECTS for name in known_names(sentence)):
        return False
    figures = any(_finds(words, sentence) for words in (cues.staff, cues.founded, cues.startup) if words)
    spends = _finds(cues.spending, sentence) and any(one.dimension == "money" for one in find_quantities(sentence))
    if not _finds(cues.telling, sentence):
        return _finds(cues.staff, sentence) or _finds(cues.founded, sentence)
    body = any(_finds(words, sentence) for _, words in cues.bodies)
    return figures or spends or (body and not _finds(cues.support, sentence) and not _finds(cues.applying, sentence))


def profile_in(told: list[str], asked: list[str], cues: RequestCues, today: date) -> Profile:
    """What the asker says of themselves. The place may stand in the question alone ("in Nanshan"), and sums too."""
    own = "\n".join(told)
    whole = "\n".join((*told, *asked))
    activities = tuple(activities_in(told, asked, cues))
    if not told and not activities:
        return Profile()
    sort = whole if activities else own
    staff, founded = _group(cues.staff, own), _group(cues.founded, own)
    body = next((name for name, words in cues.bodies if _finds(words, own)), "")
    return Profile(
        jurisdiction=place_in(own, cues) or place_in(whole, cues),
        organisation=body,
        size_staff=int(staff.replace(",", "")) if staff else None,
        age_years=Fraction(max(0, today.year - int(founded))) if founded else None,
        is_startup=False if _finds(cues.mature, sort) else True if _finds(cues.startup, sort) else None,
        activities=activities,
        others=others_in(told, cues),
    )


def place_in(text: str, cues: RequestCues) -> str:
    """The place that a text speaks of most narrowly; one that is said to be left counts only where it is alone, that of
    a seller not at all."""
    for one in reversed(mentions(text)):
        before = text[max(0, one.start - 60) : one.start]
        if _finds(cues.dealing, before):
            text = text[: one.start] + text[one.end :]
        elif _finds(cues.left, before):
            text = text[: one.start] + text[one.end :] if len(codes_in(text)) > 1 else text
    return deepest_code(text)


def _group(words: str, text: str) -> str:
    match = _pattern(words).search(text) if words else None
    return next((group for group in match.groups() if group), "") if match else ""


def as_of_in(asked: Wording, cues: RequestCues) -> str | None:
    """The day as of which is asked ("as of June 2025", 2025年6月还能…吗); None without such words beside a day."""
    pattern = _pattern(cues.as_of)
    if not pattern.search(asked.text):
        return None
    for one in asked.quantities:
        before = asked.text[max(0, one.start - 24) : one.start]
        beside = re.search(f"(?:{cues.as_of})\\s*$", before, re.IGNORECASE) or pattern.match(asked.text, one.start)
        year, _, rest = one.name.partition("-")
        if one.dimension == "date" and beside and rest != "00-00" and int(year):
            return last_day("-".join(part for part in one.name.split("-") if int(part))).isoformat()
    return None
