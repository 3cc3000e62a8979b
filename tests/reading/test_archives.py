"""ZIP archives: members, names, bounds."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import Unreadable
from assistant.reading.limits import DEFAULTS, Limits
from assistant.reading.sources import read_sources
from assistant.records import Source


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(path: Path, data: bytes, limits: Limits = DEFAULTS) -> tuple[list[Source], str]:
    """What an archive gave, and why it gave no more."""
    path.write_bytes(data)
    found: list[Source] = []
    try:
        for source in read_sources(path, limits=limits):
            found.append(source)
    except Unreadable as error:
        return found, error.reason
    return found, ""


def test_each_readable_member_is_a_source(tmp_path: Path) -> None:
    data = zipped({"a/one.md": "# One", "a/two.txt": "Two", "pic.png": b"\x89PNG", "__MACOSX/._one.md": "x"})
    found, reason = read(tmp_path / "all.zip", data)
    assert [(source.name, source.text) for source in found] == [("one.md", "One"), ("two.txt", "Two")]
    assert found[0].path.endswith("all.zip!/a/one.md")
    assert reason == ""


def test_documents_of_formats_that_are_not_read_are_named(tmp_path: Path) -> None:
    data = zipped({"good.md": "Good", "old.doc": b"\xd0\xcf\x11\xe0", "memo.rtf": b"{\\rtf1 x}", "pic.gif": b"GIF89a"})
    found, reason = read(tmp_path / "all.zip", data)
    assert [source.text for source in found] == ["Good"]
    assert "old.doc is an old Office file" in reason
    assert "memo.rtf is an RTF file" in reason
    assert "pic.gif" not in reason


@pytest.mark.parametrize("name", ["../evil.md", "a/../../evil.md", "/etc/evil.md", "C:\\evil.md", "..\\evil.md"])
def test_names_that_point_outside_are_refused_and_the_others_read(tmp_path: Path, name: str) -> None:
    found, reason = read(tmp_path / "all.zip", zipped({name: "x", "good.md": "Good"}))
    assert [source.text for source in found] == ["Good"]
    assert "points outside" in reason
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


def test_archives_within_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    one = zipped({"in.md": "Within"})
    assert [source.text for source in read(tmp_path / "a.zip", zipped({"b.zip": one}))[0]] == ["Within"]
    deep = zipped({"c.zip": zipped({"b.zip": one})})
    assert "archives deep" in read(tmp_path / "d.zip", deep)[1]


def test_a_bomb_is_refused_by_the_sum_of_its_sizes(tmp_path: Path) -> None:
    small = replace(DEFAULTS, unpacked_bytes=1_000_000)
    found, reason = read(tmp_path / "bomb.zip", zipped({f"{n}.txt": b"a" * 100_000 for n in range(11)}), small)
    assert found == []
    assert "would unpack to 1 MB" in reason


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"a" * 100_000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    found, reason = read(tmp_path / "lie.zip", bytes(data))
    assert all(len(source.text) <= 10 for source in found)
    assert found or "damaged" in reason


def test_too_many_members_and_none_at_all(tmp_path: Path) -> None:
    assert "5,001 files" in read(tmp_path / "many.zip", zipped({f"{n}.txt": "a" for n in range(5_001)}))[1]
    assert "without a readable file" in read(tmp_path / "none.zip", zipped({"a.png": b"x"}))[1]


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": "words " * 1000})
    assert "damaged or truncated" in read(tmp_path / "cut.zip", data[: len(data) // 2])[1]


def test_names_in_gbk_are_understood(tmp_path: Path) -> None:
    data = zipped({"xxxx.md": "x"}).replace(b"xxxx", "条例".encode("gbk"))
    assert [source.name for source in read(tmp_path / "gbk.zip", data)[0]] == ["条例.md"]
