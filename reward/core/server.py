"""A server that speaks OpenAI's protocol: where it is, how it may be asked, what that has cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from annotation.errors import TelltaleError


class ChatError(TelltaleError):
    """A server that cannot be asked, or does not answer as it should."""

    status = 502
    code = "remote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to ask, and how much at once.

    ``url`` ends before "/chat/completions" ("https://api.openai.com/v1"). ``extra`` is added to
    every request's body. ``price_in`` and ``price_out`` are dollars per million tokens.
    """

    url: str
    model: str
    key_variable: str = "OPENAI_API_KEY"
    timeout_s: float = 120.0  # of one try, from the first byte sent to the last received
    tries: int = 6
    longest_wait_s: float = 60.0  # between two tries
    concurrency: int = 8
    requests_per_minute: float | None = None
    temperature: float | None = 0.0  # None: the server's own
    price_in: float = 0.0
    price_out: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ChatError("A server's URL begins with http:// or https:// and names a host.")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ChatError("A server's URL holds no secret: the key belongs in the environment.")
        if not (self.timeout_s > 0 and self.tries >= 1 and self.concurrency >= 1):
            raise ChatError("A time-out, tries and concurrency are positive.")


@dataclass(slots=True)
class Usage:
    """What was spent: answered requests, tries that failed, tokens both ways, and dollars."""

    requests: int = 0
    failures: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    dollars: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.requests} answers, {self.failures} failed tries, {self.tokens_in:,} tokens in, "
            f"{self.tokens_out:,} out, {self.dollars:.2f} dollars"
        )
