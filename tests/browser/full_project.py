"""A project that has something of everything, so that every page has something to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from annotation.actions import annotations, reviews, tokens
from annotation.domain.geometry import Box
from annotation.media.draw import Clip
from annotation.models import (
    Annotation,
    Export,
    Job,
    JobKind,
    JobState,
    Project,
    Role,
    Snapshot,
    Task,
    User,
    Video,
    VideoState,
)
from annotation.pipeline import snapshots
from reward.actions import promotions
from reward.models import Checkpoint, EvaluationSet, Prediction, Run
from tests import make
from tests.annotation.datasets import accept, ready_video
from tests.annotation.formats.lines import document
from tests.browser.screen import import_clip, take
from tests.reward.loop import rows

GUIDELINE = """# What to mark

Mark every flaw **a fresh viewer** would notice.

- One box for one flaw
- [The paper](https://arxiv.org/abs/2509.22646)

| Flaw | Example |
|---|---|
| Merging | Two balls become one |
"""

TRACE = {
    "id": "7b0e4c26-0c5d-4a55-9a4e-6f2c4f5f0001",
    "category": "object_merging",
    "also": ["sudden_blurring"],
    "tags": [],
    "span": [4, 20],
    "track": [
        {"frame": 4, "box": [0.2, 0.3, 0.2, 0.3]},
        {"frame": 12, "box": [0.4, 0.3, 0.2, 0.3]},
    ],
    "explanation": {"text": "Two balls become one.", "lang": "en"},
    "origin": {"kind": "human"},
}


@dataclass(frozen=True, slots=True)
class FullProject:
    """The project, and what the addresses of its pages name."""

    project: Project
    ids: dict[str, int | str]


def full_project(folder: Path) -> FullProject:
    """Bob has a clip in hand and one returned; rita one to review; alice the models."""
    project = make.project(guideline=GUIDELINE, require_explanation=True)
    alice, bob, rita = (User.objects.get(username=name) for name in ("alice", "bob", "rita"))
    for frames in (40, 41, 42):
        import_clip(project, folder, Clip(frames=frames))
    returned = take(project, bob)
    _hand_in(returned, bob)
    waiting = take(project, bob)
    _hand_in(waiting, bob)
    held = take(project, bob)
    Annotation.objects.filter(task=held).update(document=document(TRACE))
    remark = reviews.Remark("And this edge?", frame=6, box=Box(0.1, 0.1, 0.2, 0.2))
    reviews.hold(returned, rita, Role.REVIEWER)
    reviews.send_back(returned, rita, Role.REVIEWER, [remark])
    make.video(project, name="broken.mp4", state=VideoState.REJECTED, reason="The file is damaged.")
    make.video(project, name="coming.mp4")
    accept(ready_video(project, "cup.mp4", split="train", generator="Sora"))
    snapshots.freeze(project, alice, name="first", note="Before.")
    accept(ready_video(project, "kite.mp4", split="test", generator="Pika"))
    second = snapshots.freeze(project, alice, name="second")
    _exports(project, alice)
    tokens.create(alice, name="notebook", scopes=("read",))
    tokens.create(bob, name="script", scopes=("read", "write"))
    serving, run = _models(project, alice, held.video, second)
    ids = {
        "project": project.slug,
        "taskId": held.pk,
        "reviewId": waiting.pk,
        "videoId": held.video.pk,
        "runId": run.pk,
        "checkpointId": serving.pk,
    }
    return FullProject(project, ids)


def _hand_in(task: Task, person: User) -> None:
    Annotation.objects.filter(task=task).update(document=document(TRACE))
    annotations.submit(task, person, revision=0)


def _exports(project: Project, alice: User) -> None:
    for state, error in ((JobState.DONE, ""), (JobState.FAILED, "The disk is full.")):
        job = Job.objects.create(
            kind=JobKind.EXPORT, project=project, state=state, progress=1, error=error
        )
        Export.objects.create(
            project=project,
            created_by=alice,
            job=job,
            format="jsonl",
            size=1000,
            videos=2,
            traces=2,
        )


def _models(
    project: Project, alice: User, video: Video, snapshot: Snapshot
) -> tuple[Checkpoint, Run]:
    counting = EvaluationSet.objects.create(
        project=project, manifest="none", sha256="0" * 64, videos=3, traces=2
    )
    for name, accuracy in (("a" * 16, 90.0), ("b" * 16, 80.0)):
        rows.measured(rows.checkpoint(project, name), counting, accuracy)
    serving = Checkpoint.objects.get(name="a" * 16)
    promotions.promote(serving, alice, confirm=True)
    Prediction.objects.create(
        checkpoint=serving,
        sha256=video.sha256,
        document=document(),
        p_fake=0.9,
        confidences=[0.8],
    )
    job = Job.objects.create(
        kind=JobKind.TRAIN, project=project, state=JobState.RUNNING, progress=0.5,
        heartbeat_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    curve = [{"step": step, "loss": 2 / step, "at": step} for step in (1, 2, 4)]
    run = Run.objects.create(
        project=project, snapshot=snapshot, job=job, backend="tracenet",
        config={"minutes": 10, "seed": 0}, curve=curve, init=serving,
    )  # fmt: skip
    return serving, run
