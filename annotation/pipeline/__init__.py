"""Rows in, media and formats called, rows out: one function per kind of job.

Steps are imported when they run: the web process reads lines and freezes snapshots without the
weight of what decodes video.
"""

from __future__ import annotations

from collections.abc import Callable

from annotation.models import Job, JobKind


def _prepare(job: Job) -> None:
    from annotation.pipeline import videos

    videos.prepare(job)


def _build(job: Job) -> None:
    from annotation.pipeline import exports

    exports.build(job)


def _draw(job: Job) -> None:
    from annotation.pipeline import demo

    demo.draw(job)


STEPS: dict[str, Callable[[Job], None]] = {
    JobKind.PREPARE: _prepare,
    JobKind.EXPORT: _build,
    JobKind.DRAW: _draw,
}
