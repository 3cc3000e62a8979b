"""What a measure is worth for the profile's own figures, with its arithmetic: rate × spending, up to the cap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assistant.desks.subsidies.matches import Worth
from assistant.language.quantities import find_quantities
from assistant.language.terms import content_of, terms_of
from assistant.measures.measure import Measure, Tier
from assistant.records import Activity, Profile
from assistant.told import told

_OTHERS = re.compile(r"(?i)\W*others?\b|\W*其[他它余]")
_START_UP = re.compile(r"(?i)start-?ups?|初创")


def worth_of(measure: Measure, profile: Profile, activity: Activity | None, language: str) -> Worth | None:
    """The range of sums; None where the texts give neither a rate of known spending nor a sum of money."""
    rates = applying([tier for tier in measure.rates if tier.unit == "%"], profile, activity)
    caps = applying([tier for tier in measure.caps if tier.unit != "%"], profile, activity)
    if rates and activity is not None and activity.amount is not None:
        return _share(rates, caps, activity, months_in(measure), language)
    by_area = [tier for tier in measure.rates if "area" in tier.per]
    area = area_of(profile, activity)
    if by_area and area:
        return _rent(by_area[0], area, caps, months_in(measure), language)
    return _sum(caps, language) if caps else None


def area_of(profile: Profile, activity: Activity | None) -> Fraction | None:
    """The square metres that the asker speaks of."""
    said = [activity.what, *activity.others.values()] if activity else []
    said += [f"{value} square metres" for key, value in profile.others.items() if re.search(r"area|面积|m2", key)]
    return next((one.value for text in said for one in find_quantities(text) if one.dimension == "area"), None)


def months_in(measure: Measure) -> Fraction:
    """For how many months a rate is paid, 0 where that is not stated."""
    found = [one for part in (measure.rate, measure.cap) if part for one in find_quantities(part.text)]
    return next((one.value for one in found if one.dimension == "duration" and one.unit == "month"), Fraction(0))


def _rent(rate: Tier, area: Fraction, caps: Sequence[Tier], months: Fraction, language: str) -> Worth:
    """A sum a square metre and month, for a year; the arithmetic goes on to all months for which it is paid."""
    words = told(language).desks
    whole = rate.value * area * 12
    year = min([whole, *(tier.value for tier in caps)])
    line = words.subsidies_rent.format(
        rate=plain(rate.value),
        area=shown(area, language),
        month=shown(whole / 12, language),
        sum=shown(whole, language),
    )
    if whole > year:
        line += words.subsidies_capped.format(cap=shown(year, language))
    if months > 12:
        line += words.subsidies_over.format(months=plain(months), sum=shown(year * months / 12, language))
    return Worth(year, year, rate.unit, line)


def _share(
    rates: Sequence[Tier], caps: Sequence[Tier], activity: Activity, months: Fraction, language: str
) -> Worth | None:
    """Rate × amount under each rate and cap that may be the asker's; what is paid a year, also over all its years."""
    amount = activity.amount or Fraction(0)
    currency = caps[0].unit if caps else activity.currency
    if activity.currency and currency != activity.currency:
        return None  # no rate of exchange is guessed
    lines, sums = [], []
    for rate in rates:
        for cap in caps or [None]:  # type: ignore[list-item]
            whole = rate.value * amount / 100
            sums.append(whole if cap is None else min(whole, cap.value))
            line = _line(rate, cap, amount, whole, language)
            if months > 12 and "year" in (*rate.per, *(cap.per if cap else ())):
                every = shown(sums[-1] * months / 12, language)
                line += told(language).desks.subsidies_over.format(months=plain(months), sum=every)
            lines.append(line)
    return Worth(min(sums), max(sums), currency, told(language).desks.subsidies_or.join(dict.fromkeys(lines)))


def _line(rate: Tier, cap: Tier | None, amount: Fraction, whole: Fraction, language: str) -> str:
    """ "60 % × 3.2 million = 1.92 million, below the cap of 10 million (start-ups)"."""
    words = told(language).desks
    line = words.subsidies_product.format(
        rate=plain(rate.value), amount=shown(amount, language), sum=shown(whole, language)
    )
    if cap is not None:
        template = words.subsidies_capped if whole > cap.value else words.subsidies_below_cap
        line += template.format(cap=shown(cap.value, language))
    whom = words.comma.join(dict.fromkeys(tier.whom for tier in (rate, cap) if tier and tier.whom))
    return words.subsidies_for.format(line=line, whom=whom) if whom else line


def _sum(caps: Sequence[Tier], language: str) -> Worth:
    """A sum that no spending of the asker's bounds: from nothing up to the highest."""
    highest = max(caps, key=lambda tier: tier.value)
    words, cap = told(language).desks, shown(highest.value, language)
    if highest.fixed and len(caps) == 1:
        return Worth(highest.value, highest.value, highest.unit, cap)
    return Worth(Fraction(0), highest.value, highest.unit, words.subsidies_up_to.format(cap=cap))


def applying(tiers: Sequence[Tier], profile: Profile, activity: Activity | None) -> list[Tier]:
    """The tiers that may be the asker's: of those for somebody, the ones that the asker is said to be, else not those
    that the asker is said not to be."""
    met = [(tier, is_one(tier.whom, profile, activity)) for tier in tiers]
    sure = [tier for tier, one in met if one and tier.whom]
    return sure or [tier for tier, one in met if one is not False]


def is_one(whom: str, profile: Profile, activity: Activity | None) -> bool | None:
    """Whether the asker is of those whom a tier is for; None where that is not said."""
    if not whom:
        return True
    if _START_UP.search(whom):
        return profile.starting_up
    if _OTHERS.match(whom):
        return None
    wanted = terms_of(whom)
    keys = {**profile.others, **(activity.others if activity else {})}
    for key, value in keys.items():
        named = content_of(whom, glossed=True)
        if all(named.has(term) for term in terms_of(key.replace("_", " "))) and value.lower() in ("true", "false"):
            return value.lower() == "true"
    said = content_of(f"{profile.organisation}\n{profile.sector}\n{activity.what if activity else ''}", glossed=True)
    return True if wanted and all(said.has(term) for term in wanted) else None


def open_for(measure: Measure, profile: Profile) -> bool:
    """Whether it would change the sum to know if the asker is a start-up."""
    return profile.starting_up is None and any(_START_UP.search(tier.whom) for tier in (*measure.rates, *measure.caps))


def plain(value: Fraction) -> str:
    """A number without needless zeros."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


def shown(value: Fraction, language: str) -> str:
    """A sum in the words of the language: "1.92 million", 192万."""
    for size, word in told(language).desks.large_numbers:
        if value >= size:
            return f"{plain(value / size)}{word}"
    return f"{int(value):,}" if value == int(value) else plain(value)
