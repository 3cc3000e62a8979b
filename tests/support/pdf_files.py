"""PDF files for tests, written byte by byte: words at places, rules, pictures, in as many pages as asked."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Sheet:
    """One page of 595 × 842 points. Places are from the bottom left corner."""

    parts: list[str] = field(default_factory=list)
    picture: bool = False

    def write(self, x: float, y: float, words: str, size: float = 10) -> Sheet:
        """Words in Helvetica, or in a Chinese font when they are not ASCII."""
        if words.isascii():
            escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            self.parts.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET")
        else:
            code = words.encode("utf-16-be").hex()
            self.parts.append(f"BT /F2 {size} Tf 1 0 0 1 {x} {y} Tm <{code}> Tj ET")
        return self

    def lines(self, x: float, y: float, words: list[str], size: float = 10, step: float = 14) -> Sheet:
        for number, line in enumerate(words):
            self.write(x, y - number * step, line, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.parts.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """The rules of a table with these edges."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self


def pdf(sheets: list[Sheet], info: dict[str, str] | None = None) -> bytes:
    """A PDF of these pages, uncompressed but for its picture."""
    objects: list[bytes] = [b""] * 6
    kids = []
    for sheet in sheets:
        stream = "\n".join(sheet.parts).encode("ascii")
        if sheet.picture:
            stream += b"\nq 595 0 0 842 0 0 cm /Im Do Q"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R"
            b" /F2 4 0 R >> /XObject << /Im 6 0 R >> >> >>" % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects[3] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>"
    )
    objects[4] = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (GB1) /Supplement 2 >> >>"
    )
    pixels = zlib.compress(b"\xff" * 10_000)
    objects[5] = (
        b"<< /Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(pixels), pixels)
    )
    trailer = b"/Root 1 0 R"
    if info:
        objects.append(b"<< " + b" ".join(f"/{k} ({v})".encode("ascii") for k, v in info.items()) + b" >>")
        trailer += b" /Info %d 0 R" % len(objects)
    return _file(objects, trailer)


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def empty_pages(count: int) -> bytes:
    """A PDF of very many empty pages, a few dozen bytes each."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * count], b"/Root 1 0 R")
