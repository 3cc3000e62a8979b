"""The files of `deploy/`, as far as a machine can try them: nginx with TLS and a sub-path, the unit, the container."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from places import PROJECT
from service import PASSWORD, QUESTION, served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.faces.service.running import open_office

DEPLOY = PROJECT / "deploy"
pytestmark = pytest.mark.slow


@contextmanager
def nginx(folder: Path, inner: str) -> Iterator[str]:
    """nginx with our file, on a free port of loopback before a service; its certificate is `folder`/policy.pem."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [*made.split(), "-keyout", folder / "policy.key", "-out", folder / "policy.pem"],
        check=True,
        capture_output=True,
    )
    server = (DEPLOY / "nginx.conf").read_text("utf-8")
    for ours, theirs in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"), ("/etc/ssl/", f"{folder}/"),
        ("policy.example.org", "localhost"), ("http://127.0.0.1:7860/", f"{inner}/"),
    ):  # fmt: skip
        assert ours in server
        server = server.replace(ours, theirs)
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{whole}http {{\naccess_log off;\n{places}{server}}}\n", "utf-8")
    process = subprocess.Popen([shutil.which("nginx") or "nginx", "-c", folder / "nginx.conf", "-p", folder])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not installed here")
def test_the_service_behind_nginx_with_tls_under_a_path(tmp_path: Path) -> None:
    library = small_library(tmp_path / "made")
    token = with_accounts(library)["reader"]
    office = open_office(Assistant(Settings(library=library, model="none")), "127.0.0.1", root="/policy")
    with served(office) as inner, nginx(tmp_path, inner) as outer:
        trusted = ssl.create_default_context(cafile=str(tmp_path / "policy.pem"))
        with httpx.Client(base_url=outer, verify=trusted, timeout=60, follow_redirects=True) as client:
            start = client.get("/policy", headers={"accept": "text/html"})
            assert start.url.path == "/policy/login"
            origin = {"origin": outer}  # as a browser sends it
            entered = client.post("/policy/login", data={"name": "reader", "password": PASSWORD}, headers=origin)
            assert "secure" in entered.history[0].headers["set-cookie"].lower()
            assert entered.headers["strict-transport-security"]
            page = client.get("/policy/en/")
            assert f'"root":"{outer}/policy/en"' in page.text
            for part in re.findall(r'(?:src|href)="(\.{1,2}/[^"]+)"', page.text):
                assert client.get(page.url.join(part)).status_code == 200, part
            asked = client.post("/policy/api/v1/ask", json={"question": QUESTION}, headers=origin)
            assert "10 million" in asked.json()["answer"]
            joined = {"data": [{"question": QUESTION}], "fn_index": 0, "session_hash": "abc"}
            assert client.post("/policy/en/gradio_api/queue/join", json=joined, headers=origin).status_code != 403
            evil = {"origin": "https://evil.example"}
            assert client.post("/policy/api/v1/ask", json={"question": QUESTION}, headers=evil).status_code == 403
            assert client.put("/policy/api/v1/files/big.md", content=b"a" * 54_000_000).status_code == 413
        headers = {"Authorization": f"Bearer {token}"}
        body = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}
        with httpx.Client(base_url=f"{outer}/policy/v1", verify=trusted, headers=headers, timeout=60) as client:
            with client.stream("POST", "/chat/completions", json=body) as stream:
                events = list(stream.iter_lines())
            assert events[-2:] == ["data: [DONE]", ""]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_the_unit_is_one_and_shuts_the_service_in(tmp_path: Path) -> None:
    unit = DEPLOY / "policy-assistant.service"
    there = tmp_path / unit.name
    there.write_text(
        unit.read_text("utf-8").replace("/opt/policy-assistant/.venv/bin/policy-assistant", "/bin/true"), "utf-8"
    )
    done = subprocess.run(["systemd-analyze", "verify", there], capture_output=True, text=True, check=False)
    assert "policy-assistant.service" not in done.stderr, done.stderr
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", there], capture_output=True, text=True, check=False
    )
    [level] = re.findall(r"exposure level for \S+: ([\d.]+)", rated.stdout)
    assert float(level) < 3


def test_the_container_file_copies_what_is_there_and_runs_a_command_that_is() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    copied = [part for line in lines if line.startswith("COPY") for part in line.split()[1:-1]]
    assert copied
    assert all((PROJECT / part).exists() for part in copied)
    assert 'ENTRYPOINT ["policy-assistant"]' in lines
    assert lines.index("USER assistant") < lines.index('ENTRYPOINT ["policy-assistant"]')
