"""The service as it is run: who may reach it, its limits, what it tells of itself, how it ends, and behind a proxy."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import model_server
import pytest
from places import PROJECT
from service import PASSWORD, QUESTION, proxied, served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.errors import UsageError
from assistant.faces.cli import app, run
from assistant.faces.service.accounts import Accounts
from assistant.faces.service.gate import COOKIE
from assistant.faces.service.office import ANYBODY, HERE, Office, ServiceLimits
from assistant.faces.service.running import open_office
from assistant.faces.service.watching import Events, Rate

ASK = {"question": QUESTION}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library(tmp_path_factory.mktemp("running"))


def office_of(library: Path, **more: Any) -> Office:
    return open_office(Assistant(Settings(library=library, model="none")), "127.0.0.1", **more)


# ---------------------------------------------------------------- who may reach it


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "policy.example.org"])
def test_an_outside_address_wants_accounts_or_to_be_told_twice(tmp_path: Path, host: str) -> None:
    assistant = Assistant(Settings(library=tmp_path / "library", model="none"))
    with pytest.raises(UsageError, match="accounts add NAME"):
        open_office(assistant, host)
    told_twice = open_office(assistant, host, without_accounts=True)
    assert (told_twice.accounts, told_twice.everybody, told_twice.local) == (None, ANYBODY, False)
    with_accounts(tmp_path / "library")
    assert open_office(assistant, host).accounts is not None
    Accounts(tmp_path / "library").remove("reader")


def test_this_machine_alone_needs_no_account_until_there_is_one(tmp_path: Path) -> None:
    office = office_of(tmp_path / "library")
    assert (office.accounts, office.everybody, office.local) == (None, HERE, True)
    with_accounts(tmp_path / "library")
    office = office_of(tmp_path / "library")
    assert (office.accounts is not None, office.local) == (True, False)
    for role in ("reader", "editor", "admin"):
        Accounts(tmp_path / "library").remove(role)
    assert office.accounts is not None, "a service that runs is not opened to all when its last account goes"


@pytest.mark.parametrize("root", ["policy", "/a b", "/../x", "/a//b", "//evil.example", "/a?b"])
def test_an_unfit_sub_path_is_refused(tmp_path: Path, root: str) -> None:
    with pytest.raises(UsageError, match="--root-path"):
        office_of(tmp_path / "library", root=root)


# ---------------------------------------------------------------- accounts on the command line


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def given(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = run(app, ["accounts", *arguments, "--library", str(tmp_path / "library")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return given


def test_accounts_are_made_and_ended_on_the_command_line(command: Any, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "library")
    assert command("list", "--json")[:2] == (0, "[]\n")
    assert not accounts.path.exists(), "to look makes nothing"
    assert command("add", "ada", "--role", "editor", "--password-stdin", stdin=f"{PASSWORD}\n")[0] == 0
    code, token, told = command("token", "ada", "--label", "reports")
    assert (code, bool(accounts.by_token(token.strip())), "copy it now" in told) == (0, True, True)
    assert "ada  editor" in command("list")[1]
    tokens = json.loads(command("tokens", "--json")[1])
    assert [(one["account"], one["label"]) for one in tokens] == [("ada", "reports")]
    code, rotated, _ = command("rotate", str(tokens[0]["number"]))
    assert (accounts.by_token(token.strip()), bool(accounts.by_token(rotated.strip()))) == (None, True)
    assert command("role", "ada", "--role", "reader")[0] == 0
    assert command("password", "ada", "--password-stdin", stdin="another horse battery\n")[0] == 0
    assert accounts.log_in("ada", "another horse battery")
    assert command("unlock", "ada")[0] == command("revoke", "2")[0] == command("remove", "ada")[0] == 0
    assert accounts.by_token(rotated.strip()) is None


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("add", "ada", "--password-stdin"), "short\n", "10 to 200 characters"),
        (("add", "Ada!", "--password-stdin"), f"{PASSWORD}\n", "small letters"),
        (("add", "ada"), "", "--password-stdin"),
        (("remove", "nobody"), "", "no account nobody"),
        (("token", "nobody"), "", "no account nobody"),
        (("rotate", "7"), "", "no token 7"),
        (("add", "ada", "--role", "owner"), "", "owner"),
    ],
)
def test_what_cannot_be_done_is_one_plain_line(command: Any, arguments: tuple[str, ...], stdin: str, says: str) -> None:
    code, out, err = command(*arguments, stdin=stdin)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert says in err


# ---------------------------------------------------------------- limits


def test_a_rate_gives_so_many_a_minute_and_forgets_who_is_idle() -> None:
    now = [0.0]
    rate = Rate(6, lambda: now[0])
    assert [rate.wait("ada") for _ in range(6)] == [0] * 6
    assert rate.wait("ada") == pytest.approx(10)
    assert rate.wait("ben") == 0, "each has their own"
    now[0] += 10
    assert rate.wait("ada") == 0
    assert rate.wait("ada") == pytest.approx(10)
    now[0] += 5
    assert [rate.wait("ada", 0.25) for _ in range(2)] == [0, 0], "a part of one is to be had sooner"
    assert rate.wait("ada", 0.25) == pytest.approx(2.5)
    for number in range(rate.KEYS + 5):
        now[0] += 0.001
        rate.wait(str(number))
    assert len(rate._left) <= rate.KEYS


@pytest.mark.slow
def test_what_is_too_much_too_long_or_too_slow_is_refused(library: Path) -> None:
    limits = ServiceLimits(per_minute=3, body_bytes=2_000, body_seconds=0.5, header_seconds=0.5)
    with served(office_of(library, limits=limits)) as address, httpx.Client(base_url=address, timeout=30) as client:
        long = client.post("/api/v1/ask", json={"question": "x" * 3_000})
        assert (long.status_code, "2,000 bytes" in long.json()["error"]["message"]) == (413, True)
        place = tuple(address.removeprefix("http://").split(":"))
        with socket.create_connection((place[0], int(place[1]))) as slow:
            slow.sendall(b"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
            assert b" 408 " in slow.recv(4096)
        with socket.create_connection((place[0], int(place[1]))) as silent:
            silent.settimeout(5)
            silent.sendall(b"POST /api/v1/ask HTT")
            assert silent.recv(4096) == b"", "a head that does not come ends the connection"
        statuses = [client.post("/api/v1/search", json={"query": "voucher"}) for _ in range(5)]
        assert statuses[-1].status_code == 429
        assert int(statuses[-1].headers["retry-after"]) <= 21
        assert client.get("/health").status_code == 200, "the rest is not counted"


@pytest.mark.slow
def test_who_finds_no_place_in_line_is_told_to_come_back(library: Path) -> None:
    office = office_of(library, limits=ServiceLimits(per_minute=10_000, at_once=1, in_line=2))
    with served(office) as address:
        httpx.post(f"{address}/api/v1/ask", json=ASK, timeout=60)
        with ThreadPoolExecutor(30) as pool:
            answers = list(pool.map(lambda _: httpx.post(f"{address}/api/v1/ask", json=ASK, timeout=60), range(30)))
    served_, refused = ([one for one in answers if one.status_code == status] for status in (200, 503))
    assert len(served_) >= 3
    assert refused
    assert len(served_) + len(refused) == 30
    assert all(one.headers["retry-after"] for one in refused)
    assert {one.json()["answer"] for one in served_} == {served_[0].json()["answer"]}


# ---------------------------------------------------------------- what it tells of itself


@pytest.mark.slow
def test_health_figures_and_log(library: Path, tmp_path: Path) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    log = io.StringIO()
    office = office_of(library, log=log)
    with served(office) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert client.get("/health").json() == {"status": "ok", "library": "ready"}
        assert client.post("/api/v1/ask", json=ASK).status_code == 200
        assert client.post("/api/v1/compare", json={"a": "x", "b": "y"}).status_code == 404
        figures = {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(client.get("/metrics").text)
            for sample in family.samples
        }
    assert figures["policy_assistant_requests_total", "rest", "200"] == 1
    assert figures["policy_assistant_requests_total", "rest", "404"] == 1
    assert figures["policy_assistant_operations_total", "compare", "refused"] == 1
    assert figures["policy_assistant_answers_total", "quotes"] == 1
    assert figures["policy_assistant_request_seconds_count", "rest"] == 2
    assert figures["policy_assistant_documents",] == 2
    assert figures["policy_assistant_running",] == 1, "the one that asks"
    assert figures["policy_assistant_waiting",] == 0
    assert figures["process_resident_memory_bytes",] > 1e7
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"request", "operation"} <= {one["event"] for one in told}
    asked = next(one for one in told if one.get("path") == "/api/v1/ask")
    assert (asked["status"], asked["door"], asked["caller"], asked["client"]) == (200, "rest", HERE.name, "127.0.0.1")
    assert "voucher" not in log.getvalue(), "what was asked is nowhere in it"


@pytest.mark.slow
def test_health_tells_an_empty_library_from_a_broken_one(tmp_path: Path, library: Path) -> None:
    with served(office_of(tmp_path / "none")) as address:
        assert httpx.get(f"{address}/health").json() == {"status": "ok", "library": "empty"}
        answer = httpx.post(f"{address}/api/v1/ask", json=ASK, timeout=60)
        assert (answer.status_code, "Nothing has been ingested" in answer.json()["error"]["message"]) == (409, True)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "CURRENT").write_text("000009\n", "utf-8")
    with served(office_of(tmp_path / "broken")) as address:
        got = httpx.get(f"{address}/health")
        assert (got.status_code, got.json()) == (503, {"status": "failing", "library": "unreadable"})


def test_a_line_of_the_log_stays_one_line() -> None:
    stream = io.StringIO()
    Events(stream).tell("request", path='/a\n{"event": "login"}\u2028\x1b[31m', caller="")
    [line] = stream.getvalue().splitlines()
    assert json.loads(line)["path"].startswith("/a\n")
    assert "\x1b" not in line


# ---------------------------------------------------------------- beginning and ending


@contextmanager
def process(library: Path, *options: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The real command in a process of its own, and its address."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    command = [
        sys.executable,
        "-m",
        "assistant",
        "serve",
        "--library",
        str(library),
        "--port",
        str(free_port()),
        *options,
    ]
    started = subprocess.Popen(
        command, env={**kept, "PYTHONPATH": str(PROJECT), **environment}, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    try:
        found = re.search(r"http://\S+", started.stdout.readline())
        assert found
        yield started, found[0]
    finally:
        started.kill()
        started.wait(20)
        started.stdout.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def later(seconds: float, reply: Callable[[Any, dict[str, Any]], None]) -> Callable[[Any, dict[str, Any]], None]:
    def waited(handler: Any, body: dict[str, Any]) -> None:
        time.sleep(seconds)
        reply(handler, body)

    return waited


@pytest.mark.slow
def test_what_is_under_way_is_finished_when_the_service_is_ended(library: Path, tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    said = "The cap of the training voucher is 10 million yuan for each applicant [1]."
    with (
        model_server.serving(later(2, model_server.says(said))) as model,
        process(library, "--log", str(log), OPENAI_BASE_URL=model.url) as (started, address),
        ThreadPoolExecutor(1) as pool,
    ):
        asking = pool.submit(httpx.post, f"{address}/api/v1/ask", json=ASK, timeout=60)
        for _ in range(600):
            if model.requests:
                break
            time.sleep(0.05)
        started.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{address}/health")
        answer = asking.result()
        assert (answer.status_code, answer.json()["status"]) == (200, "answered"), answer.text
        started.wait(20)
    events = [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines()]
    assert (events[0], events[-1]) == ("started", "stopped")


@pytest.mark.slow
def test_whoever_was_logged_in_still_is_after_the_service_was_killed(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    token = with_accounts(library)["reader"]
    with process(library) as (started, address):
        entered = httpx.post(f"{address}/login", data={"name": "reader", "password": PASSWORD})
        cookie = {COOKIE: entered.cookies[COOKIE]}
        assert httpx.get(f"{address}/en/", cookies=cookie).status_code == 200
        started.kill()
        started.wait()
    with process(library) as (started, address):
        assert httpx.get(f"{address}/en/", cookies=cookie).status_code == 200
        got = httpx.post(f"{address}/api/v1/ask", json=ASK, headers={"Authorization": f"Bearer {token}"}, timeout=60)
        assert got.status_code == 200


@pytest.mark.slow
def test_the_command_refuses_an_outside_address_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--host", "0.0.0.0", "--library", str(tmp_path / "library")],
        env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (2, "", 1)
    assert "--without-accounts" in done.stderr


# ---------------------------------------------------------------- behind a proxy


@pytest.mark.slow
@pytest.mark.parametrize("strips", [True, False])
def test_the_page_and_the_doors_under_a_proxy_s_path(library: Path, tmp_path: Path, strips: bool) -> None:
    from gradio_client import Client

    (tmp_path / "copy").mkdir()
    tokens = with_accounts(tmp_path / "copy" / "library")
    subprocess.run(["cp", "-r", f"{library}/.", str(tmp_path / "copy" / "library")], check=True)
    with (
        served(office_of(tmp_path / "copy" / "library", root="/policy")) as inner,
        proxied(inner, "/policy", strips) as outer,
    ):
        with httpx.Client(base_url=outer, timeout=60, follow_redirects=True) as client:
            start = client.get("/policy/", headers={"accept": "text/html", "accept-language": "en"})
            assert start.url.path == "/policy/login"
            entered = client.post("/policy/login", data={"name": "reader", "password": PASSWORD, "next": "/policy/en/"})
            assert (entered.status_code, entered.url.path) == (200, "/policy/en/")
            assert f'"root":"{outer}/policy/en"' in entered.text
            wanted = re.findall(r'(?:src|href)="(\.{1,2}/[^"]+|/policy[^"]+)"', entered.text)
            assert len(wanted) > 3
            for part in wanted:
                assert client.get(entered.url.join(part)).status_code == 200, part
            assert client.post("/policy/api/v1/ask", json=ASK).status_code == 200
            described = client.get("/policy/api/v1/openapi.json").json()
            assert described["servers"] == [{"url": "/policy"}]
            assert client.post("/policy/logout").url.path == "/policy/login"
            assert client.get("/policy/en/", headers={"accept": "*/*"}).status_code == 401
        headers = {"Authorization": f"Bearer {tokens['reader']}"}
        page = Client(f"{outer}/policy/en/", headers=headers, verbose=False, download_files=False)
        assert "10 million" in page.predict({"question": QUESTION}, api_name="/ask")["result"]["answer"]
