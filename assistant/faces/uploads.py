"""The files that were put into a library, through a door or on the page: kept in its folder until they are removed."""

from __future__ import annotations

from pathlib import Path

FOLDER = "uploads"
FOLDERS = (FOLDER, "files")  # the second one is where the page of earlier versions kept what was dropped on it


def place_of(library: Path, name: str) -> Path:
    """Where a file of this name is kept: in place of one of that name, if there is one."""
    places = [library.resolve() / folder / name for folder in FOLDERS]
    return next((place for place in places if place.is_file()), places[0])


def forget(library: Path, path: Path) -> None:
    """Remove the file that a document was read from, and its sidecar, if it was put in. OSError where that fails."""
    if path.parent in [library.resolve() / folder for folder in FOLDERS]:
        sidecar(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)


def sidecar(path: Path) -> Path:
    """Where what is known of a file besides its text is written down."""
    return path.with_name(f"{path.name}.meta.yaml")
