"""Which passages are about what a question names, and what none is about.

A passage is about a name when it, or what is known of its document, holds the name in either language, or one that
lies within it. What no passage is about is missing, as the question wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import Name, covers, gazetteer, place_name
from assistant.language.tokens import tokens
from assistant.language.unlisted_names import ordinary
from assistant.questions.question import Question
from assistant.questions.read_once import Reading
from assistant.records import Hit
from assistant.told import told

_SPAN = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-–—~至到]\s*((?:19|20)\d\d|\d\d(?!\d))")
_LINE = re.compile(r"\n|(?<=[.。；;])\s*")


def about_names(question: Question, hits: Sequence[Hit], read: Reading) -> tuple[list[Hit], tuple[str, ...]]:
    """The hits about a place, scheme or company that the question names (all hits where it names none), and what is
    missing. No hits at all when a scheme, a company, a person, an article, the year asked about, or every place is."""
    deciding = question.subjects.names
    kept, missing = _about_known(deciding, hits, read) if deciding else (list(hits), ())
    if kept:
        lost = (
            *_people_missing(question, kept, read),
            *_articles_missing(question, kept, read),
            *(year for year in question.subjects.years if not any(_of_year(hit, int(year), read) for hit in kept)),
        )
        lost = lost or _pair_missing(question, kept, read)
        if lost:
            return [], lost
    return kept, missing


def _about_known(deciding: Sequence[Name], hits: Sequence[Hit], read: Reading) -> tuple[list[Hit], tuple[str, ...]]:
    wanted = {name.id: name for name in deciding}
    codes = gazetteer().codes
    covered = {
        hit.passage.id: {
            id for id in wanted if covers(names_of(hit, read), id) or codes.get(id, "-") == hit.record.jurisdiction
        }
        for hit in hits
    }
    met = set().union(*covered.values()) if covered else set()
    lost = [name for id, name in wanted.items() if id not in met]
    missing = tuple(name.text for name in lost)
    places = [name for name in wanted.values() if name.kind == "place"]
    if any(name.kind != "place" for name in lost) or (places and not any(name.id in met for name in places)):
        return [], missing
    kept = [hit for hit in hits if covered[hit.passage.id]]
    # those about every name come first, each part in the order found
    return sorted(kept, key=lambda hit: -len(covered[hit.passage.id])), missing


def _people_missing(question: Question, hits: Sequence[Hit], read: Reading) -> tuple[str, ...]:
    """People no word of whose names stands in a hit."""
    missing = []
    for shown, words in question.subjects.people:
        stems = {stem for word in words for stem in tokens(word)}
        if not any(stems & _whole(hit, read) for hit in hits) and not all(ordinary(word) for word in words):
            missing.append(shown)
    return tuple(missing)


def _articles_missing(question: Question, hits: Sequence[Hit], read: Reading) -> tuple[str, ...]:
    """Articles that no hit is, or speaks of; of a document that is named, no hit of its own."""
    asked = question.subjects.articles
    own = [hit for hit in hits if hit.passage.document in question.documents]
    hits = own or hits
    lost = [token for token in asked if not any(token in _whole(hit, read) for hit in hits)]
    return tuple(told(question.whole.language).article.format(number=token[1:]) for token in lost)


def _of_year(hit: Hit, year: int, read: Reading) -> bool:
    """Whether a hit names a year, spans it, or is dated or valid in it."""
    record = hit.record
    text = f"{_text(hit)}\n{record.issued or ''}\n{record.effective or ''}\n{record.expires or ''}"
    folded = read(text).folded
    if str(year) in folded:
        return True
    first, last = record.effective or record.issued, record.expires
    if first and last and int(first[:4]) <= year <= int(last[:4]):
        return True
    return any(int(a) <= year <= int(b if len(b) == 4 else a[:2] + b) for a, b in _SPAN.findall(folded))


def _pair_missing(question: Question, hits: Sequence[Hit], read: Reading) -> tuple[str, ...]:
    """The scheme, where a question names one place and one scheme and no sentence is about both.

    A place may have the thing under another name: what tells the scheme from others (the "compute" of a compute
    voucher) is enough.
    """
    places = {name.id: name for name in question.subjects.names if name.kind == "place"}
    schemes = {name.id: name for name in question.subjects.names if name.kind == "scheme"}
    if len(places) != 1 or len(schemes) != 1 or question.subjects.two_things:
        return ()
    (place,), (scheme,) = places.values(), schemes.values()
    sort = {*tokens(gazetteer().english[scheme.id].split()[0]), scheme.text.removesuffix("券")}
    for hit in hits:
        if not covers(names_of(hit, read), place.id):
            continue
        head = covers(_head_names(hit, read), place.id)
        for line in _LINE.split(hit.passage.text):
            about = read(f"{hit.passage.section}\n{line}")
            if (head or covers(set(read(line).named()), place.id)) and (
                covers(set(about.named()), scheme.id) or sort & about.words
            ):
                return ()
    return (told(question.whole.language).scheme_of_place.format(scheme=scheme.text, place=place.text),)


# ---------------------------------------------------------------- what a passage is about


def names_of(hit: Hit, read: Reading) -> set[str]:
    """Names in a passage and in what is known of its document."""
    return _head_names(hit, read) | read(hit.passage.section).named() | read(hit.passage.text).named()


def _head_names(hit: Hit, read: Reading) -> set[str]:
    record = hit.record
    place = place_name(record.jurisdiction, "en")
    return set(read(f"{record.title}\n{record.title_zh}\n{record.issuer}\n{place}").named())


def _whole(hit: Hit, read: Reading) -> frozenset[str]:
    return read(_text(hit)).words


def _text(hit: Hit) -> str:
    return f"{hit.record.title}\n{hit.record.title_zh}\n{hit.passage.section}\n{hit.passage.text}"
