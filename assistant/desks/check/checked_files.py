"""A checked draft as JSON, as Markdown with each claim marked in place, and as a DOCX with comments of Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.desks.check.checked import Checked, CheckedClaim, Finding
from assistant.desks.office_files import add_table, clean, comment_on, new_document, saved, shade
from assistant.records import SECTION_JOIN, Citation
from assistant.told import told

AUTHOR = "Policy Assistant"
COLOURS = {  # grounds behind claims
    Finding.SUPPORTED: "DDEFD9",
    Finding.CONTRADICTED: "F6CFCB",
    Finding.MIXED: "FBEBB8",
    Finding.NOT_FOUND: "E3E3E3",
    Finding.NOT_CHECKABLE: "",
}


def json_shape(checked: Checked) -> list[dict[str, Any]]:
    """The contract's claims; the citations are those of an answer."""
    return [
        {
            "text": one.claim.text,
            "start": one.claim.start,
            "end": one.claim.end,
            "verdict": one.finding,
            "quote": checked.citation(one.markers[0]).quote if one.markers else "",
            "marker": one.markers[0] if one.markers else None,
            "markers": list(one.markers),
            "difference": one.difference,
        }
        for one in checked.claims
    ]


def summary_line(checked: Checked) -> str:
    """ "31 claims: 22 supported, 4 contradicted …"."""
    words = told(checked.language).desks
    if not checked.claims:
        return words.check_nothing
    counts = words.comma.join(
        words.check_count.format(count=count, finding=words.check_findings[finding])
        for finding, count in checked.summary.items()
    )
    return words.check_summary.format(total=len(checked.claims), counts=counts)


def remark(checked: Checked, one: CheckedClaim) -> str:
    """What is said of a claim, without its quote: "contradicted: draft: …; source: … [3]"."""
    words = told(checked.language).desks
    parts = [words.check_findings[one.finding]]
    if one.difference:
        parts.append(one.difference)
    elif one.finding is Finding.NOT_FOUND and one.markers:
        parts.append(words.check_nearest)
    return ": ".join(parts) + "".join(f" [{marker}]" for marker in one.markers)


def cited(citation: Citation, language: str) -> str:
    """ "“quote” (title, section, page 4; file; in force since …)"."""
    record, passage = citation.record, citation.passage
    page = told(language).desks.page.format(page=passage.first_page) if passage.first_page else ""
    where = ", ".join(
        part for part in (record.title_in(language), passage.section.split(SECTION_JOIN)[-1], page) if part
    )
    rest = "; ".join(part for part in (where, record.document, citation.status_note) if part)
    return f"“{' '.join(citation.quote.split())}” ({rest})"


def pieces(checked: Checked) -> Iterator[tuple[str, CheckedClaim | None]]:
    """The draft in pieces that join to it again, each a claim or what stands between two."""
    at = 0
    for one in checked.claims:
        if one.claim.start > at:
            yield checked.draft[at : one.claim.start], None
        yield one.claim.text, one
        at = one.claim.end
    if at < len(checked.draft):
        yield checked.draft[at:], None


def markdown(checked: Checked) -> str:
    """The summary, the draft with a remark behind each claim, and the quotes."""
    words = told(checked.language).desks
    body = "".join(text if one is None else f"{text} **[{remark(checked, one)}]**" for text, one in pieces(checked))
    parts = [f"# {words.check_title} ({checked.as_of})", summary_line(checked), body.strip()]
    if checked.citations:
        parts.append("\n".join(f"- [{one.marker}] {cited(one, checked.language)}" for one in checked.citations))
    return "\n\n".join(part for part in parts if part) + "\n"


def docx(checked: Checked) -> bytes:
    """The draft, its claims highlighted with a comment each, then a table of what does not hold."""
    words = told(checked.language).desks
    document = new_document(header=f"{words.check_title} · {checked.as_of}")
    document.add_heading(words.check_title, 1)
    document.add_paragraph(summary_line(checked))
    paragraph = document.add_paragraph()
    for text, one in pieces(checked):
        if one is None:
            for number, line in enumerate(text.split("\n")):
                if number and paragraph.text.strip():
                    paragraph = document.add_paragraph()
                level = len(line) - len(line.lstrip("#"))
                if level and not paragraph.text:
                    paragraph.style = document.styles[f"Heading {min(level + 1, 4)}"]
                paragraph.add_run(clean(line.lstrip("# ") if level else line))
            continue
        run = comment_on(document, paragraph, text, comment(checked, one), AUTHOR)
        if COLOURS[one.finding]:
            shade(run, COLOURS[one.finding])
    rows = [tuple(words.check_columns)]
    for one in checked.claims:
        if one.finding in (Finding.CONTRADICTED, Finding.MIXED):
            rows.append((one.claim.text, words.check_findings[one.finding], one.difference))
    if len(rows) > 1:
        add_table(document, rows, (6, 3, 8))
    return saved(document)


def comment(checked: Checked, one: CheckedClaim) -> str:
    """A claim's remark with the quotes behind it."""
    quotes = "\n".join(cited(checked.citation(marker), checked.language) for marker in one.markers)
    return f"{remark(checked, one)}\n{quotes}".strip()
