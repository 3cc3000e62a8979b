"""One state of the library at a time: readers beside writers, kills at every step, a full disk, web pages."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from libraries import check_whole

from assistant.disk import ROOM
from assistant.errors import DiskTrouble
from assistant.ingesting import ingest
from assistant.library.generations import Library
from assistant.settings import Settings

pytestmark = pytest.mark.slow

CHILD = """
import os, signal, sys
from pathlib import Path
from word_embedder import WordEmbedder
from assistant.models.embedder.cache import CachedEmbedder
from assistant.ingesting import ingest
from assistant.library.generations import Library
from assistant.settings import Settings
import chromadb, filelock, tantivy

folder, files, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
count = 0
WATCHED = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.copyfile", "sqlite3.connect")

def count_steps(event, arguments):
    global count
    if event in WATCHED and any(str(folder) in str(argument) for argument in arguments):
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

embedder = WordEmbedder()
library = Library(Settings(library=folder), embedder.identity)
sys.addaudithook(count_steps)
ingest(library, CachedEmbedder(embedder, folder / "embeddings.sqlite"), [files])
print(count, flush=True)
"""


def write_files(folder: Path, version: int, count: int = 6) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = f"# Rule {number}\n\nThe rule number {number} stands in version {version} of the rules.\n"
        (folder / f"{number}.md").write_text(text, "utf-8")


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_at_any_of_its_steps_an_ingest_leaves_the_old_state_or_the_new(
    tmp_path: Path, embedder, guarded_environment: dict[str, str]
) -> None:
    """The child counts its operations on the library's files and kills itself at one: copy and commit too."""
    files, folder = tmp_path / "files", tmp_path / "library"

    def child(last: int) -> tuple[int, str]:
        command = [sys.executable, "-c", CHILD, str(folder), str(files), str(last)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=guarded_environment)
        return done.returncode, done.stdout

    write_files(files, 0)
    assert child(0)[0] == 0
    write_files(files, 1)
    code, out = child(0)
    steps = int(out)
    assert code == 0
    assert steps > 20
    version = 1
    outcomes = set()
    for last in sorted({*range(steps // 10, steps, max(steps // 10, 1)), *range(steps - 8, steps)}):
        write_files(files, version + 1)
        assert child(last)[0] == -signal.SIGKILL
        library = Library(Settings(library=folder), embedder.identity)
        check_whole(library)
        texts = {library.index.document(name).text.split("version ")[1].split()[0] for name in library.index.records}
        assert len(library.index.records) == 6
        assert len(texts) == 1, "a mixture of two generations"
        assert texts <= {str(version), str(version + 1)}
        outcomes.add(texts == {str(version + 1)})
        library.close()
        final = Library(Settings(library=folder), embedder.identity)
        ingest(final, embedder, [files])
        check_whole(final)
        assert len(final.index.records) == 6
        assert not list((folder / "generations").glob(".building-*"))
        final.close()
        version += 1
    assert False in outcomes


READER = """
import sys
from pathlib import Path
from word_embedder import WordEmbedder
from assistant.answering.steps import Answering
from assistant.library.generations import Library
from assistant.records import Answer, Filters
from assistant.settings import Settings
from datetime import date

embedder = WordEmbedder()
settings = Settings(library=Path(sys.argv[1]))
answering = Answering(settings, Library(settings, embedder.identity), embedder)
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    *_, answer = answering.stream("Which rule stands in which version of the rules?", (), date.today(), Filters())
    assert isinstance(answer, Answer)
    said = [citation.passage.text for citation in answer.citations] + [hit.passage.text for hit in answer.closest]
    versions = {text.split("version ")[1].split()[0] for text in said if "version " in text}
    print("versions", *sorted(versions), flush=True)
"""


def test_a_reader_that_keeps_asking_sees_each_generation_whole(
    tmp_path: Path, embedder, guarded_environment: dict[str, str]
) -> None:
    files, folder, stop = tmp_path / "files", tmp_path / "library", tmp_path / "stop"
    write_files(files, 0)
    ingest(Library(Settings(library=folder), embedder.identity), embedder, [files])
    command = [sys.executable, "-c", READER, str(folder), str(stop)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=guarded_environment
    ) as reader:
        assert reader.stdout is not None
        assert reader.stderr is not None
        assert reader.stdout.readline() == "ready\n"
        seen = [reader.stdout.readline().split()[1:]]
        for version in (1, 2, 3, 4, 5):
            write_files(files, version)
            writer = Library(Settings(library=folder), embedder.identity)
            ingest(writer, embedder, [files])
            writer.close()
            while seen[-1] != [str(version)]:  # the reader notices by itself
                line = reader.stdout.readline()
                assert line, reader.stderr.read()
                seen.append(line.split()[1:])
        stop.write_text("")
        reader.stdout.read()
        assert reader.wait() == 0, reader.stderr.read()
    assert all(len(versions) == 1 for versions in seen), "an answer out of two generations"
    assert [int(versions[0]) for versions in seen] == sorted(int(versions[0]) for versions in seen)


def test_a_generation_that_is_open_is_not_trimmed_away(tmp_path: Path, embedder) -> None:
    files, settings = tmp_path / "files", Settings(library=tmp_path / "library")
    write_files(files, 0)
    reader, writer = Library(settings, embedder.identity), Library(settings, embedder.identity)
    ingest(writer, embedder, [files])
    held, name = reader.newest()
    for version in range(1, 6):
        write_files(files, version)
        ingest(writer, embedder, [files])
    assert "version 0" in held.document("0.md").text
    assert len(held.passages(range(6))) == 6
    assert name in {generation.name for generation, _ in writer.history()}
    del held
    assert reader.refresh()
    assert not reader.refresh()  # closes what was left
    write_files(files, 6)
    ingest(writer, embedder, [files])
    assert name not in {generation.name for generation, _ in writer.history()}


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 60 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(place)], capture_output=True, check=False
    ) if sys.platform.startswith("linux") else None  # fmt: skip
    if mounted is None or mounted.returncode:
        pytest.skip("a small file system can be mounted by root on Linux only")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_without_room_refuses_before_and_while_writing(
    small_disk: Path, tmp_path: Path, embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, settings = tmp_path / "files", Settings(library=small_disk / "library")
    write_files(files, 0)
    library = Library(settings, embedder.identity)
    ingest(library, embedder, [files])
    generation = library.generation
    write_files(files, 1, count=60)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (60 * 1024 * 1024 - ROOM - 1_000_000))
    with pytest.raises(DiskTrouble, match="MB left; this needs"):
        ingest(library, embedder, [files])
    monkeypatch.setattr("assistant.disk.ROOM", 0)
    monkeypatch.setattr("assistant.ingesting.STORED", 0)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    with filler.open("ab") as file:
        file.write(b"x" * (free - 600_000))
    with pytest.raises(DiskTrouble, match="disk is full"):
        ingest(library, embedder, [files])
    filler.unlink()
    assert not list((settings.library / "generations").glob(".building-*"))
    library.close()
    again = Library(settings, embedder.identity)
    assert again.generation == generation
    check_whole(again)
    assert ingest(again, embedder, [files]).added == 54
    check_whole(again)


def test_a_web_page_is_ingested_updated_and_unchanged(tmp_path: Path, embedder) -> None:
    pages = {"/rules/page.html": "<p>" + "The rule of the page says the first thing. " * 8 + "</p>"}

    class Pages(http.server.BaseHTTPRequestHandler):
        visits = 0

        def do_GET(self) -> None:
            Pages.visits += 1
            found = pages.get(self.path)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if found:
                head = f"<title>The page</title><script>nonce = {Pages.visits}</script>"
                self.wfile.write(f"<html><head>{head}</head><body>{found}</body></html>".encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        library = Library(Settings(library=tmp_path / "library"), embedder.identity)
        report = ingest(library, embedder, [f"{place}/rules/page.html", f"{place}/gone.html"])
        assert (report.added, [failure.path for failure in report.failed]) == (1, [f"{place}/gone.html"])
        record = library.index.records["page.html"]
        assert (record.path, record.url) == (f"{place}/rules/page.html",) * 2
        assert ingest(library, embedder, [f"{place}/rules/page.html"]).unchanged == 1
        assert ingest(library, embedder, [tmp_path], prune=True).removed == 0, "a page is in no folder"
        pages["/rules/page.html"] = pages["/rules/page.html"].replace("first", "second")
        assert ingest(library, embedder, [f"{place}/rules/page.html"]).updated == 1
        assert "second thing" in library.index.document("page.html").text
        server.shutdown()
