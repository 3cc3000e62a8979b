"""Two figures of one sort that have changed places, or may have: who gets which."""

from __future__ import annotations

from assistant.proving.case import Case, Fault
from assistant.proving.following import follows


def check(case: Case) -> Fault | None:
    """A fault where the words beside a figure of the claim stand by another figure of its sort in the passage.

    Two figures of one sort in a claim are never taken on trust: where no word tells them apart in the passage as in the
    claim, or some word speaks against it, the claim stays in doubt unless it follows the passage's own order.
    """
    for votes in case.votes:
        said, other = votes.quantity.text, votes.instead.text
        if votes.broken > votes.kept:
            why = f'the passage has "{said}" beside other words than the sentence has; these stand by "{other}"'
            certain = votes.of_claim and not votes.quantity.is_name and votes.quantity.dimension != "date"
            return Fault(why, f"{said} ≠ {other}", proven=certain)
        if votes.of_claim and (votes.broken or not votes.kept) and not follows(case):
            why = f'whether "{said}" and "{other}" go with what the sentence says has to be compared'
            return Fault(why, f"{said} ? {other}", proven=False)
    return None
