"""The door for programs that speak to OpenAI: `/v1/chat/completions` and `/v1/models`.

The message is the answer with its sources below; the answer as data is beside it, in `policy_assistant`, in the shape
of `ask`. A streamed answer is streamed once it has been proven: what a draft says may still be taken back.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import AssistantError, UsageError
from assistant.faces import EARLIER, LONGEST
from assistant.faces.service.forms import Day, Where
from assistant.faces.service.office import Office, refusal, status_of
from assistant.faces.service.operations import ASK, AskForm, Exchange
from assistant.faces.service.rest import caller_of
from assistant.faces.service.rights import require

MODEL = "policy-assistant"
PATIENCE = 5.0  # seconds between two signs of life of a stream
PIECE = re.compile(r"\S*\s*")  # a stream brings a word at a time
SOURCES = {"en": "Sources:", "zh": "出处："}


class Part(BaseModel):
    """A piece of a message; what is not text is not read."""

    model_config = ConfigDict(extra="ignore")
    type: str
    text: str = ""


class Message(BaseModel):
    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class CompletionForm(BaseModel):
    """What OpenAI's clients send; what only concerns a model (temperature, tools …) is let be.

    `as_of` and `where` are ours, as in `ask` (`extra_body` of the client).
    """

    model_config = ConfigDict(extra="ignore")
    messages: Annotated[list[Message], Field(min_length=1, max_length=200)]
    model: str = MODEL
    stream: bool = False
    n: Literal[1] | None = None
    as_of: Day = None
    where: Where = ()


def asked_by(form: CompletionForm) -> AskForm:
    """The last message of the user as the question, what went before as its history. What a system says is not read."""
    spoken = [message for message in form.messages if message.role in ("user", "assistant") and message.text.strip()]
    if not spoken or spoken[-1].role != "user":
        raise UsageError("messages: the last one has to be a question of the user.")
    question = spoken[-1].text.strip()
    if len(question) > LONGEST:
        raise UsageError(f"messages: the question has more than {LONGEST:,} characters.")
    history: list[Exchange] = []
    for before, message in itertools.pairwise(spoken):
        if before.role == "user" and message.role == "assistant":
            said = message.text.split("\n\n" + SOURCES["en"])[0].split("\n\n" + SOURCES["zh"])[0]
            history.append(Exchange(question=before.text[:LONGEST], answer=said[:40_000]))
    return AskForm(question=question, history=tuple(history[-EARLIER:]), as_of=form.as_of, where=form.where)


def message_of(answer: dict[str, Any]) -> str:
    """The answer's text with its sources below, one line each."""
    lines = [
        f"[{one['marker']}] {one['title']}{', ' + one['section'] if one['section'] else ''} ({one['document']}): "
        f"“{' '.join(one['quote'].split())}”"
        for one in answer["citations"]
    ]
    said = answer["answer"] or " ".join(answer["notes"])
    return "\n\n".join([said, "\n".join([SOURCES.get(answer["language"], SOURCES["en"]), *lines])] if lines else [said])


def annotations_of(answer: dict[str, Any], message: str) -> list[dict[str, Any]]:
    """The citations that have an address, where their markers stand, in the shape of OpenAI's web citations."""
    found = []
    for one in answer["citations"]:
        marker = f"[{one['marker']}]"
        at = message.find(marker)
        if one["url"] and at >= 0:
            cited = {"url": one["url"], "title": one["title"], "start_index": at, "end_index": at + len(marker)}
            found.append({"type": "url_citation", "url_citation": cited})
    return found


def chat_router(office: Office) -> APIRouter:
    """The routes of this door."""
    router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])

    @router.get("/models", summary="The one model there is.")
    async def models(request: Request) -> dict[str, Any]:
        require(caller_of(request), ASK.right)
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "this service"}]}

    @router.post(
        "/chat/completions", summary="An answer with its citations, as a chat completion.", response_model=None
    )
    async def completions(request: Request, form: CompletionForm) -> Any:
        caller, asked = require(caller_of(request), ASK.right), asked_by(form)
        head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}
        asking = asyncio.ensure_future(office.perform(caller, ASK, asked))
        if form.stream:
            return StreamingResponse(streamed(head, asking), media_type="text/event-stream")
        answer = await asking
        message = message_of(answer)
        said = {
            "role": "assistant",
            "content": message,
            "refusal": None,
            "annotations": annotations_of(answer, message),
        }
        return {
            **head,
            "object": "chat.completion",
            "choices": [{"index": 0, "message": said, "finish_reason": "stop", "logprobs": None}],
            "policy_assistant": answer,
        }

    return router


async def streamed(head: dict[str, Any], asking: asyncio.Future[Any]) -> AsyncIterator[bytes]:
    """Server-sent events: signs of life, then the proven answer by words, then its data, then the end."""

    def event(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        value = {**head, "object": "chat.completion.chunk", "choices": [choice], **more}
        return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"

    try:
        yield event({"role": "assistant", "content": ""})
        while not asking.done():
            await asyncio.wait([asking], timeout=PATIENCE)
            if not asking.done():
                yield b": searching and checking\n\n"
        try:
            answer = asking.result()
        except AssistantError as error:
            yield b"data: " + json.dumps(refusal(status_of(error), str(error)), ensure_ascii=False).encode() + b"\n\n"
            return
        for piece in pieces(message_of(answer)):
            yield event({"content": piece})
        yield event({}, "stop", policy_assistant=answer)
        yield b"data: [DONE]\n\n"
    finally:
        asking.cancel()


def pieces(text: str) -> Sequence[str]:
    """The words of a text with the space after them; together they are the text."""
    return [piece for piece in PIECE.findall(text) if piece]
