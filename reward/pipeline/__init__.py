"""Rows in, the reward library called, rows out: one function per kind of job of the GPU queue."""

from __future__ import annotations

from collections.abc import Callable

from annotation.models import Job, JobKind
from reward.pipeline.demo import plant
from reward.pipeline.evaluations import evaluate
from reward.pipeline.predictions import predict
from reward.pipeline.rewards import reward
from reward.pipeline.runs import train

STEPS: dict[str, Callable[[Job], None]] = {
    JobKind.DRAW: plant,
    JobKind.TRAIN: train,
    JobKind.EVALUATE: evaluate,
    JobKind.PREDICT: predict,
    JobKind.REWARD: reward,
}
