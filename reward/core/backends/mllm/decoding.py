"""Between a model's logits and its next token.

The verdict's odds are read, how sure each token was is kept, answers are held to their pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reward.core.backends.mllm.config import CLOSING
from reward.core.backends.mllm.prompts import Odds

# What leads to the end soonest, first wins: an explanation, a list and a number are closed before
# another entry or digit begins.
_CLOSERS = ('"', "]", "}", ".", ",")


class Scribe:
    """A logits processor that only reads: the verdict's odds first, then each token's probability.

    ``p_fake[k]`` is sigmoid(z_fake - z_real) where row k's verdict begins, ``logs[k]`` the natural
    logarithm of the probability of each token written so far.
    """

    def __init__(self, odds: Odds) -> None:
        self._odds = odds
        self._before: Any = None
        self.p_fake: list[float] = []
        self.logs: list[list[float]] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        import torch

        logits = scores.float()
        if self._before is None:
            difference = logits[:, self._odds.fake] - logits[:, self._odds.real]
            self.p_fake = torch.sigmoid(difference).tolist()
            self.logs = [[] for _ in range(len(logits))]
        else:
            chosen = self._before.gather(1, input_ids[:, -1:])[:, 0].tolist()
            for row, log in zip(self.logs, chosen, strict=True):
                row.append(log)
        self._before = torch.log_softmax(logits, dim=-1)
        return scores


class Pen:
    """A logits processor that lets only answers matching ``grammar`` be written, each to its end.

    The tokens before the verdict have been written already; the verdict is the likelier of the
    two. ``budget`` tokens may be written: near their end whatever is open is closed, so that even
    a model that rambles leaves a whole answer. One use, one batch of ``rows``.
    """

    def __init__(self, grammar: Grammar, odds: Odds, *, rows: int, budget: int) -> None:
        self._grammar = grammar
        self._verdicts = [odds.fake, odds.real]
        self._matchers = [grammar.begin(odds.prefix) for _ in range(rows)]
        self._budget = budget
        self._written = 0

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        import torch

        width = scores.shape[1]
        if self._written == 0:
            # Spelled otherwise ("f", "fa"), the verdict could contradict its odds.
            rows = [_only(self._verdicts, width)] * len(self._matchers)
        else:
            closing = self._written >= self._budget - CLOSING
            self._read(input_ids[:, -1].tolist())
            rows = [self._allowed(matcher, width, closing) for matcher in self._matchers]
        self._written += 1
        return scores.masked_fill(~torch.stack(rows).to(scores.device), -torch.inf)

    def _read(self, tokens: Sequence[int]) -> None:
        for matcher, token in zip(self._matchers, tokens, strict=True):
            if not matcher.is_stopped():
                matcher.consume_token(token)

    def _allowed(self, matcher: Any, width: int, closing: bool) -> Any:
        """Return what may follow: bool (width,)."""
        import numpy as np
        import torch

        bits = np.frombuffer(matcher.compute_bitmask(), dtype=np.uint8)
        known = np.unpackbits(bits, bitorder="little")[:width].astype(bool)
        if matcher.is_stopped() or not known.any():
            return _only([self._grammar.stop], width)
        if closing:
            for token in (self._grammar.stop, *self._grammar.closers):
                if known[token]:
                    return _only([token], width)
        # A model's vocabulary may be larger than its tokenizer's.
        return torch.from_numpy(np.pad(known, (0, width - len(known))))


def _only(tokens: Sequence[int], width: int) -> Any:
    import torch

    allowed = torch.zeros(width, dtype=torch.bool)
    allowed[list(tokens)] = True
    return allowed


class Grammar:
    """A pattern in the tokens of one tokenizer; takes about a second to make for 150 k tokens."""

    def __init__(self, tokenizer: Any, pattern: str, stop: int) -> None:
        from llguidance import LLMatcher
        from llguidance.hf import from_tokenizer

        self.stop = stop
        self._tokens = from_tokenizer(tokenizer, eos_token=stop)
        self._grammar = LLMatcher.grammar_from_regex(pattern)
        if problem := LLMatcher.validate_grammar(self._grammar, self._tokens):
            raise ValueError(f"the pattern cannot be decoded by: {problem}")
        ids = tokenizer.convert_tokens_to_ids(list(_CLOSERS))
        self.closers = [token for token in ids if token is not None]

    def begin(self, prefix: Sequence[int]) -> Any:
        """Return a matcher that has read ``prefix``."""
        from llguidance import LLMatcher

        matcher = LLMatcher(self._tokens, self._grammar, log_level=0)
        if not matcher.consume_tokens(list(prefix)):
            raise ValueError(f"no answer begins like this: {matcher.get_error()}")
        return matcher
