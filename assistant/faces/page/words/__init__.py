"""The page's own words, a table a language, and the dates and places that are written out with them."""

from __future__ import annotations

from assistant.faces.page.words.en import ENGLISH
from assistant.faces.page.words.page_words import Words
from assistant.faces.page.words.zh import CHINESE
from assistant.language.names import place_name

__all__ = [
    "CHINESE", "ENGLISH", "LANGUAGES", "Words", "preferred_language", "words_in", "written_date", "written_place",
]  # fmt: skip

LANGUAGES = {"en": ENGLISH, "zh": CHINESE}


def words_in(language: str) -> Words:
    """The words of the page in a language, in English for one that it does not speak."""
    return LANGUAGES.get(language, ENGLISH)


def preferred_language(accept: str) -> str:
    """Whichever language of the page an Accept-Language header ("zh-CN,zh;q=0.9,en;q=0.8") ranks first, else "en"."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            try:
                ranked.append((-float(weight or 1), place, language))
            except ValueError:
                continue  # a weight that is no number ranks nothing
    return min(ranked)[2] if ranked else "en"


def written_date(iso: str | None, words: Words) -> str:
    """An ISO date of full or reduced precision in words ("2024-05-01" → "1 May 2024", "2024年5月1日")."""
    if not iso:
        return words.undated
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    if not 1 <= len(parts) <= 3 or (len(parts) > 1 and not 1 <= parts[1] <= 12):
        return iso
    year, month, day = (*parts, 1, 1)[:3]
    return words.dates[len(parts) - 1].format(year=year, month=words.months[month - 1], day=day)


def written_place(code: str, words: Words) -> str:
    """A jurisdiction code in words, without its country ("CN-Shenzhen-Nanshan" → "Nanshan, Shenzhen", "深圳南山")."""
    parts = code.split("-")
    codes = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
    written, *inner = [place_name(one, words.language) or one.rpartition("-")[2] for one in codes[1:] or codes]
    for place in inner:
        written = words.place_within.format(place=place, within=written)
    return written
