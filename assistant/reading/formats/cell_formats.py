"""A number as its cell shows it: percent, currency, thousands, decimals (ISO/IEC 29500-1, 18.8.31)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_PARTS = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<sign>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|[_*].'
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]+)?|\.[#0?]+),*|(?P<other>.)"
)
_NO_NUMBER = re.compile(r"(?i)general|@|[dmyhs]|e[+-]|[#0?]\s*/\s*[#0?\d]")


def shown_number(value: float, form: str) -> str | None:
    """The number in a format as "0.0%" or '[$€-407] #,##0'; None for General and for what is no number's format."""
    section = _section(form, value)
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)
    if not bare.strip() or _NO_NUMBER.search(bare) or not re.search("[#0?]", bare):
        return None
    percent = bare.count("%")
    parts: list[str] = []
    for match in _PARTS.finditer(section):
        if match["digits"]:
            thousandth = len(match.group()) - len(match.group().rstrip(","))
            parts.append(_digits(Decimal(repr(value)).scaleb(2 * percent - 3 * thousandth), match["digits"]))
        else:
            parts.append(match["words"] or match["sign"] or match["currency"] or match["other"] or "")
    negative = value < 0 and section == form.split(";")[0]
    return ("-" if negative else "") + "".join(parts).strip()


def _section(form: str, value: float) -> str:
    """Of "positive;negative;zero" the part for a value."""
    sections = form.split(";")
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 and sections[2] else sections[0]


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    number = abs(value).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    shown = f"{number:,f}" if "," in whole else f"{number:f}"
    if optional := len(decimals) - len(decimals.rstrip("#?")):
        kept = shown[: len(shown) - optional]
        shown = kept + shown[len(shown) - optional :].rstrip("0")
    least = whole.replace(",", "").count("0")
    before, dot, after = shown.rstrip(".").partition(".")
    return (before.zfill(least) if least > len(before) else before) + dot + after
