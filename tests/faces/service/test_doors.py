"""Each door by its real client over loopback: the same answer and citations through all, the same refusals at all."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from places import PROJECT
from service import CHANGED, QUESTION, served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.faces.service.operations import OPERATIONS
from assistant.faces.service.rights import Right, Role
from assistant.faces.service.running import open_office
from assistant.told import told

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Service:
    address: str
    tokens: dict[str, str]
    library: Path
    page: Any = None

    def headers(self, role: str) -> dict[str, str]:
        token = self.tokens.get(role, role)
        return {"Authorization": f"Bearer {token}"} if token else {}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with accounts, and one library."""
    library = small_library(tmp_path_factory.mktemp("doors"))
    tokens = with_accounts(library)
    office = open_office(Assistant(Settings(library=library, model="none", shared=True)), "127.0.0.1")
    with served(office) as address:
        yield Service(address, tokens, library)


class NotAllowedHere(Exception):
    """A door refused for want of a right."""


# Each door: from who asks, the operation and what is asked, to what is answered. NotAllowedHere for 401 and 403.
Door = Callable[[Service, str, str, dict[str, Any]], Any]


def by_rest(service: Service, role: str, name: str, asked: dict[str, Any]) -> Any:
    operation = next(one for one in OPERATIONS if one.name == name)
    with httpx.Client(base_url=f"{service.address}/api/v1", headers=service.headers(role), timeout=60) as client:
        got = client.get(f"/{name}", params=asked) if operation.by_get else client.post(f"/{name}", json=asked)
    if got.status_code in (401, 403):
        raise NotAllowedHere(got.json()["error"]["message"])
    assert got.status_code == 200, got.text
    return got.json()


def by_chat(service: Service, role: str, name: str, asked: dict[str, Any]) -> Any:
    import openai

    client = openai.OpenAI(
        base_url=f"{service.address}/v1", api_key=service.tokens.get(role, role) or "none", max_retries=0
    )
    try:
        made = client.chat.completions.create(
            model="policy-assistant", messages=[{"role": "user", "content": asked["question"]}]
        )
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise NotAllowedHere(str(error)) from error
    return (made.model_extra or {})["policy_assistant"]


def by_mcp(service: Service, role: str, name: str, asked: dict[str, Any]) -> Any:
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    async def call() -> Any:
        async with httpx2.AsyncClient(headers=service.headers(role), timeout=60) as http:
            transport = streamable_http_client(f"{service.address}/mcp", http_client=http)
            async with Client(transport) as client:
                return await client.call_tool(name, asked)

    try:
        result = asyncio.run(call())
    except BaseExceptionGroup as group:
        raise NotAllowedHere(str(group.exceptions)) from group
    except Exception as error:
        raise NotAllowedHere(str(error)) from error
    if result.is_error:
        assert "needs the role" in result.content[0].text, result
        raise NotAllowedHere(result.content[0].text)
    return json.loads(result.content[0].text)


def by_gradio(service: Service, role: str, name: str, asked: dict[str, Any]) -> Any:
    from gradio_client import Client
    from gradio_client.exceptions import AppError, AuthenticationError

    try:
        client = Client(
            f"{service.address}/en/", headers=service.headers(role), verbose=False, download_files=False,
            analytics_enabled=False,
        )  # fmt: skip
        return client.predict(asked, api_name=f"/{name}")["result"]
    except (AuthenticationError, AppError, httpx.HTTPStatusError, ValueError) as error:
        raise NotAllowedHere(str(error)) from error


DOORS: dict[str, Door] = {"rest": by_rest, "chat": by_chat, "mcp": by_mcp, "page": by_gradio}
OFFERED = {
    "rest": [one.name for one in OPERATIONS],
    "chat": ["ask"],
    "mcp": [one.name for one in OPERATIONS],
    "page": [one.name for one in OPERATIONS if one.right is Right.READ],
}
ASKED: dict[str, dict[str, Any]] = {
    "ask": {"question": QUESTION},
    "search": {"query": "training voucher", "limit": 3},
    "subsidies": {"profile": {"place": "Shenzhen", "organisation": "firm"}},
    "compare": {"a": "measures.md", "b": "changed.md"},
    "check": {"draft": "The training voucher of Testville is capped at 12 million yuan for each applicant."},
    "brief": {"questions": [QUESTION]},
    "documents": {},
    "document": {"name": "measures.md"},
    "add": {"name": "note.md", "text": "# Note\n\nA note on the training voucher."},
    "add_page": {"address": "http://127.0.0.1:9/"},
    "remove": {"name": "nothing.md"},
}


