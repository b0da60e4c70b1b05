"""Rows in, models and media called, rows out: one function per kind of job."""

from __future__ import annotations

from collections.abc import Callable

from annotation.models import Job, JobKind
from reward.pipeline.predictions import predict
from reward.pipeline.rewards import reward

STEPS: dict[str, Callable[[Job], None]] = {
    JobKind.PREDICT: predict,
    JobKind.REWARD: reward,
}
