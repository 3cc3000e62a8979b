"""Backup, restore and upgrade by their commands: what comes back, what is refused, and that nothing is half done."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from libraries import check_whole
from service import PASSWORD, QUESTION, served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.errors import LibraryDamaged, UsageError
from assistant.faces.cli import app, run
from assistant.faces.keeping.archive import back_up, restore
from assistant.faces.page.words.en import ENGLISH
from assistant.faces.service.accounts import Accounts
from assistant.faces.service.incoming import AddForm, add
from assistant.faces.service.running import open_office
from assistant.faces.uploads import FOLDERS, sidecar

pytestmark = pytest.mark.slow
OF_TODAY = Path(__file__).with_name("library-2026-11.tar.gz")  # made by `small_library` of 30 November 2026

Command = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `library …`: its exit code, what it printed as JSON, and what went to stderr."""

    def given(*arguments: str) -> tuple[int, Any, str]:
        code = run(app, ["library", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out.startswith(("{", "[")) else said.out, said.err

    return given


def opened(folder: Path) -> Assistant:
    return Assistant(Settings(library=folder, model="none"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with accounts, an upload, and an answer in its log."""
    made = small_library(tmp_path / "one")
    with_accounts(made)
    Accounts(made).log_in("reader", PASSWORD)
    add(opened(made), AddForm(name="note.md", text="# Note\n\nThe robot voucher of Testville pays 30 %."))
    opened(made).ask(QUESTION)
    return made


def told(folder: Path) -> tuple[Any, ...]:
    """What makes out a library: its records, and an answer with its citations."""
    assistant = opened(folder)
    answer = assistant.ask(QUESTION)
    check_whole(assistant.library)
    return assistant.library.documents(), answer.text, answer.citations


def test_a_library_comes_back_as_it_was(library: Path, tmp_path: Path, command: Command) -> None:
    file, there = tmp_path / "backup.tar.gz", tmp_path / "there"
    code, made, _ = command("backup", str(file), "--library", str(library), "--json")
    assert (code, made["documents"]) == (0, 3)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    code, found, _ = command("restore", str(file), "--library", str(there), "--json")
    assert (code, found) == (0, made)
    assert told(there) == told(library)
    assert (there / "uploads" / "note.md").read_bytes() == (library / "uploads" / "note.md").read_bytes()
    assert Accounts(there).all() == Accounts(library).all()
    assert Accounts(there).tokens() == Accounts(library).tokens()
    assert Accounts(there).log_in("reader", PASSWORD)
    with sqlite3.connect(there / "accounts.sqlite") as kept:
        assert kept.execute("SELECT count(*) FROM secrets WHERE kind = 'session'").fetchone() == (1,), (
            "only the new one"
        )
    assert stat.S_IMODE((there / "accounts.sqlite").stat().st_mode) == 0o600
    assert not list(there.glob(".restoring-*"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_dropped_on_the_page_is_kept_and_goes_with_its_document(
    library: Path, tmp_path: Path, command: Command, folder: str
) -> None:
    from assistant.faces.page.tabs.adding import Adding  # gradio with them, for which no other test should wait
    from assistant.faces.page.tabs.editing import Editing

    text, here = "# Night buses\n\nThe night buses of Testville run every 15 minutes.", opened(library)
    (tmp_path / "buses.md").write_text(text, "utf-8")
    if folder != FOLDERS[0]:  # as the page of an earlier version kept it
        (library / folder).mkdir()
        (library / folder / "buses.md").write_text("# Night buses\n\nThere are none.", "utf-8")
    frame = SimpleNamespace(assistant=here, words=ENGLISH, generation="generation", may_change=True)
    frame.newest_generation = lambda: here.library.newest()[1]
    list(Adding(cast(Any, frame), *cast(Any, ("drop", "address", "shown"))).files([str(tmp_path / "buses.md")]))
    assert here.library.document("buses.md").text.endswith("every 15 minutes.")
    there = tmp_path / "there"
    assert command("backup", str(tmp_path / "backup.tar.gz"), "--library", str(library))[0] == 0
    assert command("restore", str(tmp_path / "backup.tar.gz"), "--library", str(there))[0] == 0
    assert (there / folder / "buses.md").read_text("utf-8") == text
    sidecar(library / folder / "buses.md").write_text("kind: notice", "utf-8")
    parts = SimpleNamespace(form="form", sure="sure", told="told", count="count")
    Editing(cast(Any, frame), cast(Any, parts)).remove('["buses.md"]')
    assert "buses.md" not in here.library.newest()[0].records
    assert not [path for name in FOLDERS for path in (library / name).glob("buses.md*")]


def test_what_happened_since_is_undone_and_can_be_redone(library: Path, tmp_path: Path, command: Command) -> None:
    file, before = tmp_path / "backup.tar.gz", told(library)
    assert command("backup", str(file), "--library", str(library))[0] == 0
    opened(library).library.remove("measures.md")
    Accounts(library).remove("editor")
    after = told(library)
    assert command("restore", str(file), "--library", str(library))[0] == 0
    assert told(library) == before
    assert "editor" not in {account.name for account in Accounts(library).all()}, "who has left does not come back"
    assert command("rollback", "--library", str(library))[0] == 0
    assert told(library) == after
    assert command("restore", str(file), "--library", str(library), "--accounts")[0] == 0
    assert "editor" in {account.name for account in Accounts(library).all()}


def test_a_service_that_runs_goes_on_with_what_was_restored(library: Path, tmp_path: Path) -> None:
    import httpx

    file = tmp_path / "backup.tar.gz"
    back_up(opened(library).library, file)
    office = open_office(opened(library), "127.0.0.1", without_accounts=True)
    with served(office) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        assert client.post("/remove", json={"name": "measures.md"}).status_code == 200
        assert "10 million" not in client.post("/ask", json={"question": QUESTION}).json()["answer"]
        restore(opened(library).library, file)
        assert "10 million" in client.post("/ask", json={"question": QUESTION}).json()["answer"]


def test_backups_while_the_library_is_written_are_each_whole(library: Path, tmp_path: Path) -> None:
    ended = threading.Event()

    def write() -> None:
        for number in range(4):
            add(
                opened(library),
                AddForm(name=f"more-{number}.md", text=f"# More {number}\n\nRule number {number} holds."),
            )
        ended.set()

    writer = threading.Thread(target=write)
    files: list[Path] = []
    writer.start()
    while not ended.is_set() or len(files) < 2:
        files.append(tmp_path / f"backup-{len(files)}.tar.gz")
        back_up(opened(library).library, files[-1])
    writer.join()
    for file in (files[0], files[len(files) // 2], files[-1]):
        there = tmp_path / file.stem
        restored = restore(opened(there).library, file)
        assert len(opened(there).library.documents()) == restored.documents
        told(there)


def rewritten(
    file: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None], *more: tarfile.TarInfo
) -> None:
    """The backup with each of its files changed, or left out, and further entries."""
    kept: list[tuple[str, bytes]] = []
    with tarfile.open(file) as archive:
        for entry in archive:
            file_in = archive.extractfile(entry)
            changed = change(entry, file_in.read() if file_in else b"")
            kept += [changed] if changed else []
    with tarfile.open(file, "w:gz") as archive:
        for name, data in kept:
            made = tarfile.TarInfo(name)
            made.size = len(data)
            archive.addfile(made, io.BytesIO(data))
        for entry in more:
            archive.addfile(entry)


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def flipped(entry: tarfile.TarInfo, data: bytes) -> tuple[str, bytes]:
    return entry.name, data[:-1] + bytes([data[-1] ^ 1]) if entry.name.endswith("texts.bin") else data


Change = Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None]


def without(name: str) -> Change:
    return lambda entry, data: None if entry.name.endswith(name) else (entry.name, data)


def same(entry: tarfile.TarInfo, data: bytes) -> tuple[str, bytes]:
    return entry.name, data


DAMAGES: dict[str, Callable[[Path], object]] = {
    "one bit": lambda file: rewritten(file, flipped),
    "a file left out": lambda file: rewritten(file, without("vectors.npy")),
    "no list": lambda file: rewritten(file, without("backup.json")),
    "no manifest": lambda file: rewritten(file, without("manifest.json")),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "no archive": lambda file: file.write_bytes(b"no archive at all"),
    "empty": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
    "a link out": lambda file: rewritten(file, same, link("uploads/x", "/etc/passwd")),
    "a hard link": lambda file: rewritten(file, same, link("uploads/x", "../../secret", tarfile.LNKTYPE)),
    "a climbing name": lambda file: rewritten(file, same, tarfile.TarInfo("uploads/../../evil")),
    "a root name": lambda file: rewritten(file, same, tarfile.TarInfo("/uploads/evil")),
    "a strange name": lambda file: rewritten(file, same, tarfile.TarInfo("CURRENT")),
    "a name twice": lambda file: rewritten(file, same, tarfile.TarInfo("generation/manifest.json")),
    "a device": lambda file: rewritten(file, same, link("uploads/x", "", tarfile.CHRTYPE)),
}


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("kept")
    library = small_library(folder)
    back_up(opened(library).library, folder / "backup.tar.gz")
    return library, (folder / "backup.tar.gz").read_bytes()


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_backup_changes_nothing(
    backup: tuple[Path, bytes], tmp_path: Path, name: str, command: Command
) -> None:
    library, file = backup[0], tmp_path / "backup.tar.gz"
    file.write_bytes(backup[1])
    DAMAGES[name](file)
    history, before = opened(library).library.history(), sorted(library.rglob("*"))
    code, out, err = command("restore", str(file), "--library", str(library))
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert "Nothing was changed" in err
    assert opened(library).library.history() == history
    assert sorted(library.rglob("*")) == before
    assert not list(tmp_path.glob("evil*"))


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    file.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="there already"):
        back_up(opened(library).library, file)
    assert file.read_text("utf-8") == "mine"
    with pytest.raises(UsageError, match="cannot be written"):
        back_up(opened(library).library, tmp_path / "none" / "backup.tar.gz")


# ---------------------------------------------------------------- upgrade


@pytest.fixture
def of_today(tmp_path: Path) -> Path:
    """A library as the program of 30 November 2026 left it; the files it was made from are gone."""
    with tarfile.open(OF_TODAY) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "library"


def test_a_library_of_today_s_layout_is_upgraded_by_the_command(of_today: Path, command: Command) -> None:
    code, done, _ = command("upgrade", "--library", str(of_today), "--json")
    assert (code, done["documents"]) == (0, 2)
    assert set(done["kept_as_they_were"]) == {"measures.md", "changed.md"}
    documents, text, citations = told(of_today)
    assert len(documents) == 2
    assert "10 million yuan" in text
    assert citations
    again = command("upgrade", "--library", str(of_today), "--json")[1]
    assert again == done, "to do it twice changes nothing"


def test_an_upgrade_reads_known_files_again_and_derives_what_is_missing(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small_library(tmp_path)
    (made / "answers.jsonl").write_text("", "utf-8")
    (made / "answers.jsonl").chmod(0o644)
    [generation] = (made / "generations").iterdir()
    for name in ("texts.bin", "vectors.npy", "words/format"):
        (generation / name).unlink()
    monkeypatch.setattr("assistant.library.planning.READER", 10_000)  # as a later version has it
    code, done, _ = command("upgrade", "--library", str(made), "--json")
    assert (code, done["read_again"], done["kept_as_they_were"]) == (0, 2, [])
    assert stat.S_IMODE((made / "answers.jsonl").stat().st_mode) == 0o600
    assert "10 million yuan" in told(made)[1]


def test_a_library_of_a_later_version_is_left_alone(of_today: Path, command: Command) -> None:
    [manifest] = of_today.glob("generations/*/manifest.json")
    stated = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**stated, "format": 99, "invented": True}), "utf-8")
    code, _, err = command("upgrade", "--library", str(of_today))
    assert (code, "later version" in err) == (2, True)
    with pytest.raises(LibraryDamaged, match="later version"):
        _ = opened(of_today).library.index
