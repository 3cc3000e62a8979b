"""Markdown and plain text: front matter, headings, paragraphs without the breaks of short lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from assistant.language.items import begins_paragraph
from assistant.language.sentences import is_closed
from assistant.reading.formats.decoding import check_lines, decode, lost_notes
from assistant.reading.formats.grids import plain_row, table_blocks
from assistant.reading.formats.html import blocks_of, tree_of
from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, assemble, clean

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_TABLE_RULE = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BREAK = re.compile(r"[ ]{0,3}(?:\{\d+\})?([-*_])(?:[ \t]*\1){2,}[ \t]*$")  # also where converters note a page's end
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\s]*\)")
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:https?:|mailto:|/|\.|#)[^()\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|center|cite|code|em|font|i|img|ins|kbd|mark|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.I
)
_LINE_BREAK = re.compile(r"<br\s*/?>\n?", re.I)
_PAGE_PART = re.compile(
    r"[ ]{0,3}<(p|div|table|details|ul|ol|dl|section|article|blockquote|figure|h[1-6])(?:\s[^<>]*)?>", re.I
)
_CONTAINER = re.compile(r"[ ]{0,3}:{3,}[ \t]*[\w-]*[ \t]*|@tab[ \t]+.*$|\[\[toc\]\][ \t]*$", re.I)  # of site generators
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.:]?[\w-]+(?:=[^{}]*)?\}$")
_BULLET = re.compile(  # before what brings its own number, it is none of the text
    r"^\s*[-*+]\s+(?=[*_]{0,3}(?:\(\w{1,4}\)|\d{1,3}(?:\.\d{1,3})*[.)]|(?:Sec\.|Section|Article|Art\.)\s\d|§|第[一二三四五六七八九十百\d]+条"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)[*_]{0,3}[.\s(]*\S)"
)
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
WRAPPED, WIDEST = 50, 140  # width of a line that may have been broken to fit a page
_IS_TITLE = re.compile(r"关于.{2,}的(?:通知|公告|通告|决定|意见|批复|复函|函|请示|报告)$")
_BEGINS = re.compile(r"\s*(?:[A-Z][A-Za-z ]{2,24}: |[\u4e00-\u9fff]{2,8}：|#|$)")


def parse_markdown(data: bytes, limits: Limits) -> Parsed:
    """Markdown with optional YAML front matter, which becomes properties and stays out of the text."""
    from assistant.reading.record.stated import stated

    text = clean(decode(data))
    check_lines(text, limits)
    front = _FRONT.match(text)
    facts = stated(front.group(1), "front matter") if front else None
    if front and facts is not None:
        text = text[front.end() :]
    body, headings = assemble(list(_blocks(_COMMENT.sub("", text).split("\n"))))
    lost = lost_notes(text)
    if facts is None:
        return Parsed(body, headings=headings, notes=lost)
    notes = (*facts.notes, *lost)
    return Parsed(body, (), headings, facts.properties, facts.instruments, facts.relations, notes, facts.url)


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs, headings and tables; marks of bold print, quotations and links are taken off."""
    paragraph: list[str] = []
    fenced = False
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if not fenced and (part := _PAGE_PART.match(line)):
            yield from _paragraph(paragraph)
            paragraph = []
            end = _end_of_part(lines, at - 1, part[1])
            yield from blocks_of(tree_of("\n".join(lines[at - 1 : end])))
            at = end
            continue
        if not fenced and (container := _CONTAINER.match(line)):
            line = line[container.end() :]
        heading = None if fenced else _HEADING.match(line)
        underline = _UNDERLINE.match(line) if paragraph and not fenced else None
        if "|" in line and at < len(lines) and not fenced and _TABLE_RULE.match(lines[at]) and "|" in lines[at]:
            yield from _paragraph(paragraph)
            paragraph = []
            end = at + 1
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield from _table([line, *lines[at + 1 : end]])
            at = end
        elif underline and len(paragraph) == 1:
            yield Block(_plain(paragraph[0]), 1 if underline.group(1)[0] == "=" else 2)
            paragraph = []
        elif heading or not line.strip() or (not fenced and _BREAK.match(line)):
            yield from _paragraph(paragraph)
            paragraph = []
            if heading:
                yield Block(_plain(_ATTRIBUTES.sub("", heading.group(2))), len(heading.group(1)))
        else:
            paragraph.append(line.rstrip() if fenced else _BULLET.sub("", _QUOTE.sub("", line)).rstrip())
    yield from _paragraph(paragraph)


def _end_of_part(lines: list[str], begin: int, name: str) -> int:
    """Where a part of a page that stands in the text ends: behind its closing tag, else at a blank line."""
    opened = 0
    tags = re.compile(rf"<(/?){name}(?:\s[^<>]*)?>", re.I)
    for at in range(begin, len(lines)):
        opened += sum(-1 if tag[1] else 1 for tag in tags.finditer(lines[at]))
        if opened <= 0:
            return at + 1
    return next((at for at in range(begin + 1, len(lines)) if not lines[at].strip()), len(lines))


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if lines:
        yield Block(_plain(unwrapped("\n".join(lines))))


def unwrapped(text: str) -> str:
    """A paragraph without the line breaks that only keep its lines short.

    A break stays where the line before it is finished, or too short or too long to have been wrapped, and where the
    next one begins an item, an article, a table row or a "Label: value".
    """
    lines = text.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        width = sum(2 if character >= "\u2e80" else 1 for character in before)
        if (
            not WRAPPED <= width <= WIDEST
            or is_closed(before)
            or _IS_TITLE.search(before)
            or _BEGINS.match(line)
            or begins_paragraph(line)
            or "|" in line
            or "|" in before
        ):
            joined.append(line)
        else:
            chinese = before[-1:] >= "\u2e80" and line.lstrip()[:1] >= "\u2e80"
            joined[-1] = joined[-1].rstrip() + ("" if chinese else " ") + line.lstrip()
    return "\n".join(joined)


def _table(lines: list[str]) -> Iterator[Block]:
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines]
    marked = [plain_row([_plain(cell) for cell in row], header=index == 0) for index, row in enumerate(rows)]
    yield from (Block(text) for text in table_blocks(marked))


def _plain(text: str) -> str:
    text = _PICTURE.sub(r"\1", text)
    return _LINK.sub(
        r"\1", _SLANTED.sub(r"\1", _EMPHASIS.sub(r"\2", unescape(_TAG.sub("", _LINE_BREAK.sub("\n", text)))))
    )


def parse_text(data: bytes, limits: Limits) -> Parsed:
    """Plain text; blank lines separate its blocks."""
    text = clean(decode(data))
    check_lines(text, limits)
    lines = [line.rstrip() for line in text.split("\n")]
    body, _ = assemble([Block(unwrapped(part)) for part in re.split(r"\n{2,}", "\n".join(lines))])
    return Parsed(body, notes=lost_notes(text))
