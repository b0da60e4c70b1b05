"""A time by which a whole answer must be there, however slowly its parts come."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any


class Deadline:
    """Ends a request's connections ``seconds`` after it is entered; ``passed`` tells that it did.

    httpx's time-outs begin anew with every byte, so that a drip never trips them. Give ``trace`` to
    the request as the extension of that name: it learns of the connections the request opens.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, values: dict[str, Any]) -> None:
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        with self._lock:
            self._sockets.append(values["return_value"].get_extra_info("socket"))
            if self.passed:
                self._shut()

    def _end(self) -> None:
        with self._lock:
            self.passed = True
            self._shut()

    def _shut(self) -> None:
        # Not closed, which would leave its number to somebody else: whoever reads meets the end.
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
