"""The pairs that the reader of claims learns from: public entailment pairs, laws in two languages, and hands' claims.

`../shared/train` holds DocNLI (FEVER, MultiNLI), ScoNe, WiCE's partly supported claims, and articles of law in two
languages. Made in a structure, as MiniCheck's (https://arxiv.org/abs/2404.10774): a sentence of an article beside the
article in the other language is true; changed in one place, with a clause of the neighbouring article, beside the
article that lost the sentence it needs, or beside the neighbour, it is false. Of a changed sentence the changed words
are known. None of these texts goes into the project.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutating import KINDS, Pair

ARTICLES, DOCNLI, SHARE_OF_SCONE = 15_000, 6_500, 0.5
CHANGES = ("number", "unit", "date", "bound", "modality", "negation")
_ENGLISH = re.compile(r"(?<=[.;])\s+(?=[A-Z(0-9])")
_CHINESE = re.compile(r"(?<=[。；])")
_WORDS = {
    "en": (
        ("before", "after"), ("after", "before"), ("within", "after"), ("or", "and"), ("only", "also"),
        ("any", "certain"), ("all", "some"), ("unless", "if"), ("if", "even if"), ("except", "including"),
        ("three", "five"), ("one year", "three years"), ("domestic", "foreign"), ("central", "local"),
        ("applicant", "competent authority"), ("competent authority", "applicant"), ("employer", "employee"),
        ("employee", "employer"), ("court", "prosecutor"), ("the Ministry", "the court"), ("public", "private"),
        ("first", "last"), ("in writing", "orally"),
    ),
    "zh": (
        ("或", "及"), ("以前", "以后"), ("前", "后"), ("三", "五"), ("二", "四"),
        ("应", "得"), ("得", "应"), ("不得", "得"),
        ("申请人", "主管机关"), ("主管机关", "申请人"), ("雇主", "劳工"), ("法院", "检察官"), ("书面", "口头"),
        ("全部", "部分"), ("中央", "地方"), ("除", "包括"), ("以上", "以下"), ("内", "后"), ("增加", "减少"),
        ("公司", "董事"), ("非", ""),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A claim beside a text; `base` is the true claim that a false one was changed from, "" where it was not."""

    claim: str
    text: str
    true: bool
    base: str = ""


def public(folder: Path, seed: int = 7) -> list[Example]:
    """All of the public pairs, shuffled."""
    chance = random.Random(seed)
    found = [*_wice(folder), *_docnli(folder, chance), *_scone(folder, chance), *_laws(folder, chance)]
    found = [one for one in found if 8 <= len(one.claim) <= 420 and 10 <= len(one.text) <= 700]
    chance.shuffle(found)
    return found


def around(rows: Sequence[tuple[str, Example]], seed: int = 11) -> list[Example]:
    """Of hands' claims (passage's name, claim): the true ones again, changed in one place, and beside another text."""
    chance, found = random.Random(seed), []
    for name, row in rows:
        if not row.true:
            continue
        for _ in range(2):
            changed = changed_in_one_place(row.claim, row.text, chance)
            if changed:
                found.append(Example(changed, row.text, False, row.claim))
        other_name, other = chance.choice(rows)
        if other_name != name:
            found.append(Example(row.claim, other.text, False))
        found.append(row)
    return found


def changed_in_one_place(claim: str, text: str, chance: random.Random) -> str:
    """A claim made false, "" where nothing in it can be changed."""
    language = "zh" if re.search("[\u4e00-\u9fff]{2}", claim) else "en"
    pair = Pair("", "", language, claim, text, "", "zh")
    ways = [changed for kind in CHANGES if (changed := KINDS[kind](pair)) and changed != claim]
    for one, other in _WORDS[language]:
        places = list(re.finditer(rf"\b{one}\b" if language == "en" else one, claim))
        if places:
            place = chance.choice(places)
            ways.append(claim[: place.start()] + other + claim[place.end() :])
    return chance.choice(ways) if ways else ""


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _wice(folder: Path) -> Iterator[Example]:
    for row in _rows(folder / "wice_tokens_train.jsonl.xz"):
        chosen = sorted({at for group in row["supporting_sentences"] for at in group})
        text = " ".join(row["evidence"][at] for at in chosen if at < len(row["evidence"]))[:600]
        yield Example(row["claim"], text, row["label"] == "supported")


