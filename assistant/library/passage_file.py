"""The passages themselves in one mapped file, in any order, each as a line of JSON: to read ten of them from Chroma
takes longer than to find them. Whole documents lie in another file of the same form.

The file holds the lines, then where each row's line begins and ends, (n, 2) int64, then n, int64.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.library.entries import unpack_passage
from assistant.records import Passage

if TYPE_CHECKING:
    import numpy as np

NUMBER = 8  # bytes of an int64


class PassageFileWriter:
    """Writes the file at `path` as a whole: nothing is there before `finish`. Use it in a `with` statement."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made = path.with_name(f".{path.stem}-{os.getpid()}{path.suffix}")  # another reader may do the same
        self._file = self._made.open("wb")
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, passage_id: str, text: str, values: Mapping[str, Any]) -> None:
        """One passage, as Chroma has it."""
        begin = self._file.tell()
        self._file.write(json.dumps([passage_id, text, values], ensure_ascii=False).encode() + b"\n")
        self._places[passage_id] = begin, self._file.tell()

    def finish(self, row_ids: Sequence[str]) -> None:
        """Put the file in its place, the rows in this order."""
        import numpy as np

        places = np.array([self._places[row_id] for row_id in row_ids], "<i8").reshape(-1, 2)
        self._file.write(places.tobytes() + np.array(len(places), "<i8").tobytes())
        self._file.close()
        self._made.replace(self.path)

    def __enter__(self) -> PassageFileWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        self._file.close()
        self._made.unlink(missing_ok=True)


class PassageFile:
    """The file at `path`, opened for reading. Threads may share it, and any number of processes may read."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with path.open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        count = int.from_bytes(self._lines[-NUMBER:], "little")
        begin = len(self._lines) - NUMBER - 2 * NUMBER * count
        self._places: np.ndarray = np.frombuffer(self._lines, "<i8", 2 * count, begin).reshape(-1, 2)

    def __len__(self) -> int:
        return len(self._places)

    def entry(self, row: int) -> tuple[str, str, dict[str, Any]]:
        """Id, text and values of a row, as they were added."""
        begin, end = self._places[row].tolist()
        passage_id, text, values = json.loads(self._lines[begin:end])
        return passage_id, text, values

    def passage(self, row: int) -> Passage:
        return unpack_passage(*self.entry(row))
