"""The library → HTML: its documents as a table, what it covers, and what happened to files. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.faces.page.markup import escape, link_to, other_title, shorten, shown_title, status_badge
from assistant.faces.page.words import Words, written_date, written_place
from assistant.records import Kind, Record, Status, first_day, last_day

if TYPE_CHECKING:
    from assistant.ingesting import IngestReport

Held = Sequence[tuple[Record, Status]]
MOST_BARS = 12  # of one chart; the rest is added up
MOST_LINES = 60  # of the timeline
HOLDS = (Status.IN_FORCE, Status.UPCOMING, Status.UNKNOWN)


def library_html(documents: Held, passages: Mapping[str, int], as_of: date, words: Words) -> str:
    """Every document as a row of a table that can be searched, sorted and ticked; the weightiest and newest first."""
    says = words.library
    rows = sorted(documents, key=lambda pair: pair[0].issued or "", reverse=True)
    rows.sort(key=lambda pair: -pair[0].kind.authority)
    count = words.library_count.format(count=len(rows))
    intro = f"{count} · {words.library_as_of.format(date=written_date(as_of.isoformat(), words))}"
    heads = "".join(f'<th scope="col" class="sorts">{escape(name)}</th>' for name in says.columns)
    body = "".join(
        row_html(number, record, status, passages.get(record.document, 0), words)
        for number, (record, status) in enumerate(rows)
    )
    return (
        f'<div class="holdings"><p class="about">{escape(intro)}</p>'
        f'<input type="search" id="find-documents" class="find" placeholder="{escape(says.search)}">'
        f'<div class="table"><table class="documents"><thead><tr><th scope="col" class="tick"></th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></div>"
    )


def row_html(number: int, record: Record, status: Status, passages: int, words: Words) -> str:
    says, title = words.library, shown_title(record, words)
    other = other_title(record, words)
    small = " · ".join(part for part in (other, record.issuer, record.number, record.document) if part)
    tick = f'<input type="checkbox" class="tick" id="tick-{number}" title="{escape(says.pick.format(title=title))}">'
    cells = (
        words.kinds[record.kind],
        written_place(record.jurisdiction, words) if record.jurisdiction else "",
        f'<span class="key">{escape(record.issued or "")}</span>'
        + (escape(written_date(record.issued, words)) if record.issued else ""),
    )
    return (
        f'<tr><td class="tick">{tick}</td><td>'
        f'<a class="document" href="{link_to(record, words)}">{escape(shorten(title, 110))}</a>'
        f'<span class="fine">{escape(shorten(small, 140))}</span></td>'
        f"<td>{escape(cells[0])}</td><td>{escape(cells[1])}</td><td>{cells[2]}</td>"
        f'<td>{status_badge(status, words)}</td><td class="figure">{record.pages or ""}</td>'
        f'<td class="figure">{passages}</td></tr>'
    )


# --- what it covers ---------------------------------------------------------------------------------------------


def coverage_html(documents: Held, as_of: date, words: Words) -> str:
    """Counts by kind, place and year, what expires within a year, and a timeline."""
    says = words.library
    records = [record for record, _ in documents]
    kinds = Counter(record.kind for record in records)
    places = Counter(record.jurisdiction for record in records if record.jurisdiction)
    years = Counter((record.issued or "")[:4] for record in records)
    charts = (
        bars_html(says.by_kind, [(words.kinds[kind], kinds[kind]) for kind in Kind if kinds[kind]]),
        bars_html(says.by_place, [(written_place(code, words), count) for code, count in places.most_common()]),
        bars_html(says.by_year, [(year or says.without_year, years[year]) for year in sorted(years, reverse=True)]),
    )
    return (
        f'<div class="coverage"><h2>{escape(says.ends_soon)}</h2>{ending_html(documents, as_of, words)}'
        f"<h2>{escape(says.coverage)}</h2>{''.join(charts)}"
        f"<details><summary>{escape(says.timeline)}</summary>{timeline_html(documents, as_of, words)}</details></div>"
    )


def bars_html(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """A bar a count, the longest as wide as there is room."""
    if len(counts) > MOST_BARS:
        counts = [*counts[: MOST_BARS - 1], ("…", sum(count for _, count in counts[MOST_BARS - 1 :]))]
    most = max((count for _, count in counts), default=1)
    items = "".join(
        f'<li><span class="bar-name">{escape(name)}</span><span class="bar-room">'
        f'<span class="bar" style="width:{100 * count / most:.0f}%"></span></span><span>{count}</span></li>'
        for name, count in counts
    )
    return f'<p class="label">{escape(title)}</p><ul class="bars">{items}</ul>'


def ending_html(documents: Held, as_of: date, words: Words) -> str:
    """The documents that hold and are known to expire within a year, the soonest first."""
    within = as_of + timedelta(365)
    ending = [
        (last_day(record.expires), record)
        for record, status in documents
        if record.expires and status in HOLDS and as_of <= last_day(record.expires) <= within
    ]
    if not ending:
        return f'<p class="hint">{escape(words.library.none_ends)}</p>'
    items = "".join(
        f"<li><strong>{escape(written_date(record.expires, words))}</strong> "
        f'<a href="{link_to(record, words)}">{escape(shorten(shown_title(record, words), 120))}</a></li>'
        for _, record in sorted(ending, key=lambda pair: (pair[0], pair[1].document))
    )
    return f'<ul class="ending">{items}</ul>'


def timeline_html(documents: Held, as_of: date, words: Words) -> str:
    """A bar a document, from the day it holds until it expires, or on to the right where that is not known."""
    spans = []
    for record, _ in documents:
        began = record.effective or record.issued
        if began and record.kind not in (Kind.NEWS, Kind.OTHER):
            spans.append((first_day(began), last_day(record.expires) if record.expires else None, record))
    if not spans:
        return ""
    spans.sort(key=lambda span: (span[0], span[2].document), reverse=True)
    spans = spans[:MOST_LINES]
    low = min(begun for begun, _, _ in spans)
    high = max([as_of + timedelta(365), *(end for _, end, _ in spans if end)])
    days = max((high - low).days, 1)
    lines = []
    for begun, end, record in spans:
        left, width = 100 * (begun - low).days / days, 100 * ((end or high) - begun).days / days
        until = f" – {written_date(record.expires, words)}" if end else " –"
        when = written_date(record.effective or record.issued, words) + until
        lines.append(
            f'<li><span class="bar-name">{escape(shorten(shown_title(record, words), 60))}</span>'
            f'<span class="bar-room"><span class="bar{"" if end else " open"}" title="{escape(when)}" '
            f'style="margin-left:{left:.1f}%;width:{max(width, 0.6):.1f}%"></span></span>'
            f'<span class="fine">{escape(when)}</span></li>'
        )
    return f'<ul class="bars timeline">{"".join(lines)}</ul>'


# --- what happened to files -------------------------------------------------------------------------------------


def progress_html(stage: str, done: int, total: int, seconds: float, words: Words) -> str:
    """A stage of an ingest as a bar; `stage` is as the ingest reports it ("reading act.pdf")."""
    says = words.library
    kind, _, name = stage.partition(" ")
    told = says.stages.get(kind, "{name}").format(name=shorten(name, 60))
    counted = says.counted.format(done=done, total=total) if total > 1 else ""
    line = " · ".join(part for part in (told, counted, words.seconds.format(seconds=round(seconds))) if part)
    share = f'<progress value="{done}" max="{max(total, 1)}"></progress>'
    return f'<div class="adding" role="status"><p>{escape(line)}</p>{share}</div>'


def outcome_html(report: IngestReport, given: Iterable[str], words: Words) -> str:
    """What became of each file or address that was given, and how long it took."""
    says, items = words.library, []
    same = dict(report.same)
    refused = {failure.path: failure.reason for failure in report.failed}
    for path in given:
        name = path if "://" in path else PurePath(path).name
        made = [one for one in report.documents if path in (one.record.path, *one.record.also_at)]
        made = made or [one for one in report.documents if one.path.startswith(path)]
        reasons = [reason for where, reason in refused.items() if where.startswith(path)]
        for one in made:
            told = says.outcomes[one.change].format(passages=one.passages)
            if path in same:
                told = says.same.format(name=same[path])
            title = shorten(shown_title(one.record, words), 80)
            link = f'<a href="{link_to(one.record, words)}">{escape(title)}</a>'
            items.append(f'<li class="good"><strong>{escape(name)}</strong> {link}: {escape(told)}</li>')
        for reason in reasons:
            told = says.refused.format(reason=reason)
            items.append(f'<li class="bad"><strong>{escape(name)}</strong> {escape(told)}</li>')
        if not made and not reasons:
            told = says.same.format(name=same[path]) if path in same else "–"
            items.append(f"<li><strong>{escape(name)}</strong> {escape(told)}</li>")
    took = says.seconds.format(seconds=f"{report.seconds:.1f}")
    return f'<div class="outcome-list" role="status"><ul>{"".join(items)}</ul><p class="fine">{escape(took)}</p></div>'
