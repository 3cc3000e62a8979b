"""Whether the passages that a sentence cites prove it: the same result every time, without a chat model.

`verdict` runs the literal list of `checks`, a file each, over a `case`: a claim beside what it cites, each of them read
once. What no check finds fault with is proven where it follows its quote closely (`following`), or where what is left
over on either side, with a small learned reader of pairs, makes it sure (`chance`); else it stays in doubt.
docs/verifying.md says how sure, and what is missed.
"""

from __future__ import annotations

from assistant.language.sentences import markers_of, sentence_spans, sentences_of, without_markers
from assistant.proving.case import Evidence, Reads
from assistant.proving.verbatim import speaks_of_absence
from assistant.proving.verdict import Check, best_quote, nearness, verify_sentence

__all__ = [
    "Check", "Evidence", "Reads", "best_quote", "markers_of", "nearness", "sentence_spans", "sentences_of",
    "speaks_of_absence", "verify_sentence", "without_markers",
]  # fmt: skip
