"""Who says whether an explanation is right: 0, 0.5 or 1, and always by name.

The paper asks a language model (arXiv 2509.22646); where none is at hand, shared letters decide.
The two are not comparable, so every result names its judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from reward.core.chat import Chat
from reward.core.server import ChatError, Server

_PROMPT = (
    "You will receive a ground-truth explanation and a model-predicted explanation. Rate the "
    "predicted explanation on a scale of 0, 0.5, or 1 based on: 0: Completely wrong or no "
    "explanation. 0.5: Same object mentioned but incorrect reason. 1: Both object and reason "
    "correctly identified. Respond with only the score."
)
_SHOTS = (
    ("The clock hands are floating without support.", "The clock face is tilted.", "0"),
    (
        "The bottle cap is warped at the hinge.",
        "The bottle cap is warped at the hinge.",
        "1",
    ),
    (
        "The lamp bulb flickers due to pixelation.",
        "The lamp bulb is pixelated but stable.",
        "0.5",
    ),
)
_MARK = re.compile(r"(?<![\d.])(?:0?\.5|0(?:\.0)?|1(?:\.0)?)(?![\d.]*\d)")
DEFAULT_MODEL = "gpt-4.1"
_ANSWER_TOKENS = 2_000  # a reasoning model thinks first


class Judge(Protocol):
    """Scores explanations; ``name`` says by what."""

    @property
    def name(self) -> str: ...

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return 0, 0.5 or 1 for each (true, predicted) pair of filled texts, in order."""
        ...


class LocalJudge:
    """Character n-grams in common (chrF2, Popović 2015), without network or model.

    Its two thresholds put the paper's three examples (22, 45 and 100) where the paper does.
    """

    HALF, WHOLE = 33.0, 66.0
    name = "local:chrf2-33-66"

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        from sacrebleu.metrics.chrf import CHRF

        chrf = CHRF()
        similar = (
            chrf.sentence_score(said.casefold(), [true.casefold()]).score for true, said in pairs
        )
        return [1.0 if s >= self.WHOLE else 0.5 if s >= self.HALF else 0.0 for s in similar]


class ServerJudge:
    """The paper's prompt and its three shots, put to an OpenAI-compatible server."""

    def __init__(self, server: Server) -> None:
        self.chat = Chat(server)
        self.name = f"{server.model} at {server.url}"

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        bodies = ({"messages": _messages(*pair)} for pair in pairs)
        replies = self.chat.ask(bodies, tokens=_ANSWER_TOKENS)
        return [_mark(reply.text, pair) for reply, pair in zip(replies, pairs, strict=True)]


def judge_of(where: str, model: str | None = None) -> Judge:
    """Return the judge named on a command line: "local", or a server's URL.

    Without ``model`` it is the only one the server offers, else ``DEFAULT_MODEL``.
    """
    if where == "local":
        return LocalJudge()
    url = where.rstrip("/").removesuffix("/chat/completions")
    if model is None:
        offered = Chat(Server(url=url, model="")).models()
        model = offered[0] if len(offered) == 1 else DEFAULT_MODEL
    return ServerJudge(Server(url=url, model=model))


def _messages(true: str, said: str) -> list[dict[str, Any]]:
    messages = [{"role": "system", "content": _PROMPT}]
    for *pair, mark in _SHOTS:
        messages.append({"role": "user", "content": _pair(*pair)})
        messages.append({"role": "assistant", "content": mark})
    return [*messages, {"role": "user", "content": _pair(true, said)}]


def _pair(true: str, said: str) -> str:
    return f"Ground-truth explanation: {true}\nModel-predicted explanation: {said}"


def _mark(answer: str, pair: tuple[str, str]) -> float:
    if found := _MARK.search(answer):
        return float(found[0])
    raise ChatError(
        f"The judge answered {answer[:80]!r} instead of 0, 0.5 or 1 to {pair[1][:80]!r}."
    )