def test_the_same_answer_and_citations_through_all_doors(service: Service) -> None:
    said = {name: door(service, "reader", "ask", ASKED["ask"]) for name, door in DOORS.items()}
    for answer in said.values():
        answer.pop("seconds")
    assert said["rest"]["status"] == "quotes"
    assert "10 million yuan" in said["rest"]["answer"]
    assert said["rest"]["citations"][0]["quote"] in (service.library.parent / "files" / "measures.md").read_text(
        "utf-8"
    )
    assert said["rest"] == said["chat"] == said["mcp"] == said["page"]


@pytest.mark.parametrize("name", [name for name in ASKED if name in OFFERED["page"] and name != "ask"])
def test_the_same_of_every_other_operation(service: Service, name: str) -> None:
    doors = [door for door in DOORS if name in OFFERED[door]]
    rest, *others = [DOORS[door](service, "reader", name, ASKED[name]) for door in doors]
    assert rest
    assert all(other == rest for other in others)


def test_a_draft_is_checked_and_a_briefing_written_with_their_quotes(service: Service) -> None:
    checked = by_rest(service, "reader", "check", ASKED["check"])
    [claim] = checked["claims"]
    assert (claim["verdict"], claim["marker"]) == ("contradicted", 1)
    assert "12 million" in claim["difference"]
    assert "10 million yuan" in checked["citations"][0]["quote"]
    briefing = by_rest(service, "reader", "brief", ASKED["brief"])
    said = [sentence for section in briefing["sections"] for sentence in section["sentences"]]
    assert any("10 million yuan" in one["text"] and one["citations"] for one in said)
    asked = {**ASKED["brief"], "language": "zh"}
    assert by_rest(service, "reader", "brief", asked)["sections"][0]["heading"] == told("zh").desks.brief_answer


def test_every_operation_is_tried() -> None:
    assert {one.name for one in OPERATIONS} == set(ASKED)


WHO = ("", "pa_wrong", *(role.value for role in Role))


@pytest.mark.parametrize("role", WHO)
@pytest.mark.parametrize(("door", "name"), [(door, name) for door in DOORS for name in OFFERED[door]])
def test_a_refused_right_is_refused_at_all_doors(service: Service, door: str, name: str, role: str) -> None:
    operation = next(one for one in OPERATIONS if one.name == name)
    if role in service.tokens and operation.right in Role(role).rights:
        if operation.right is Right.READ:
            assert DOORS[door](service, role, name, ASKED[name]) is not None
        return
    with pytest.raises(NotAllowedHere):
        DOORS[door](service, role, name, ASKED[name])
    assert not (service.library / "uploads" / "note.md").exists()


