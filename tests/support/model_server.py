"""A small OpenAI-compatible chat server on loopback that answers, or misbehaves, as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = BaseHTTPRequestHandler
Reply = Callable[["Handler", dict[str, Any]], None]


@dataclass
class ModelServer:
    """`replies` are used up in order; the last one stays. `requests` keeps what was asked."""

    replies: list[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serving(*replies: Reply, translates: bool = False) -> Iterator[ModelServer]:
    """The server, running while the block does; its `url` is a base URL.

    Requests to translate a question use no reply up and are refused, unless it `translates`.
    """
    server = ModelServer(list(replies))

    class Chat(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.close_connection = True
            if not translates and body["messages"][0]["content"].startswith("Translate "):
                return fails(503)(self, body)
            server.requests.append({"path": self.path, **body})
            server.next_reply()(self, body)

        def log_message(self, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def send(handler: Handler, status: int, content_type: str, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)


def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
    value = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def start_stream(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()


def says(text: str) -> Reply:
    """Streams the text in small pieces, and ends properly."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        start_stream(handler)
        handler.wfile.write(chunk({"role": "assistant", "content": ""}))
        for first in range(0, len(text), 7):
            handler.wfile.write(chunk({"content": text[first : first + 7]}))
        handler.wfile.write(chunk({}, "stop") + b"data: [DONE]\n\n")

    return reply


def cut_after(text: str) -> Reply:
    """Streams the text and drops the connection without an end."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        start_stream(handler)
        handler.wfile.write(chunk({"role": "assistant", "content": text}))

    return reply


def fails(status: int, message: str = "out of order") -> Reply:
    def reply(handler: Handler, body: dict[str, Any]) -> None:
        send(handler, status, "application/json", json.dumps({"error": {"message": message}}).encode())

    return reply


def sends(content_type: str, body: bytes) -> Reply:
    """Any other body with status 200."""
    return lambda handler, _: send(handler, 200, content_type, body)


def streams(*deltas: dict[str, Any]) -> Reply:
    """Streams these deltas as they are."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        start_stream(handler)
        for delta in deltas:
            handler.wfile.write(chunk(delta))
        handler.wfile.write(chunk({}, "stop") + b"data: [DONE]\n\n")

    return reply


def silent(seconds: float) -> Reply:
    """Accepts the question and says nothing for a while."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        time.sleep(seconds)

    return reply
