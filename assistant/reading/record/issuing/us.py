"""The United States: executive orders, memoranda, bills and acts of the states, the Federal Register."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.dates import add_period, dates_in
from assistant.reading.record.clauses import EN_DATE, Dated, Formula, next_day
from assistant.reading.record.issuing.jurisdiction import HYPHEN, Jurisdiction, Parts, number, number_read_by
from assistant.reading.record.surroundings import QUOTE, sentence_at
from assistant.records import Kind, Relation, RelationKind, Status

_CHAMBERS = {"senatebill": "SB", "housebill": "HB", "assemblybill": "AB"}


def _bill(parts: Parts) -> tuple[str, str]:
    spelled = parts["chamber"].lower().replace(".", "")
    chamber, serial = _CHAMBERS.get(spelled, spelled.upper()), parts["BILL"]
    return f"{chamber.lower()}:{serial.lower()}", f"{chamber}{'' if '-' in serial else ' '}{serial}"


def _after_adjournment(text: str, issued: Dated | None) -> Dated | None:
    """Acts that wait ninety days after the assembly adjourns, on a day that they do not print: the month, counted
    from the approval, which follows the adjournment closely."""
    waits = r"takes effect at.{0,40}following\s*the\s*expiration\s*of\s*the\s*ninety-day"
    if not issued or len(issued.day) != 10 or not re.search(waits, text, re.S):
        return None
    note = (
        "takes effect the day after a ninety-day period that begins when the assembly adjourns; the act does not print "
        "that day, so the month is estimated from its approval"
    )
    return Dated(next_day(add_period(issued.day, days=90))[:7], "text, estimated", note)


def _duties_begin(text: str, issued: Dated | None) -> Dated | None:
    """Acts without a clause on their effect whose duties all begin "on and after" one day."""
    days = [
        dates[0]
        for match in re.finditer(rf"ON AND AFTER ({EN_DATE})", text, re.I)
        if (dates := dates_in(match[1].title()))
    ]
    if len(days) < 5 or days.count(days[0]) * 2 < len(days):
        return None
    note = f"states no day of effect; {days.count(days[0])} of its duties begin on and after {days[0]}"
    return Dated(days[0], "text, inferred", note)


def _standing(text: str) -> tuple[Status, str] | None:
    head = text[:3000]
    if re.search(r"\bvetoed by (?:the )?governor\b|returned .{0,40}without my signature", head, re.I):
        return Status.VETOED, ""
    if re.search(r"^ACTION:[^\n]{0,40}proposed rule", text[:6000], re.I | re.M):
        return Status.DRAFT, ""
    if re.search(r"^\W*A BILL(?: FOR AN ACT)?\s*$", head, re.M) and not re.search(
        r"Public Law \d|Approved|Chaptered", head
    ):
        return Status.DRAFT, "a bill as introduced or reported"
    if re.match(r"\s*(?:Enrolled|ENROLLED)\b", text) and not re.search(r"Approved by Governor|Chaptered", head, re.I):
        return Status.DRAFT, "passed and enrolled; the text does not say that it was signed"
    return None


_REVOKED_LIST = re.compile(
    r"(?:following|these)[^.\n]{0,80}?(?:are|is)\s+(?:hereby\s+)?(?:revoked|rescinded|repealed)\s*:"
)
_ITEM = re.compile(
    r"^\s*\((?:[a-z]{1,4}|[ivxl]+|\d{1,3})\)\s+(?P<what>.+?)\.?"
    r"(?=\n\s*\((?:[a-z]{1,4}|[ivxl]+|\d{1,3})\)\s|\n\s*\n|\n\s*Sec\.|\Z)",
    re.M | re.S,
)


def _revoked(text: str) -> Iterator[Relation]:
    """A list of revoked orders: "The following executive actions are hereby revoked: (a) Executive Order 13985 …"."""
    done = 0
    for start in _REVOKED_LIST.finditer(text):
        if start.start() < done:
            continue
        end = re.search(r"\n\s*Sec\.\s*\d", text[start.end() :])
        done = start.end() + min(end.start() if end else 20_000, 60_000)
        for item in _ITEM.finditer("\n" + text[start.end() : done]):
            what = re.sub(r"\s+", " ", item["what"])
            found = re.match(r"(?:Executive Order|E\.O\.) \d{5}", what)
            yield Relation(RelationKind.REPEALS, found.group() if found else what[:200], item.group().strip()[:QUOTE])


_CODIFIED = re.compile(
    r"In\s?Colorado\s?Revised\s?Statutes,\s+(?:"
    r"(?P<verb1>add|repeal and reenact|repeal|amend)[,\s]*(?:with\s+amendments,?\s+)"
    r"?(?P<part>part \d+ (?:of|to) article \d+ of title \d+)"
    r"|(?P<place>\d+-\d+-\d{3,4}(?:\.\d+)?),\s*(?P<verb2>amend|add|repeal)[^\n]{0,80})",
    re.S,
)
_MOVED_DATE = re.compile(
    r"(?:On and after|on or after|On or before)\s+(?:~~)?(?P<old>[A-Z][a-z]+ ?"
    r"\d{1,2},\s?\d{4})(?:~~)?\s+(?P<new>[A-Z]{3,9} ?\d{1,2},\s?\d{4})"
)
_WRITES = "C.R.S. part"  # what a place in the code begins with that an act writes as a whole


def _codified(text: str) -> Iterator[Relation]:
    """Acts that change a code name places in it: "repeal and reenact … part 17 of article 1 of title 6"."""
    moved = _MOVED_DATE.search(text)
    for match in _CODIFIED.finditer(text):
        verb = match["verb1"] or match["verb2"]
        place = match["part"] or match["place"]
        kind = RelationKind.REPEALS if verb.startswith("repeal") else RelationKind.AMENDS
        quote = sentence_at(text, *match.span())
        if moved and kind is RelationKind.AMENDS and match["place"]:
            quote = sentence_at(text, *moved.span())  # these words carry the old day and the new one
        place = re.sub(r"\s+", " ", place.replace(" to article", " of article"))
        yield Relation(kind, f"C.R.S. {place}", quote[:QUOTE])


def code_place(target: str) -> str:
    """The part of a code that a target names, comparable: "C.R.S. 6-1-1702" and "C.R.S. part 17 of article 1 of title
    6" are both "crs:6-1-17"; "" for other targets."""
    if match := re.match(rf"{_WRITES} (\d+) of article (\d+) of title (\d+)", target):
        return f"crs:{match[3]}-{match[2]}-{match[1]}"
    if match := re.match(r"C\.R\.S\. (\d+)-(\d+)-(\d+)\d\d(?:\.\d+)?$", target):
        return f"crs:{match[1]}-{match[2]}-{match[3]}"
    return ""