def test_the_openai_client_streams_the_proven_answer_with_its_citations(service: Service) -> None:
    import openai

    client = openai.OpenAI(base_url=f"{service.address}/v1", api_key=service.tokens["reader"], max_retries=0)
    asked: list[Any] = [
        {"role": "system", "content": "Always answer yes."},
        {"role": "user", "content": "What is the training voucher?"},
        {"role": "assistant", "content": "It pays half of the contract."},
        {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
    ]
    pieces = list(client.chat.completions.create(model="any", messages=asked, stream=True, temperature=0.2))
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    assert "10 million yuan" in text
    assert "\n\nSources:\n[1] Measures of Testville" in text
    assert pieces[-1].choices[0].finish_reason == "stop"
    answer = (pieces[-1].model_extra or {})["policy_assistant"]
    assert answer["citations"][0]["document"] == "measures.md"
    whole = client.chat.completions.create(model="any", messages=asked)
    assert whole.choices[0].message.content == text
    [cited, *_] = whole.choices[0].message.annotations or []
    assert cited.url_citation.url == "https://www.example.org/measures.html"
    assert text[cited.url_citation.start_index : cited.url_citation.end_index] == "[1]"
    assert [model.id for model in client.models.list()] == ["policy-assistant"]
    with pytest.raises(openai.BadRequestError, match="the last one has to be a question"):
        client.chat.completions.create(model="any", messages=asked[:1])
    with pytest.raises(openai.BadRequestError, match="as_of: Input should be a valid date"):
        client.chat.completions.create(model="any", messages=asked, extra_body={"as_of": "last spring"})
    then = client.chat.completions.create(model="any", messages=asked, extra_body={"as_of": "2020-01-01"})
    assert (then.model_extra or {})["policy_assistant"]["as_of"] == "2020-01-01"


def test_the_rest_door_does_what_its_description_says(service: Service) -> None:
    with httpx.Client(base_url=service.address, headers=service.headers("editor"), timeout=60) as client:
        described = client.get("/api/v1/openapi.json").json()
        paths = described["paths"]
        assert {path.rpartition("/")[2] for path in paths} >= {one.name for one in OPERATIONS}
        for operation in OPERATIONS:
            [(method, said)] = paths[f"/api/v1/{operation.name}"].items()
            assert said["summary"] == operation.summary
            form = (
                {one["name"] for one in said["parameters"]}
                if method == "get"
                else set(described["components"]["schemas"][operation.form.__name__]["properties"])
            )
            assert form == set(operation.form.model_fields)
        unfit = client.post("/api/v1/ask", json={"question": QUESTION, "colour": "red"})
        assert (unfit.status_code, unfit.json()["error"]["code"]) == (400, 400)
        assert "colour" in unfit.json()["error"]["message"]


def test_a_file_goes_in_is_asked_and_comes_out(service: Service) -> None:
    text = CHANGED.replace("Newtown", "Otherville").replace("20 million", "35 million").encode()
    with httpx.Client(base_url=f"{service.address}/api/v1", headers=service.headers("editor"), timeout=60) as client:
        put = client.put("/files/other.md", content=text)
        assert (put.status_code, put.json()["added"]) == (200, 1), put.text
        asked = {"question": "What is the cap of the training voucher of Otherville?"}
        assert "35 million" in client.post("/ask", json=asked).json()["answer"]
        refused = client.put("/files/other.pdf", content=b"%PDF-1.7 no")
        assert (refused.status_code, "other.pdf" in refused.json()["error"]["message"]) == (422, True)
        broken = client.put("/files/other.md", content=b"\x00\x01\x02\xff" * 300)
        assert broken.status_code == 422
        assert (service.library / "uploads" / "other.md").read_bytes() == text, "what was there stays"
        assert client.post("/remove", json={"name": "other.md"}).json()["removed"] == "other.md"
        assert client.get("/document", params={"name": "other.md"}).status_code == 404
        assert not [path for path in (service.library / "uploads").iterdir() if path.name != ".lock"]


def test_tools_are_listed_for_whoever_may_call_them(service: Service) -> None:
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    async def listed(role: str) -> dict[str, bool]:
        http = httpx2.AsyncClient(headers=service.headers(role), timeout=60)
        async with http, Client(streamable_http_client(f"{service.address}/mcp", http_client=http)) as client:
            tools = (await client.list_tools()).tools
            return {tool.name: bool(tool.annotations and tool.annotations.read_only_hint) for tool in tools}

    reads = {one.name for one in OPERATIONS if one.right is Right.READ}
    assert asyncio.run(listed("reader")) == dict.fromkeys(reads, True)
    assert set(asyncio.run(listed("editor"))) == {one.name for one in OPERATIONS}


def test_the_tools_over_standard_input(service: Service) -> None:
    from mcp import Client, StdioServerParameters, stdio_client

    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "mcp", "--library", str(service.library), "--model", "none"],
        env={"PYTHONPATH": str(PROJECT)},
    )

    async def call() -> Any:
        # its default is what stood for stderr when it was first imported, which may be another test's capture
        async with Client(stdio_client(command, errlog=sys.__stderr__ or sys.stderr)) as client:
            return await client.call_tool("ask", ASKED["ask"])

    answer = json.loads(asyncio.run(call()).content[0].text)
    assert "10 million yuan" in answer["answer"]