def _docnli(folder: Path, chance: random.Random) -> Iterator[Example]:
    rows = [row for row in _rows(folder / "docnli_fever_mnli.jsonl.xz") if len(row["premise"]) <= 520]
    chance.shuffle(rows)
    for true in (True, False):
        own = [row for row in rows if (row["label"] == "entailment") is true]
        yield from (Example(row["hypothesis"], row["premise"], true) for row in own[:DOCNLI])


def _scone(folder: Path, chance: random.Random) -> Iterator[Example]:
    for row in _rows(folder / "scone.jsonl.xz"):
        if "gold_label" in row and chance.random() < SHARE_OF_SCONE:
            yield Example(row["sentence2"], row["sentence1"], row["gold_label"] == "entailment")


def _laws(folder: Path, chance: random.Random) -> Iterator[Example]:
    from opencc import OpenCC

    simplified = OpenCC("tw2s").convert
    rows = list(_rows(folder / "moj_articles.jsonl.xz"))
    fitting = [
        at for at in range(1, len(rows) - 1) if 25 <= len(rows[at]["zh"]) <= 190 and 60 <= len(rows[at]["en"]) <= 520
    ]
    chance.shuffle(fitting)
    for at in fitting[:ARTICLES]:
        beside = rows[at + 1] if rows[at + 1]["law_en"] == rows[at]["law_en"] else rows[at - 1]
        own = {"en": rows[at]["en"], "zh": simplified(rows[at]["zh"])}
        yield from _of_article(own, {"en": beside["en"], "zh": simplified(beside["zh"])}, chance)


def _of_article(own: dict[str, str], beside: dict[str, str], chance: random.Random) -> Iterator[Example]:
    """One true and at most one false sentence of an article, four fifths of them across languages."""
    parts = {
        "en": [part for part in _ENGLISH.split(own["en"]) if len(part) > 25],
        "zh": [part for part in _CHINESE.split(own["zh"]) if len(part) > 8],
    }
    if not all(parts.values()):
        return
    side = chance.random()
    said = "en" if side < 0.4 or 0.8 <= side < 0.9 else "zh"
    there = said if side >= 0.8 else "zh" if said == "en" else "en"
    claim, text = chance.choice(parts[said]), own[there]
    yield Example(claim, text, True)
    way = chance.random()
    if way < 0.62 and (changed := changed_in_one_place(claim, text, chance)):
        yield Example(changed, text, False, claim)
    elif way < 0.8 and (torn := _with_clause_of(claim, beside[said], said, chance)):
        yield Example(torn, text, False, claim)
    elif way < 0.93 and len(parts["en"]) == len(parts["zh"]) > 1:
        left_out = chance.randrange(len(parts["en"]))
        rest = [part for number, part in enumerate(parts[there]) if number != left_out]
        yield Example(parts[said][left_out], (" " if there == "en" else "").join(rest), False)
    else:
        others = [part for part in (_ENGLISH if said == "en" else _CHINESE).split(beside[said]) if len(part) > 10]
        if others:
            yield Example(chance.choice(others), text, False)


def _with_clause_of(claim: str, beside: str, language: str, chance: random.Random) -> str:
    """The claim with one clause from elsewhere, "" where it has but one."""
    cut = r"(?<=[,;])\s" if language == "en" else r"(?<=[，；])"
    mine, others = (list(filter(None, re.split(cut, text))) for text in (claim, beside))
    others = [part for part in others if len(part) > 6]
    if len(mine) < 2 or not others:
        return ""
    mine[chance.randrange(len(mine))] = chance.choice(others)
    return (" " if language == "en" else "").join(mine)
