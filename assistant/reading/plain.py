"""Markdown and plain text: decoding, front matter, headings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, assemble, clean

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t#]*$")


def decode(data: bytes) -> str:
    """Text of unknown encoding: a byte order mark decides, then UTF-8, then what charset-normalizer finds."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding in ("gb18030", "big5"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def parse_markdown(data: bytes, limits: Limits) -> Parsed:
    """Markdown with optional YAML front matter, which becomes properties and stays out of the text."""
    from assistant.reading.stated import stated

    text = clean(decode(data))
    front = _FRONT.match(text)
    facts = stated(front.group(1), "front matter") if front else None
    if front and facts is not None:
        text = text[front.end() :]
    body, headings = assemble(list(_markdown_blocks(_COMMENT.sub("", text).split("\n"))))
    if facts is None:
        return Parsed("markdown", body, headings=headings)
    return Parsed("markdown", body, (), headings, facts.properties, facts.instruments, facts.relations, url=facts.url)


def _markdown_blocks(lines: Iterable[str]) -> Iterable[Block]:
    paragraph: list[str] = []
    for line in lines:
        heading = _HEADING.match(line)
        if heading or not line.strip():
            if paragraph:
                yield Block("\n".join(paragraph))
                paragraph = []
            if heading:
                yield Block(heading.group(2), len(heading.group(1)))
        else:
            paragraph.append(line.rstrip())
    if paragraph:
        yield Block("\n".join(paragraph))


def parse_text(data: bytes, limits: Limits) -> Parsed:
    """Plain text; blank lines separate its blocks."""
    lines = [line.rstrip() for line in clean(decode(data)).split("\n")]
    body, _ = assemble([Block(part) for part in re.split(r"\n{2,}", "\n".join(lines))])
    return Parsed("text", body)
