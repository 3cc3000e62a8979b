"""The library's collections on a real Chroma server on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from libraries import ONE, TWO, add, check_whole
from making import document
from places import PROJECT
from word_embedder import WordEmbedder

from assistant.errors import ChromaUnreachable, LibraryDamaged, LibraryLocked
from assistant.finding.searching import read_query, search
from assistant.finding.view import view_of
from assistant.library.generation_files import KEPT
from assistant.library.generations import Library
from assistant.library.server.lock import ServerLock
from assistant.records import Document, Filters
from assistant.settings import Settings

pytestmark = pytest.mark.slow


@contextmanager
def running(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A Chroma server over a folder, killed at the end."""
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--host", "127.0.0.1"]
    process = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            pytest.fail("the Chroma server did not start")
        yield process
    finally:
        process.kill()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    with running(tmp_path_factory.mktemp("chroma"), port):
        yield f"http://127.0.0.1:{port}"


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
    names = {name for name in names if not name.startswith(("writing-", "nearest-"))}
    assert len(names) == 3 * KEPT + 1, "older generations and unfinished ones are gone from the server"

    here.rollback()
    assert there.refresh()
    assert f"more-{KEPT - 1}.md" not in there.index.records
    shutil.rmtree(tmp_path / "here")


def test_no_server_is_one_plain_line(tmp_path: Path, embedder) -> None:
    with pytest.raises(ChromaUnreachable, match="No Chroma server answers at"):
        _ = Library(Settings(library=tmp_path, chroma_url="http://127.0.0.1:9"), embedder.identity).index


# ---------------------------------------------------------------- one writer among all machines


def test_one_of_several_machines_writes_at_a_time(server: str, tmp_path: Path, embedder) -> None:
    here, there = (
        Library(Settings(library=tmp_path / name, chroma_url=server), embedder.identity) for name in ("a", "b")
    )
    with here.locked(), pytest.raises(LibraryLocked, match="Another ingest is writing"), there.locked():
        pass
    with there.locked():
        pass

    def take(number: int) -> int:
        try:
            with ServerLock(server).held():
                time.sleep(0.5)
                return 1
        except LibraryLocked:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1


def test_a_writer_taken_for_dead_cannot_put_its_work_in_place(server: str, tmp_path: Path, embedder) -> None:
    slow = Library(Settings(library=tmp_path / "slow", chroma_url=server), embedder.identity)
    quick = Library(Settings(library=tmp_path / "quick", chroma_url=server), embedder.identity)
    quick._server_lock = ServerLock(server, silent=0.0)
    with slow.locked(), slow.building() as (writer, generation):
        add(quick, embedder, document("quick.md", ONE))
        with pytest.raises(LibraryLocked, match="took over"):
            slow.commit(writer, generation)
    assert "quick.md" in slow.newest()[0].records
    check_whole(slow)


