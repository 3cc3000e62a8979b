"""A profile from a YAML file or form: the contract's keys read, further ones kept."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assistant.errors import UsageError
from assistant.language.names import deepest_code
from assistant.language.quantities import find_quantities
from assistant.records import Activity, Profile

OF_ACTIVITY = {"what", "amount", "currency", "per", "contract_from", "contract_to", "supplier_related"}
OWN = {"place", "district", "sector", "organisation", "size_staff", "age_years", "is_startup", "revenue", "activities"}


def profile_from(values: object) -> Profile:
    """The profile that some YAML values state. UsageError where they are none, or a field cannot be read."""
    if not isinstance(values, Mapping):
        raise UsageError("A profile is a list of `key: value` lines, such as `place: Shenzhen`.")
    activities = values.get("activities") or []
    if not isinstance(activities, list) or not all(isinstance(one, Mapping) for one in activities):
        raise UsageError("The profile's `activities` are a list, each entry with `what:` and, if known, `amount:`.")
    place = " ".join(str(values[key]) for key in ("district", "place") if values.get(key))
    return Profile(
        jurisdiction=jurisdiction_of(str(values.get("place") or ""), str(values.get("district") or "")),
        place=place,
        sector=str(values.get("sector") or ""),
        organisation=str(values.get("organisation") or ""),
        size_staff=_whole(values, "size_staff"),
        age_years=_number(values, "age_years"),
        is_startup=_yes(values, "is_startup"),
        revenue=_number(values, "revenue"),
        activities=tuple(_activity(one) for one in activities),
        others={str(key): str(value) for key, value in values.items() if key not in OWN},
    )


def jurisdiction_of(place: str, district: str) -> str:
    """The code of a place, down to its district where one is named: "CN-Shenzhen-Nanshan"; "" for an unknown one."""
    return deepest_code(f"{district}, {place}") or deepest_code(f"{place}{district}")


def _activity(values: Mapping[str, Any]) -> Activity:
    amount, currency = _money(values.get("amount"), str(values.get("currency") or "CNY"))
    return Activity(
        what=str(values.get("what") or ""),
        amount=amount,
        currency=currency,
        per=str(values.get("per") or ""),
        contract_from=str(values["contract_from"]) if values.get("contract_from") else None,
        contract_to=str(values["contract_to"]) if values.get("contract_to") else None,
        supplier_related=_yes(values, "supplier_related"),
        others={str(key): str(value) for key, value in values.items() if key not in OF_ACTIVITY},
    )


def _money(value: object, currency: str) -> tuple[Fraction | None, str]:
    """An amount given as a number or in words ("3.2 million yuan", 320万元)."""
    if value is None or value == "":
        return None, currency
    if isinstance(value, int | float):
        return Fraction(str(value)), currency
    found = [one for one in find_quantities(str(value)) if one.dimension in ("money", "number")]
    if not found:
        raise UsageError(f"The profile's amount {value!r} is no sum: write 3200000 or 3.2 million yuan.")
    return found[0].value, found[0].unit or currency


def _number(values: Mapping[str, Any], key: str) -> Fraction | None:
    if values.get(key) is None:
        return None
    try:
        return Fraction(str(values[key]))
    except ValueError:
        amount, _ = _money(values[key], "")
        return amount


def _whole(values: Mapping[str, Any], key: str) -> int | None:
    number = _number(values, key)
    return None if number is None else int(number)


def _yes(values: Mapping[str, Any], key: str) -> bool | None:
    value = values.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise UsageError(f"The profile's `{key}` is true or false, not {value!r}.")
