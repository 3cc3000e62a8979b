"""The library's collections on a real Chroma server on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import document
from test_library import ONE, TWO, add

from assistant.errors import ChromaUnreachable
from assistant.settings import Settings
from assistant.storing.library import KEPT, Library


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("chroma")
    process = subprocess.Popen(
        [command, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            pytest.fail("the Chroma server did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def test_generations_live_on_the_server_and_other_machines_see_them(server: str, tmp_path: Path, embedder) -> None:
    here = Library(Settings(library=tmp_path / "here", chroma_url=server), embedder.identity)
    assert not here.exists
    add(here, embedder, document("one.md", ONE))
    add(here, embedder, document("two.md", TWO))
    assert not list((tmp_path / "here").rglob("chroma.sqlite3"))

    there = Library(Settings(library=tmp_path / "there", chroma_url=server), embedder.identity)
    assert set(there.index.records) == {"one.md", "two.md"}
    assert [passage.document for passage in there.index.passages(range(4))] == ["one.md"] * 2 + ["two.md"] * 2
    assert there.index.document("two.md").text == TWO

    for number in range(KEPT):
        add(here, embedder, document(f"more-{number}.md", f"more {number}"), remove=() if number else ("one.md",))
    assert there.refresh()
    assert "one.md" not in there.index.records
    names = {collection.name for collection in here.index._collections.client.list_collections()}
    assert len(names) == 3 * KEPT + 1, "older generations and unfinished ones are gone from the server"

    here.rollback()
    assert there.refresh()
    assert f"more-{KEPT - 1}.md" not in there.index.records
    shutil.rmtree(tmp_path / "here")


def test_no_server_is_one_plain_line(tmp_path: Path, embedder) -> None:
    with pytest.raises(ChromaUnreachable, match="No Chroma server answers at"):
        _ = Library(Settings(library=tmp_path, chroma_url="http://127.0.0.1:9"), embedder.identity).index