def test_a_killed_writer_holds_up_nobody(server: str, tmp_path: Path) -> None:
    held = "from assistant.library.server.lock import ServerLock\nimport sys, time\n"
    held += "with ServerLock(sys.argv[1]).held():\n    print('held', flush=True)\n    time.sleep(60)\n"
    process = subprocess.Popen([sys.executable, "-c", held, server], cwd=PROJECT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    with pytest.raises(LibraryLocked), ServerLock(server).held():
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    with ServerLock(server).held():
        pass


# ---------------------------------------------------------------- the server goes, and comes back


def asked(library: Library, embedder: WordEmbedder, question: str) -> list[str]:
    """The documents that a search finds, best first; the vectors are asked on the server."""
    query, as_of = read_query(library.index, question), date(2026, 11, 30)
    found = search(library.index, embedder, query, limit=5, filters=Filters(), as_of=as_of)
    return [hit.passage.document for hit in found.hits]


def test_a_server_that_goes_is_told_plainly_and_all_goes_on_when_it_is_back(tmp_path: Path, embedder) -> None:
    port = free_port()
    library = Library(Settings(library=tmp_path / "here", chroma_url=f"http://127.0.0.1:{port}"), embedder.identity)
    with running(tmp_path / "chroma", port):
        add(library, embedder, document("one.md", ONE))
        assert library.index.document("one.md").text == ONE
    for _ in range(2):
        with pytest.raises(ChromaUnreachable, match="did not do its part"):
            library.newest()
        assert library.index.document("one.md").text == ONE, "what was derived from it lies here, and can be read on"
        with pytest.raises(ChromaUnreachable, match="did not do its part"):
            asked(library, embedder, "模型券最高多少？")
        with pytest.raises(ChromaUnreachable):
            add(library, embedder, document("two.md", TWO))
    with running(tmp_path / "chroma", port) as process:
        assert library.newest()[0].document("one.md").text == ONE
        with library.locked(), library.building() as (writer, generation):
            process.kill()
            process.wait()
            with pytest.raises(ChromaUnreachable):
                library.commit(writer, generation)
    with running(tmp_path / "chroma", port):
        assert set(library.newest()[0].records) == {"one.md"}
        add(library, embedder, document("two.md", TWO))
        assert set(library.newest()[0].records) == {"one.md", "two.md"}
        check_whole(library)
        names = [collection.name for collection in library.index._collections.client.list_collections()]
        assert len([name for name in names if name.startswith("documents-")]) == 2, "nothing half is left"


def test_a_backup_of_a_server_s_library_needs_no_server_and_goes_back_to_one(
    server: str, tmp_path: Path, embedder
) -> None:
    from assistant.faces.keeping.archive import back_up, restore

    shared = Library(Settings(library=tmp_path / "shared", chroma_url=server), embedder.identity)
    add(shared, embedder, document("kept.md", TWO))
    back_up(shared, tmp_path / "backup.tar.gz")
    alone = Library(Settings(library=tmp_path / "alone"), embedder.identity)
    restore(alone, tmp_path / "backup.tar.gz")
    assert alone.index.document("kept.md").text == TWO
    check_whole(alone)
    add(shared, embedder, document("later.md", ONE), remove=("kept.md",))
    restore(shared, tmp_path / "backup.tar.gz")
    elsewhere = Library(Settings(library=tmp_path / "elsewhere", chroma_url=server), embedder.identity)
    assert "later.md" not in elsewhere.index.records
    assert elsewhere.index.document("kept.md").text == TWO
    check_whole(elsewhere)
    assert asked(elsewhere, embedder, "模型券最高多少？")[:1] == ["kept.md"], "its vectors are asked on the server"


# ---------------------------------------------------------------- vectors asked of the server


def many(count: int) -> list[Document]:
    """Documents of both languages, some sentences of which stand in several of them."""
    subjects = ("voucher", "robot", "compute", "data", "model", "park", "fund", "office", "licence", "school")
    made = []
    for number in range(count):
        rule = "Rule {0}.{1}: the {2} of district {3} pays {1} %."
        parts = [rule.format(number, part, subjects[(number * 3 + part) % 10], part * number % 17) for part in range(6)]
        parts.append("Applications are made on the portal of the bureau every spring.")
        made.append(document(f"en-{number}.md", "\n\n".join(parts)))
        chinese = [f"第{part}条 第{number}区的算力券最高补贴{number * part % 29}万元。" for part in range(4)]
        made.append(document(f"zh-{number}.md", "\n\n".join([*chinese, "申请人每年春季在平台上提出申请。"])))
    return made


@pytest.fixture(scope="module")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Library, WordEmbedder]:
    """The same documents on the server and in a folder, each written by two ingests, one of which takes some out."""
    embedder, folder = WordEmbedder(), tmp_path_factory.mktemp("both")
    shared = Library(Settings(library=folder / "shared", chroma_url=server), embedder.identity)
    if shared.exists:  # what other tests left on the server
        add(shared, embedder, remove=tuple(shared.newest()[0].records))
    alone = Library(Settings(library=folder / "alone"), embedder.identity)
    made = many(40)
    for library in (shared, alone):
        add(library, embedder, *made[:60])
        add(library, embedder, *made[60:], remove=("en-0.md", "zh-1.md"))
    elsewhere = Library(Settings(library=folder / "elsewhere", chroma_url=server), embedder.identity)
    return elsewhere, alone, embedder


