"""The clips of the demo project, drawn by a worker so that the first start need not wait."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings

from annotation.actions import jobs, videos
from annotation.media.draw import draw_demo_clip
from annotation.models import Job

SECONDS, SIZE = 4, (640, 360)
# What is planted in each clip, if anything.
CLIPS = (
    "object_disappearance",
    None,
    "object_splitting",
    "object_distortion",
    "unexpected_move",
    "sudden_blurring",
)


def draw(job: Job) -> None:
    """Draw the clips into the job's project, one after the other; drawn again they are the same."""
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        for seed, flaw in enumerate(CLIPS, start=1):
            jobs.report(job, (seed - 1) / len(CLIPS))
            videos.register(job.project, _drawn(Path(folder), seed, flaw), user=None)


def _drawn(folder: Path, seed: int, flaw: str | None) -> videos.Source:
    path = folder / f"balloons-{seed}.mp4"
    draw_demo_clip(path, seed=seed, flaw=flaw, seconds=SECONDS, size=SIZE)
    said = {
        "label": "fake" if flaw else "real",
        "generator": "Telltale" if flaw else "",
        "prompt": "A hot-air balloon drifts over soft hills.",
    }
    return videos.Source(path, path.name, attributes=said, move=True)
