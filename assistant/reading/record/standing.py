"""A status that dates cannot tell: a draft, a vetoed text, a text that its page or its file says has ended."""

from __future__ import annotations

import re

from assistant.reading.record.facts import Facts
from assistant.reading.record.issuing import JURISDICTIONS
from assistant.reading.record.titles import DRAFT
from assistant.records import Kind, Status

# Titles of what is not settled yet: what asks for comments, proposes, or is one of several drafts.
_OPEN = re.compile(
    r"\b(?:first|second|third|initial|preliminary|working|revised|proposed) drafts?\b|\bdraft (?:code|guid"
    r"|regulation|rule"
    r"|standard|strategy|bill|law|act|measures|provisions|decision|directive|framework|policy)"
    r"|^(?:public )?consultation"
    r"\b|\bconsultation (?:on|paper|document)\b|^proposal for an? |\bproposed rule|\bgreen paper\b"
    r"|\bcall for evidence\b"
    r"|\brequest for comments?\b|征求.{0,40}意见|审议稿|征集.{0,20}意见",
    re.I,
)
_SETTLED = re.compile(
    r"\b(?:response|outcome|summary|results?|feedback|report|code of practice on consult\w*)\b|情况|反馈|结果|答复",
    re.I,
)
_MARKED = re.compile(  # a line of its own above the text
    r"^[\s#*（(\[]*(?:(?:公开)?征求意见稿|草案|送审稿|讨论稿|(?:(?:consultation|working|first|second|third"
    r"|discussion) )?draft"
    r"(?: for (?:public )?(?:consultation|comments?|discussion))?)[\s*)）\].]*$",
    re.I | re.M,
)
_ABOVE = 600  # characters in which such a line counts
_STAMPS = (  # what is stamped across pages, or printed large on them apart from the text
    (Status.SUPERSEDED, re.compile(r"\bsuperseded\b|已被(?:替代|取代)", re.I)),
    (Status.REPEALED, re.compile(r"\b(?:withdrawn|repealed|revoked|cancelled|void)\b|废止|作废", re.I)),
    (Status.EXPIRED, re.compile(r"\bexpired\b|失效", re.I)),
    (Status.DRAFT, re.compile(r"\bdraft\b|征求意见|草案|送审稿|讨论稿", re.I)),
)

COLLECTION = "a collection of measures, each with a period of its own: see the card"


def find_standing(facts: Facts) -> None:
    """The status with what readers should know of it. What would have applied never did, or does not yet."""
    if facts.get("status_note"):
        facts.notes.append(facts.get("status_note"))
    facts.status, origin, note = _by_hand(facts) or _by_page(facts) or _by_text(facts) or (None, "", "")
    if note:
        facts.notes.append(note)
    if origin:
        facts.origin["status"] = origin
    elif facts.status is None:
        facts.origin.pop("status", None)
    if facts.status in (Status.VETOED, Status.DRAFT) and facts.origin.get("effective", "").startswith("text"):
        facts.drop("effective")
        if "computed" in facts.origin.get("expires", ""):
            facts.drop("expires")


Standing = tuple[Status, str, str]  # with its origin, "" for what was put in by hand, and a note


def _by_hand(facts: Facts) -> Standing | None:
    stated = facts.get("status").lower().replace(" ", "_").replace("-", "_")
    ended = stated in ("repealed", "superseded", "expired") and not facts.get("expires") and not facts.source.relations
    return (Status(stated), "", "") if ended or stated in ("draft", "vetoed", "unknown") else None


def _by_page(facts: Facts) -> Standing | None:
    """What the site says has ended without saying since when; what a law file says is still being passed."""
    if any(facts.stated("standing")):
        return Status.DRAFT, "xml", ""
    said = next((one.value for one in facts.stated("status") if one.origin == "html meta"), "")
    match = re.match(r"(?:已)?(?:(失效)|废止)", said)
    if not match or facts.get("expires"):
        return None
    return Status.EXPIRED if match[1] else Status.REPEALED, "html meta", ""


def _by_text(facts: Facts) -> Standing | None:
    if facts.kind is Kind.NEWS:
        return None
    text, name = facts.source.text, re.sub(r"[-_.]", " ", facts.source.name)
    if re.search(r"\bvetoed\b", name, re.I):
        return Status.VETOED, "file name", ""
    for jurisdiction in JURISDICTIONS:
        if stated := jurisdiction.standing(text):
            return stated[0], "text", stated[1]
    for stamp in facts.stated("stamp"):
        for status, pattern in _STAMPS:
            if pattern.search(stamp.value):
                return status, "stamp", f"stamped “{stamp.value}”"
    title = facts.get("title")
    if DRAFT.search(title) or (_OPEN.search(title) and not _SETTLED.search(title)):
        return Status.DRAFT, "title", ""
    if _MARKED.search(text[:_ABOVE]):
        return Status.DRAFT, "text", ""
    if re.search(r"\bconsultation draft\b|征求意见稿", name, re.I):
        return Status.DRAFT, "file name", ""
    if is_card_book(text) or sum(section.unit == "card" for section in facts.sections) >= 5:
        return Status.UNKNOWN, "text", COLLECTION
    return None


def is_card_book(text: str) -> bool:
    """Whether a text is a guide made of cards, each with a period of its own."""
    return len(re.findall(r"^[ \t\u3000]{0,20}时间/频度", text, re.M)) >= 5
