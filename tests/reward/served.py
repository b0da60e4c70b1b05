"""A tiny tracenet, trained once per process, and rows as if it had been promoted."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from annotation import storage
from annotation.formats.jsonl import Line
from annotation.models import Project, Video, VideoFrames, VideoState
from reward.models import Checkpoint, Prediction, Serving
from tests import make
from tests.annotation.api.drafts import document
from tests.reward.core.planted import Planted, plant
from tests.reward.core.tracenet_clips import TINY

_made = tempfile.TemporaryDirectory(prefix="served-", ignore_cleanup_errors=True)


@cache
def planted() -> Planted:
    """Six drawn clips of half a second, every second one fake."""
    return plant(Path(_made.name) / "set", ["train"] * 4 + ["test"] * 2)


@cache
def trained() -> Path:
    """Return the folder of a checkpoint that a few steps made: it knows little, but all parts."""
    from reward.core import cores
    from reward.core.plan import Plan
    from reward.core.train import train

    out = Path(_made.name) / "checkpoint"
    config = {**TINY.dump(), "steps": 4, "memory": 2}
    clips = planted()
    cores.limit(1)  # matrices this small are slower on two
    train(Plan(manifest=clips.manifest, media=clips.media, out=out, config=config))
    return out


def checkpoint(project: Project, *, serves: bool = True) -> Checkpoint:
    """Register the tiny checkpoint by hand; its folder is a copy below the data directory."""
    import shutil

    from reward.core.checkpoint import load_card

    card = load_card(trained())
    folder = f"{project.slug}/{card.id}"
    target = Path(settings.CHECKPOINTS_ROOT) / folder
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(trained(), target)
    row = Checkpoint.objects.create(
        project=project, name=card.id, backend=card.backend, folder=folder, card=asdict(card)
    )
    if serves:
        Serving.objects.create(project=project, checkpoint=row)
    return row


def unloadable(project: Project, *, serves: bool = True, name: str = "0" * 16) -> Checkpoint:
    """A checkpoint's row without any files, where nothing is to be predicted."""
    row = Checkpoint.objects.create(
        project=project, name=name, backend="tracenet", folder=f"{project.slug}/{name}", card={}
    )
    if serves:
        Serving.objects.create(project=project, checkpoint=row)
    return row


def prediction(checkpoint: Checkpoint, video: Video, *traces: Any, **columns: Any) -> Prediction:
    """A prediction of the video with these traces, each held for as likely as 0.9."""
    body = document(*traces) if traces else document(verdict="real") | {"traces": []}
    defaults = {"p_fake": 0.8, "confidences": [0.9] * len(traces), "latency_ms": 12.0}
    return Prediction.objects.create(
        checkpoint=checkpoint, sha256=video.sha256, document=body, **defaults | columns
    )


def line(number: int) -> Line:
    return planted().lines[number]


def path(number: int) -> Path:
    """The file of one drawn clip."""
    return planted().media / line(number).media


def video(project: Project, number: int, **columns: Any) -> Video:
    """A ready video of the project with the real file of a drawn clip."""
    known = line(number)
    made = make.video(
        project,
        **{
            "sha256": known.video,
            "state": VideoState.READY,
            "width": known.width,
            "height": known.height,
            "frame_count": len(known.pts),
        }
        | columns,
    )
    made.original = f"videos/{made.pk}/original-{known.video[:16]}.mp4"
    made.save()
    storage.put(path(number), made.original)
    VideoFrames.objects.create(
        video=made,
        time_base_num=known.time_base[0],
        time_base_den=known.time_base[1],
        pts=list(known.pts),
        end=known.end,
    )
    return made


def damage(video: Video) -> None:
    """Leave the row as it is, and nothing of a video in its file."""
    Path(default_storage.path(video.original)).write_bytes(b"no video at all")
