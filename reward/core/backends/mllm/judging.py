"""From clips to predictions: ask, let the model answer, read the answer and how sure it was."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from annotation.domain.document import Document, Verdict
from reward.core.answers import Reading, Style, pattern, read
from reward.core.backends.mllm.batches import join
from reward.core.backends.mllm.clips import Look, look_at, read_pictures
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.decoding import Grammar, Pen, Scribe
from reward.core.backends.mllm.prompts import Odds, Speaker, Tensors
from reward.core.contract import Example, Prediction
from reward.core.devices import choose
from reward.core.frames import ahead

_TRACE = re.compile(rb'\{"category"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, the chance it gave the verdict FAKE, and each of its tokens."""

    text: str
    p_fake: float
    tokens: tuple[int, ...]  # without the stop
    logs: tuple[float, ...]  # of the probability of each token


class Judge:
    """A model that answers; made once, so that the pattern is compiled once."""

    def __init__(self, model: Any, speaker: Speaker, config: Config) -> None:
        self._model = model
        self._speaker = speaker
        self._config = config
        self._odds = speaker.odds()
        self._grammar: Grammar | None = None
        if config.constrained and config.style is Style.DOCUMENT:
            answers = pattern(config.style, speaker.family.coordinates)
            self._grammar = Grammar(speaker.tokenizer, answers, speaker.stop)

    def predict(self, examples: Sequence[Example]) -> Iterator[Prediction]:
        """Judge each example, in order; clips are decoded while the model answers."""
        size = self._config.predict_batch
        asked = ahead(examples, self._ask, depth=2 * size)
        for start in range(0, len(examples), size):
            batch = examples[start : start + size]
            inputs, looks = zip(*(next(asked) for _ in batch), strict=True)
            answers = self._answers(inputs)
            for example, look, answer in zip(batch, looks, answers, strict=True):
                yield _prediction(example, look, answer, self._speaker)

    def _ask(self, example: Example) -> tuple[Tensors, Look]:
        look = look_at(example, self._config, self._speaker.family)
        asked = self._speaker.ask(example, look, read_pictures(example, look))
        return _forced(asked, self._odds), look

    def _answers(self, inputs: Sequence[Tensors]) -> list[Answer]:
        import torch

        pad = self._speaker.tokenizer.pad_token_id
        batch = join(inputs, pad=pad, side="left")
        scribe = Scribe(self._odds)
        budget = self._config.answer_tokens
        processors: list[Any] = [scribe]
        if self._grammar:
            processors.append(Pen(self._grammar, self._odds, rows=len(inputs), budget=budget))
        device = choose()
        with torch.inference_mode(), _computing(device.kind, device.bf16_for(self._config.dtype)):
            written = self._model.generate(
                **{name: value.to(device.kind) for name, value in batch.items()},
                generation_config=self._generation(budget, pad),
                logits_processor=processors,
            )
        told = written[:, batch["input_ids"].shape[1] :].tolist()
        return [self._answer(*row) for row in zip(told, scribe.p_fake, scribe.logs, strict=True)]

    def _answer(self, told: list[int], p_fake: float, logs: list[float]) -> Answer:
        stop = self._speaker.stop
        length = told.index(stop) if stop in told else len(told)
        tokens = (*self._odds.prefix, *told[:length])
        text = self._speaker.tokenizer.decode(tokens, skip_special_tokens=True)
        sure = [0.0] * len(self._odds.prefix) + logs[:length]
        return Answer(str(text), p_fake, tokens, tuple(sure))

    def _generation(self, budget: int, pad: int) -> Any:
        from transformers import GenerationConfig

        make: Any = GenerationConfig
        # Nothing is taken over from the model's own: greedy, and no penalty on repeated digits.
        return make(
            max_new_tokens=budget,
            do_sample=False,
            eos_token_id=self._speaker.stop,
            pad_token_id=pad,
            use_cache=True,
        )


def confidences(answer: Answer, count: int, tokenizer: Any) -> tuple[float, ...]:
    """Return how sure the model was of each of ``count`` traces, 0 to 1.

    The chance of FAKE times the geometric mean of the probabilities of the trace's tokens; where
    the answer does not show which tokens are whose, of all tokens.
    """
    whole = (0, len(answer.tokens))
    text = answer.text.encode()
    starts = [found.start() for found in _TRACE.finditer(text)]
    parts = [whole] * count
    if len(starts) == count > 0:
        places = _places(answer, tokenizer)
        cuts = [sum(place < start for place in places) for start in starts] + [len(places)]
        parts = list(pairwise(cuts))
    return tuple(answer.p_fake * _mean(answer.logs[first:last]) for first, last in parts)


def _places(answer: Answer, tokenizer: Any) -> list[int]:
    """Return at which byte of the text each token begins."""
    places, at = [], 0
    for piece in tokenizer.convert_ids_to_tokens(list(answer.tokens)):
        places.append(at)
        at += len(piece)  # byte-level tokens are spelled with one letter per byte
    return places


def _mean(logs: Sequence[float]) -> float:
    return math.exp(sum(logs) / len(logs)) if logs else 1.0


def _prediction(example: Example, look: Look, answer: Answer, speaker: Speaker) -> Prediction:
    reading = read(answer.text, speaker.style, look.ground)
    document = settled(reading, answer.p_fake)
    sure = confidences(answer, len(document.traces), speaker.tokenizer)
    return Prediction(example.line.video, document, answer.p_fake, sure)


def settled(reading: Reading, p_fake: float) -> Document:
    """Return what was read, with a note of what was not; a missing verdict is the likelier."""
    document = reading.document
    if reading.unread:
        document = replace(document, note=f"Not read: {'; '.join(reading.unread)}.")
    if document.verdict is None:
        verdict = Verdict.FAKE if p_fake >= 0.5 else Verdict.REAL
        document = replace(document, verdict=verdict)
    return document


def _forced(asked: Tensors, odds: Odds) -> Tensors:
    """Append the tokens that every answer begins with."""
    import torch

    if not odds.prefix:
        return asked
    more = torch.tensor([odds.prefix])
    forced = {**asked, "input_ids": torch.cat([asked["input_ids"], more], dim=1)}
    forced["attention_mask"] = torch.ones_like(forced["input_ids"])
    if "mm_token_type_ids" in asked:
        kinds = asked["mm_token_type_ids"]
        forced["mm_token_type_ids"] = torch.cat([kinds, torch.zeros_like(more)], dim=1)
    return forced


def _computing(kind: str, bf16: bool) -> Any:
    import torch

    return torch.autocast(kind, dtype=torch.bfloat16, enabled=bf16)
