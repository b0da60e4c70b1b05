"""Small real clips in a project, accepted and frozen; settings with which they train in seconds."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from annotation.models import (
    Job,
    JobState,
    Project,
    Snapshot,
    Video,
    VideoFrames,
    VideoState,
)
from annotation.pipeline import snapshots
from reward.actions import evaluations
from reward.core.contract import Example
from reward.models import Checkpoint, EvaluationSet, Run
from tests.annotation.datasets import accept
from tests.reward import tiny_clips

SPLITS = ("train", "train", "train", "val", "test", "test")
TINY: dict[str, Any] = {
    "threads": 1,
    "settings": {
        "steps": 6, "size": 32, "frames": 4, "stored": 4,
        "widths": [8, 8, 8], "depths": [0, 1, 1], "batch": 2,
    },
}  # fmt: skip
LONG = TINY | {"settings": TINY["settings"] | {"steps": 100_000}}

_folder = tempfile.TemporaryDirectory(prefix="loop-clips-", ignore_cleanup_errors=True)


def clips(count: int) -> list[Example]:
    """Drawn once for all tests of a process; the even ones are fake."""
    folder = Path(_folder.name) / str(count)
    return tiny_clips.examples(folder, count)


def video(project: Project, example: Example, split: str) -> Video:
    """A ready video with the clip's bytes, accepted as the clip says."""
    data = example.path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    line = example.line
    made = Video.objects.create(
        project=project, sha256=sha256, name=example.path.name, mime_type="video/mp4",
        state=VideoState.READY, label=line.label, split=split, width=line.width,
        height=line.height, frame_count=len(line.pts), duration_s=2.0, size=len(data),
        generator="Telltale" if line.label == "fake" else "",
    )  # fmt: skip
    VideoFrames.objects.create(
        video=made,
        time_base_num=line.time_base[0],
        time_base_den=line.time_base[1],
        pts=list(line.pts),
        end=line.end,
    )
    made.original = f"videos/{made.pk}/original-{sha256[:16]}.mp4"
    with example.path.open("rb") as file:
        default_storage.save(made.original, File(file))
    made.save()
    accept(made, line.document)
    made.refresh_from_db()
    return made


def videos(project: Project, splits: tuple[str, ...] = SPLITS) -> list[Video]:
    drawn = clips(len(splits))
    return [video(project, one, split) for one, split in zip(drawn, splits, strict=True)]


def freeze(project: Project, name: str = "first") -> Snapshot:
    """A snapshot of what is accepted now."""
    return snapshots.freeze(project, None, name=name)


def snapshot(project: Project, name: str = "first", splits: tuple[str, ...] = SPLITS) -> Snapshot:
    """The project's videos, made and frozen."""
    if not project.videos.exists():
        videos(project, splits)
    return freeze(project, name)


def checkpoint(project: Project, name: str = "0" * 16, **columns: Any) -> Checkpoint:
    """A row without a folder."""
    card = {"metrics": {}, "calibration": {}, "training": {}, "parent": "", "data": {}}
    return Checkpoint.objects.create(
        **{
            "project": project, "name": name, "backend": "tracenet",
            "folder": f"{project.slug}/{name}", "card": card,
        }
        | columns
    )  # fmt: skip


def measured(checkpoint: Checkpoint, counting: EvaluationSet, accuracy: float) -> None:
    """As the worker leaves an evaluation."""
    metrics: dict[str, Any] = {"overall": accuracy - 10, "accuracy": accuracy, "ece": 4.0}
    metrics["baselines"] = {"always_fake": {"accuracy": 50.0}}
    details = {
        "per_category": [{"category": "object_merging", "n": 2, "recall": 50.0, "f1": 40.0}],
        "per_generator": [{"generator": "Telltale", "n": 2, "accuracy": accuracy}],
        "reliability": [
            {"low": 0.9, "high": 1.0, "count": 3, "confidence": 0.95, "accuracy": 0.67}
        ],
        "worst": [],
    }
    evaluation = evaluations.start(checkpoint, counting)
    evaluations.finish(evaluation, metrics, details)
    Job.objects.filter(pk=evaluation.job_id).update(state=JobState.DONE, progress=1)


def fresh(run: Run) -> Run:
    return Run.objects.select_related("job", "project", "checkpoint").get(pk=run.pk)
