"""Office files of the desks: one way to make a DOCX, with control characters left out, tables, and footnotes.

python-docx writes comments, and no footnotes: those are made here, as the part `word/footnotes.xml` that Word and
LibreOffice number themselves.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold them
MARGIN = 2.0  # cm
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# what Word draws between the text and its notes has the first two numbers
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_NOTE = (
    '<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
)


def clean(text: str) -> str:
    """A text without the signs that no XML file may hold."""
    return _CONTROL.sub("", text)


def new_document(*, landscape: bool = False, header: str = "") -> Document:
    """An empty A4 document, `header` above each page; Chinese is set in whatever Song or Noto face there is."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if landscape:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Cm(MARGIN))
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "SimSun")
    if header:
        page.header.paragraphs[0].text = clean(header)
    return document


def saved(document: Document) -> bytes:
    """The document's file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_table(document: Document, rows: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> Any:
    """A table with its heads in bold; `widths` in cm."""
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(clean(text))
            run.bold, run.font.size = number == 0, Pt(8)
    table.autofit = not widths
    for column, width in zip(table.columns, widths, strict=False):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return table


def shade(run: Any, colour: str) -> None:
    """Put a pale ground ("DDEFD9") behind a run."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground: Any = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(ground)


class Footnotes:
    """The footnotes of a document, numbered by whoever shows it; `add` sets a reference, `finish` writes them all."""

    def __init__(self, document: Document) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        self._document = document
        self._notes: list[str] = []
        styles = document.styles
        text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style, text.font.size = styles["Normal"], Pt(8)
        text.paragraph_format.space_after = Pt(1)
        text.element.set(f"{{{_WORD}}}styleId", "FootnoteText")
        mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        mark.element.set(f"{{{_WORD}}}styleId", "FootnoteReference")

    def add(self, paragraph: Paragraph, text: str) -> None:
        """A note behind what the paragraph holds so far."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._notes.append(clean(text))
        run = paragraph.add_run()
        run.style = self._document.styles["Footnote Reference"]
        reference: Any = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run._r.append(reference)

    def finish(self) -> None:
        """Put the notes into the document; to be called once, at the end."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        notes = "".join(_NOTE.format(number=at, text=escape(text)) for at, text in enumerate(self._notes, 1))
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:footnotes xmlns:w="{_WORD}">{_SEPARATORS}{notes}</w:footnotes>'
        )
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), package)
        self._document.part.relate_to(part, _RELATION)


def comment_on(document: Document, paragraph: Paragraph, text: str, comment: str, author: str) -> Any:
    """Add `text` to the paragraph with a comment of Word on it; the run that holds it."""
    run = paragraph.add_run(clean(text))
    document.add_comment(run, text=clean(comment), author=author, initials="")
    return run
