"""README's lines on model servers and on LangChain, each taken from the page and run as it stands: the real command, a
server on loopback in the place of the one named."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import httpx
import pytest
from model_server import says, serving
from page_browser import served
from places import PROJECT

from assistant import Assistant, Settings
from assistant.records import AnswerStatus

QUESTION = "How much does the compute voucher of Shenzhen pay?"
ANSWER = "The compute voucher of Shenzhen pays at most 50 % of a company's compute contract [1]."
README = (PROJECT / "README.md").read_text("utf-8")
_ASSIGNED = re.compile(r"([A-Z_]+)=(.*)", re.S)
LINES = [line for line in README.splitlines() if line.startswith("OPENAI_") and "policy-assistant serve" in line]


def environment_of(line: str) -> dict[str, str]:
    """What a line sets before its command, which is `policy-assistant serve` and no more."""
    words = shlex.split(line, comments=True)
    found = {match[1]: match[2] for word in words if (match := _ASSIGNED.fullmatch(word))}
    assert words[len(found) :] == ["policy-assistant", "serve"]
    return found


def test_the_page_has_a_line_for_each_server_that_it_names() -> None:
    row = next(line for line in README.splitlines() if line.startswith("| `OPENAI_API_KEY`, `OPENAI_BASE_URL`"))
    named = re.findall(r"OpenAI(?!-)|Ollama|vLLM|llama\.cpp|DeepSeek|Qwen", row)
    assert len(LINES) == len(named) == 6


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES, ids=[re.sub(r".*MODEL=|[^\w.-].*", "", line) or "openai" for line in LINES])
def test_a_line_serves_with_its_model(line: str, library: Path, tmp_path: Path) -> None:
    with serving(says(ANSWER)) as server:
        given = environment_of(line)
        path = re.sub(r"^https?://[^/]+", "", given.get("OPENAI_BASE_URL", "/v1"))
        given["OPENAI_BASE_URL"] = server.url.removesuffix("/v1") + path
        with served(library, tmp_path / "network.log", **given) as address:
            body = {"model": "any", "messages": [{"role": "user", "content": QUESTION}]}
            answer = httpx.post(f"{address}/v1/chat/completions", json=body, timeout=60).json()
        assert "50 %" in answer["choices"][0]["message"]["content"]
        assert server.requests, answer["choices"][0]["message"]["content"]
        assert server.requests[0]["path"] == f"{path}/chat/completions"
        assert server.requests[0]["model"] == given.get("POLICY_ASSISTANT_MODEL", "gpt-5-mini")


def test_the_langchain_lines_run(library: Path) -> None:
    (block,) = (text for text in re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S) if "faces.chain" in text)
    names: dict[str, Any] = {"assistant": Assistant(Settings(library=library, model="none"))}
    exec(block, names)
    assert "50 %" in names["retriever"].invoke(QUESTION)[0].page_content
    answer = names["chain"].invoke(QUESTION)
    assert answer.status is AnswerStatus.QUOTES
    assert "50 %" in answer.text
