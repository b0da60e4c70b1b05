"""Judge the items of a reward request in batches; one that fails leaves the others alone."""

from __future__ import annotations

from collections.abc import Sequence

from annotation import storage
from annotation.actions import jobs
from annotation.errors import MediaRejectedError, NotFoundError
from annotation.media.probe import probe
from annotation.models import Job, VideoFrames, VideoState
from reward.models import RewardItem, RewardRequest
from reward.pipeline import judging
from reward.pipeline.judging import Clip
from reward.pipeline.predictions import GONE, clip_of

DROPPED = "Its file was dropped a day after the request; send it again."


def reward(job: Job) -> None:
    """Judge every item of the job's request that has no answer yet."""
    request = RewardRequest.objects.select_related("checkpoint").filter(job=job).first()
    if request is None:
        raise NotFoundError("The request has been deleted.")
    todo = list(request.items.filter(prediction=None, error="").select_related("video"))
    for start in range(0, len(todo), judging.BATCH):
        jobs.report(job, start / len(todo))
        _judge(request, todo[start : start + judging.BATCH])


def _judge(request: RewardRequest, items: Sequence[RewardItem]) -> None:
    clips = {item.pk: _measured(item) for item in items}
    sound = [clip for clip in clips.values() if isinstance(clip, Clip)]
    found = judging.judge(request.checkpoint, sound)
    for item in items:
        clip = clips[item.pk]
        outcome = found[clip.sha256] if isinstance(clip, Clip) else clip
        if isinstance(outcome, str):
            RewardItem.objects.filter(pk=item.pk).update(error=outcome)
        else:
            RewardItem.objects.filter(pk=item.pk).update(prediction=outcome)


def _measured(item: RewardItem) -> Clip | str:
    """The item's clip, or why there is none; only a ready video has been measured before."""
    video = item.video
    if video is None:
        return _probed(item.sha256, item.file) if item.asked is None else GONE
    frames = VideoFrames.objects.filter(video=video).first()
    if video.state == VideoState.READY and frames is not None:
        return clip_of(video, frames)
    return video.reason or _probed(video.sha256, video.original)


def _probed(sha256: str, key: str) -> Clip | str:
    """Measure a stored file in a confined process, as at an import."""
    if not key:
        return DROPPED
    try:
        with storage.as_file(key) as path:
            known = probe(path)
    except MediaRejectedError as error:
        return error.message
    except FileNotFoundError:
        return judging.MISSING
    return Clip(sha256, key, known.width, known.height, known.table)
