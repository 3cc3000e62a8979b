"""Waiting without being stuck: work in a thread of its own, with a sign of life while nothing comes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from assistant.errors import AssistantError

Item = TypeVar("Item")
END = object()


def paced(begin: Callable[[], Iterator[Item]], tick: float) -> Iterator[Item | None]:
    """The items of `begin()`, and None whenever none has come for `tick` seconds.

    Gradio can stop a handler only between two of its yields; a model that keeps silent for a minute would keep a
    question from being stopped, and its box from taking another, for as long. When the caller goes away, the thread
    ends at the next item. An AssistantError is raised here; anything else ends the items early and is printed where
    Python prints what goes wrong in threads.
    """

    def draw(put: Callable[[Item], bool]) -> None:
        for item in begin():
            if not put(item):
                return

    return followed(draw, tick)


def followed(work: Callable[[Callable[[Item], bool]], None], tick: float) -> Iterator[Item | None]:
    """What `work` puts, as it puts it, and None whenever nothing has come for `tick` seconds.

    `put` says whether anybody still listens; work that has to be finished goes on all the same.
    """
    arrived: queue.SimpleQueue[object] = queue.SimpleQueue()
    gone = threading.Event()

    def put(item: Item) -> bool:
        arrived.put(item)
        return not gone.is_set()

    def run() -> None:
        try:
            work(put)
        except AssistantError as error:
            arrived.put(error)
        finally:
            arrived.put(END)

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            try:
                item = arrived.get(timeout=tick)
            except queue.Empty:
                yield None
                continue
            if item is END:
                return
            if isinstance(item, AssistantError):
                raise item
            yield item  # type: ignore[misc]
    finally:
        gone.set()
