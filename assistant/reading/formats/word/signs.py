"""What Word shows that is no plain text: formulas, ticked boxes, letters of symbol fonts."""

from __future__ import annotations

import re
from typing import Any

from assistant.reading.formats.word.elements import W, below, is_on

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICKED, CROSSED, OPEN = "☑", "☒", "☐"
_FONTS = {  # the codes of symbol fonts that documents use for boxes, bullets and signs
    "wingdings": {0xFE: TICKED, 0xFD: CROSSED, 0xA8: OPEN, 0x6F: OPEN, 0x71: OPEN, 0xFC: "✓", 0xFB: "✗", 0xA7: "▪",
                  0x6E: "■", 0x6C: "●", 0x9F: "•", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0x76: "❖"},
    "wingdings 2": {0x52: TICKED, 0x53: CROSSED, 0x54: CROSSED, 0x51: CROSSED, 0xA3: OPEN, 0x50: "✓", 0x4F: "✗",
                    0x97: "•", 0x98: "•"},
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0xB9: "≠", 0xAE: "→", 0xB0: "°", 0x2D: "−",
               0xE5: "∑", 0xD7: "⋅", 0xB8: "÷", 0xA5: "∞", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ",
               0x6D: "μ", 0x70: "π", 0x73: "σ", 0x53: "Σ", 0xA2: "′", 0xD6: "√"},
}  # fmt: skip
_PRIVATE = re.compile("[\uf000-\uf0ff]")
UNKNOWN = "\ufffd"


def symbol(font: str, code: int) -> str:
    """The character that a code shows in a symbol font; in other fonts codes are characters."""
    table = _FONTS.get(font.lower())
    if table is None:
        return UNKNOWN if 0xE000 <= code <= 0xF8FF else chr(code)
    return table.get(code & 0xFF, UNKNOWN)


def with_symbols(text: str, run: Any) -> str:
    """A run's text with the letters that stand for signs of its symbol font replaced by those signs."""
    if not _PRIVATE.search(text):
        return text
    fonts = below(run, "rPr/rFonts")
    name = next((fonts.get(f"{W}{way}") for way in ("ascii", "hAnsi", "cs") if fonts.get(f"{W}{way}")), "") \
        if fonts is not None else ""  # fmt: skip
    return _PRIVATE.sub(lambda match: symbol(name or "wingdings", ord(match.group())), text)


def checkbox(field: Any) -> str:
    """The box of an old form field, "" for a field that is none."""
    box = below(field, "ffData/checkBox")
    if box is None:
        return ""
    state = below(box, "checked")
    return TICKED if is_on(below(box, "default") if state is None else state) else OPEN


def formula(node: Any) -> str:
    """A formula on one line: a fraction as a/b, powers as a^b, indices as a_b."""
    name = str(node.tag).removeprefix(M)
    if name == "t":
        return node.text or ""
    if name == "f":
        return f"{_grouped(node, 'num')}/{_grouped(node, 'den')}"
    if name in ("sSup", "sSub", "sSubSup", "nary"):
        own = _sign(node, "chr", "∫") if name == "nary" else _part(node, "e")
        lower, upper = (_grouped(node, part) for part in ("sub", "sup"))
        shown = own + (f"_{lower}" if lower else "") + (f"^{upper}" if upper else "")
        return f"{shown} {_part(node, 'e')}" if name == "nary" else shown
    if name == "rad":
        return f"√({_part(node, 'e')})" if not _part(node, "deg") else f"root_{_part(node, 'deg')}({_part(node, 'e')})"
    if name == "d":
        inner = ", ".join(formula(child) for child in node if child.tag == f"{M}e")
        return f"{_sign(node, 'begChr', '(')}{inner}{_sign(node, 'endChr', ')')}"
    if name == "m":
        rows = (", ".join(map(formula, row.findall(f"{M}e"))) for row in node.findall(f"{M}mr"))
        return f"[{'; '.join(rows)}]"
    return "".join(formula(child) for child in node if isinstance(child.tag, str) and child.tag.startswith(M))


def _part(node: Any, name: str) -> str:
    found = node.find(f"{M}{name}")
    return formula(found) if found is not None else ""


def _grouped(node: Any, name: str) -> str:
    words = _part(node, name)
    return words if re.fullmatch(r"[\w.,%]*", words) else f"({words})"


def _sign(node: Any, name: str, usual: str) -> str:
    found = node.find(f".//{M}{name}")
    return usual if found is None else found.get(f"{M}val", usual)
