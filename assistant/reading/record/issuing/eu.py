"""The European Union: acts by number, in the languages that quote them; the Official Journal."""

from __future__ import annotations

import re

from assistant.language.dates import add_period, dates_in
from assistant.reading.record.clauses import EN_DATE, Dated, Formula, next_day
from assistant.reading.record.issuing.jurisdiction import Jurisdiction, Parts, number_read_by
from assistant.records import Kind, Status

_ACT = (
    r"(?:Regulation|Directive|Decision)\s(?:\((?:EU|EC|EEC|Euratom)\)\s)?(?:No\s)?\d{1,4}/\d{1,4}"
    r"(?:/(?:EU|EC|EEC|JHA|CFSP))?"
)
_DAYS = {"": 0, "following": 1, "third": 3, "seventh": 7, "tenth": 10, "twentieth": 20}
_KINDS = {"条例": "regulation", "法规": "regulation", "指令": "directive", "决定": "decision", "": "regulation"}


def _kind(parts: Parts) -> str:
    return _KINDS.get(parts["kind"]) or parts["kind"].lower().removesuffix("s")


def _act(parts: Parts) -> tuple[str, str]:
    union = parts.get("UNION") or "EU"
    return f"eu:{_kind(parts)}:{parts['number']}", f"{_kind(parts).capitalize()} ({union}) {parts['number']}"


def _numbered_before_the_union(parts: Parts) -> tuple[str, str]:
    kind = _kind(parts)
    return f"eu:{kind}:{parts['number']}", f"{kind.capitalize()} {parts['number']}/{parts['UNION']}"


def _after_publication(text: str, issued: Dated | None) -> Dated | None:
    """ "on the twentieth day following that of its publication in the Official Journal": counted from the date that the
    Official Journal prints."""
    rule = re.search(
        r"enter into force on the (?:(?P<n>third|seventh|tenth|twentieth) )?day (?P<after>following )?"
        r"(?:(?:that |the day )?of )?its\s+publication",
        text,
    )
    if not rule:
        return None
    days = _DAYS[rule["n"] or (rule["after"] or "").strip()]
    own = re.search(r"\(EU\) (\d{4}/\d+)", text[:600])
    cited = re.search(rf"{own[1]},?\s{{1,3}}(\d{{1,2}}\.\d{{1,2}}\.\d{{4}})", text) if own else None
    journal = r"(?:OJ L,?\s|Official Journal[^\n]{0,80}?\s)(\d{1,2}[./]\d{1,2}[./]\d{4})(?!,? ?p\.)"
    before = r"(\d{1,2}\.\d{1,2}\.\d{4})\s[^\n\d]{0,12}Official Journal"
    printed = cited or re.search(before, text[:3000]) or re.search(journal, text[:3000])
    if not printed or not (found := dates_in(printed[1])) or (issued and found[0] < issued.day):
        return None
    if not days:
        return Dated(found[0], "text, computed")
    return Dated(next_day(add_period(found[0], days=days)), "text, computed")


_UNSETTLED = re.compile(
    r"Interinstitutional File|\bP\d+_TA(?:-PROV)?\(\d{4}\)|\bCOM\(\d{4}\)\s?\d+ final\s.{0,600}?\bProposal for an?\b"
    r"|amendments? adopted by the European Parliament|legislative resolution of the European Parliament",
    re.I | re.S,
)


def _standing(text: str) -> tuple[Status, str] | None:
    """Texts of the Commission, the Council or Parliament on the way to an act bear the marks of their procedure."""
    if _UNSETTLED.search(text[:2500]) and not re.search(r"Official Journal of the European Union", text[:1000]):
        return Status.DRAFT, "a text of the legislative procedure, not the act"
    return None


EU = Jurisdiction(
    numbers=(
        number_read_by(
            _act,
            r"\b(?P<kind>regulations?|directives?|decisions?)\s+(?:\((?P<union>EU|EC|EEC|"
            r"Euratom)(?:,\s?Euratom)?\)\s+)?(?:no\s+)?(?P<number>\d{1,4}/\d{1,4})(?!/)",
        ),
        number_read_by(
            _act, r"[（(]欧盟[)）]\s?(?:第\s?)?(?P<number>\d{4}/\d{1,4})\s?号?(?P<kind>条例|法规|指令|决定)"
        ),
        number_read_by(_act, r"[（(]EU[)）]\s?(?P<number>\d{4}/\d{1,4})\s?号?(?P<kind>条例|法规|指令|决定)?"),
        number_read_by(
            _numbered_before_the_union,
            r"\b(?P<kind>directives?|decisions?|framework decisions?)\s+(?"
            r"P<number>\d{2,4}/\d{1,4})/(?P<union>EU|EC|EEC|JHA|CFSP)\b",
        ),
    ),
    kinds={"eu:": Kind.LAW},
    issuers=(re.compile(rf"^\W*{_ACT}\s+OF THE\s+(?P<i>EUROPEAN PARLIAMENT\s+AND OF THE COUNCIL)", re.I | re.M),),
    spellings={"EUROPEAN PARLIAMENT AND OF THE COUNCIL": "European Parliament and Council of the European Union"},
    titles=(
        re.compile(
            rf"^(?P<t>{_ACT}\s+of the\s+(?:European|Council|Commission)\b.{{20,700}}?)"
            rf"\s*(?:\(Text with EEA|\n\s*(?-i:THE (?:EUROPEAN|COUNCIL|COMMISSION))\b)",
            re.S | re.I | re.M,
        ),
        re.compile(
            rf"^(?P<t>{_ACT}[^\n]{{0,4}} of the (?:European|Council|Commission)\b[^\n]{{40,400}})$", re.I | re.M
        ),
    ),
    issued=(
        Formula.of(
            rf"{_ACT} OF THE .{{0,80}}?of ({EN_DATE})",
            head=800,
            flags=re.S | re.I,
        ),
    ),
    effective=(_after_publication,),
    standing=_standing,
)
