"""What a desk says to a request typed into the chat: one line that answers, a table, and the quotes that carry them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.measures.measure import Quoted


@dataclass(frozen=True, slots=True)
class Reply:
    """A desk's answer. `quotes` are verbatim, the weightiest first; `rows` begin with the heads; `told` are notes.

    `beside`: what a search finds of any document stands beside it, not only of those that it quotes.
    """

    lead: str
    quotes: tuple[Quoted, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    told: tuple[str, ...] = field(default_factory=tuple)
    beside: bool = False  # whether it stands above what was found, rather than in its place
