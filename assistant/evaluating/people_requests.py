"""Sets of requests as people type them: is each served, partly or not?

Rows: `{"id","lang","history":["earlier question"],"q","as_of","kind","must":["a|b"],"must_not":[…],"documents":[…]}`
or with `"abstain":true`. Served: every `must` is said or quoted (`|` = or), no `must_not` is, one of the documents is
cited where some are named, and it is not refused. Partly: at least half of the `must`. A row that abstains is served
by a refusal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assistant.evaluating.answers import ask_all, everything, refuses, share, squeezed, waits
from assistant.evaluating.folders import Row
from assistant.records import Answer

if TYPE_CHECKING:
    from assistant.settings import Settings


class Service(StrEnum):
    """How well a request was served."""

    SERVED = "served"
    PARTLY = "partly"
    NOT = "not_served"


def score_requests(rows: list[Row], settings: Settings, config: dict[str, Any]) -> dict[str, float]:
    """The metrics of the contract for a set of requests, asked of the library in `settings`."""
    answers, milliseconds = ask_all(rows, settings, config)
    services = [service_of(row, answer) for row, answer in zip(rows, answers, strict=True)]
    config["services"] = {row["id"]: service for row, service in zip(rows, services, strict=True)}
    return {**shares(rows, services), **waits(milliseconds)}


def shares(rows: Sequence[Row], services: Sequence[Service]) -> dict[str, float]:
    """Shares of answerable rows served, partly and not, and of others rightly refused; then by kind and language."""
    asked = [(row, service) for row, service in zip(rows, services, strict=True) if not row.get("abstain")]
    figures = {name: share(service is name for _, service in asked) for name in Service}
    abstained = [service for row, service in zip(rows, services, strict=True) if row.get("abstain")]
    figures_by_name = {str(name): value for name, value in figures.items()}
    figures_by_name["abstained_rightly"] = share(service is Service.SERVED for service in abstained)
    groups: defaultdict[str, list[Service]] = defaultdict(list)
    for row, service in asked:
        groups[f"served_{row.get('kind', 'fact')}"].append(service)
        groups[f"served_{row.get('lang', 'en')}"].append(service)
    return figures_by_name | {
        name: share(one is Service.SERVED for one in group) for name, group in sorted(groups.items())
    }


def service_of(row: Row, answer: Answer) -> Service:
    """How well one request was served."""
    if row.get("abstain"):
        return Service.SERVED if refuses(answer) else Service.NOT
    said = squeezed(everything(answer))
    found = [any(squeezed(form) in said for form in must.split("|")) for must in row.get("must", [])]
    wrong = any(any(squeezed(form) in said for form in must_not.split("|")) for must_not in row.get("must_not", []))
    documents = set(row.get("documents", ()))
    cited = not documents or any(citation.record.document in documents for citation in answer.citations)
    if refuses(answer) or wrong:
        return Service.NOT
    if all(found) and cited:
        return Service.SERVED
    return Service.PARTLY if sum(found) * 2 >= len(found) else Service.NOT
