"""Whose rule a text is: told from the places and bodies it names, its number, its file's name or its address."""

from __future__ import annotations

import re

from assistant.data import rows
from assistant.language.names import Mention, inside, mentions
from assistant.language.script import language_of

_AT_FIRST = 8  # characters: a place that a title begins with needs no 市 behind it
_NEAR = 60  # characters within which a district stands after its city
_KIND = re.compile(r"[省市区]$")
_AFTER = re.compile(r"(?:经济)?特区|自治区|壮族|维吾尔|街道|管理局| district\b", re.I)


def place_of(words: str) -> str:
    """The jurisdiction whose place or body is named first in `words` (a title, an issuer), "" if none.

    A city inside a country wins over the country, a district over its city.
    """
    named = [mention for mention in mentions(words) if "-" in mention.code]
    for mention in named:
        if not _is_meant(mention, named, words):
            continue
        for other in named:
            near = mention.start < other.start < mention.end + _NEAR
            adjacent = other.start == mention.end
            if near and inside(other.code, mention.code) and (adjacent or _is_meant(other, named, words)):
                return other.code
        return mention.code
    return body_of(words)


def _is_meant(mention: Mention, named: list[Mention], words: str) -> bool:
    """Whether a place is surely one: 中山 and 光明 are words, too, and many cities have a Nanshan."""
    shown = words[mention.start : mention.end]
    if _KIND.search(shown) or _AFTER.match(words, mention.end):
        return True
    if mention.code.count("-") > 1:
        city = mention.code.rpartition("-")[0]
        return shown < "\u2e80" and any(other.code == city for other in named)
    return mention.start <= _AT_FIRST or shown < "\u2e80"


def body_of(words: str) -> str:
    """The country or union that `words` name most often, by itself or by its bodies, "" if none."""
    codes = [mention.code.partition("-")[0] for mention in mentions(words)]
    if codes:
        return max(codes, key=codes.count)
    return _marks("language").get(language_of(words), "")


def place_of_number(canonical: str) -> str:
    """The jurisdiction that a canonical document number implies, "" if it does not."""
    return next((code for prefix, code in _marks("number").items() if canonical.startswith(prefix)), "")


def place_of_url(url: str) -> str:
    """The country of a government's web address, "" for others."""
    host = re.sub(r"^https?://([^/:]+).*$", r"\1", url.strip().lower())
    return next((code for ending, code in _marks("host").items() if host.endswith(ending)), "")


def place_of_file(name: str) -> str:
    """The jurisdiction that a file name begins with ("us-co-sb24-205.pdf", "sz-plan.md"), "" if it does not."""
    stem = re.sub(r"^(?:derived|copy|draft)[-_]", "", name.lower())
    parts = re.split(r"[-_. ]", stem)
    codes = _marks("file")
    return codes.get("-".join(parts[:2]), "") or (codes.get(parts[0], "") if len(parts) > 1 else "")


def _marks(kind: str) -> dict[str, str]:
    """Marks of jurisdictions that are no names, with their codes."""
    return {mark: code for what, mark, code in rows("jurisdiction_marks.tsv") if what == kind}
