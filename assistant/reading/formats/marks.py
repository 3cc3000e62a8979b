"""Marks that formats show and their texts do not hold: raised figures, words struck through."""

from __future__ import annotations

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STRUCK = "~~"  # around words that are struck through, as Markdown has it
STRUCK_NOTE = "words between ~~ and ~~ are struck through in the file"
