"""Whether the passages that a sentence cites prove it: pure code, no model, the same result every time.

`verify_sentence` runs a literal list of checks; the first that fails says in plain words what is wrong. A sentence is
supported only when every figure, date, reference, quotation and name in it stands in a cited passage (or its heading),
about the same thing, with the same bound, polarity and modality, and its other content words are mostly there too.
docs/verifying.md describes the rules and what they miss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.quantities import find_quantities
from assistant.records import Verdict
from assistant.verifying.actors import faulty_actor
from assistant.verifying.articles import faulty_article
from assistant.verifying.case import Check, Evidence, open_case
from assistant.verifying.copying import faulty_copy
from assistant.verifying.crossing import faulty_pairing
from assistant.verifying.events import faulty_event
from assistant.verifying.figures import faulty_figure
from assistant.verifying.matching import best_quote
from assistant.verifying.naming import faulty_name
from assistant.verifying.opposites import faulty_opposite
from assistant.verifying.polarity import faulty_polarity
from assistant.verifying.reach import faulty_reach
from assistant.verifying.scopes import faulty_scope
from assistant.verifying.sentences import markers_of, sentence_spans, sentences_of, without_markers
from assistant.verifying.slots import faulty_slot
from assistant.verifying.support import support_score, supports
from assistant.verifying.wording import (
    faulty_identifier,
    faulty_link,
    faulty_quotation,
    is_verbatim,
    missing_content,
    speaks_of_absence,
    states_nothing,
)

__all__ = [
    "Check", "Evidence", "best_quote", "markers_of", "sentence_spans", "sentences_of", "support_score", "supports",
    "verify_sentence", "without_markers",
]  # fmt: skip

ABSENT = "what the passages leave out cannot be proven by a quote"
LONGEST = 2500  # characters of a sentence
CHECKS = (
    faulty_link,
    faulty_identifier,
    faulty_figure,
    faulty_scope,
    faulty_article,
    faulty_event,
    faulty_quotation,
    faulty_name,
    missing_content,
    faulty_polarity,
    faulty_reach,
    faulty_opposite,
    faulty_actor,
    faulty_pairing,
    faulty_copy,
    faulty_slot,
)


def verify_sentence(sentence: str, evidence: Mapping[int, Evidence], cited: Sequence[int]) -> Check:
    """Whether the passages `cited` prove a sentence.

    UNSUPPORTED: a marker points nowhere, nothing is cited, or a check failed. UNCHECKED: the sentence states nothing
    that a passage could prove (a heading, a question, a remark on what the passages leave out). SUPPORTED: all else.
    """
    unknown = [marker for marker in (*cited, *markers_of(sentence)) if marker not in evidence]
    if unknown:
        return Check(Verdict.UNSUPPORTED, f"the marker [{unknown[0]}] points to no passage")
    if len(sentence) > LONGEST:
        return Check(Verdict.UNSUPPORTED, f"more than {LONGEST} characters are not one sentence that can be checked")
    text = without_markers(sentence).strip()
    if states_nothing(text):
        return Check(Verdict.UNCHECKED, "the sentence states nothing that a passage could prove")
    absence = speaks_of_absence(text) and not find_quantities(text)
    if not cited:
        if absence:
            return Check(Verdict.UNCHECKED, ABSENT)
        return Check(Verdict.UNSUPPORTED, "the sentence cites no passage")
    case = open_case(text, [evidence[marker] for marker in dict.fromkeys(cited)])
    if is_verbatim(case):
        return Check(Verdict.SUPPORTED, "the passage has this sentence word for word", case.best.quote)
    for check in CHECKS:
        fault = check(case)
        if fault is not None:
            why, difference = fault
            if absence:
                return Check(Verdict.UNCHECKED, ABSENT)
            return Check(Verdict.UNSUPPORTED, why, case.best.quote, difference)
    return Check(Verdict.SUPPORTED, "its figures, names and words stand in the cited passage", case.best.quote)
