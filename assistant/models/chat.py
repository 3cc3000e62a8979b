"""Chat models behind any OpenAI-compatible server, spoken to through LangChain's ChatOpenAI.

Every way in which a server can fail ends as ModelUnavailable with a plain reason.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelUnavailable
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CHARACTERS_PER_TOKEN = 8  # more than any model writes a token; a longer text is a runaway server
WHOLE_ANSWER = 3  # times the time limit of a single wait
CONNECTING = 10.0  # seconds: a server that is there takes a connection at once, however slowly it writes
REASONING = re.compile(r"(?:.*/)?(?:gpt-5|o[1-9])(?!-?chat)")  # models that think before they write
THINKING = 3000  # tokens that such a model may think for, besides its answer
OWN_SERVICE = re.compile(r"https?://[^/]*(?:openai\.com|openai\.azure\.com)(?:[:/]|$)")

Message = tuple[str, str]  # role ("system", "human", "ai") and text


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one call may take: tokens of the reply, seconds between two pieces of it, seconds in all, and how often
    the client asks again after a refusal or silence."""

    tokens: int
    wait: float
    whole: float
    retries: int = 2


class ChatModel:
    """One configured model. Threads may share it."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.name = name
        self._settings = settings
        self._clients: dict[Limits, BaseChatModel] = {}

    @property
    def limits(self) -> Limits:
        """Those of a whole answer."""
        wait = self._settings.model_timeout
        return Limits(self._settings.answer_tokens, wait, wait * WHOLE_ANSWER)

    def short(self, tokens: int, seconds: float) -> Limits:
        """Those of a call that an answer can do without: brief, and asked once."""
        seconds = min(seconds, self._settings.model_timeout)
        return Limits(tokens, seconds, seconds, retries=0)

    def client(self, limits: Limits) -> BaseChatModel:
        """LangChain's client for calls of these limits, kept."""
        if limits not in self._clients:
            self._clients[limits] = self._open(limits)
        return self._clients[limits]

    def _open(self, limits: Limits) -> BaseChatModel:
        import httpx2
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        reasons = bool(REASONING.match(self.name))
        own = self._settings.openai_base_url is None or bool(OWN_SERVICE.match(self._settings.openai_base_url))
        more: dict[str, Any] = {}
        if reasons:
            more["reasoning_effort"] = "low"  # the passages are given; what is written is checked by code
        if not own:
            # several servers know the older name of the bound only, and write without one otherwise
            more["extra_body"] = {"max_tokens": limits.tokens + (THINKING if reasons else 0)}
        return ChatOpenAI(
            model=self.name,
            base_url=self._settings.openai_base_url,
            # servers on one's own machine want no key, but the client insists on one
            api_key=SecretStr(self._settings.openai_api_key or "none"),
            timeout=httpx2.Timeout(limits.wait, connect=min(CONNECTING, limits.wait)),
            max_retries=limits.retries,
            max_completion_tokens=limits.tokens + (THINKING if reasons else 0),
            temperature=None if reasons else 0,
            streaming=True,
            stream_usage=False,
            use_responses_api=False,
            **more,
        )

    def stream(self, messages: Sequence[Message], limits: Limits | None = None) -> Iterator[str]:
        """The reply as it is written. Raises ModelUnavailable when it does not arrive whole."""
        import httpx2
        import openai

        if not self._settings.openai_api_key and self._settings.openai_base_url is None:
            raise ModelUnavailable(
                f"No key for the model {self.name}: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
            )
        limits = limits or self.limits
        began = time.monotonic()
        written, finish = 0, None
        try:
            for chunk in self.client(limits).stream(list(messages)):
                finish = chunk.response_metadata.get("finish_reason") or finish
                text = chunk.content if isinstance(chunk.content, str) else ""
                written += len(text)
                if written > limits.tokens * CHARACTERS_PER_TOKEN:
                    raise ModelUnavailable(f"The model {self.name} wrote without end.")
                if time.monotonic() - began > limits.whole:
                    raise ModelUnavailable(f"The model {self.name} took too long.")
                if text:
                    yield text
        except openai.APITimeoutError as error:
            raise ModelUnavailable(f"The model {self.name} did not answer in time.") from error
        except openai.APIConnectionError as error:
            raise ModelUnavailable(f"No model server answers at {self.address}.") from error
        except openai.APIStatusError as error:
            raise ModelUnavailable(
                f"The model server at {self.address} refused ({error.status_code}: {reason_of(error)})."
            ) from error
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            raise ModelUnavailable(f"The model server at {self.address} failed: {error}.") from error
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            # replies that are no chat completion: HTML pages, wrong JSON, tool calls without content
            raise ModelUnavailable(f"The server at {self.address} sent something that is no chat answer.") from error
        if finish is None:
            # a connection that is cut in the middle ends the stream without an error
            raise ModelUnavailable(f"The answer of {self.name} broke off.")

    def complete(self, messages: Sequence[Message], limits: Limits | None = None) -> str:
        """The whole reply at once."""
        return "".join(self.stream(messages, limits))

    @property
    def address(self) -> str:
        return self._settings.openai_base_url or "the OpenAI service"


def reason_of(error: object) -> str:
    """A server's own words, at most a line of them."""
    body = getattr(error, "body", None)
    message = body.get("message") if isinstance(body, dict) else None
    return " ".join(str(message or getattr(error, "message", error)).split())[:200]
