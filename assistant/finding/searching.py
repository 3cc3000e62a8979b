"""Question → the passages that are about it, in either language.

For each language of the library the candidates are ranked (`ranking`), filters having narrowed them before; then the
pools are joined, superseded texts step behind their successors, repeats fall away, and what is left are the findings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.finding.choosing import Scored, Standing, asks_for_old, behind_successors, choose, document_factors
from assistant.finding.filtering import admitted_documents
from assistant.finding.ranking import LEGS, Scope, Translator, join, rank
from assistant.finding.view import standing_of, view_of
from assistant.questions.inferring import Inference
from assistant.questions.question import Question, read_question
from assistant.records import Filters, Findings, Hit

if TYPE_CHECKING:
    from assistant.library.index import Index
    from assistant.models.embedder import Embedder
    from assistant.models.sentences.encoder import SentenceEncoder

EVERYTHING = Filters()


def read_query(index: Index, text: str) -> Question:
    """A question without a history, read for one library."""
    return read_question(text, (), view_of(index).held)


def search(
    index: Index,
    embedder: Embedder,
    question: Question,
    *,
    limit: int = 10,
    filters: Filters = EVERYTHING,
    as_of: date | None = None,
    infer: bool = True,
    translator: Translator | None = None,
    named: int = 0,
    encoder: SentenceEncoder | None = None,
) -> Findings:
    """The passages about a question, best first; none for a question without a word, whatever the string holds.

    `filters` narrow before ranking; status filters and ranking by status hold `as_of` a day (default today). With
    `infer`, what the question itself names (a place, a year, a kind) is preferred, and said in `because`.
    A `translator` helps to find what is in another language; where it gives nothing, the dictionary does alone.
    An `encoder` of sentences tells passages apart by their nearest sentence.
    With `named`, so many passages of the documents that the question names go first, whatever else is near.
    """
    if not re.search(r"\w", question.whole.text) or not len(index.rows) or limit < 1:
        return Findings((), 0.0)
    standing = standing_of(index, as_of or date.today())
    narrowed = [(filters, limit)]
    if named and question.documents and not filters.document:
        narrowed.append((replace(filters, document=question.documents), named))
    scopes = [Scope(admitted_documents(index.records, one, standing.status), one.language) for one, _ in narrowed]
    inference = question.inference if infer else Inference()
    ranked = rank(index, embedder, question.whole, scopes, translator, encoder)
    scored = [join(pools, index.rows.document) for pools in ranked]
    hits: tuple[Hit, ...] = ()
    for found, (within, most) in reversed(list(zip(scored, narrowed, strict=True))):
        hits = merged(hits, _chosen(index, found, question, within, inference.filters, standing, most))
    return Findings(hits, scored[0].relevance, inference.filters, inference.because)


def _chosen(
    index: Index,
    scored: Scored,
    question: Question,
    filters: Filters,
    inferred: Filters,
    standing: Standing,
    limit: int,
) -> list[Hit]:
    """The best passages of one scope, in the order that status, preferences and successors make."""
    if not len(scored.rows):
        return []
    scores = scored.scores * document_factors(index, scored.documents, question, filters, inferred, standing)
    if not asks_for_old(question, filters):
        scores = behind_successors(scored, scores, standing)
    return choose(index, scored, scores, view_of(index).surroundings.slots, standing.status, limit, LEGS)


def merged(first: Sequence[Hit], then: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits of two rankings, those of the first before the others, none twice."""
    met = {hit.passage.id for hit in first}
    return (*first, *(hit for hit in then if hit.passage.id not in met))
