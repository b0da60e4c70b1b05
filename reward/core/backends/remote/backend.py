"""The backend itself: one question per video, many at once, answers read as they come."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from annotation.domain.document import Document, Verdict
from reward.core import answers
from reward.core.backends.remote.config import Config, dump_config, read_config
from reward.core.backends.remote.messages import body, ground
from reward.core.backends.remote.odds import p_fake
from reward.core.chat import Chat
from reward.core.contract import Example, Prediction, Report
from reward.core.errors import CheckpointError, ConfigError, TrainingError
from reward.core.replies import Replies, Reply
from reward.core.server import Usage

CONFIG = "config.json"
# Without log-probabilities a verdict is all there is.
_BY_VERDICT: dict[Verdict | None, float] = {Verdict.FAKE: 1.0, Verdict.REAL: 0.0}


class Remote:
    """Asks one server; ``usage`` says what that has cost so far."""

    name = "remote"

    def __init__(self, config: Config) -> None:
        self.config = config
        known = Replies(Path(config.cache)) if config.cache else None
        self._chat = Chat(config.server, known)
        if self._chat.reveals(json.dumps(dump_config(config))):
            raise ConfigError(
                f"The configuration holds the key: leave it in {config.key_variable}."
            )

    @property
    def usage(self) -> Usage:
        return self._chat.usage

    def fit(
        self,
        examples: Sequence[Example],
        val: Sequence[Example],
        *,
        seconds: float | None,
        seed: int,
        state: Path,
        report: Report,
    ) -> dict[str, Any]:
        """TrainingError: a server is not trained through its answers."""
        raise TrainingError(
            f"The model at {self.config.url} cannot be trained from here: train the backend mllm, "
            "serve its checkpoint, and name the server with `python -m reward.core connect`."
        )

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """Ask about each example, in order.

        What of an answer could not be read stands in its document's note; what it cost so far is
        said on standard error. ChatError if the server fails for good; MediaError names a clip that
        cannot be sent.
        """
        bodies = (body(example, self.config) for example in examples)
        replies = self._chat.ask(bodies, tokens=self.config.answer_tokens)
        found = [self._understood(*pair) for pair in zip(examples, replies, strict=True)]
        sys.stderr.write(f"{self.config.model}: {self.usage} so far\n")
        return found

    def save(self, folder: Path) -> None:
        """Write the configuration; the key is not part of it."""
        text = json.dumps(dump_config(self.config), indent=2, sort_keys=True)
        (folder / CONFIG).write_text(text + "\n")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what ``save`` wrote; CheckpointError names the file."""
        path = folder / CONFIG
        try:
            return cls(read_config(json.loads(path.read_text())))
        except (OSError, ValueError, AttributeError) as error:
            raise CheckpointError(f"{path} is damaged or missing: {error}.") from error
        except ConfigError as error:
            raise CheckpointError(f"{path}: {error.message}") from error

    def _understood(self, example: Example, reply: Reply) -> Prediction:
        style = self.config.style
        reading = answers.read(reply.text, style, ground(example, self.config))
        document = _noted(reading)
        odds = p_fake(reply.tokens, style)
        if odds is None:
            odds = _BY_VERDICT.get(document.verdict, 0.5)
        # A server gives no odds of single traces; models name the plainest one first.
        sure = tuple(odds / (1 + place) for place in range(len(document.traces)))
        return Prediction(example.line.video, document, odds, sure)


def _noted(reading: answers.Reading) -> Document:
    if not reading.unread:
        return reading.document
    return replace(reading.document, note=f"unread: {'; '.join(reading.unread)}"[:1_000])
