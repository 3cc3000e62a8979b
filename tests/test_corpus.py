"""The digests in corpus/: well-formed, answerable, faithful to their sources, and in our own words."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from corpus_figures import EXTRA_FIGURES, FIGURES
from places import PROJECT, SHARED

from assistant.records import Kind, RelationKind, first_day, last_day

CORPUS = PROJECT / "corpus"
DIGESTS = sorted(path for path in CORPUS.glob("*.md") if path.name != "README.md")
each_digest = pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.name)

FIELDS = {
    *("title", "title_zh", "kind", "issuer", "jurisdiction", "language", "number", "issued", "effective", "expires"),
    *("status", "status_note", "url", "relations", "instruments"),
}
INSTRUMENT_FIELDS = {"name", "name_zh", "rate", "cap", "budget", "who", "conditions", "deadline", "lead"}
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
CLOSING = {
    "en": ["## Sources and certainty", "## What is not known"],
    "zh": ["## 来源与可信度", "## 尚不清楚的事项"],
}
# Recalled from memory, never verified: such statements may not enter a digest.
UNVERIFIED = ("S$150", "S$ 150", "Enterprise Compute Initiative", "31 December 2021", "2021年12月31日")


@cache
def parts(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a digest."""
    text = path.read_text(encoding="utf-8")
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


def squeezed(text: str) -> str:
    """The text without white space and soft line-break marks, for comparisons across layouts."""
    return "".join(text.replace("\ufffe", "").replace("\u00ad", "").split())


# --- form -----------------------------------------------------------------------------------------------------------


def test_there_are_enough_digests_in_both_languages() -> None:
    languages = [parts(path)[0]["language"] for path in DIGESTS]
    assert len(DIGESTS) >= 15
    assert languages.count("zh") >= 6
    assert languages.count("en") >= 15


@each_digest
def test_front_matter_has_the_documented_fields(path: Path) -> None:
    front, body = parts(path)
    assert set(front) <= FIELDS
    assert all(front.get(field) for field in ("title", "kind", "jurisdiction", "language"))
    assert front["kind"] in set(Kind)
    assert front["language"] == ("zh" if path.name.endswith(".zh.md") else "en")
    assert front.get("status") in (None, "draft", "vetoed", "unknown")
    for relation in front.get("relations", []):
        assert set(relation) <= {"relation", "target", "date"}
        assert relation["relation"] in set(RelationKind)
        assert relation["target"]
        assert ISO_DATE.fullmatch(relation.get("date", "2000"))
    for instrument in front.get("instruments", []):
        assert set(instrument) <= INSTRUMENT_FIELDS
        assert isinstance(instrument.get("conditions", []), list)
        assert all(isinstance(value, str) for name, value in instrument.items() if name != "conditions")
    assert len(body.split("\n")) > 10


@each_digest
def test_dates_are_iso_and_in_order(path: Path) -> None:
    front, _ = parts(path)
    for field in ("issued", "effective", "expires"):
        if field in front:
            assert isinstance(front[field], str), f"{field} needs quotes, or YAML makes a date of it"
            assert ISO_DATE.fullmatch(front[field])
            first_day(front[field])
    for earlier in ("issued", "effective"):
        if earlier in front and "expires" in front:
            assert first_day(front[earlier]) <= last_day(front["expires"])
    if "issued" in front:
        assert first_day(front["issued"]) <= date(2026, 12, 31)


@each_digest
def test_body_has_its_title_and_closing_sections(path: Path) -> None:
    front, body = parts(path)
    assert body.startswith(f"# {front['title']}\n")
    headings = re.findall(r"^## .*$", body, flags=re.MULTILINE)
    assert headings[-2:] == CLOSING[front["language"]]
    for section in re.split(r"^#+ .*$", body, flags=re.MULTILINE)[1:]:
        assert not section.strip() or section.strip()[-1] in ".。", f"a section ends without a full stop: {section!r}"


