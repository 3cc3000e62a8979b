"""What a question names (place, scheme, company, person, article, year), and which passages are about it.

A passage is about a name when it, or what is known of its document, holds the name in either language, or one that
lies within it. What no passage is about is missing, as the question wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.finding.inferring import PLACES
from assistant.languages import fold, language_of
from assistant.records import Hit
from assistant.storing.words import tokens
from assistant.verifying.names import Name, covers, gazetteer, known_names, ordinary, unlisted_names

DECIDING = ("place", "scheme", "company")  # kinds of names that an answer must be about
# Titles made of common words: beside a place they do not name that one instrument ("Korea's AI act").
COMMON_TITLES = frozenset({"ai act", "several measures", "cybersecurity law", "data security law"})
# A year after one of these is part of what is claimed ("extended to 2027"), not the time that is asked about.
_YEAR = re.compile(r"(?<![\d./-])(?<!No\. )((?:19|20)\d\d)(?![\d./]|-\d)")
_CLAIMED = re.compile(
    r"(?i)(?:\b(?:to|until|till|by|before|after|since|beyond)\s+(?:\w+\s+)?(?:\d{1,2}\s+)?|[到至前后过])\s*$"
)
_SPAN = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-–—~至到]\s*((?:19|20)\d\d|\d\d(?!\d))")
_TWO_THINGS = re.compile(r"(?i)\b(?:and|or|than|versus|vs|both|with|between|compared?)\b|[和与跟及或、比]|还是")


def about_names(question: str, hits: Sequence[Hit]) -> tuple[list[Hit], tuple[str, ...]]:
    """The hits about a place, scheme or company that the question names (all hits where it names none), and what is
    missing. No hits at all when a scheme, a company, a person, an article, the year asked about, or every place is."""
    deciding = deciding_names(question)
    kept, missing = _about_known(deciding, hits) if deciding else (list(hits), ())
    if kept:
        lost = (*_people_missing(question, kept), *_articles_missing(question, kept), *_years_missing(question, kept))
        lost = lost or _pair_missing(question, deciding, kept)
        if lost:
            return [], lost
    return kept, missing


def deciding_names(question: str) -> list[Name]:
    """Names in the question that an answer must be about."""
    names = [name for name in known_names(question) if name.kind in DECIDING]
    if any(name.kind == "place" for name in names):
        names = [name for name in names if name.id not in COMMON_TITLES]
    return names


def _about_known(deciding: Sequence[Name], hits: Sequence[Hit]) -> tuple[list[Hit], tuple[str, ...]]:
    wanted = {name.id: name for name in deciding}
    covered = {hit.passage.id: {id for id in wanted if covers(names_of(hit), id)} for hit in hits}
    met = set().union(*covered.values()) if covered else set()
    lost = [name for id, name in wanted.items() if id not in met]
    missing = tuple(name.text for name in lost)
    places = [name for name in wanted.values() if name.kind == "place"]
    if any(name.kind != "place" for name in lost) or (places and not any(name.id in met for name in places)):
        return [], missing
    kept = [hit for hit in hits if covered[hit.passage.id]]
    # those about every name come first, each part in the order found
    return sorted(kept, key=lambda hit: -len(covered[hit.passage.id])), missing


def _people_missing(question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Capitalised names of two words or more, no word of which stands in a hit in English ("Elon Musk")."""
    if language_of(question) == "zh":
        return ()
    missing = []
    for shown, words in unlisted_names(question, known_names(question)):
        named = [word for word in words if word[0].isupper()]
        stems = {stem for word in named for stem in tokens(word)}
        if len(named) < 2 or any(stems & set(tokens(_whole(hit))) for hit in hits):
            continue
        if not all(ordinary(word) for word in named):
            missing.append(shown)
    return tuple(missing)


def _articles_missing(question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Articles that no hit is, or speaks of."""
    asked = [token for token in tokens(question) if token.startswith("§")]
    if not asked:
        return ()
    held = set().union(*(set(tokens(_whole(hit))) for hit in hits))
    word = "第{}条" if language_of(question) == "zh" else "Article {}"
    return tuple(word.format(token[1:]) for token in asked if token not in held)


def years_asked(question: str) -> list[str]:
    """The years that a question asks about; not those that it claims something will last or begin until."""
    folded = fold(question)
    return [
        match.group(1)
        for match in _YEAR.finditer(folded)
        if not _CLAIMED.search(folded[max(0, match.start() - 24) : match.start()])
    ]


def _years_missing(question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Years asked about that no hit names, nor spans, nor is dated."""
    missing = [year for year in years_asked(question) if not any(_of_year(hit, int(year)) for hit in hits)]
    return tuple(missing)


def _of_year(hit: Hit, year: int) -> bool:
    record = hit.record
    text = fold(f"{_whole(hit)}\n{record.issued or ''}\n{record.effective or ''}\n{record.expires or ''}")
    if str(year) in text:
        return True
    first, last = record.effective or record.issued, record.expires
    if first and last and int(first[:4]) <= year <= int(last[:4]):
        return True
    return any(int(a) <= year <= int(b if len(b) == 4 else a[:2] + b) for a, b in _SPAN.findall(text))


def _pair_missing(question: str, deciding: Sequence[Name], hits: Sequence[Hit]) -> tuple[str, ...]:
    """The scheme, where a question names one place and one scheme and no sentence is about both.

    A place may have the thing under another name: what tells the scheme from others (the "compute" of a compute
    voucher) is enough.
    """
    places = {name.id: name for name in deciding if name.kind == "place"}
    schemes = {name.id: name for name in deciding if name.kind == "scheme"}
    if len(places) != 1 or len(schemes) != 1 or _TWO_THINGS.search(question):
        return ()
    (place,), (scheme,) = places.values(), schemes.values()
    sort = {*tokens(gazetteer().shown[scheme.id].split()[0]), scheme.text.removesuffix("券")}
    for hit in hits:
        if not covers(names_of(hit), place.id):
            continue
        head = covers(_head_names(hit), place.id)
        for line in re.split(r"\n|(?<=[.。；;])\s*", hit.passage.text):
            about = f"{hit.passage.section}\n{line}"
            if (head or covers(set(_names_in(line)), place.id)) and (
                covers(set(_names_in(about)), scheme.id) or sort & set(tokens(about))
            ):
                return ()
    return (f"{place.text}{scheme.text}" if language_of(question) == "zh" else f"{scheme.text} ({place.text})",)


# ---------------------------------------------------------------- what a passage is about


@lru_cache(8192)
def _names_in(text: str) -> frozenset[str]:
    return frozenset(name.id for name in known_names(text))


def _head_names(hit: Hit) -> set[str]:
    record = hit.record
    place = PLACES.get(record.jurisdiction, ("", ""))[0].split("|")[0]
    return set(_names_in(f"{record.title}\n{record.title_zh}\n{record.issuer}\n{place}"))


def names_of(hit: Hit) -> set[str]:
    """Names in a passage and in what is known of its document."""
    return _head_names(hit) | set(_names_in(hit.passage.section)) | set(_names_in(hit.passage.text))


def _whole(hit: Hit) -> str:
    return f"{hit.record.title}\n{hit.record.title_zh}\n{hit.passage.section}\n{hit.passage.text}"
