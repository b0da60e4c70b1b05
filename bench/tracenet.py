"""tracenet's throughput and memory: what a step and a prediction cost, part by part, and how the
cost grows with clips and frames. One thread; processor seconds, so that neighbours do not count.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import torch

from reward.core.backends.tracenet.allocation import keep_freed_memory
from reward.core.backends.tracenet.augment import vary
from reward.core.backends.tracenet.clips import Clip, stack
from reward.core.backends.tracenet.config import Config
from reward.core.backends.tracenet.model import TOGETHER, Tracenet
from reward.core.backends.tracenet.naming import lexicon_of
from reward.core.backends.tracenet.steady import drifts
from reward.core.backends.tracenet.targets import View
from reward.core.backends.tracenet.vocabulary import vocabulary_of
from reward.core.sampling import uniform
from reward.core.synthesis.clip import make

ROUNDS = 3
TEXTS = ["The cup melts in the upper left from {start} s on."] * 2


def section() -> list[tuple[str, str]]:
    """Return (what, measured) lines."""
    torch.set_num_threads(1)
    keep_freed_memory()
    config = Config()
    clips = [_clip(number, config) for number in range(TOGETHER)]
    return [*_training(clips, config), *_prediction(clips, config), _memory()]


def _training(clips: list[Clip], config: Config) -> Iterator[tuple[str, str]]:
    for frames in (config.frames, config.frames // 2):
        model = _model(replace(config, frames=frames))
        model.train()
        dice = np.random.default_rng(0)
        looking = _cost(lambda: [vary(clip, frames, dice) for clip in clips])  # noqa: B023
        looks = [vary(clip, frames, dice) for clip in clips]
        pictures = torch.from_numpy(stack([shown for shown, _ in looks]))
        views = [view for _, view in looks]
        step = _cost(lambda: _step(model, pictures, views))  # noqa: B023
        towering = _cost(lambda: model.read(pictures))  # noqa: B023
        rate = len(clips) / (looking + step)
        yield (
            f"tracenet training, {frames} frames",
            f"{rate:.1f} clips/s: looks {looking / (looking + step):.0%}, forward"
            f" {towering / (looking + step):.0%}, losses and backward"
            f" {(step - towering) / (looking + step):.0%}",
        )


def _prediction(clips: list[Clip], config: Config) -> Iterator[tuple[str, str]]:
    model = _model(config)
    model.eval()
    for count in (1, 4, len(clips)):
        some = clips[:count]
        judging = _cost(lambda: model.judge(some))  # noqa: B023
        opinions = [model.kept(replace(one, p_fake=1.0)) for one in model.judge(some)]
        writing = _cost(lambda: [model.traces(one) for one in opinions])  # noqa: B023
        yield (
            f"tracenet prediction, {count} at once",
            f"{count / (judging + writing):.1f} clips/s, all fake: map and tubes"
            f" {judging / (judging + writing):.0%}, words {writing / (judging + writing):.0%}",
        )


def _memory() -> tuple[str, str]:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    stored = Config().stored * Config().size ** 2 * 3 / 1e6
    return "tracenet memory", f"{most:.2f} GB at most, and {stored:.2f} MB per clip stored"


def _step(model: Tracenet, pictures: torch.Tensor, views: list[View]) -> None:
    total = model.objective(pictures, views, np.random.default_rng(0))["total"]
    total.backward()  # type: ignore[no-untyped-call]


def _model(config: Config) -> Tracenet:
    return Tracenet(config, vocabulary_of(TEXTS), lexicon_of([(text, 0) for text in TEXTS]))


def _clip(number: int, config: Config) -> Clip:
    made = make(1, index=number)
    numbers = uniform(made.table, config.stored)
    rows = np.linspace(0, made.pictures.shape[1] - 1, config.size).astype(int)
    columns = np.linspace(0, made.pictures.shape[2] - 1, config.size).astype(int)
    pictures = made.pictures[numbers][:, rows][:, :, columns]
    fake = float(bool(made.document.traces))
    traces = made.document.traces
    count = made.table.count
    return Clip(pictures, tuple(numbers), count, fake, True, traces, drifts(pictures))


def _cost(work: Callable[[], object]) -> float:
    """Return the least processor seconds of ``ROUNDS`` times, after one to warm up."""
    work()
    costs = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        costs.append(time.process_time() - begun)
    return min(costs)