@each_digest
def test_files_named_in_a_body_exist(path: Path) -> None:
    for name in re.findall(r"\b[a-z]+-[a-z0-9-]+(?:\.zh)?\.md\b", parts(path)[1]):
        assert (CORPUS / name).is_file(), name


AMOUNT = re.compile(r"\d[\d,.]*(?:–\d+)?\s*(?:%|(?:million|billion|trillion)\b|万元|亿元|元|yuan\b|deduction\b)?")


@each_digest
def test_instrument_figures_are_in_the_body(path: Path) -> None:
    front, body = parts(path)
    text = squeezed(body)
    for instrument in front.get("instruments", []):
        for field in ("rate", "cap", "budget", "deadline"):
            for figure in AMOUNT.findall(instrument.get(field, "")):
                assert squeezed(figure) in text, f"{instrument['name']}, {field}: {figure} is not in the body"


@each_digest
def test_every_instrument_has_a_heading(path: Path) -> None:
    front, body = parts(path)
    headings = " ".join(re.findall(r"^#{2,} .*$", body, flags=re.MULTILINE)).lower()
    for instrument in front.get("instruments", []):
        words = set(re.findall(r"[a-z]{4,}|[\u4e00-\u9fff]{3}", instrument["name"].lower()))
        assert any(word in headings for word in words), f"no heading for {instrument['name']}"


@each_digest
def test_nothing_unverified(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [phrase for phrase in UNVERIFIED if phrase in text]


# --- fidelity -------------------------------------------------------------------------------------------------------


@cache
def source_text(name: str) -> str:
    """Text of a file under ../shared: facts.md, seeds/… or policy/…, with PDF text as pypdfium2 gives it."""
    path = SHARED / name
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    return path.read_bytes().decode("gb18030" if "gb18030" in name else "utf-8")


def test_the_table_of_figures_is_long_enough() -> None:
    assert len(FIGURES) >= 60
    assert len({row.digest for row in FIGURES}) >= 20
    assert sum(row.source != "facts.md" for row in FIGURES) >= 60


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row.digest}:{row.says[:30]}")
def test_a_figure_equals_its_source(row: Any) -> None:
    body = parts(CORPUS / row.digest)[1]
    assert squeezed(row.says) in squeezed(body), "the digest does not hold the figure"
    assert squeezed(row.verbatim) in squeezed(source_text(row.source)), "the source does not hold the figure"


DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
SCALES = {
    **{"trillion": 1e12, "trn": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6, "m": 1e6},
    **{"万": 1e4, "亿": 1e8, "万亿": 1e12},
}
QUANTITY = re.compile(
    r"(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?: \d{3})+|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
    r"(?:[- ]?(?P<scale>trillion|trn|billion|bn|million|m(?![a-z²])|万亿|万|亿))?"
)


def chinese_number(numeral: str) -> float:
    """Value of a Chinese numeral below ten thousand; "二〇二二" is read digit by digit."""
    if not any(character in UNITS for character in numeral):
        return float("".join(str(DIGITS[character]) for character in numeral))
    total = pending = 0
    for character in numeral:
        if character in UNITS:
            total += (pending or 1) * UNITS[character]
            pending = 0
        else:
            pending = DIGITS[character]
    return float(total + pending)


def quantities(text: str) -> set[float]:
    """All numbers in a text with million, 万 and the like worked in: "20 million" and "2000万" give the same."""
    found = set()
    for match in QUANTITY.finditer(re.sub(r"https?://\S+", " ", text)):
        number, scale = match["number"], match["scale"]
        value = float(re.sub("[, ]", "", number)) if number[0].isdigit() else chinese_number(number)
        found.add(round(value * SCALES.get(scale, 1), 2))
    return found


