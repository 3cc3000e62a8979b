"""Who issued a document: from page heads, the first lines, signatures and copyright lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.record.document_numbers import is_of_a_series
from assistant.reading.record.facts import Facts
from assistant.reading.record.issuing import JURISDICTIONS
from assistant.records import Kind

_FIELDS = ("contentsource", "dcterms.publisher", "dc.publisher", "citation_author")
_PUBLISHERS = ("og:site_name", "publisher", "sitename", "dc.publisher")
_OFFICIAL = re.compile(
    r"\b(?:Institute|Department|Ministry|Office|Agency|Commission|Authority|Council|Foundation)\b|局|部|委|政府|府|办"
)
_CN_BODY = (
    r"[\u4e00-\u9fff]{2,30}?(?:人民政府|人民代表大会常务委员会|人民代表大会|委员会|"
    r"办公室|办公厅|工作推进小组|领导小组|局|厅|部|院)"
)
_EN_BODY = re.compile(
    r"(?:[A-Z][\w&’'-]+,? (?:(?:of|for|and|the) )*){1,8}"
    r"(?:Centre|Department|Ministry|Office|Agency|Commission|Authority|Council|"
    r"Bureau|Institute|Foundation|Administration|Board|Committee)"
)
_IMPRINT = re.compile(rf"(?P<b>{_EN_BODY.pattern})(?: \d{{1,4}}[-,A-Za-z]* [A-Z][^.;]{{4,80}})?")  # with its address
_ISSUED_BY = (
    re.compile(r"^Issued by (?:the )?(?P<i>[A-Z][^\n.]{3,90}?) on \d", re.M),
    re.compile(
        r"^\W*(?i:issu(?:ing (?:body|authority|agency)|ed by|er)|published by|publisher)\W*:\W*"
        r"(?P<i>[A-Z][^\n]{3,90}?)\W*$",
        re.M,
    ),
)
_RELEASE = re.compile(r"^\W*(?P<i>[A-Z][\w ,]{3,60}?) [-–—|] (?i:(?:press|news|media) release)\W*$", re.M)
_HEADED = re.compile(rf"^\W*(?:转载\W*)?(?P<i>{_CN_BODY})关于印发", re.M)  # the first line of an official document
_HOLDER = re.compile(
    r"©\s?(?:copyright)?\s?(?:[^\n©]{0,60}represented by (?:the )?)?(?:(?:19|20)\d\d,? (?:by )?)?"
    r"(?P<who>(?!Crown copyright|All rights|European Union)[A-Z][^\n©]{3,60}?)"
    r"(?:,?\s(?:19|20)\d\d|\.? All rights|\.?\s*$|\s\|)",
    re.I | re.M,
)
_BEFORE_ENACTING = 30_000  # characters of a digest and recitals that may stand before the words that enact
_SHORT = 160  # characters of a line on which a body stands that is not spoken of
_ENACTED = (  # with which legislatures enact
    re.compile(
        r"(?i:\b(?:enacted|resolved|ordained) by the )(?P<i>(?i:General Assembly|Legislature|Legislative Assembly"
        r"|People|Congress|Senate and (?:the )?House of Representatives|General Court)"
        r"(?: (?i:of|for)(?: (?i:the))?(?: (?i:State|Commonwealth|Province|Republic) (?i:of))?"
        r" [A-Z]\w+(?: (?:of )?[A-Z][a-z]+){0,3})?)(?=[\s,:.;]|$)"
    ),
    re.compile(
        r"\badvice and consent of the (?P<i>Legislative Assembly of the Province of [A-Z]\w+(?: [A-Z]\w+)?"
        r"|Senate and House of Commons of Canada)"
    ),
    re.compile(r"^\W*The (?P<i>Federal (?:Assembly|Council) of the Swiss Confederation),?$", re.M),
    re.compile(r"\benacted by (?P<i>Parliament in the [\w-]+ Year of the Republic of India)", re.I),
    re.compile(r"\bThe (?P<i>people of the State of [A-Z]\w+(?: [A-Z]\w+)?) do enact"),
    re.compile(r"^The (?P<i>Parliament of [A-Z]\w+(?: [A-Z]\w+)?) enacts", re.M),
)


def find_issuer(facts: Facts) -> None:
    """The issuer; for news its publisher."""
    if facts.origin.get("issuer") == "html meta" and (headed := _HEADED.search(facts.source.text[:3000])):
        facts.drop("issuer")  # the page's box says who put it on line, the document's head whose it is
        facts.put("issuer", headed["i"], "text")
    candidates = _publishers(facts) if facts.kind is Kind.NEWS else _issuers(facts)
    for value, origin in candidates:
        if len(value) > 2:
            facts.put("issuer", re.sub(r"\s+", " ", value).strip(), origin)
            return


def _issuers(facts: Facts) -> Iterator[tuple[str, str]]:
    text = facts.source.text
    yield from ((one.value, one.origin) for one in facts.stated("govuk:primary-publishing-organisation"))
    for jurisdiction in JURISDICTIONS:
        prefix, name = jurisdiction.signatory
        if prefix and facts.number.startswith(prefix):
            yield name, "number"
    yield from ((words, "text") for words in _named(facts))
    for jurisdiction in JURISDICTIONS:
        if jurisdiction.ordering_bodies and (match := jurisdiction.ordering_bodies.match(facts.number)):
            yield match["i"], "number"
    if is_of_a_series(facts.get("number")) and (body := re.match(r"[A-Z][A-Z&]{2,11}(?= )", facts.get("number"))):
        yield body[0], "number"
    yield from ((one.value, one.origin) for one in facts.stated(*_FIELDS) if _OFFICIAL.search(one.value))
    yield from ((words, "text") for words in _lone_bodies(text))
    yield from ((one.value, one.origin) for one in facts.stated("author") if _OFFICIAL.search(one.value))
    if holder := _HOLDER.search(text[-3000:]):
        yield _unshout(re.sub(r"\s+", " ", holder["who"])), "text (copyright)"
    for jurisdiction in JURISDICTIONS:
        if jurisdiction.titled_issuers and (match := jurisdiction.titled_issuers.match(facts.get("title"))):
            yield match[0], "title"


def _named(facts: Facts) -> Iterator[str]:
    """Bodies that the formulas of a jurisdiction name in the title, the head or the end."""
    head = re.sub(r"[ \t\xa0]+", " ", facts.source.text[:3000])
    zone = f"{facts.get('title')}\n{head}\n{facts.source.text[-1200:]}"
    spellings = {words: name for jurisdiction in JURISDICTIONS for words, name in jurisdiction.spellings.items()}
    formulas = [pattern for jurisdiction in JURISDICTIONS for pattern in jurisdiction.issuers]
    mentions = [pattern for jurisdiction in JURISDICTIONS for pattern in jurisdiction.mentions]
    short = "\n".join(line for line in zone.split("\n") if len(line) <= _SHORT)  # running text mentions others
    places = [(pattern, zone) for pattern in (*formulas, *_ISSUED_BY)]
    places += [(pattern, facts.source.text[:_BEFORE_ENACTING]) for pattern in _ENACTED]
    for pattern, text in (*places, *((pattern, short) for pattern in mentions)):
        if match := pattern.search(text):
            words = re.sub(r"\s+", " ", match["i"]).strip(" 、")
            yield spellings.get(words.upper().replace("1", "I"), _unshout(words))


def _unshout(words: str) -> str:
    """ "IMDA AND AI VERIFY FOUNDATION" with ordinary capitals; short words in capitals are taken for abbreviations."""
    if not words.isupper():
        return words
    small = ("AND", "OF", "THE", "FOR")
    return " ".join(
        word.lower() if word in small else word if len(word) <= 4 else word.capitalize() for word in words.split()
    )


def _lone_bodies(text: str) -> Iterator[str]:
    """A body alone on a line of the cover or over the closing date."""
    for line in (text[:400] + "\n" + text[-400:]).split("\n"):
        match = re.match(rf"\s*({_CN_BODY})(?:[\s一二〇○]|\d{{4}}年|$)", line)
        if match and len(line) <= 45 and not re.search("[。，]", line):
            yield match[1]
    for zone in (text[:600], text[-600:]):
        yield from (match["b"].strip() for line in zone.split("\n") if (match := _IMPRINT.fullmatch(line.strip())))


def _publishers(facts: Facts) -> Iterator[tuple[str, str]]:
    """The publisher of a news page: what its head, its title's end or its address names."""
    if match := _RELEASE.search(facts.source.text[:1500]):
        yield match["i"], "text"
    yield from ((one.value, one.origin) for one in facts.stated(*_PUBLISHERS))
    for one in facts.stated("title"):
        if match := re.search(r"\s[|·–—-]\s([^|]{2,40})$", one.value):
            yield match[1].strip(), one.origin
    if match := re.search(r"https?://(?:www\.)?([\w-]+)\.\w+", facts.source.url or ""):
        yield match[1], "address"
