"""What becomes of a model's answers to a sample of gold questions.

    python evaluations/model.py tests/gold/dev --library DIR [--rows 30] [--seed 1] [--show] [--untranslated]

Prints the shares of answer statuses, of the model's sentences that were kept or dropped and why, of facts found, and
how long the first word, the whole answer and the prompt were. The model is that of the settings (OPENAI_BASE_URL,
POLICY_ASSISTANT_MODEL …). A sample has as many rows of each category as the folder, near enough. `--show` prints every
answer as a reader sees it, with the draft it was made of.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant import Assistant
from assistant.errors import ModelUnavailable
from assistant.evaluating.answers import everything, must_found, refuses, share
from assistant.evaluating.folders import Row, query_file, read_rows
from assistant.language.script import told_in
from assistant.language.tokens import estimate_tokens
from assistant.models.chat import ChatModel, Limits, Message
from assistant.records import Answer, AnswerStatus, Progress, Turn, Verdict
from assistant.settings import read_settings


@dataclass
class Call:
    """One call of the model."""

    prompt: float  # estimated tokens
    reply: str = ""
    first: float | None = None  # seconds to the first piece
    seconds: float = 0.0
    problem: str = ""


class Watched(ChatModel):
    """A chat model whose calls are kept."""

    calls: list[Call]

    def stream(self, messages: Sequence[Message], limits: Limits | None = None) -> Iterator[str]:
        call, began = Call(estimate_tokens("".join(text for _, text in messages))), time.perf_counter()
        self.calls.append(call)
        try:
            for piece in super().stream(messages, limits):
                call.first = call.first or time.perf_counter() - began
                call.reply += piece
                yield piece
        except ModelUnavailable as error:
            call.problem = str(error)
            raise
        finally:
            call.seconds = time.perf_counter() - began


@dataclass
class Result:
    row: Row
    answer: Answer
    seconds: float
    first: float | None  # seconds until a reader sees the first word
    calls: list[Call] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description="What becomes of a model's answers to a sample of gold questions.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--rows", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--category", action="append", help="only rows of this category (may be repeated)")
    parser.add_argument("--untranslated", action="store_true", help="no call before the search, which costs one")
    parser.add_argument("--show", action="store_true", help="print every answer (never for held-out rows)")
    chosen = parser.parse_args()
    settings = read_settings({"library": chosen.library})
    if settings.model_name is None:
        parser.error("no model is configured: set POLICY_ASSISTANT_MODEL and OPENAI_BASE_URL")
    assistant = Assistant(settings)
    model = Watched(settings, settings.model_name)
    model.calls = []
    assistant._answering.model = model
    if chosen.untranslated:
        assistant._answering.translator = None
    rows = read_rows(query_file(chosen.folder, None))
    if chosen.category:
        rows = [row for row in rows if row["category"] in chosen.category]
    results = []
    for number, row in enumerate(sample(rows, chosen.rows, chosen.seed), 1):
        results.append(asked(assistant, model, row))
        if chosen.show:
            show(number, results[-1])
    print_table(results, f"{chosen.folder}: {len(results)} of {len(rows)} rows, seed {chosen.seed}, model {model.name}")


def sample(rows: Sequence[Row], count: int, seed: int) -> list[Row]:
    """`count` rows, drawn category by category in turn, so that small samples have every category."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["category"]].append(row)
    chance = random.Random(seed)
    for group in groups.values():
        chance.shuffle(group)
    drawn: list[Row] = []
    while len(drawn) < min(count, len(rows)):
        drawn += [group.pop() for group in groups.values() if group]
    return drawn[:count]


def asked(assistant: Assistant, model: Watched, row: Row) -> Result:
    from datetime import date

    model.calls = []
    history = [Turn(question, "") for question in row.get("history", [])]
    as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
    began, first = time.perf_counter(), None
    for event in assistant.stream(row["q"], history, as_of):
        if isinstance(event, Progress) and event.text.strip() and first is None:
            first = time.perf_counter() - began
        if isinstance(event, Answer):
            return Result(row, event, time.perf_counter() - began, first, list(model.calls))
    raise AssertionError("the last event of a stream is the answer")


