"""Whether the passages that a sentence cites prove it: pure code, no model, the same result every time.

`verdict` runs the literal list of `checks`, a file each, over a `case`: a claim beside what it cites, each of them read
once. A sentence is supported only when every figure, date, reference, quotation and name in it stands in a cited
passage (or its heading), with the same unit and bound and about the same thing, when it denies and obliges as the
passage does, and when its other content words are mostly there too. docs/verifying.md says what is missed.
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