def test_a_machine_that_shares_a_server_keeps_no_vector(both: tuple[Library, Library, WordEmbedder]) -> None:
    shared, alone, _ = both
    generation = shared.folder / "generations" / shared.newest()[1]
    assert (generation / "rows.npz").is_file()
    assert not (generation / "vectors.npy").exists()
    rows = range(0, len(alone.index.rows), 7)
    assert shared.index.rows.ids == alone.index.rows.ids
    assert np.allclose(shared.index.vectors(rows), alone.index.vectors(rows), atol=1e-6)
    check_whole(shared)


@pytest.mark.parametrize(
    "question", ["Which fund pays for robots?", "算力券最高补贴多少？", "When are applications made?"]
)
def test_nearness_asked_of_the_server_is_that_of_a_scan(
    both: tuple[Library, Library, WordEmbedder], question: str
) -> None:
    shared, alone, embedder = both
    vector = embedder.embed_query(question)
    on_server, scanned = (view_of(library.index).nearness.asked(vector) for library in (shared, alone))
    for language, pool in view_of(alone.index).pools.items():
        all_names = alone.index.rows.documents
        names = [name for name in all_names if name.startswith(("en-1", "zh-1"))]
        some = pool[np.isin(alone.index.rows.document[pool], [all_names.index(name) for name in names])]
        for rows in (pool, some):
            wanted, got = scanned.best(rows, 40, language), on_server.best(rows, 40, language)
            near = np.sort(scanned.exact(wanted)) - np.sort(scanned.exact(got))  # by scores: many are equally near
            assert (near < 1e-5).mean() >= 0.9, near
            assert np.allclose(on_server.exact(rows[:50]), scanned.exact(rows[:50]), atol=1e-5)
            assert np.allclose(on_server.spread(rows, language), scanned.spread(rows, language), atol=1e-4)


@pytest.mark.parametrize("question", ["Which fund pays for robots in district 4?", "第12区的算力券最高补贴多少万元？"])
def test_a_search_on_the_server_finds_what_one_in_a_folder_finds(
    both: tuple[Library, Library, WordEmbedder], question: str
) -> None:
    shared, alone, embedder = both
    found = [
        search(
            library.newest()[0],
            embedder,
            read_query(library.newest()[0], question),
            limit=10,
            filters=filters,
            as_of=date(2026, 11, 30),
        )
        for library in (shared, alone)
        for filters in (Filters(), Filters(document=("en-7.md", "zh-12.md")))
    ]
    for on_server, in_folder in ((found[0], found[2]), (found[1], found[3])):
        ids = [[hit.passage.id for hit in findings.hits] for findings in (on_server, in_folder)]
        assert len(set(ids[0]) & set(ids[1])) >= 0.9 * len(ids[1]) > 0
        assert ids[0][0] == ids[1][0]
        assert on_server.relevance == pytest.approx(in_folder.relevance, abs=0.02)


def test_a_server_s_library_of_an_earlier_version_wants_an_upgrade(
    both: tuple[Library, Library, WordEmbedder], tmp_path: Path
) -> None:
    shared, alone, embedder = both
    collections = shared.index._collections
    for name in collections._nearest():  # as it was before vectors were asked of the server
        collections.client.delete_collection(name)
    library = Library(Settings(library=tmp_path / "new", chroma_url=shared._chroma_url), embedder.identity)
    index = library.newest()[0]
    rows = index.folder / "rows.npz"
    with np.load(rows) as columns:
        kept = {name: columns[name] for name in columns.files if name != "twin"}
    np.savez(rows, **kept)
    library.close()
    index = library.newest()[0]
    with pytest.raises(LibraryDamaged, match="library upgrade"):
        view_of(index).nearness.asked(embedder.embed_query("fund")).best(view_of(index).pools["en"], 10, "en")
    with library.locked():
        index.make_askable()
    found, wanted = (
        search(
            held, embedder, read_query(held, "Which fund pays?"), limit=5, filters=Filters(), as_of=date(2026, 11, 30)
        )
        for held in (index, alone.index)
    )
    assert found.hits[0].passage.id == wanted.hits[0].passage.id
