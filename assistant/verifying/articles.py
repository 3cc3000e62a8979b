"""Whether a passage says under the article that a claim names what the claim says of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.quantities import Quantity
from assistant.verifying.case import Case, Fault
from assistant.verifying.matching import sentence_scores

CLEARLY = 1.4  # how much better another article's sentence has to fit


def faulty_article(case: Case) -> Fault:
    """A fault when the claim's words stand under another article than the one it names.

    Only passages are judged that print the articles at the beginning of lines, the claim's among them.
    """
    claim, terms = case.claim, case.terms
    named = [q for q in claim.quantities if q.dimension == "reference" and q.name.startswith("article ")]
    if len(named) != 1 or not terms:
        return None
    wanted = named[0]
    content = replace(claim, quantities=tuple(q for q in claim.quantities if not q.is_name))
    for passage in case.passages:
        labels = [q for q in passage.quantities if _is_label(q, passage.text)]
        if not any(label.name == wanted.name for label in labels):
            continue
        governed: dict[str, float] = {}
        shown: dict[str, str] = {}
        for score, sentence in zip(sentence_scores(content, terms, passage), passage.sentences, strict=True):
            label = next((label for label in reversed(labels) if label.start <= sentence[1]), None)
            mentions = any(q.name == wanted.name for q in passage.quantities_in(*sentence))
            name = wanted.name if mentions else label.name if label else ""
            governed[name] = max(governed.get(name, 0.0), score)
            shown.setdefault(name, label.text if label else "")
        best = max(governed, key=lambda name: governed[name])
        if best and best != wanted.name and governed[best] > CLEARLY * governed.get(wanted.name, 0.0):
            why = f'the passage says this in "{shown[best]}", not in "{wanted.text}"'
            return why, f"{wanted.text} ≠ {shown[best]}"
    return None


def _is_label(quantity: Quantity, text: str) -> bool:
    if quantity.dimension != "reference" or not quantity.name.startswith("article "):
        return False
    line = text[text.rfind("\n", 0, quantity.start) + 1 : quantity.start]
    return not line.strip("#* \u3000\t")
