"""What stands beside Gradio's page: documents to read, pages of their files as images, answers and results as files.

Everything is a GET that changes nothing. A conversation is found by its own name, which is not to be guessed; a
profile by the browser's cookie; documents are open to whoever may ask about them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.errors import AssistantError, NotInLibrary
from assistant.faces.page.cards import quote_span
from assistant.faces.page.guarding import COOKIE
from assistant.faces.page.markup import escape, link_to
from assistant.faces.page.routes.document_page import (
    Opened,
    document_html,
    drawable,
    frame_html,
    pages_between,
    passage_html,
)
from assistant.faces.page.routes.pdf_page import draw
from assistant.faces.page.words import Words, words_in
from assistant.records import Citation, Document

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.faces.page.keeping import Kept

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GET: dict[str, Any] = {"methods": ["GET"], "response_model": None}


def add_routes(app: FastAPI, assistant: Assistant, kept: Kept) -> None:
    """Add the addresses below /read and /files."""
    reader = Reader(assistant, kept)
    app.add_api_route("/read/{language}/document/{name}", reader.document, **GET)
    app.add_api_route("/read/{language}/page/{name}/{number}.png", reader.page, **GET)
    app.add_api_route("/read/{language}/citation/{chat}/{turn}/{marker}", reader.citation, **GET)
    app.add_api_route("/files/{language}/subsidies.{suffix}", reader.subsidies, **GET)
    app.add_api_route("/files/{language}/compare.{suffix}", reader.compare, **GET)
    app.add_api_route("/files/{language}/check.{suffix}", reader.check, **GET)
    app.add_api_route("/files/{language}/brief.{suffix}", reader.brief, **GET)
    app.add_api_route("/files/{language}/answer/{chat}/{turn}.{suffix}", reader.answer, **GET)


class Reader:
    """Documents as pages of their own."""

    def __init__(self, assistant: Assistant, kept: Kept) -> None:
        self.assistant = assistant
        self.kept = kept

    def document(self, language: str, name: str, start: int = 0, end: int = 0, page: int = 0) -> Response:
        """A document, opened at a span of its text, at a page of its file where it has one."""
        words = words_in(language)
        try:
            opened = self.opened(name, start, end, page, words)
        except AssistantError as error:
            return missing(words, "" if isinstance(error, NotInLibrary) else str(error))
        return HTMLResponse(document_html(opened, words))

    def opened(self, name: str, start: int, end: int, page: int, words: Words) -> Opened:
        from datetime import date

        from assistant.library.validity import status_note

        held = self.assistant.library
        document, index, today = held.document(name), held.index, date.today()
        record, incoming = document.record, index.incoming.get(name, ())
        trouble, number = drawable(record, words), None
        if not trouble:
            at = pages_between(document.pages, start, end)
            number = min(max(page or (at[0] if at else 1), 1), record.pages or 1)
        return Opened(
            document=document,
            status=index.status(record, today),
            status_note=status_note(record, incoming, today, language=words.language),
            passages=index.passage_counts.get(name, 0),
            incoming=incoming,
            start=start,
            end=end,
            page=number,
            trouble=trouble,
        )

    def page(self, language: str, name: str, number: int, start: int = 0, end: int = 0) -> Response:
        """The image of a page, the span of the text outlined where it stands on it."""
        words = words_in(language)
        try:
            document = self.assistant.library.document(name)
        except AssistantError:
            return Response(status_code=404)
        if drawable(document.record, words):
            return Response(status_code=404)
        image = draw(document.record.path, document.record.sha256, number, span_on(document, number, start, end))
        if image is None:
            return Response(status_code=404)
        return Response(image, media_type="image/png", headers={"cache-control": "private, max-age=3600"})

    def citation(self, language: str, chat: str, turn: int, marker: str) -> Response:
        """The passage that an answer cites ("3"), or that came closest to it ("c3"): in its document, if that is as it
        was, else by itself."""
        words = words_in(language)
        citation = self.cited(chat, turn, marker)
        if citation is None:
            return missing(words)
        passage, record, (start, end) = citation.passage, citation.record, quote_span(citation)
        try:
            now = self.assistant.library.document(record.document).text[passage.start : passage.end]
        except AssistantError:
            now = ""
        if now != passage.text:
            return HTMLResponse(passage_html(passage, record, (start, end), words))
        span = (passage.start + start, passage.start + end) if end else (passage.start, passage.end)
        return RedirectResponse(
            f"/{link_to(record, words, *span)[3:]}#{'page' if passage.first_page else 'cited'}", 307
        )

    def answer(self, language: str, chat: str, turn: int, suffix: str) -> Response:
        """An answer as a file: `suffix` is "md" or "docx"."""
        from assistant.faces.page.routes import answer_files

        words = words_in(language)
        found = next((each for each in self.kept.conversation(chat) if each.number == turn), None)
        if found is None or found.answer is None or suffix not in ("md", "docx"):
            return missing(words)
        if suffix == "md":
            return sent(answer_files.markdown(found, found.answer, words).encode(), "answer.md", "text/markdown")
        return sent(answer_files.docx(found, found.answer, words), "answer.docx", WORD)

    def subsidies(self, request: Request, language: str, suffix: str) -> Response:
        """The measures beside the profile that this browser's form held last."""
        from assistant.desks.subsidies import subsidy_files
        from assistant.faces.page.tabs.subsidies_tab import PROFILE, profile_of

        words = words_in(language)
        kinds = {"xlsx": (subsidy_files.xlsx, SHEET), "docx": (subsidy_files.docx, WORD)}
        try:
            stated = json.loads(self.kept.noted(request.cookies.get(COOKIE, ""), PROFILE) or "null")
            if stated is None or suffix not in (*kinds, "md"):
                return missing(words)
            result = self.assistant.subsidies(profile_of(stated), None, words.language)
        except (AssistantError, ValueError) as error:
            return missing(words, str(error))
        if suffix == "md":
            return sent(subsidy_files.markdown(result).encode(), "subsidies.md", "text/markdown")
        write, kind = kinds[suffix]
        return sent(write(result), f"subsidies.{suffix}", kind)

    def compare(self, language: str, suffix: str, a: str, b: str) -> Response:
        """What changed between two documents, as a file."""
        from assistant.desks.compare import comparison_files

        words = words_in(language)
        try:
            result = self.assistant.compare(a, b)
        except AssistantError as error:
            return missing(words, str(error))
        if suffix == "md":
            return sent(comparison_files.markdown(result, words.language).encode(), "changes.md", "text/markdown")
        return sent(comparison_files.docx(result, words.language), "changes.docx", WORD)

    def check(self, request: Request, language: str, suffix: str) -> Response:
        """The draft that this browser had checked last, with its claims, as a file."""
        from assistant.desks.check import checked_files
        from assistant.faces.page.tabs.check_tab import DRAFT

        words = words_in(language)
        try:
            draft = self.kept.noted(request.cookies.get(COOKIE, ""), DRAFT)
            if not draft or suffix not in ("md", "docx"):
                return missing(words, words.desks.nothing_kept)
            result = self.assistant.check(draft, None, words.language)
        except AssistantError as error:
            return missing(words, str(error))
        if suffix == "md":
            return sent(checked_files.markdown(result).encode(), "check.md", "text/markdown")
        return sent(checked_files.docx(result), "check.docx", WORD)

    def brief(self, request: Request, language: str, suffix: str) -> Response:
        """The briefing that this browser asked for last, as a file."""
        from assistant.desks.brief import brief_files
        from assistant.faces.page.tabs.brief_tab import ASKED

        words = words_in(language)
        try:
            noted = self.kept.noted(request.cookies.get(COOKIE, ""), ASKED)
            if not noted or suffix not in ("md", "docx"):
                return missing(words, words.desks.nothing_kept)
            questions, chosen = json.loads(noted)
            result = self.assistant.brief(questions, None, chosen)
        except AssistantError as error:
            return missing(words, str(error))
        if suffix == "md":
            return sent(brief_files.markdown(result).encode(), "briefing.md", "text/markdown")
        return sent(brief_files.docx(result), "briefing.docx", WORD)

    def cited(self, chat: str, turn: int, marker: str) -> Citation | None:
        found = [each.answer for each in self.kept.conversation(chat) if each.number == turn and each.answer]
        if not found:
            return None
        if marker.startswith("c"):
            near = dict(enumerate(found[0].closest, 1)).get(int(marker[1:]) if marker[1:].isdigit() else 0)
            return Citation(0, near.passage, near.record, near.status, "", 0) if near else None
        return next((one for one in found[0].citations if str(one.marker) == marker), None)


def span_on(document: Document, number: int, start: int, end: int) -> str:
    """The part of a span that stands on a page."""
    page = next((page for page in document.pages if page.number == number), None)
    return document.text[max(start, page.start) : min(end, page.end)] if page else ""


def sent(content: bytes, name: str, kind: str) -> Response:
    """A file that the browser keeps rather than shows."""
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def missing(words: Words, why: str = "") -> Response:
    said = why or words.reader.not_found
    return HTMLResponse(frame_html(words.title, f'<p class="hint">{escape(said)}</p>', words), 404)
