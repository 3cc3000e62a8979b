"""The Policy Assistant: asks AI policy texts, answers with quoted and checked passages.

`from assistant import Assistant, Settings` is all that other programs need. Nothing is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings, read_settings

__all__ = ["Assistant", "Settings", "read_settings"]


def __getattr__(name: str) -> Any:
    if name == "Assistant":
        from assistant.assistant import Assistant

        return Assistant
    if name in ("Settings", "read_settings"):
        from assistant import settings

        return getattr(settings, name)
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")
