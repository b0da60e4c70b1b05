"""A small real HTTP server that speaks, or fails to speak, as OpenAI-compatible ones do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-not-to-be-seen"


@dataclass(frozen=True)
class Answer:
    """What goes over the wire, after ``wait`` seconds.

    ``drip`` is a pause after each byte of the body, ``drip_head`` after each of what precedes it.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    drip_head: float = 0.0
    wait: float = 0.0


def says(text: str, **choice: Any) -> Answer:
    """Answer with ``text``, at a cost of 100 tokens in and 10 out."""
    message = {"role": "assistant", "content": text}
    values = {
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
    }
    return Answer(body=json.dumps(values).encode())


def fails(status: int, message: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps({"error": {"message": message}}).encode(), named)


Script = Callable[[dict[str, Any], int], Answer]  # the request's body, and its number from 0


class ChatServer:
    """Answers by a script and remembers what it was asked, and how much of it at once."""

    def __init__(self, script: Script, models: tuple[str, ...] = ("tiny",)) -> None:
        self.script, self.models = script, models
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.most_at_once = self._now = 0
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.handle_error = lambda *caller: None  # type: ignore[method-assign]
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    @contextmanager
    def running(self) -> Iterator[ChatServer]:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            thread.join()

    @contextmanager
    def asked(self, body: dict[str, Any], headers: dict[str, str]) -> Iterator[Answer]:
        with self._lock:
            number = len(self.bodies)
            self.bodies.append(body)
            self.headers.append(headers)
            self.times.append(time.monotonic())
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield self.script(body, number)
        finally:
            with self._lock:
                self._now -= 1


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            if self.path != "/v1/chat/completions":
                self._send(fails(404, "no such place"))
                return
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with server.asked(body, {k.lower(): v for k, v in self.headers.items()}) as answer:
                time.sleep(answer.wait)
            # Counted out before the client has it, who may ask again at once.
            self._send(answer)

        def do_GET(self) -> None:
            data = [{"id": name, "object": "model"} for name in server.models]
            self._send(Answer(body=json.dumps({"object": "list", "data": data}).encode()))

        def _send(self, answer: Answer) -> None:
            named = {**answer.headers, "content-length": str(len(answer.body))}
            lines = [
                f"HTTP/1.1 {answer.status} -",
                *(f"{k}: {v}" for k, v in named.items()),
                "",
                "",
            ]
            try:
                self._write("\r\n".join(lines).encode(), answer.drip_head)
                self._write(answer.body, answer.drip)
            except OSError:
                self.close_connection = True  # the client has had enough

        def _write(self, data: bytes, pause: float) -> None:
            step = 1 if pause else max(len(data), 1)
            for start in range(0, len(data), step):
                self.wfile.write(data[start : start + step])
                self.wfile.flush()
                time.sleep(pause)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
