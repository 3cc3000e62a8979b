"""Generations: built beside, swapped in whole, kept for a while, refused when made with other embeddings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from libraries import ONE, TWO, add
from making import document, passages

from assistant.errors import EmbeddingMismatch, LibraryLocked, LibraryMissing, NotInLibrary
from assistant.library.generation_files import KEPT
from assistant.library.generations import Library
from assistant.settings import Settings


@pytest.fixture
def library(tmp_path: Path, embedder) -> Library:
    return Library(Settings(library=tmp_path / "library"), embedder.identity)


def test_an_empty_library_says_how_to_fill_it(library: Library) -> None:
    assert not library.exists
    with pytest.raises(LibraryMissing, match="policy-assistant ingest"):
        _ = library.index


def test_what_was_put_in_comes_out_whole(library: Library, embedder) -> None:
    one, two = document("one.md", ONE, title="Vouchers"), document("two.md", TWO)
    add(library, embedder, one, two)
    index = library.index
    assert set(index.records) == {"one.md", "two.md"}
    assert index.document("one.md") == one
    assert index.document("two.md").text == TWO
    assert len(index.rows) == 4
    found = index.passages([3, 0, 2, 1])
    assert [passage.text for passage in found] == [
        index.document(passage.document).text[passage.start : passage.end] for passage in found
    ]
    assert [index.row_of(passage.id) for passage in found] == [3, 0, 2, 1]
    expected = embedder.embed_passages([passage.text for passage in index.passages(range(4))])
    assert np.allclose(index.rows.vectors, expected, atol=1e-6)


def test_a_reader_keeps_the_old_generation_until_it_refreshes(tmp_path: Path, embedder, library: Library) -> None:
    add(library, embedder, document("one.md", ONE))
    reader = Library(Settings(library=tmp_path / "library"), embedder.identity)
    assert len(reader.index.rows) == 2
    add(library, embedder, document("two.md", TWO))
    assert len(reader.index.rows) == 2
    assert reader.index.passages([0])[0].document == "one.md"
    assert reader.refresh()
    assert len(reader.index.rows) == 4
    assert not reader.refresh()


def test_a_build_that_is_not_committed_leaves_no_trace(library: Library, embedder) -> None:
    name = add(library, embedder, document("one.md", ONE))
    made = document("two.md", TWO)
    with library.locked(), library.building() as (writer, _):
        writer.put(made, passages(made), embedder.embed_passages(["a", "b"]), files=["x"], fingerprint="y")
    assert library.generation == name
    assert [path.name for path in (library.folder / "generations").iterdir()] == [name]
    assert set(Library(Settings(library=library.folder), embedder.identity).index.records) == {"one.md"}


def test_removing_a_document_leaves_the_others_and_hands_over_shared_vectors(library: Library, embedder) -> None:
    add(library, embedder, document("a.md", ONE, title="T"), document("b.md", ONE, title="T"), document("c.md", TWO))
    assert len(library.index.rows) == 6
    assert library.index._collections["passages"].count() == 4, "equal texts share one vector"
    before = {p.text: library.index.rows.vectors[library.index.row_of(p.id)] for p in library.index.passages(range(6))}
    add(library, embedder, remove=("a.md",))
    index = library.index
    assert set(index.records) == {"b.md", "c.md"}
    assert index._collections["passages"].count() == 4
    assert index._collections["repeats"].count() == 0
    for passage in index.passages(range(4)):
        assert np.array_equal(index.rows.vectors[index.row_of(passage.id)], before[passage.text])


def test_few_generations_are_kept_and_one_can_go_back(library: Library, embedder) -> None:
    names = [add(library, embedder, document(f"{n}.md", f"text number {n}\n\nmore of {n}")) for n in range(KEPT + 2)]
    history = library.history()
    assert [generation.name for generation, _ in history] == names[::-1][:KEPT]
    assert [current for _, current in history] == [True] + [False] * (KEPT - 1)
    assert library.rollback().name == names[-2]
    library.refresh()
    assert f"{KEPT + 1}.md" not in library.index.records
    newest = add(library, embedder, document("new.md", "something new"))
    assert newest > names[-1], "a rolled-back generation's name is not used again"
    assert "new.md" in library.index.records
    for _ in range(KEPT - 1):
        library.rollback()
    with pytest.raises(NotInLibrary, match="keeps no generation before"):
        library.rollback()


def test_other_embeddings_are_refused_with_the_way_out(tmp_path: Path, library: Library, embedder) -> None:
    add(library, embedder, document("one.md", ONE))
    other = Library(Settings(library=tmp_path / "library"), "another-model")
    with pytest.raises(EmbeddingMismatch, match=r"delete .*library and run policy-assistant ingest"):
        _ = other.index
    with pytest.raises(EmbeddingMismatch), other.locked(), other.building():
        pass


def test_one_writer_at_a_time_and_a_dead_one_frees_the_lock(library: Library, tmp_path: Path) -> None:
    code = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from assistant.library.generations import Library
        from assistant.settings import Settings
        with Library(Settings(library=Path({str(library.folder)!r})), "words-256").locked():
            print("locked", flush=True)
            time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(LibraryLocked, match="Another ingest is writing"), library.locked():
            pass
        other.kill()
    with library.locked():
        pass


@pytest.mark.parametrize("missing", ["rows.npz", "vectors.npy", "texts.bin", "documents.json", "words"])
def test_derived_files_are_rebuilt_when_missing(library: Library, embedder, missing: str) -> None:
    name = add(library, embedder, document("one.md", ONE), document("two.md", TWO))
    path = library.folder / "generations" / name / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    again = Library(Settings(library=library.folder), embedder.identity)
    assert len(again.index.rows) == 4
    assert set(again.index.records) == {"one.md", "two.md"}
    assert len(again.index.words) == 4
    assert again.index.passages([2, 0]) == [library.index.passages([row])[0] for row in (2, 0)]
    assert path.exists()


def test_whole_documents_come_from_their_file_and_from_chroma_alike(library: Library, embedder) -> None:
    name = add(library, embedder, document("one.md", ONE), document("two.md", TWO))
    first = library.document("one.md")
    (library.folder / "generations" / name / "whole.bin").unlink()  # as a generation of an earlier version has none
    assert Library(Settings(library=library.folder), embedder.identity).document("one.md") == first


def test_an_unknown_document_names_its_neighbours(library: Library, embedder) -> None:
    add(library, embedder, document("training-voucher.md", ONE))
    with pytest.raises(NotInLibrary, match=r"Did you mean training-voucher\.md"):
        library.document("traning-voucher.md")


def test_the_manifest_counts_what_is_there(library: Library, embedder) -> None:
    name = add(library, embedder, document("one.md", ONE), document("two.md", TWO))
    manifest = json.loads((library.folder / "generations" / name / "manifest.json").read_text("utf-8"))
    assert (manifest["documents"], manifest["passages"]) == (2, 4)
