"""Chat models behind any OpenAI-compatible server, spoken to through LangChain's ChatOpenAI.

Every way in which a server can fail ends as ModelUnavailable with a plain reason.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CHARACTERS_PER_TOKEN = 8  # more than any model writes a token; a longer text is a runaway server
WHOLE_ANSWER = 3  # times the time limit of a single wait

Message = tuple[str, str]  # role ("system", "human", "ai") and text


class ChatModel:
    """One configured model. Threads may share it."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.name = name
        self._settings = settings

    @cached_property
    def client(self) -> BaseChatModel:
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            model=self.name,
            base_url=self._settings.openai_base_url,
            # servers on one's own machine want no key, but the client insists on one
            api_key=SecretStr(self._settings.openai_api_key or "none"),
            timeout=self._settings.model_timeout,
            max_retries=2,
            max_completion_tokens=self._settings.answer_tokens,
            temperature=None if self.name.startswith(("gpt-5", "o1", "o3", "o4")) else 0,
            streaming=True,
            stream_usage=False,
            use_responses_api=False,
        )

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply as it is written. Raises ModelUnavailable when it does not arrive whole."""
        import httpx2
        import openai

        began = time.monotonic()
        written, finish = 0, None
        try:
            for chunk in self.client.stream(list(messages)):
                finish = chunk.response_metadata.get("finish_reason") or finish
                text = chunk.content if isinstance(chunk.content, str) else ""
                written += len(text)
                if written > self._settings.answer_tokens * CHARACTERS_PER_TOKEN:
                    raise ModelUnavailable(f"The model {self.name} wrote without end.")
                if time.monotonic() - began > self._settings.model_timeout * WHOLE_ANSWER:
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

    def complete(self, messages: Sequence[Message]) -> str:
        """The whole reply at once."""
        return "".join(self.stream(messages))

    @property
    def address(self) -> str:
        return self._settings.openai_base_url or "the OpenAI service"


def reason_of(error: object) -> str:
    """A server's own words, at most a line of them."""
    body = getattr(error, "body", None)
    message = body.get("message") if isinstance(body, dict) else None
    return " ".join(str(message or getattr(error, "message", error)).split())[:200]
