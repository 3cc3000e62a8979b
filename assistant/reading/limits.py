"""What reading one file may cost. A file that would cost more is refused, with the limit named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; the defaults leave room for a scanned volume of laws and none for a bomb."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 500_000_000  # all members of a ZIP, DOCX, ODT or XLSX together
    members: int = 5_000  # files in an archive
    depth: int = 2  # archives within archives
    seconds: float = 120.0  # of parsing, by the clock
    ocr_seconds: float = 1_800.0  # of parsing with text recognition
    ocr_page_seconds: float = 60.0
    memory_bytes: int = 1_500_000_000  # of the parsing process's address space, where the system can limit it
    pages: int = 5_000
    line_characters: int = 1_000_000  # of a line in a text file
    text_characters: int = 20_000_000
    rows: int = 100_000  # of a table in a spreadsheet
    download_seconds: float = 60.0


DEFAULTS = Limits()
