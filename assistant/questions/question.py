"""A question, read once: every later step takes from here what was read, and none reads the words again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.language.names import codes_in
from assistant.language.packs import either
from assistant.language.sought import Sought, all_sought, sought
from assistant.language.terms import Term, terms_of
from assistant.questions.asking import content_terms, counted, head_of, items_named, things_counted
from assistant.questions.follow_ups import standing_alone
from assistant.questions.held import Held
from assistant.questions.inferring import Inference, infer
from assistant.questions.mentions import articles_asked, documents_named, parts_asked
from assistant.questions.read_once import Wording, readable
from assistant.questions.subjects import Subjects, subjects_of
from assistant.records import Turn

FIGURES = (Sought.MONEY, Sought.RATE, Sought.COUNT, Sought.DATE, Sought.DURATION)
PLURAL = re.compile(r"(?:[\w-]+ ){0,2}?[\w-]+(?<!s)s\b")  # English things asked for, with what stands before them
LISTS = either(lambda pack: pack.asking.lists)
OLD = either(lambda pack: pack.asking.old)
LIMITS = either(lambda pack: pack.asking.limits[0])
TARGETS = either(lambda pack: pack.asking.targets[0])
VALIDITY = either(lambda pack: pack.asking.validity)
OUTCOME = either(lambda pack: pack.asking.outcome)
HOW_MUCH = either(lambda pack: pack.asking.how_much)
DAYS = {
    "expires": either(lambda pack: pack.asking.days["expires"][0]),
    "effective": either(lambda pack: pack.asking.days["effective"][0]),
    "issued": either(lambda pack: pack.asking.days["issued"][0]),
}


@dataclass(frozen=True)
class Question:
    """A question. What it wants is read from `text`, what it is about from `whole`; each thing when it is first asked
    for, and kept."""

    typed: str  # letter for letter
    text: Wording  # as typed, readable
    whole: Wording  # so that it can be understood by itself; `text` where that stands alone
    held: Held  # what the library knows of its documents
    speaks: str = ""  # the language that the answer is asked for in, "" for its own
    before: Wording | None = None  # what it leans on, so that it can be understood by itself
    situation: tuple[str, ...] = ()  # what askers tell of themselves: nothing has to be about it

    @property
    def leans(self) -> bool:
        """Whether it cannot be understood without what was asked before."""
        return self.whole is not self.text

    @property
    def unsure(self) -> bool:
        """Whether `whole` is only the follow-up and what it leans on, one after the other."""
        return self.leans and self.whole.text.startswith(self.text.text)

    @cached_property
    def points_back(self) -> bool:
        """Whether it leans on an earlier question and names no document, place or scheme of its own: what it is about
        is in the documents that the earlier one was about."""
        own = replace(self, whole=self.text)
        return self.leans and not (own.documents or own.places or self.text.named("scheme", "company"))

    @cached_property
    def lent(self) -> frozenset[str]:
        """The words that it has from what it leans on alone."""
        return self.whole.words - self.text.words if self.leans else frozenset()

    # ---------------------------------------------------------------- what it wants

    @property
    def language(self) -> str:
        """ "zh", else "en": the languages that answers are written in."""
        return self.speaks or ("zh" if self.text.language == "zh" else "en")

    @cached_property
    def lists(self) -> bool:
        """Whether it asks for several things."""
        return bool(LISTS.search(self.text.folded))

    @cached_property
    def _kinds(self) -> tuple[Sought, ...]:
        return all_sought(self.text.text)

    @property
    def asks_a_fact(self) -> bool:
        """Whether it asks by itself for a fact of some kind: that this is not known is no answer then."""
        return bool(self._kinds)

    @cached_property
    def outcome(self) -> bool:
        """Whether it asks what came of a thing ("how many were actually paid"): what is laid down does not say. What
        askers state of themselves ("no public money so far.") asks nothing."""
        sentences = re.split(r"(?<=[.?!。？！])\s*", self.whole.folded)
        return any(OUTCOME.search(one) for one in sentences if not one.endswith((".", "。", "!", "！")))

    @cached_property
    def sought(self) -> Sought:
        """The kind of fact asked for, by the question itself, else by what it leans on."""
        if self._kinds:
            return self._kinds[0]
        return sought(self.whole.text) if self.leans else Sought.ANY

    @cached_property
    def figures(self) -> tuple[Sought, ...]:
        """The kinds of figure or date asked for, the first before the others; none where the question may be after
        something else: "how many" has to say of what, a sum has to be asked for outright."""
        first = self.sought
        certain = first in (Sought.DATE, Sought.DURATION)
        if first is Sought.COUNT:
            certain = bool(counted(self.text))
        elif first in (Sought.MONEY, Sought.RATE):
            certain = bool(HOW_MUCH.search(self.text.text))
        return (first, *(kind for kind in self._kinds if kind in FIGURES and kind is not first)) if certain else ()

    @cached_property
    def head(self) -> tuple[Term, ...]:
        """The thing asked for: "parking fee"."""
        return terms_of(head_of(self.text))

    @cached_property
    def several(self) -> bool:
        """Whether the thing asked for is more than one: "which types", 哪些."""
        return self.text.language == "zh" or bool(PLURAL.match(head_of(self.text)))

    @cached_property
    def counted(self) -> tuple[Term, ...]:
        """What "how many" counts."""
        return terms_of(counted(self.text))

    @cached_property
    def all_limits(self) -> bool:
        """Whether it asks for the time limits that a text sets, one and all."""
        return bool(LIMITS.search(self.text.folded))

    @cached_property
    def all_targets(self) -> bool:
        """Whether it asks for the figures that a text sets, one and all."""
        return bool(TARGETS.search(self.text.folded))

    @cached_property
    def counts(self) -> tuple[tuple[int, tuple[Term, ...]], ...]:
        """What it says that there are so many of: (10, the terms of "principles"), (9, those of 维度)."""
        return tuple((number, terms_of(what)) for number, what in things_counted(self.text))

    @cached_property
    def picks(self) -> tuple[tuple[int, ...], tuple[Term, ...]]:
        """The numbers of the items that it names by what they are: "principles 4, 6 and 8"."""
        numbers, what = items_named(self.text)
        return numbers, terms_of(what)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The content words of `text` without those by which people ask."""
        return content_terms(self.text)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The fields of a record whose day is asked for: "expires", "effective", "issued"."""
        return tuple(field for field, pattern in DAYS.items() if pattern.search(self.text.text))

    @cached_property
    def validity(self) -> bool:
        """Whether it asks if a document holds."""
        return bool(VALIDITY.search(self.whole.text))

    @cached_property
    def old(self) -> bool:
        """Whether it wants what does not hold any more."""
        return bool(OLD.search(self.whole.text))

    # ---------------------------------------------------------------- what it is about

    @cached_property
    def whole_terms(self) -> tuple[Term, ...]:
        """The content words of `whole` without those by which people ask."""
        return content_terms(self.whole) if self.leans else self.terms

    @property
    def says_nothing(self) -> bool:
        """Whether it has neither a content word nor a figure: nothing could be told to answer it."""
        return not self.whole_terms and not any(sign.isdigit() for sign in self.whole.text)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Codes of the jurisdictions that it names."""
        return codes_in(self.whole.folded)

    @cached_property
    def inference(self) -> Inference:
        """What it narrows."""
        return infer(self.whole, self.places, self.held)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """Names of the documents that it points to."""
        return tuple(documents_named(self.whole, self.places, self.held))

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Labels of the articles that it names, in the forms that documents print."""
        return tuple(articles_asked(self.whole.text))

    @cached_property
    def parts(self) -> tuple[re.Pattern[str], ...]:
        """How the headings of the parts begin that it names: an annex, a chapter."""
        return tuple(parts_asked(self.whole))

    @cached_property
    def subjects(self) -> Subjects:
        """What an answer must be about."""
        rest = self.whole.text
        for told in self.situation if self.leans else ():
            rest = rest.replace(told, " ")
        return subjects_of(self.whole if rest == self.whole.text else Wording(rest))


def read_question(
    typed: str | Wording, history: Sequence[Turn], held: Held, speaks: str = "", situation: tuple[str, ...] = ()
) -> Question:
    """A question, with what it leans on, as the steps of an answer read it. Any string is safe."""
    text = typed if isinstance(typed, Wording) else Wording(readable(typed))
    earlier = [readable(turn.question) for turn in history]
    whole = standing_alone(text, earlier)
    before = None if whole is text else standing_alone(Wording(earlier[-1]), earlier[:-1])
    return Question(text.text, text, whole, held, speaks, before, situation)
