"""A text and what is read of it, each thing once: of a question, and of the sentences that may answer it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from assistant.language import dictionary
from assistant.language.folding import fold
from assistant.language.names import Name, gazetteer, known_names
from assistant.language.quantities import Quantity, find_quantities
from assistant.language.script import language_of
from assistant.language.sought import DIMENSIONS, STATED, Sought
from assistant.language.terms import Content, Term, content_of, terms_beside
from assistant.language.tokens import tokens
from assistant.questions.spelling import with_capitals

LONGEST = 2_000  # characters; what follows is not a question any more


@dataclass(frozen=True)
class Wording:
    """A text. Each thing is read when it is first asked for, and kept as long as this is."""

    text: str

    @cached_property
    def folded(self) -> str:
        """In simplified characters and half width; offsets do not carry over."""
        return fold(self.text)

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code of its script."""
        return language_of(self.text)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its searchable words, in order."""
        return tuple(tokens(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Its distinct tokens."""
        return frozenset(self.tokens)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The known names in it, in order."""
        return known_names(self.text)

    def named(self, *kinds: str) -> frozenset[str]:
        """Ids of the known names of these kinds; of all kinds where none is given."""
        return frozenset(name.id for name in self.names if not kinds or name.kind in kinds)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its figures and dates, in order."""
        return find_quantities(self.text)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Its content words."""
        return terms_beside(self.text, self.quantities)

    @cached_property
    def content(self) -> Content:
        """What it says, in its own words alone."""
        return content_of(self.text, glossed=False)

    @cached_property
    def glossed(self) -> Content:
        """What it says, its Chinese words also by the dictionary's English ones."""
        return content_of(self.text, glossed=True)

    @cached_property
    def own(self) -> tuple[dictionary.Term, ...]:
        """Its words as they are searched in texts of its own language."""
        return dictionary.own_terms(self.text, self.tokens)

    @cached_property
    def abroad(self) -> tuple[dictionary.Term, ...]:
        """Its words as they are searched in the other of the two languages that the dictionary knows."""
        other = {"zh": "en", "en": "zh"}.get(self.language, self.language)
        return dictionary.translate(self.text, self.language, other, self.tokens)

    def searched_in(self, language: str) -> tuple[dictionary.Term, ...]:
        """Its words as they are searched in texts of a language."""
        return self.abroad if {self.language, language} == {"zh", "en"} else self.own

    def named_in(self, language: str) -> str:
        """The text with its schemes and instruments also named as texts in `language` do: what 训力券 is called in
        English no reader of texts can guess."""
        told = self.text
        for name in reversed(self.names):
            other = form_of(name.id, language) if name.kind in ("scheme", "document") else ""
            if other and other.lower() not in self.text.lower():
                told = f"{told[: name.end]} ({other}){told[name.end :]}"
        return told

    def holds(self, kind: Sought) -> bool:
        """Whether it states a fact of the kind; False for no kind in particular."""
        if kind in STATED:
            return bool(STATED[kind].search(self.text))
        return any(quantity.dimension in DIMENSIONS.get(kind, ()) for quantity in self.quantities)


class Reading:
    """The texts that one answer reads, each as one Wording: what is read of a passage lives as long as the answer is
    under way, and no longer."""

    def __init__(self) -> None:
        self._known: dict[str, Wording] = {}

    def __call__(self, text: str) -> Wording:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = Wording(text)
        return found


def form_of(name: str, language: str) -> str:
    """How a known name is written in a language, "" when that is not known."""
    forms = gazetteer().chinese if language == "zh" else gazetteer().english
    return forms.get(name, "")


def readable(typed: str) -> str:
    """A question as it is read: NFKC, no control characters or lone surrogates, places with their capitals, at most
    LONGEST characters."""
    cut = unicodedata.normalize("NFKC", typed[: 2 * LONGEST])[:LONGEST]
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in cut)
    return with_capitals(" ".join(plain.split()))