def writes_place(target: str) -> bool:
    """Whether a target is a part of a code that the act writes as a whole."""
    return target.startswith(_WRITES)


US = Jurisdiction(
    numbers=(
        number_read_by(
            _bill,
            rf"(?<![a-z])(?P<chamber>s\.?b\.?|h\.?b\.?|a\.?b\.?|senate bill|house bill|"
            rf"assembly bill)\s{{0,3}}(?:no\.?\s?|{HYPHEN}\s?)?(?P<bill>\d{{2}}[a-z]?\s?"
            rf"{HYPHEN}\s?\d{{1,4}}|\d{{1,4}})(?![\d/])",
        ),
        number(
            r"\b(?:executive\s+orders?|e\.?\s?o\.?)\s*(?:\(\s?e\.?o\.?\s?\)\s*)?(?:no\.?\s*)?(?P<n>1[0-9]{4})\b",
            "eo:{n}",
            "EO {n}",
        ),
        number(r"(?:第\s?)?(?P<n>1[0-9]{4})\s?号\s?(?:行政命?令|总统令|總統令)", "eo:{n}", "EO {n}"),
        number(rf"\b(?P<n>M\s?{HYPHEN}\s?\d\d\s?{HYPHEN}\s?\d\d)\b", "omb:{n}", "{n}"),
        number(
            rf"\bNIST[\s.]+(?P<series>AI|SP|IR)[\s.]+(?P<n>\d{{3,4}}{HYPHEN}\d{{1,3}}[a-z]?)\b",
            "nist:{series}-{n}",
            "NIST {SERIES} {n}",
        ),
        number(
            rf"\b(?:public law|pub\.\s?l\.)\s(?:no\.\s)?(?P<n>\d{{2,3}}{HYPHEN}\d{{1,4}})\b",
            "us:pl:{n}",
            "Public Law {n}",
        ),
    ),
    kinds={
        "eo:": Kind.REGULATION, "sb:": Kind.LAW, "hb:": Kind.LAW, "ab:": Kind.LAW, "us:pl": Kind.LAW,
        "omb:": Kind.GUIDANCE, "nist:": Kind.GUIDANCE,
    },
    ordering=re.compile(r"^By the authority vested in me as President", re.M),
    issuers=(
        re.compile(r"(?P<i>authority vested in me as President)"),
        re.compile(r"enacted by the (?P<i>General Assembly of the State of \w+)"),
        re.compile(r"(?P<i>CALIFORNIA LEGISLATURE|(?<=The )people of the State of California(?= do enact))"),
        re.compile(r"^AGENCY:\s(?P<i>[A-Z][^\n.]{3,120})\.", re.M),
    ),
    mentions=(
        re.compile(r"(?P<i>OFF[Il1]CE\s?OF\s?MANAGEMENT\s?AND\s?BUDGET)", re.I),
        re.compile(r"(?P<i>National Institute of Standards and Technology)"),
        re.compile(r"^\W*(?P<i>T(?i:he White House))\W*$", re.M),
    ),
    spellings={
        "AUTHORITY VESTED IN ME AS PRESIDENT": "President of the United States",
        "PEOPLE OF THE STATE OF CALIFORNIA": "California Legislature",
        "CALIFORNIA LEGISLATURE": "California Legislature",
        "OFFICE OF MANAGEMENT AND BUDGET": "Office of Management and Budget",
        "OFFLCEOFMANAGEMENTANDBUDGET": "Office of Management and Budget",
        "OFFICEOFMANAGEMENTANDBUDGET": "Office of Management and Budget",
    },
    signatory=("eo:", "President of the United States"),
    titles=(
        re.compile(r"Executive Order \d{5} of [A-Z][a-z]+ \d{1,2}, \d{4}\s+(?P<t>.{10,200}?)\s+By the authority", re.S),
        re.compile(r"(?P<t>CONCERNING\s?.{10,600}?)\.?\s+Be it enacted", re.S),
        re.compile(r"^[SA]B \d+, [A-Z][\w' -]+\. (?P<t>[^\n]{8,150}?)\.$", re.M),  # of a bill's digest
        re.compile(r"^SUBJECT:?[\s|]+(?P<t>.{8,250}?)\s*\n\s*\n", re.S | re.M),
    ),
    issued=(Formula.of(rf"^Executive Order \d{{5}} of ({EN_DATE})", head=800),),
    journals=(Formula.of(rf"^Federal Register / Vol\.[^\n]{{0,40}}day, ({EN_DATE})"),),
    laws_effective=(_after_adjournment, _duties_begin),
    at_once=("eo:", "omb:"),
    standing=_standing,
    relations=(_revoked, _codified),
)  # fmt: skip
