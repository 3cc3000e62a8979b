"""E-mail messages (EML) and saved web pages (MHT), which have one form: headers, then parts."""

from __future__ import annotations

import email.errors
import email.policy
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage

from assistant.reading.limits import Limits
from assistant.reading.parsed import Block, Parsed, Refused, assemble, clean
from assistant.records import Property

ORIGIN = "mail header"
_MORE = 1.2  # times the letters of the plain text: what mail programs add to HTML is less
_FIELDS = {"subject": "title", "from": "from", "to": "to", "date": "date", "organization": "organization"}


def parse_mail(data: bytes, limits: Limits) -> Parsed:
    """The subject as a heading, then the body. Attachments are not read; a note names them."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Refused("is not an e-mail message: it has no headers")
    parsed = _fuller(message, limits)
    properties = tuple(_properties(message))
    title = next((entry.value for entry in properties if entry.field == "title"), "")
    head, _ = assemble([Block(title, 1)] if title else [])
    gap = len(head) + 2 if head and parsed.text else 0
    headings = [] if not head else [*assemble([Block(title, 1)])[1]]
    headings += [replace(each, start=each.start + gap, end=each.end + gap) for each in parsed.headings]
    attached = [part.get_filename() or "without a name" for part in message.iter_attachments()]
    notes = (*parsed.notes, *((f"attachments were not read: {', '.join(attached)}",) if attached else ()))
    text = f"{head}\n\n{parsed.text}" if head and parsed.text else head or parsed.text
    return Parsed(text, headings=tuple(headings), properties=properties, notes=notes)


def _fuller(message: EmailMessage, limits: Limits) -> Parsed:
    """The plain text, or the HTML where that says more: a table, a forwarded message."""
    ways = [message.get_body(preferencelist=(way,)) for way in ("plain", "html")]
    plain, marked_up = (_body(way, limits) if isinstance(way, EmailMessage) else Parsed("") for way in ways)
    letters = [sum(map(str.isalnum, parsed.text)) for parsed in (plain, marked_up)]
    return marked_up if letters[1] > _MORE * letters[0] else plain


def parse_saved_page(data: bytes, limits: Limits) -> Parsed:
    """A web page that a browser saved as one file (MHT): its HTML, without the pictures beside it."""
    from assistant.reading.formats.html import parse_html

    message = email.message_from_bytes(data, policy=email.policy.default)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if not isinstance(payload, bytes):
        raise Refused("is a web archive without a page")
    parsed = parse_html(payload, limits)
    address = str(message.get("Snapshot-Content-Location") or "")
    return replace(parsed, url=parsed.url or (address if address.startswith(("http://", "https://")) else None))


def _body(part: EmailMessage, limits: Limits) -> Parsed:
    from assistant.reading.formats.html import parse_html
    from assistant.reading.formats.plain import parse_text

    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    with suppress(LookupError, UnicodeDecodeError):  # a wrong or unknown charset: the parser finds its own
        data = data.decode(part.get_content_charset() or "utf-8").encode("utf-8")
    return parse_html(data, limits) if part.get_content_subtype() == "html" else parse_text(data, limits)


def _properties(message: EmailMessage) -> Iterator[Property]:
    for name, field in _FIELDS.items():
        value = message.get(name)
        words = clean(str(value)).replace("\n", " ").strip() if value is not None else ""
        if field == "date" and value is not None:
            moment = getattr(value, "datetime", None)
            words = moment.date().isoformat() if moment is not None else words
        if words:
            yield Property(field, words, ORIGIN)
