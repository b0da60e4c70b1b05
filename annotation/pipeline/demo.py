"""The clips of the demo project, drawn by a worker so that the first start need not wait."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from annotation.actions import jobs, videos
from annotation.media.draw import draw_demo_clip
from annotation.models import Job

SECONDS, SIZE = 3, (640, 360)
# What is planted in each clip, if anything.
CLIPS = (
    "object_disappearance",
    None,
    "object_splitting",
    "object_distortion",
    "unexpected_move",
    "sudden_blurring",
)


def draw(job: Job, clips: Sequence[str | None] = CLIPS) -> None:
    """Draw the clips into the job's project, one after the other; those there are left alone."""
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        for seed, flaw in enumerate(clips, start=1):
            jobs.report(job, (seed - 1) / len(clips))
            path = Path(folder) / f"balloons-{seed}.mp4"
            if not job.project.videos.filter(name=path.name).exists():
                videos.register(job.project, _drawn(path, seed, flaw), user=None)


def _drawn(path: Path, seed: int, flaw: str | None) -> videos.Source:
    draw_demo_clip(path, seed=seed, flaw=flaw, seconds=SECONDS, size=SIZE)
    said = {
        "label": "fake" if flaw else "real",
        "generator": "Telltale" if flaw else "",
        "prompt": "A hot-air balloon drifts over soft hills.",
    }
    return videos.Source(path, path.name, attributes=said, move=True)