def test_quantities() -> None:
    assert quantities("20 million yuan") >= {20e6}
    assert quantities("2000万元，5亿元") >= {20e6, 5e8}
    assert quantities("100-bn and ≤2 m") >= {100e9, 2e6}
    assert quantities("五十万元") >= {5e5}
    assert quantities("第三十八条") == {38.0}
    assert quantities("EUR 35 000 000") >= {35e6}


@pytest.mark.shared
@each_digest
def test_no_figure_is_invented(path: Path) -> None:
    """Every number of a body, dates included, is in the facts, the seeds, its own sources, or is listed as extra.

    This compares values, not what they are values of: it catches a slip of a digit or a scale, not a swap.
    """
    sources = {row.source for row in FIGURES if row.digest == path.name}
    seeds = {f"seeds/{seed.name}" for seed in (SHARED / "seeds").glob("*.txt")}
    known = set().union(*(quantities(source_text(name)) for name in {"facts.md"} | sources | seeds))
    known |= {float(value) for value in (*range(1, 11), *EXTRA_FIGURES.get(path.name, ()))}
    body = re.sub(r"[\w-]+(?:\.zh)?\.md", " ", parts(path)[1])
    strange = {
        match.group()
        for match in QUANTITY.finditer(re.sub(r"(?:https?://|[\w.-]+\.(?:com|cn)/)\S+", " ", body))
        if match["number"][0].isdigit() and not quantities(match.group()) <= known
    }
    assert not strange, f"{path.name}: not in any source: {sorted(strange)}"


# --- our own words --------------------------------------------------------------------------------------------------

ENGLISH_RUN, CHINESE_RUN = 12, 25  # words, characters


def titles() -> list[str]:
    """Names that any text on the subject must repeat: titles, numbers and names of instruments."""
    names = []
    for front, _ in map(parts, DIGESTS):
        names += [front["title"], front.get("title_zh", ""), front.get("number", ""), front.get("issuer", "")]
        names += [relation["target"] for relation in front.get("relations", [])]
        names += [instrument["name"] for instrument in front.get("instruments", [])]
    return sorted(filter(None, names), key=len, reverse=True)


def runs(text: str, names: list[str]) -> set[str]:
    """All runs of 12 English words and of 25 Chinese characters in a text, none of them across a name or address."""
    text = re.sub(r"https?://\S+", "\0", text)
    for name in names:
        text = text.replace(name, "\0")
    found = set()
    for piece in text.split("\0"):
        words = re.findall(r"[a-z0-9]+", piece.lower())
        found |= {" ".join(words[at : at + ENGLISH_RUN]) for at in range(len(words) - ENGLISH_RUN + 1)}
        for stretch in re.split(r"[A-Za-z]+", piece):
            signs = "".join(re.findall(r"[\u4e00-\u9fff0-9]", stretch))
            found |= {signs[at : at + CHINESE_RUN] for at in range(len(signs) - CHINESE_RUN + 1)}
    return found


def test_runs_see_a_copied_sentence() -> None:
    sentence = "the quick brown fox jumps over the lazy dog and runs away quickly"
    assert runs(sentence, []) & runs("So " + sentence + " again.", [])
    assert not runs(sentence, ["fox jumps"]) & runs(sentence, [])
    chinese = "市财政部门应当加大科技创新财政投入建立健全稳定和竞争相协调的投入机制"
    assert runs(chinese, []) & runs("第十九条" + chinese, [])


@cache
def source_runs() -> set[str]:
    found = set()
    for path in sorted(SHARED.rglob("*")):
        name = path.relative_to(SHARED)
        if path.suffix in (".md", ".txt") and (name.parts[0] in ("seeds", "policy") or path.name == "facts.md"):
            found |= runs(source_text(str(name)), [])
    return found


@pytest.mark.shared
@each_digest
def test_no_sentence_is_copied(path: Path) -> None:
    copied = runs(path.read_text(encoding="utf-8"), titles()) & source_runs()
    assert not copied, f"{path.name}: {sorted(copied)[:5]}"
