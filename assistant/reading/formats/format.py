"""What a format is, the first look at a file's bytes, and the looks by which a format is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.reading.archives import contents_of
from assistant.reading.formats.decoding import looks_like_utf16


@dataclass(frozen=True)
class Look:
    """The bytes of a file with its name, and the format that the name promises, if any."""

    data: bytes
    name: str = ""
    promised: Format | None = None

    @cached_property
    def head(self) -> bytes:
        return self.data[:4096]

    @cached_property
    def is_binary(self) -> bool:
        """Many control characters, in a text that is not UTF-16."""
        sample = self.data[:65536]
        if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(sample):
            return False
        controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
        return controls > 0.02 * len(sample) + 8

    @cached_property
    def members(self) -> dict[str, bytes]:
        """The names in a ZIP, none in other files. Raises Refused for a ZIP that cannot be opened."""
        return contents_of(self.data) if self.data.startswith(b"PK") else {}


Sniff = Callable[[Look], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its files' suffixes, how its bytes are known, and what parses them.

    `parse` names a function below `formats` ("html.parse_html"), imported in the parsing process when a file needs it:
    (bytes, Limits) → Parsed, raising Refused. `recognise` names the one that reads pages without a text layer too. A
    format without `parse` is an archive, whose members are read each for itself, or is `refused` with advice.
    """

    name: str
    suffixes: tuple[str, ...] = ()  # the first is the usual one
    sniff: Sniff = lambda look: False  # without one, a file is known by its name
    parse: str = ""
    recognise: str = ""
    refused: str = ""
    bears_text: bool = True  # whether what is refused may hold a document: a picture in a page's archive does not
    media: tuple[str, ...] = ()  # content types under which servers send it
    signed: bool = False  # its bytes always show it: a name that promises it is not enough
    zipped: bool = False  # a ZIP of parts: what it would unpack to is checked before it is parsed
    quotes_markup: bool = False  # its text may hold HTML without being a page


def begins(*magics: bytes) -> Sniff:
    """Known by the first bytes."""
    return lambda look: look.head.startswith(magics)


def begins_under(suffix: str, magic: bytes) -> Sniff:
    """Known by the first bytes of a family of formats, and which of them by the name."""
    return lambda look: look.head.startswith(magic) and look.name.lower().endswith(suffix)


def opens_within(count: int, magic: bytes) -> Sniff:
    """Known by bytes that stand among the first ones."""
    return lambda look: magic in look.head[:count]


def holds(member: str) -> Sniff:
    """Known by a file in its ZIP."""
    return lambda look: member in look.members


def says_it_is(mime: bytes) -> Sniff:
    """Known by what its ZIP's "mimetype" says."""
    return lambda look: look.members.get("mimetype", b"").startswith(mime)


def shows_markup(pattern: re.Pattern[bytes]) -> Sniff:
    """Known by marks in its head, unless its name promises a text that may quote them."""
    return lambda look: not (look.promised and look.promised.quotes_markup) and bool(pattern.search(look.head))


def reads_like(pattern: re.Pattern[bytes]) -> Sniff:
    """Guessed from how a text begins whose name promises nothing."""
    return lambda look: look.promised is None and not look.is_binary and bool(pattern.match(look.head))


def opens_with(pattern: re.Pattern[bytes]) -> Sniff:
    """Known by how a text begins, whatever kind of text its name promises."""
    return lambda look: not look.is_binary and bool(pattern.match(look.head))
