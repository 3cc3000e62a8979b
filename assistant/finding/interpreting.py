"""A question in the other language, as a chat model translates it: an addition to the dictionary, never a condition.

One short call for each question, within a few seconds, remembered. A reply that does not look like a translation is
dropped, and a server that fails is left alone for a while; finding then rests on the dictionary, as without a model.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import OrderedDict

from assistant.errors import ModelUnavailable
from assistant.language.folding import fold
from assistant.language.script import is_chinese, language_of
from assistant.models.chat import ChatModel
from assistant.models.prompts import translation_messages

TOKENS = 160  # of a reply
SECONDS = 5.0  # for the whole reply
LONGEST = 400  # characters of a question worth translating; longer ones are texts, rich in words of their own
REMEMBERED = 500  # questions
PAUSE = 60.0  # seconds without calls after a failure
LETTERS = 4  # of English that say about what one Chinese character says
SHORTEST, LONGEST_REPLY, SLACK = 0.4, 2.5, 12  # bounds of a reply's extent: shares of the question's, and letters
FEWEST_CHINESE = 2  # characters in a Chinese translation, whose names may well stay in Latin script
_LABEL = re.compile(
    r"^(?:translation|translated question|english|chinese|译文|翻译|中文|英文|英语)\s*[:：]\s*", re.IGNORECASE
)
_QUOTES = " \t\"'“”‘’「」`*"
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")

logger = logging.getLogger(__name__)


class Interpreter:
    """Translations of questions by one model. Threads may share it."""

    def __init__(self, model: ChatModel, seconds: float = SECONDS) -> None:
        self._model = model
        self._seconds = seconds
        self._known: OrderedDict[tuple[str, str], str | None] = OrderedDict()
        self._lock = threading.Lock()
        self._silent_until = 0.0

    def __call__(self, question: str, source: str, target: str) -> str | None:
        """The question in the target language; None where there is no translation to be had, for whatever reason."""
        if {source, target} != {"zh", "en"} or not 1 < len(question) <= LONGEST:
            return None
        key = question, target
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            if time.monotonic() < self._silent_until:
                return None
        limits = self._model.short(TOKENS, self._seconds)
        self._model.client(limits)  # opened beforehand: its imports are no part of the model's seconds
        try:
            reply = self._model.complete(translation_messages(question, target), limits)
        except ModelUnavailable as error:
            logger.info("no translation of the question: %s", error)
            with self._lock:
                self._silent_until = time.monotonic() + PAUSE
            return None
        found = translation_in(reply, question, target)
        with self._lock:
            self._known[key] = found
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


def translation_in(reply: str, question: str, target: str) -> str | None:
    """The first line of a reply if it can be a translation of the question: its script, its length, no repetition."""
    line = next((line for line in reply.strip().splitlines() if line.strip(_QUOTES)), "")
    line = _LABEL.sub("", line.strip(_QUOTES)).strip(_QUOTES)
    chinese = sum(map(is_chinese, line))
    if fold(line) == fold(question) or (chinese < FEWEST_CHINESE if target == "zh" else language_of(line) != "en"):
        return None
    asked, said = _extent(question), _extent(line)
    if not SHORTEST * asked - SLACK <= said <= LONGEST_REPLY * asked + SLACK:
        return None
    words = _WORD.findall(line.lower())
    if not words or len(words) > 3 * len(set(words)):  # a small model that runs in circles
        return None
    return line


def _extent(text: str) -> int:
    """How much a text says, in letters of English: a Chinese character counts as LETTERS."""
    return sum(LETTERS if is_chinese(character) else 1 for character in text)
