"""Whether a few passages that were retrieved for a question hold its answer. All of them are about its subject.

Words tell nothing then: every passage has the question's. What tells is how near one *sentence* comes to the question
in meaning, how far it stands out from the others, and how much a question of its form asks: a figure is given by fewer
passages on a subject than what the subject is. A logistic model over such signs for each language, fitted by
`python evaluations/closed.py` on NoMIRACL's development rows (docs/finding.md has what was tried), for the local
embeddings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.finding.relevance import Model
from assistant.languages import fold, language_of
from assistant.verifying import sentence_spans

if TYPE_CHECKING:
    from assistant.embedding import Embedder

THRESHOLD = 0.5
LONGEST_TITLE = 80  # characters before the colon that opens a passage; what is longer is a sentence
NEAREST = 3  # passages
FEWEST, UNRELATED = 10, 0.78  # sentences to stand out from, and the dot product of those that are lacking

# What a question is after, the first that matches. Those after something else ask for a thing of a named sort.
FORMS = (
    ("reason", r"^\W*why\b|what caused|\bcauses? of\b|\breasons?\b|为什么|为何|原因"),
    (
        "date",
        r"\bwhen\b|\b(?:what|which) (?:date|day|year|month|century|decade)\b|何时|什么时[候间]|哪一?[年天日月]"
        r"|几[年月日]|哪个(?:年|世纪)|时间是|年份",
    ),
    (
        "number",
        r"\bhow (?:many|much|long|old|tall|far|wide|large|big|high|deep|fast|heavy|often|hot|cold)\b"
        r"|what (?:is|was) the (?:population|number|area|height|length|size|distance|rate|percentage|temperature)\b"
        r"|\bper ?cent|多少|几[个届种座位项条家次级岁层]|多[大高长远深重宽快久]|面积|人口数|比例",
    ),
    (
        "person",
        r"\bwho(?:se|m)?\b"
        r"|\bwhat (?:was|is) the name of the (?:actor|actress|woman|man|person|king|queen|author|founder)"
        r"|谁|哪一?位|何人|姓名",
    ),
    (
        "place",
        r"\bwhere\b|\b(?:what|which) (?:countr|cit|state|town|place|continent|province|region|river|island"
        r"|count(?:y|ies)|area)|哪里|哪儿|何处|什么地方|哪一?(?:个)?(?:国家|国|城市|省|州|洲|地区|市|县)|位于|首都|省会|总部",
    ),
    (
        "definition",
        r"^\W*what (?:is|are) (?:an? |the )?[\w\s'-]{1,40}\?$|\bmean\b|\bstand for\b|\bdefin|是什么意思|什么是"
        r"|是什么[？?]?$|特点|特征|作用|功能|定义",
    ),
    ("list", r"有?哪些|what are the\b|\bwhich (?:\w+ )?are\b|\blist\b|\btypes of\b"),
    (
        "whether",
        r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b|吗[？?]?$|是否|是不是|有没有",
    ),
)
OTHER = "thing"
_FORMS = tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in FORMS)
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Signs:
    """What the estimate rests on.

    `sentence`: highest dot product of the question and a sentence with its passage's title; `lead`: how far that lies
    above the mean of all sentences (of FEWEST at least); `passage`: highest of a whole passage; `passages`: mean of the
    three highest; `titled`: 1 where the question has a passage's title in it; `year`: 1 where the question names a
    year, `unsaid` where no passage names it, `after` where it lies after every year that they name; 1 for a question
    that is after a `number`, a `listing`, `whether` something is so, or a `thing` of a sort that it names.
    """

    sentence: float
    lead: float
    passage: float
    passages: float
    titled: float
    year: float
    unsaid: float
    after: float
    number: float
    listing: float
    whether: float
    thing: float


def holds_answer(question: str, passages: Sequence[tuple[str, str]], embedder: Embedder) -> bool:
    """Whether passages, (title, text) each, hold the answer to a question."""
    if not any(text.strip() for _, text in passages):
        return False
    return MODELS[language_of(question) == "zh"].estimate(signs_of(question, passages, embedder)) >= THRESHOLD


def parted(text: str) -> tuple[str, str]:
    """Title and rest of a passage that opens with its title and a colon; ("", text) of any other."""
    title, colon, rest = text.partition(": ")
    return (title, rest) if colon and rest.strip() and len(title) <= LONGEST_TITLE else ("", text)


def form_of(question: str) -> str:
    """What a question is after: the name of one of FORMS, or OTHER."""
    folded = fold(question).strip()
    return next((form for form, pattern in _FORMS if pattern.search(folded)), OTHER)


def signs_of(question: str, passages: Sequence[tuple[str, str]], embedder: Embedder) -> Signs:
    """The signs of a question and passages, (title, text) each, at least one of which is not blank."""
    import numpy as np

    said = [(title, text) for title, text in passages if text.strip()]
    sentences = [(title, text[start:end]) for title, text in said for start, end in sentence_spans(text)]
    texts = [f"{title}: {text}" if title else text for title, text in (*said, *sentences)]
    near = np.asarray(embedder.embed_passages(texts)) @ embedder.embed_query(question)
    whole, parts = np.sort(near[: len(said)])[::-1], near[len(said) :]
    if not len(parts):  # no passage has a sentence, as of marks alone
        parts = whole
    folded = fold(question).casefold()
    titles = {fold(title).casefold() for title, _ in said}
    asked = {int(year) for year in _YEAR.findall(folded)}
    named = {int(year) for text in texts[: len(said)] for year in _YEAR.findall(fold(text))}
    form = form_of(question)
    return Signs(
        sentence=float(parts.max()),
        lead=float(parts.max() - np.r_[parts, [UNRELATED] * (FEWEST - len(parts))].mean()),
        passage=float(whole[0]),
        passages=float(whole[:NEAREST].mean()),
        titled=float(any(len(title) > 1 and title in folded for title in titles)),
        year=float(bool(asked)),
        unsaid=float(bool(asked - named)),
        after=float(bool(asked) and max(asked) > max(named, default=0)),
        number=float(form == "number"),
        listing=float(form == "list"),
        whether=float(form == "whether"),
        thing=float(form == OTHER),
    )


ENGLISH = Model(
    -31.05,
    Signs(
        sentence=13.80,
        lead=26.19,
        passage=16.12,
        passages=2.86,
        titled=0.13,
        year=0.17,
        unsaid=-0.94,
        after=-1.70,
        number=-0.91,
        listing=2.64,
        whether=-1.74,
        thing=1.26,
    ),
)
CHINESE = Model(
    -54.40,
    Signs(
        sentence=17.54,
        lead=4.73,
        passage=26.14,
        passages=16.15,
        titled=0.60,
        year=-1.65,
        unsaid=-0.83,
        after=-0.44,
        number=-1.18,
        listing=-0.18,
        whether=0.00,
        thing=1.30,
    ),
)
MODELS = {False: ENGLISH, True: CHINESE}  # by whether the question is in Chinese
