"""Word files made of lists and paragraphs, as small as a package can be."""

# ruff: noqa: E501 - XML and rows of wide characters are kept on one line
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(body: str, numbering: str = "", styles: str = "", parts: Mapping[str, tuple[str, bytes]] | None = None) -> bytes:  # fmt: skip
    """A DOCX with this XML in its body, its numbering part (none for "") and its styles.

    `parts` are further parts below word/: name → the last part of their relationship's type, and their bytes. Their
    relationships are called after their names.
    """
    names = {"styles.xml": "styles"} | ({"numbering.xml": "numbering"} if numbering else {})
    rels = [f'<Relationship Id="r{kind}" Type="{_RELATED}/{kind}" Target="{name}"/>' for name, kind in names.items()]
    rels += [f'<Relationship Id="{name}" Type="{_RELATED}/{kind}" Target="{name}"/>' for name, (kind, _) in (parts or {}).items()]  # fmt: skip
    types = "".join(f'<Override PartName="/word/{name}" ContentType="{_TYPES}{kind}+xml"/>' for name, kind in names.items())  # fmt: skip
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="html" ContentType="text/html"/><Default Extension="bin" ContentType="application/x"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}document.main+xml"/>{types}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{_RELATED}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{"".join(rels)}</Relationships>',
        "word/document.xml": f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
    }
    if numbering:
        files["word/numbering.xml"] = f"<w:numbering {_W}>{numbering}</w:numbering>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in files.items():
            archive.writestr(name, words)
        for name, (_, data) in (parts or {}).items():
            archive.writestr(f"word/{name}", data)
    return out.getvalue()


def paragraph(words: str, number: str | None = None, level: int | None = None, *, style: str = "", mark: str = "", before: str = "") -> str:  # fmt: skip
    """A paragraph with its words in one run; `mark` is XML for its mark's properties, `before` for what goes first."""
    numbered = "" if number is None and level is None else (
        f"<w:numPr>{'' if level is None else f'<w:ilvl w:val={quoteattr(str(level))}/>'}"
        f"{'' if number is None else f'<w:numId w:val={quoteattr(number)}/>'}</w:numPr>"
    )  # fmt: skip
    styled = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    runs = f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{styled}{numbered}{marked}</w:pPr>{before}{runs}</w:p>"


def level(at: int, pattern: str, form: str = "decimal", start: int | None = 1, more: str = "") -> str:
    """A level of a list; `more` is XML for what goes before its text: lvlRestart, pStyle, isLgl, suff."""
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{at}">{begins}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val={quoteattr(pattern)}/></w:lvl>'
    )


def abstract(name: str, levels: Iterable[str], more: str = "") -> str:
    """An abstract list of these levels."""
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def instance(name: str, of: str, overrides: Mapping[int, str] | None = None) -> str:
    """An instance of an abstract list; overrides are XML by level."""
    changed = "".join(f'<w:lvlOverride w:ilvl="{at}">{xml}</w:lvlOverride>' for at, xml in (overrides or {}).items())
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{changed}</w:num>'
