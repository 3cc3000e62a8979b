"""How far a text supports a claim, as a number: for data sets of claims, without a model.

A logistic model over ten features of word overlap. Its weights were fitted by evaluations/support.py on the development
rows of AttributionBench and WiCE together, each source weighing the same; docs/verifying.md has the cross-validated
figures. Answers are not verified by this number but by the rules of `verify_sentence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p

from assistant.quantities import find_quantities, same_value
from assistant.storing.words import tokens
from assistant.verifying.names import unlisted_names
from assistant.verifying.sentences import sentence_spans, without_markers

THRESHOLD = 0.5
SKIP = 3  # words between which order is compared


@dataclass(frozen=True, slots=True)
class Features:
    """What the model sees of a claim beside its evidence. Shares are of the claim, 0–1; counts are ln(1 + n)."""

    words: float  # share of distinct words that the evidence has
    window: float  # the same, of the best three sentences in a row
    pairs: float  # share of neighbouring words that neighbour in the evidence
    near_pairs: float  # share of ordered pairs at most SKIP words apart that are so in the evidence
    names_missing: float  # share of capitalised words that the evidence lacks
    figures_missing: float  # share of figures that the evidence lacks
    words_missing: float  # count of distinct words that the evidence lacks
    claim_length: float
    evidence_length: float
    pieces: float  # into how many pieces the evidence is cut

    def row(self) -> tuple[float, ...]:
        return (
            self.words, self.window, self.pairs, self.near_pairs, self.names_missing, self.figures_missing,
            self.words_missing, self.claim_length, self.evidence_length, self.pieces,
        )  # fmt: skip


# in the order of Features.row; made by `python evaluations/support.py --fit`
WEIGHTS = (-0.4721, 2.4972, 0.0411, 1.4607, -0.6513, -1.1780, -0.4719, 0.6007, -0.3149, 0.2372)
BIAS = -0.9588


def features(claim: str, evidence: Sequence[str]) -> Features:
    """The features of a claim beside pieces of evidence."""
    claim = without_markers(claim)
    texts = [without_markers(piece) for piece in evidence]
    whole = "\n".join(texts)
    said, stated = tokens(claim), tokens(whole)
    distinct, known = list(dict.fromkeys(said)), set(stated)
    sentences = [set(tokens(text[start:end])) for text in texts for start, end in sentence_spans(text)] or [set()]
    missing = [word for word in distinct if word not in known]
    figures, others = find_quantities(claim), find_quantities(whole)
    lost = sum(not any(same_value(figure, other) for other in others) for figure in figures)
    lowered = whole.lower()
    names = [word for _, words in unlisted_names(claim, ()) for word in words]
    return Features(
        words=1 - len(missing) / max(1, len(distinct)),
        window=max(_share(distinct, sentences[max(0, i - 1) : i + 2]) for i in range(len(sentences))),
        pairs=_common(_pairs(said, 1), _pairs(stated, 1)),
        near_pairs=_common(_pairs(said, SKIP), _pairs(stated, SKIP)),
        names_missing=sum(name.lower() not in lowered for name in names) / max(1, len(names)),
        figures_missing=lost / max(1, len(figures)),
        words_missing=log1p(len(missing)),
        claim_length=log1p(len(said)),
        evidence_length=log1p(len(stated)),
        pieces=log1p(len(texts)),
    )


def _share(words: Sequence[str], sentences: Sequence[set[str]]) -> float:
    return sum(any(word in sentence for sentence in sentences) for word in words) / max(1, len(words))


def _pairs(words: Sequence[str], reach: int) -> set[tuple[str, str]]:
    return {pair for step in range(1, reach + 1) for pair in zip(words, words[step:], strict=False)}


def _common(claimed: set[tuple[str, str]], stated: set[tuple[str, str]]) -> float:
    return len(claimed & stated) / max(1, len(claimed))


def support_score(claim: str, evidence: Sequence[str]) -> float:
    """Estimated probability, 0–1, that the evidence supports the whole claim."""
    total = sum(weight * value for weight, value in zip(WEIGHTS, features(claim, evidence).row(), strict=True))
    return 1 / (1 + exp(-(total + BIAS)))


def supports(claim: str, evidence: Sequence[str]) -> bool:
    """Whether the evidence supports the claim, at the threshold chosen on development rows."""
    return support_score(claim, evidence) >= THRESHOLD
