"""P(fake) from the alternatives to the token that decides the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import Any

from annotation.domain.document import Verdict
from reward.core.answers import Style, opening


def p_fake(tokens: Sequence[dict[str, Any]], style: Style) -> float | None:
    """Return P(fake) / (P(fake) + P(real)) at the deciding token; None where there is none.

    ``tokens`` are those of ``choices[0].logprobs.content``: a token, its log-probability and
    "top_logprobs". Only letters count, so that '{"verdict": "fa' decides like '{"verdict":"fa'. A
    verdict that is not among the alternatives is as likely as the least of them, at most.
    """
    fake, real = (_letters(opening(style, verdict)) for verdict in (Verdict.FAKE, Verdict.REAL))
    said = ""
    for token in tokens:
        odds = {True: 0.0, False: 0.0}
        least = 1.0
        for text, probability in _alternatives(token):
            least = min(least, probability)
            written = said + _letters(text)
            for verdict, letters in ((True, fake), (False, real)):
                if len(written) > _shared(fake, real) and _agree(written, letters):
                    odds[verdict] += probability
        if any(odds.values()):
            shares = {verdict: share or least for verdict, share in odds.items()}
            return shares[True] / (shares[True] + shares[False])
        said += _letters(str(token.get("token", "")))
        if not (_agree(said, fake) or _agree(said, real)):
            return None
    return None


def _alternatives(token: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield each text that could have stood here with its probability, the chosen one too."""
    found: dict[str, float] = {}
    top = token.get("top_logprobs")
    for one in [token, *(top if isinstance(top, list) else [])]:
        if isinstance(one, dict) and isinstance(one.get("logprob"), int | float):
            found[str(one.get("token", ""))] = exp(min(float(one["logprob"]), 0.0))
    yield from found.items()


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())


def _agree(written: str, expected: str) -> bool:
    """Tell whether one of the two begins with the other."""
    return written.startswith(expected) or expected.startswith(written)


def _shared(one: str, other: str) -> int:
    return next(k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
