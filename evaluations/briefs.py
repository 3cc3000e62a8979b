"""Scores the desk Brief on subjects whose points were listed by hand first.

    python evaluations/briefs.py FILE.jsonl --library DIR [--failures]

Rows: {"id","lang","questions":[…],"as_of","points":[{"must":["form|other form",…],"document","why"}]}. A point is found
when each `must`, in one of its forms, stands in the briefing's sentences, tables or footnotes, whatever the spaces and
capitals; `in the text` counts those found without the footnotes. A sentence is proven when it is a document's own, the
line that opens what a document says, or one whose claim its citations prove. No model is asked.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from assistant.answering.drafting.proofs import evidence_of
from assistant.desks.brief.brief_files import lists_of, note_of
from assistant.desks.brief.briefing import Briefing, Sentence, split_cell
from assistant.desks.brief.composing import documents_in
from assistant.evaluating.answers import squeezed
from assistant.proving import verify_sentence
from assistant.records import Hit, Verdict


def main() -> None:
    parser = argparse.ArgumentParser(description="Scores the desk Brief on points listed by hand.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--failures", action="store_true", help="list what was not found; not on rows kept for figures")
    chosen = parser.parse_args()
    assistant = Assistant(Settings(library=chosen.library, model="none"))
    assistant.ask("warm up")  # the first question opens engines and library
    rows = [json.loads(line) for line in chosen.file.read_text("utf-8").splitlines() if line.strip()]
    found = points = in_text = unproven = unheld = 0
    seconds: list[float] = []
    for row in rows:
        began = time.perf_counter()
        briefing = assistant.brief(row["questions"], date.fromisoformat(row["as_of"]), row["lang"])
        seconds.append(time.perf_counter() - began)
        text, notes = squeezed("\n".join(texts_of(briefing))), squeezed("\n".join(notes_of(briefing)))
        missed = [point for point in row["points"] if not stands(point, text + notes)]
        loose = [one for one in sentences_of(briefing) if not proven(one, briefing)]
        found += len(row["points"]) - len(missed)
        in_text += sum(stands(point, text) for point in row["points"])
        points += len(row["points"])
        unheld += sum(point["document"] not in assistant.library.index.records for point in row["points"])
        unproven += len(loose)
        print(
            f"{row['id']} {row['lang']}: {len(row['points']) - len(missed)} of {len(row['points'])} points, "
            f"{documents_in(briefing)} documents, {len(sentences_of(briefing))} sentences, {len(text)} characters, "
            f"{len(briefing.open_points)} open points, {len(loose)} not proven, {seconds[-1]:.1f} s"
        )
        if chosen.failures:
            told_failures(assistant, missed, loose, briefing)
    print(
        f"{len(rows)} briefings: {found} of {points} points = {found / max(1, points):.2f} "
        f"(in the text {in_text / max(1, points):.2f}; {unheld} of documents that are not held), "
        f"{unproven} sentences not proven, "
        f"{statistics.median(seconds):.1f} s in the middle, {max(seconds):.1f} s at most"
    )


def stands(point: dict[str, Any], text: str) -> bool:
    return all(any(squeezed(form) in text for form in must.split("|")) for must in point["must"])


def texts_of(briefing: Briefing) -> Iterator[str]:
    """What a reader reads above the footnotes; not the questions, which are the reader's own."""
    for part in briefing.parts:
        yield from (sentence.text for sentence in part.sentences)
        yield from (split_cell(cell)[0] for row in part.rows for cell in row)
    yield from (sentence.text for _, sentences in lists_of(briefing) for sentence in sentences)


def notes_of(briefing: Briefing) -> Iterator[str]:
    yield from (note_of(citation, briefing.language) for citation in briefing.citations)


def sentences_of(briefing: Briefing) -> list[Sentence]:
    """All that cites something."""
    sentences = [sentence for part in briefing.parts for sentence in part.sentences]
    return sentences + [one for one in (*briefing.disputed, *briefing.not_covered) if one.citations]


def proven(sentence: Sentence, briefing: Briefing) -> bool:
    cited = [briefing.citation(marker) for marker in sentence.citations]
    said, own = squeezed(sentence.text), squeezed(bare(sentence.text))
    if any(squeezed(one.quote) in said and one.quote in one.passage.text for one in cited):
        return True
    if any(own in squeezed(one.passage.text) for one in cited):
        return True
    if cited and said.endswith((":", "：")) and squeezed(cited[0].record.title_in(briefing.language)) in said:
        return True
    evidence = {one.marker: evidence_of(Hit(one.passage, one.record, one.status, 0.0)) for one in cited}
    return verify_sentence(sentence.text, evidence, list(sentence.citations)).verdict is Verdict.SUPPORTED


def bare(text: str) -> str:
    """What stands between the quotation marks of a sentence in another language, else the sentence."""
    quoted = re.fullmatch(r"“(.*)” ?[(（][^()（）]*[)）]", text, re.S)
    return quoted[1] if quoted else text


def told_failures(
    assistant: Assistant, missed: list[dict[str, Any]], loose: list[Sentence], briefing: Briefing
) -> None:
    cited = {one.record.document for one in briefing.citations}
    for point in missed:
        held = point["document"] in assistant.library.index.records
        where = "cited" if point["document"] in cited else "not cited" if held else "not in the library"
        print(f"    {point['must']} {point['document']} ({where}): {point.get('why')}")
    for one in loose:
        print(f"    not proven: {one.text}")


if __name__ == "__main__":
    main()
