"""Metadata beside a file: NAME.meta.yaml, where NAME is the file's name with or without its suffix."""

from __future__ import annotations

from pathlib import Path

from assistant.reading.stated import Stated, stated

LARGEST = 1_000_000  # bytes


def sidecar_of(path: Path) -> Path | None:
    """The sidecar of a file, if there is one; the full name ("act.pdf.meta.yaml") goes before "act.meta.yaml"."""
    for name in (f"{path.name}.meta.yaml", f"{path.stem}.meta.yaml"):
        candidate = path.with_name(name)
        if candidate.is_file():
            return candidate
    return None


def read_sidecar(path: Path) -> Stated | None:
    """What the sidecar of `path` states, None where there is none. One that cannot be used becomes a note."""
    sidecar = sidecar_of(path)
    if sidecar is None:
        return None
    try:
        text = sidecar.read_bytes()[: LARGEST + 1].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Stated((), (), (), None, (f"{sidecar.name} cannot be read and was left out",))
    found = stated(text, "sidecar") if len(text) <= LARGEST else None
    return found or Stated((), (), (), None, (f"{sidecar.name} is not a YAML mapping and was left out",))
