"""The measures beside a profile as JSON, Markdown and a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from assistant.desks.office_files import clean, new_document, saved
from assistant.desks.subsidies.matches import Eligibility, Match, Subsidies
from assistant.desks.subsidies.worth import shown
from assistant.language.names import shown_place
from assistant.measures.measure import Measure, Quoted
from assistant.told import told

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula when a text begins with it
WIDTHS = (30, 18, 12, 14, 14, 10, 50, 34, 30, 30, 34, 34, 34, 60)


def quotes_of(measure: Measure) -> list[Quoted]:
    """The fields of a measure that a sentence carries, each sentence once; a marker is its place here, from 1."""
    fields = (measure.rate, measure.cap, measure.who, measure.budget, measure.deadline, measure.office)
    found = {
        (one.document, one.start): one
        for one in (*fields, *measure.conditions, measure.stacking)
        if one is not None and one.quote
    }
    return list(found.values())


def name_of(measure: Measure, language: str) -> str:
    return measure.name_zh if language == "zh" and measure.name_zh else measure.name


def place_of(measure: Measure, language: str) -> str:
    return shown_place(measure.jurisdiction, language)


def json_shape(result: Subsidies) -> dict[str, Any]:
    """The contract's shape."""
    measures = [_measure(match) for match in result.matches]
    return {"as_of": result.as_of, "measures": measures, "questions": list(result.questions)}


def _measure(match: Match) -> dict[str, Any]:
    measure, record = match.measure, match.measure.record
    quotes = quotes_of(measure)
    markers = {(one.document, one.start): number for number, one in enumerate(quotes, 1)}

    def marker(quoted: Quoted | None) -> int | None:
        return markers.get((quoted.document, quoted.start)) if quoted and quoted.quote else None

    return {
        "name": measure.name,
        "name_zh": measure.name_zh,
        "document": record.document,
        "documents": list(measure.documents),
        "jurisdiction": record.jurisdiction,
        "worth": _worth(match),
        "stacking": measure.stacking.text if measure.stacking else None,
        "window": _text(measure.deadline),
        "office": _text(measure.office),
        "verdict": match.verdict,
        "conditions": [
            {
                "text": one.text,
                "verdict": one.verdict,
                "quote": one.quoted.quote if one.quoted else "",
                "marker": marker(one.quoted),
            }
            for one in match.conditions
        ],
        "amount": _text(measure.cap if not measure.rate else None),
        "cap": _text(measure.cap),
        "rate": _text(measure.rate),
        "budget": _text(measure.budget),
        "deadline": _text(measure.deadline),
        "status": match.status,
        "validity": match.validity,
        "issuer": record.issuer,
        "citations": [
            {"marker": number, "document": one.document, "quote": one.quote, "url": record.url}
            for number, one in enumerate(quotes, 1)
        ],
    }


def _text(quoted: Quoted | None) -> str | None:
    return quoted.text if quoted else None


def _worth(match: Match) -> dict[str, Any] | None:
    if match.worth is None:
        return None
    low, high = float(match.worth.low), float(match.worth.high)
    return {"low": low, "high": high, "currency": match.worth.currency, "arithmetic": match.worth.arithmetic}


def markdown(result: Subsidies) -> str:
    """The measures by verdict, each with its worth, conditions and quotes; those that do not apply by name alone."""
    words = told(result.language).desks
    parts = [f"# {words.subsidies_title} ({result.as_of})"]
    if result.questions:
        parts.append(f"**{words.subsidies_questions}**\n\n" + "\n".join(f"- {one}" for one in result.questions[:5]))
    for verdict in Eligibility:
        matches = [match for match in result.matches if match.verdict is verdict]
        if not matches:
            continue
        parts.append(f"## {words.subsidies_verdicts[verdict]}")
        if verdict is Eligibility.NOT_ELIGIBLE:
            parts.append("\n".join(_unmet(match, result.language) for match in matches))
        else:
            parts += [_section(match, result.language) for match in matches]
    return "\n\n".join(parts) + "\n"


def _unmet(match: Match, language: str) -> str:
    reasons = [one.text for one in match.conditions if one.verdict == "not_met"]
    words = told(language).desks
    return f"- {name_of(match.measure, language)} ({place_of(match.measure, language)}): {words.comma.join(reasons)}"


def _section(match: Match, language: str) -> str:
    words, measure = told(language).desks, match.measure
    lines = [f"### {name_of(measure, language)} · {place_of(measure, language)}"]
    if match.worth:
        top = f"{shown(match.worth.high, language)} {match.worth.currency}"
        low = f"{shown(match.worth.low, language)}–" if 0 < match.worth.low < match.worth.high else ""
        lines.append(f"**{low}{top}** · {match.worth.arithmetic}")
    quotes = quotes_of(measure)
    lines.append(
        "\n".join(f"- {one.text}: {words.subsidies_met[one.verdict]}" for one in match.conditions)
        + "".join(f"\n- “{one.text}”" for one in [measure.stacking] if one)
    )
    lines.append("\n".join(f"> [{number}] {one.quote} ({one.document})" for number, one in enumerate(quotes, 1)))
    return "\n\n".join(lines)


def docx(result: Subsidies) -> bytes:
    """The same as a DOCX: headings, lines and quotes in styles of their own."""
    document = new_document()
    for line in markdown(result).splitlines():
        text = clean(line.lstrip("#>- ").replace("*", "")).strip()
        level = len(line) - len(line.lstrip("#"))
        if level:
            document.add_heading(text, level)
        elif text:
            styles = {"> ": "Quote", "- ": "List Bullet"}
            document.add_paragraph(text, style=styles.get(line[:2]))
    return saved(document)


def xlsx(result: Subsidies) -> bytes:
    """A sheet with a row a measure; texts that a spreadsheet would take for formulas are kept as texts."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    words = told(result.language).desks
    book = Workbook()
    sheet = book.active
    sheet.title = words.subsidies_title[:31]
    sheet.append(list(words.subsidies_columns))
    for match in result.matches:
        sheet.append([_cell(value) for value in _values(match, result.language)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip(sheet.columns, WIDTHS, strict=False):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    sheet.append([])
    sheet.append([_cell(f"{words.subsidies_title}, {result.as_of}")])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _values(match: Match, language: str) -> Iterator[Any]:
    words, measure = told(language).desks, match.measure
    yield from (
        name_of(measure, language),
        place_of(measure, language),
        words.subsidies_verdicts[match.verdict],
    )
    worth = match.worth
    yield from (float(worth.low), float(worth.high), worth.currency, worth.arithmetic) if worth else ("", "", "", "")
    for quoted in (measure.rate, measure.cap, measure.deadline, measure.office):
        yield quoted.text if quoted else words.subsidies_not_stated
    yield from (match.validity, ", ".join(measure.documents), "\n".join(one.quote for one in quotes_of(measure)))


def _cell(value: Any) -> Any:
    """A value for a cell; "'" before a text that would run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
