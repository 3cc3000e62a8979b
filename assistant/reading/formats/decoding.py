"""Bytes of unknown encoding to text."""

from __future__ import annotations

import re

from assistant.reading.limits import Limits
from assistant.reading.parsed import Refused

_COMMON = re.compile("[的一是在不了有和人这中大为上个国我以要他时来用们规定第条政府发展支持企业應為與實關於經濟]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HIGH = re.compile(rb"[\x80-\xff]+|[\x00-\x7f]+")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)


LOST = "\ufffd"  # stands for bytes that say no character
MOST_LOST = 0.01  # of a text's characters: with more, its encoding was not told


def decode(data: bytes) -> str:
    """Text of unknown encoding: a byte order mark decides, then UTF-8, UTF-16 by its zeros, then GB18030 or Big5.

    A few bytes that were lost do not change the encoding: what they were is shown as U+FFFD, and `lost_notes` says so.
    Between readings as Chinese the one that holds more of the commonest characters wins; charset-normalizer is asked
    when none can be.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = looks_like_utf16(data[:65536])
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > 1000 and error.start >= len(data) - 4:
            return data.decode("utf-8", "ignore")  # cut off inside its last character
    readings = [data.decode("utf-8", "replace"), _as_gbk(data), _as_big5(data)]
    if chinese := list(filter(_is_chinese, readings)):
        return max(chinese, key=lambda text: len(_COMMON.findall(text)) / len(text))
    western = readings[0]  # accents whose bytes are well-formed tell UTF-8, whatever else was lost
    if 0 < western.count(LOST) < 0.2 * sum(character > "\x7f" for character in western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best is not None else data.decode("latin-1")


def _is_chinese(text: str) -> bool:
    """Whether a reading gives a Chinese text; one with losses must be Chinese for the most part, in common words."""
    han, lost = len(_HAN.findall(text)), text.count(LOST)
    if not lost:
        return han > 0.1 * len(text)
    return han > 0.3 * len(text) and len(_COMMON.findall(text)) > 0.05 * han and lost <= max(2, MOST_LOST * len(text))


def lost_notes(text: str) -> tuple[str, ...]:
    """A note on characters that were lost. Raises Refused where so many were that the rest cannot be trusted."""
    lost = text.count(LOST)
    if lost > max(5, MOST_LOST * len(text)):
        raise Refused(f"is in an encoding that cannot be told: {lost:,} of its {len(text):,} characters cannot be read")
    return (f"characters that could not be decoded were replaced by {LOST}: {lost:,}",) if lost else ()


def _as_gbk(data: bytes) -> str:
    """GB18030, where a lost byte costs its own character only, and not all up to the next one in ASCII."""
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("gb18030"))
        except UnicodeDecodeError:
            lines.append("".join(map(_run_as_gbk, _HIGH.findall(line))))
    return "\n".join(lines)


def _run_as_gbk(run: bytes) -> str:
    """A run of ASCII, or of bytes that pair up: one too many is dropped where the pairs around it make most sense."""
    if run[0] < 0x80:
        return run.decode("ascii")
    if len(run) % 2 == 0:
        return _pairs(run, "gb18030")
    before, after = [0], [0]  # how many pairs are common characters, up to a place and from it on
    for at in range(0, len(run) - 1, 2):
        before.append(before[-1] + (0xB0 <= run[at] <= 0xD7))
        after.append(after[-1] + (0xB0 <= run[len(run) - 2 - at] <= 0xD7))
    pairs = len(run) // 2
    place = 2 * max(range(pairs + 1), key=lambda pair: before[pair] + after[pairs - pair])
    return _pairs(run[:place], "gb18030") + LOST + _pairs(run[place + 1 :], "gb18030")


def _as_big5(data: bytes) -> str:
    try:
        return data.decode("big5")
    except UnicodeDecodeError:
        return _pairs(data, "big5")


def _pairs(run: bytes, encoding: str) -> str:
    """ASCII and pairs of bytes; a pair that says nothing is one lost character and does not shift those after it."""
    parts, at = [], 0
    while at < len(run):
        size = 1 if run[at] < 0x80 else 2
        try:
            parts.append(run[at : at + size].decode(encoding))
        except UnicodeDecodeError:
            parts.append(LOST)
            size = 1 if run[at + 1 : at + 2] < b"@" else 2  # what stands for itself is not lost with it
        at += size
    return "".join(parts)


def check_lines(text: str, limits: Limits) -> None:
    """Refuse a text with a line that nobody wrote."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > limits.line_characters:
            raise Refused(f"has a line of {end - start:,} characters; more than {limits.line_characters:,} is no text")
        start = end + 1


def decode_html(data: bytes) -> str:
    """Text of a page by its byte order mark, UTF-8, the charset that it declares, or what its bytes look like."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii").lower()
        name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(name, name)
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def looks_like_utf16(sample: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" where every other byte of the sample is mostly zero, else None."""
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.02 * half else None