def print_table(results: Sequence[Result], title: str) -> None:
    """The shares, one a line."""
    print(f"\n{title}")
    statuses = Counter(result.answer.status for result in results)
    for status in AnswerStatus:
        if statuses[status]:
            print(f"  {status:<20} {statuses[status]:4} {statuses[status] / len(results):6.1%}")
    wrote = [result for result in results if result.answer.model]
    sentences = [sentence for result in wrote for sentence in result.answer.sentences if sentence.why != "verbatim"]
    verdicts = Counter(sentence.verdict for sentence in sentences)
    print(f"  the model was asked for {len(wrote)} answers; {len(sentences)} sentences checked")
    for verdict in Verdict:
        print(f"  {verdict:<20} {verdicts[verdict]:4} {verdicts[verdict] / max(1, len(sentences)):6.1%}")
    reasons = Counter(sorted_reason(s.why) for s in sentences if s.verdict is Verdict.UNSUPPORTED)
    for reason, count in reasons.most_common(8):
        print(f"      {count:4} {reason}")
    answerable = [result for result in results if not result.row.get("abstain")]
    others = [result for result in results if result.row.get("abstain")]
    print(f"  facts found          {share(must_found(r.row, everything(r.answer)) for r in answerable):6.1%}")
    print(f"  refused rightly      {share(refuses(r.answer) for r in others):6.1%} of {len(others)}")
    print(f"  refused wrongly      {share((refuses(r.answer) for r in answerable), 0.0):6.1%} of {len(answerable)}")
    right = share(in_language(result) for result in wrote if result.answer.status in ("answered", "partial"))
    print(f"  in the question's language {right:6.1%}")
    calls = [call for result in wrote for call in result.calls]
    tries = sum(len(result.calls) > 1 for result in wrote)
    print(f"  more than one call   {tries:4} of {len(wrote)} answers; {len(calls)} calls in all")
    for name, values in (
        ("seconds to the first word", [r.first for r in wrote if r.first]),
        ("seconds to the answer", [r.seconds for r in wrote]),
        ("prompt, estimated tokens", [call.prompt for call in calls]),
        ("reply, estimated tokens", [estimate_tokens(call.reply) for call in calls]),
    ):
        if values:
            print(f"  {name:<26} median {statistics.median(values):7.1f}, most {max(values):7.1f}")


def sorted_reason(why: str) -> str:
    """A reason without what it quotes, so that equal ones can be counted."""
    import re

    return re.sub(r"“[^”]*”|\"[^\"]*\"|\[\d+\]|\b[A-Z]\w+\b|\d[\d,.]*", "…", why)[:90]


def in_language(result: Result) -> bool:
    said = " ".join(s.text for s in result.answer.sentences if s.verdict is Verdict.SUPPORTED and s.why != "verbatim")
    return told_in(said) == result.answer.language


def show(number: int, result: Result) -> None:
    row, answer = result.row, result.answer
    print(
        f"\n──── {number}. {row['id']} {row.get('history', '')} {row['q']}   [{answer.status}, {result.seconds:.0f} s]"
    )
    print(f"  expected: {row.get('must', 'a refusal')}")
    for call in result.calls:
        print(f"  · call: {call.prompt:.0f} tokens, first {call.first or 0:.1f} s, {call.seconds:.1f} s {call.problem}")
        print("      " + call.reply.strip().replace("\n", "\n      "))
    print("  = " + answer.text.replace("\n", "\n    "))
    for sentence in answer.sentences:
        if sentence.verdict is not Verdict.SUPPORTED:
            print(f"  ✗ {sentence.verdict}: {sentence.text}  ({sentence.why})")
    for note in answer.notes:
        print(f"  note: {note}")
    if row.get("must"):
        print(f"  facts found: {must_found(row, everything(answer))}", flush=True)


if __name__ == "__main__":
    main()
