"""E-mail messages (EML): headers as properties, the plain text part if there is one, else the HTML part."""

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
_FIELDS = {"subject": "title", "from": "from", "to": "to", "date": "date", "organization": "organization"}


def parse_mail(data: bytes, limits: Limits) -> Parsed:
    """The subject as a heading, then the body. Attachments are not read; a note names them."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Refused("is not an e-mail message: it has no headers")
    body = message.get_body(preferencelist=("plain", "html"))
    parsed = _body(body, limits) if isinstance(body, EmailMessage) else Parsed("eml", "")
    properties = tuple(_properties(message))
    title = next((entry.value for entry in properties if entry.field == "title"), "")
    head, _ = assemble([Block(title, 1)] if title else [])
    gap = len(head) + 2 if head and parsed.text else 0
    headings = [] if not head else [*assemble([Block(title, 1)])[1]]
    headings += [replace(each, start=each.start + gap, end=each.end + gap) for each in parsed.headings]
    attached = [part.get_filename() or "without a name" for part in message.iter_attachments()]
    notes = (*parsed.notes, *((f"attachments were not read: {', '.join(attached)}",) if attached else ()))
    text = f"{head}\n\n{parsed.text}" if head and parsed.text else head or parsed.text
    return Parsed("eml", text, headings=tuple(headings), properties=properties, notes=notes)


def _body(part: EmailMessage, limits: Limits) -> Parsed:
    from assistant.reading.html import parse_html
    from assistant.reading.plain import parse_text

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
