"""A claim about one article whose words stand under another."""

from __future__ import annotations

from assistant.language.quantities import Quantity
from assistant.proving.case import Case, Fault
from assistant.proving.matching import sentence_scores

CLEARLY = 1.4  # how much better another article's sentence has to fit


def check(case: Case) -> Fault | None:
    """A fault when the claim's words stand under another article than the one it names.

    Only passages are judged that print the articles at the beginning of lines, the claim's among them.
    """
    named = [quantity for quantity in case.claim.quantities if _is_article(quantity)]
    if len(named) != 1 or not case.claim.terms:
        return None
    wanted, others = named[0], [q for q in case.claim.quantities if not q.is_name]
    for passage in case.passages:
        labels = [q for q in passage.quantities if _is_article(q) and _begins_line(passage.text, q.start)]
        if not any(label.name == wanted.name for label in labels):
            continue
        governed: dict[str, float] = {}
        shown: dict[str, str] = {}
        scores = sentence_scores(case.claim.terms, others, passage)
        for score, sentence in zip(scores, passage.sentences, strict=True):
            label = next((label for label in reversed(labels) if label.start <= sentence[1]), None)
            mentions = any(q.name == wanted.name for q in passage.quantities_in(*sentence))
            name = wanted.name if mentions else label.name if label else ""
            governed[name] = max(governed.get(name, 0.0), score)
            shown.setdefault(name, label.text if label else "")
        best = max(governed, key=lambda name: governed[name])
        if best and best != wanted.name and governed[best] > CLEARLY * governed.get(wanted.name, 0.0):
            why = f'the passage says this in "{shown[best]}", not in "{wanted.text}"'
            return Fault(why, f"{wanted.text} ≠ {shown[best]}")
    return None


def _is_article(quantity: Quantity) -> bool:
    return quantity.dimension == "reference" and quantity.name.startswith("article ")


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip("#* \u3000\t")
