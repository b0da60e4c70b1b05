"""A client of OpenAI-compatible servers that is patient, polite, bounded, and keeps its key secret.

The key is read from the environment at the moment it is sent; it is in no configuration, message
or log, and what a server says is searched for it before it is shown.
"""

from __future__ import annotations

import json
import os
import re
import ssl
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Any

import httpx

from reward.core.deadline import Deadline
from reward.core.pace import Pace, backoff, retry_after
from reward.core.replies import Replies, Reply
from reward.core.server import ChatError, Server, Usage

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_FILTERED = re.compile(rb"content[ _]?(?:policy|filter|management)|safety|moderation", re.I)
_LARGEST = 16 * 2**20  # bytes of an answer
_NO_REUSE = httpx.Limits(max_keepalive_connections=0)  # a deadline knows what its request opens
_AHEAD = 4  # answers that may wait for an earlier one, per request under way


class _AgainError(Exception):
    """Worth another try, after ``wait`` seconds where the server named them."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Chat:
    """Asks one server; ``usage`` adds up over its life. Threads share the pace and the pauses.

    What ``known`` has an answer to is not asked again.
    """

    def __init__(self, server: Server, known: Replies | None = None) -> None:
        self.server, self.known = server, known
        self.usage = Usage()
        self._lock = threading.Lock()

    def ask(self, bodies: Iterable[dict[str, Any]], *, tokens: int) -> Iterator[Reply]:
        """Yield one reply per body, in order; ``tokens`` bounds each answer.

        Bodies are made as they are needed; at most ``concurrency`` requests are under way.
        A question that a content filter stops has an empty reply. ChatError where the server
        refuses otherwise, or still fails at the last try; none is sent after it.
        """
        pace, slots = Pace(self.server.requests_per_minute), self.server.concurrency
        free = threading.Semaphore(slots)
        waiting: deque[Future[Reply]] = deque()
        tls = httpx.create_ssl_context()
        try:
            for body in bodies:
                free.acquire()
                waiting.append(self._begin(tls, pace, free, self._whole(body, tokens)))
                while waiting and (waiting[0].done() or len(waiting) >= _AHEAD * slots):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pace.stop()

    def _begin(
        self, tls: ssl.SSLContext, pace: Pace, free: threading.Semaphore, body: dict[str, Any]
    ) -> Future[Reply]:
        """Ask in a thread of its own, which an interrupted program does not wait for.

        It has a connection of its own, too: a shared client closed under a thread that is just
        connecting would leave the socket open.
        """
        future: Future[Reply] = Future()

        def work() -> None:
            try:
                with httpx.Client(
                    timeout=self.server.timeout_s, verify=tls, limits=_NO_REUSE
                ) as client:
                    future.set_result(self._answer(client, pace, body))
            except Exception as error:  # whoever takes the result meets it
                future.set_exception(error)
            finally:
                free.release()

        threading.Thread(target=work, daemon=True).start()
        return future

    def models(self) -> list[str]:
        """Return the names of the models that the server offers; none where it does not say."""
        try:
            answer = httpx.get(
                f"{self._url}/models", headers=self._headers(), timeout=self.server.timeout_s
            )
            return [str(one["id"]) for one in answer.json()["data"]]
        except (httpx.HTTPError, ValueError, TypeError, KeyError):
            return []

    def _whole(self, body: dict[str, Any], tokens: int) -> dict[str, Any]:
        whole = {"model": self.server.model, "max_completion_tokens": tokens}
        if self.server.temperature is not None:
            whole["temperature"] = self.server.temperature
        return {**whole, **self.server.extra, **body}

    def _answer(self, client: httpx.Client, pace: Pace, body: dict[str, Any]) -> Reply:
        if self.known is None:
            return self._patiently(client, pace, body)
        if (reply := self.known.get(self._url, body)) is None:
            reply = self._patiently(client, pace, body)
            self.known.put(self._url, body, reply)
        return reply

    def _patiently(self, client: httpx.Client, pace: Pace, body: dict[str, Any]) -> Reply:
        for attempt in range(1, self.server.tries + 1):
            pace.turn()
            try:
                reply = self._once(client, body)
            except _AgainError as error:
                with self._lock:
                    self.usage.failures += 1
                wait = backoff(attempt, error.wait, self.server.longest_wait_s)
                if attempt == self.server.tries:
                    raise ChatError(f"{self._place}: {error} at try {attempt}, the last.") from None
                if wait is None:
                    raise ChatError(
                        f"{self._place}: {error}; it asks to wait {error.wait:.0f} s, more than "
                        f"the {self.server.longest_wait_s:.0f} s allowed."
                    ) from None
                # Whoever is told to wait speaks for all: they share the server's limit.
                pace.pause(wait, everyone=error.wait is not None)
            else:
                return reply
        raise AssertionError("a try returns or raises")

    def _once(self, client: httpx.Client, body: dict[str, Any]) -> Reply:
        url = f"{self._url}/chat/completions"
        with Deadline(self.server.timeout_s) as deadline:
            watch = {"trace": deadline.trace}
            headers = self._headers()
            late = _AgainError(f"no answer within {self.server.timeout_s:g} s")
            try:
                with client.stream(
                    "POST", url, json=body, headers=headers, extensions=watch
                ) as response:
                    data = _read(response)
            except httpx.RequestError as error:
                if deadline.passed or isinstance(error, httpx.TimeoutException):
                    raise late from None
                raise _AgainError(f"{type(error).__name__}: {self._clean(str(error))}") from None
            if deadline.passed:  # an answer without a length just ends
                raise late
        if response.status_code in _AGAIN:
            wait = retry_after(response.headers.get("retry-after"))
            raise _AgainError(f"status {response.status_code}", wait)
        if response.status_code == 400 and b"temperature" in data and "temperature" in body:
            # Reasoning models take no temperature but their own.
            return self._once(client, {k: body[k] for k in body if k != "temperature"})
        if response.status_code == 400 and _FILTERED.search(data):
            return Reply("")  # this one question is not answered; the next may be
        if response.status_code != 200:
            said = self._clean(data[:2_000].decode(errors="replace"))
            raise ChatError(f"{self._place}: status {response.status_code}: {said[:300]}")
        return self._understood(data)

    def _understood(self, data: bytes) -> Reply:
        try:
            values = json.loads(data)
            choice = values["choices"][0]
            text = choice["message"].get("content") or ""
            tokens = tuple((choice.get("logprobs") or {}).get("content") or ())
            usage = values.get("usage") or {}
            spent = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            raise _AgainError("an answer that is no chat completion") from None
        if not isinstance(text, str) or not all(isinstance(token, dict) for token in tokens):
            raise _AgainError("an answer that is no chat completion")
        self._count(*spent)
        return Reply(text, tokens)

    def _count(self, tokens_in: int, tokens_out: int) -> None:
        cost = tokens_in * self.server.price_in + tokens_out * self.server.price_out
        with self._lock:
            self.usage.requests += 1
            self.usage.tokens_in += tokens_in
            self.usage.tokens_out += tokens_out
            self.usage.dollars += cost / 1e6

    def _headers(self) -> dict[str, str]:
        key = self._key
        return {"authorization": f"Bearer {key}"} if key else {}

    @property
    def _key(self) -> str:
        key = os.environ.get(self.server.key_variable, "").strip()
        if not (key.isascii() and key.isprintable()):
            raise ChatError(f"{self.server.key_variable} holds what no header can carry.")
        return key

    @property
    def _url(self) -> str:
        return self.server.url.rstrip("/")

    @property
    def _place(self) -> str:
        return f"{self.server.url} ({self.server.model})"

    def reveals(self, text: str) -> bool:
        """Tell whether ``text`` holds the key."""
        return bool(self._key) and self._key in text

    def _clean(self, said: str) -> str:
        """Return what a server said without the key, on one line."""
        key = self._key
        return " ".join((said.replace(key, "[key]") if key else said).split())


def _read(response: httpx.Response) -> bytes:
    parts, length = [], 0
    for part in response.iter_bytes():
        parts.append(part)
        length += len(part)
        if length > _LARGEST:
            raise _AgainError("an answer without end")
    return b"".join(parts)
