"""Predict videos of a project in batches; each batch is committed, so a killed job loses one."""

from __future__ import annotations

from collections.abc import Sequence

from annotation.actions import jobs
from annotation.errors import NotFoundError
from annotation.models import Job, Video, VideoFrames, VideoState
from reward.actions import predictions
from reward.models import Batch, Skipped
from reward.pipeline import judging
from reward.pipeline.judging import Clip

GONE = "It was deleted meanwhile."


def predict(job: Job) -> None:
    """Predict what the job's batch asks for; what is there already is left as it is."""
    batch = Batch.objects.select_related("checkpoint").filter(job=job).first()
    if batch is None:
        raise NotFoundError("The checkpoint that was to predict has been deleted.")
    batch.skipped.all().delete()
    ids = predictions.due(batch)
    for start in range(0, len(ids), judging.BATCH):
        jobs.report(job, start / len(ids))
        _predict(batch, ids[start : start + judging.BATCH])
    _tell(job, batch)


def _predict(batch: Batch, ids: Sequence[int]) -> None:
    videos = Video.objects.filter(pk__in=ids).defer("imported", "provenance").in_bulk()
    frames = VideoFrames.objects.filter(video__in=ids).in_bulk()
    clips = {
        video.pk: clip_of(video, frames[video.pk])
        for video in videos.values()
        if video.state == VideoState.READY and video.pk in frames
    }
    found = judging.judge(batch.checkpoint, list(clips.values()))
    skipped = []
    for video_id in ids:
        if video_id in clips:
            outcome = found[clips[video_id].sha256]
        else:
            outcome = predictions.NOT_READY if video_id in videos else GONE
        if isinstance(outcome, str):
            # A file vanishes with its video while the batch is judged.
            gone = not Video.objects.filter(pk=video_id).exists()
            skipped.append(Skipped(batch=batch, video=video_id, reason=GONE if gone else outcome))
    Skipped.objects.bulk_create(skipped, ignore_conflicts=True)


def clip_of(video: Video, frames: VideoFrames) -> Clip:
    """A ready video as a model is given it: by its own frame table, nothing probed again."""
    return Clip(video.sha256, video.original, video.width or 0, video.height or 0, frames.table)


def _tell(job: Job, batch: Batch) -> None:
    first = batch.skipped.order_by("pk").first()
    if first is not None:
        count = batch.skipped.count()
        noun = "1 video was" if count == 1 else f"{count} videos were"
        jobs.note(job, f"{noun} left out; the first, video {first.video}: {first.reason}")
