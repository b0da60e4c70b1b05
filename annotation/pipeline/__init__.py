"""Rows in, media and formats called, rows out: one function per kind of job."""

from __future__ import annotations

from collections.abc import Callable

from annotation.models import Job, JobKind
from annotation.pipeline.demo import draw
from annotation.pipeline.exports import build
from annotation.pipeline.videos import prepare

STEPS: dict[str, Callable[[Job], None]] = {
    JobKind.PREPARE: prepare,
    JobKind.EXPORT: build,
    JobKind.DRAW: draw,
}
