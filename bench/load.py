"""Timing of requests: sequences of calls by one or several clients, each over one connection."""

from __future__ import annotations

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Client:
    """One keep-alive connection with one person's token."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.token = token

    def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """The status and the body of the answer, read whole."""
        data = None if body is None else json.dumps(body).encode()
        sent = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        self.connection.request(method, f"/api/v1/{path}", data, sent | (headers or {}))
        answer = self.connection.getresponse()
        return answer.status, answer.read()


@dataclass(frozen=True)
class Timing:
    """Milliseconds of each call, calls that failed, and the seconds the whole run took."""

    milliseconds: list[float]
    errors: int
    seconds: float

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20)[-1]

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    def __str__(self) -> str:
        return (
            f"p50 {self.p50:.1f} ms, p95 {self.p95:.1f} ms, {self.per_second:.0f}/s, "
            f"{self.errors} errors"
        )


def measure(steps: list[Callable[[], bool]], calls: int) -> Timing:
    """Run each step ``calls`` times, all steps at once in a thread each; a step returns success."""
    taken: list[float] = []
    failed = [0] * len(steps)

    def work(index: int) -> None:
        own = []
        for _ in range(calls):
            begun = time.perf_counter()
            failed[index] += not steps[index]()
            own.append((time.perf_counter() - begun) * 1000)
        taken.extend(own)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(steps))]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Timing(taken, sum(failed), time.perf_counter() - begun)
