"""Elements of WordprocessingML: finding what stands below one, and the values that they state."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def below(node: Any, path: str) -> Any:
    """The element at a path of names, None where there is none."""
    return node.find("/".join(f"{W}{name}" for name in path.split("/")))


def value(node: Any, path: str, default: str = "") -> str:
    """The value that the element at a path states."""
    found = below(node, path)
    return str(found.get(f"{W}val", default)) if found is not None else default


def is_on(flag: Any) -> bool:
    """Whether a switch is there and not turned off."""
    return flag is not None and flag.get(f"{W}val") not in ("0", "false", "none", "off")
