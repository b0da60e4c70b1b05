"""Ask how real videos look: rows of a project, or files that come for nothing else."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from annotation import storage
from annotation.actions import attributes, jobs, videos
from annotation.actions.videos import SUFFIXES, Source
from annotation.models import Job, JobKind, JobState, Project, User, Video, VideoState
from reward.actions import predictions
from reward.models import Checkpoint, Prediction, RewardItem, RewardRequest

KEEP_FILES = timedelta(days=1)
KEEP_ROWS = timedelta(days=30)
UNKNOWN = "There is no such video in the project."
ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request; it is given up."""

    path: Path
    name: str


@transaction.atomic
def for_videos(
    project: Project, user: User, ids: Sequence[int], *, rank: bool = False
) -> RewardRequest:
    """Ask for rows of the project; one that is not there fails alone."""
    checkpoint = predictions.answering(project)
    known = Video.objects.filter(project=project).defer("imported", "provenance").in_bulk(ids)
    items = []
    for video_id in ids:
        video = known.get(video_id)
        item = RewardItem(asked=video_id, video=video)
        if video is None:
            item.error = UNKNOWN
        else:
            item.name, item.sha256 = video.name, video.sha256
            item.error = video.reason if video.state == VideoState.REJECTED else ""
        items.append(item)
    return _request(project, user, checkpoint, items, rank=rank)


@transaction.atomic
def for_files(
    project: Project,
    user: User,
    files: Sequence[Upload],
    *,
    rank: bool = False,
    label: bool = False,
) -> RewardRequest:
    """Ask for files; with ``label`` they also become videos of the project, to be labelled.

    Without it they lie below ``rewards/`` for a day and nobody is handed them.
    """
    checkpoint = predictions.answering(project)
    if label:
        sources = [Source(file.path, file.name, move=True) for file in files]
        taken = videos.register_all(project, sources, user=user)
        items = [
            RewardItem(asked=video.pk, video=video, sha256=video.sha256, name=video.name)
            for video, _ in taken
        ]
        return _request(project, user, checkpoint, items, rank=rank)
    request_id = uuid.uuid4()
    items = [_item(file, place, request_id) for place, file in enumerate(files)]
    request = _request(project, user, checkpoint, items, rank=rank, request_id=request_id)
    try:
        with storage.room():
            for file, item in zip(files, items, strict=True):
                storage.put(file.path, item.file, move=True)
    except BaseException:
        storage.drop_folder(folder_of(request_id))
        raise
    return request


def folder_of(request_id: uuid.UUID) -> str:
    """The folder of storage keys that holds a request's files."""
    return f"rewards/{request_id}"


def _item(file: Upload, place: int, request_id: uuid.UUID) -> RewardItem:
    with file.path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    name = attributes.file_name(file.name)
    suffix = Path(name).suffix.lower()
    suffix = suffix if suffix in SUFFIXES else ".bin"
    return RewardItem(
        name=name, sha256=digest, file=f"{folder_of(request_id)}/{place}-{digest[:16]}{suffix}"
    )


def _request(
    project: Project,
    user: User,
    checkpoint: Checkpoint,
    items: list[RewardItem],
    *,
    rank: bool,
    request_id: uuid.UUID | None = None,
) -> RewardRequest:
    """Write the request and its items; a job only if something is not known yet."""
    hashes = [item.sha256 for item in items]
    rows = Prediction.objects.filter(checkpoint=checkpoint, sha256__in=hashes)
    known = {row.sha256: row for row in rows}
    for item in items:
        item.prediction = None if item.error else known.get(item.sha256)
    job = None
    if any(item.prediction is None and not item.error for item in items):
        (job,) = jobs.start(
            [Job(kind=JobKind.REWARD, project=project, queue="gpu", created_by=user)]
        )
    request = RewardRequest.objects.create(
        id=request_id or uuid.uuid4(),
        project=project,
        checkpoint=checkpoint,
        job=job,
        rank=rank,
        created_by=user,
    )
    for position, item in enumerate(items):
        item.request, item.position = request, position
    RewardItem.objects.bulk_create(items)
    return request


def state_of(request: RewardRequest) -> str:
    """The job's state; a request that needed none is done."""
    return JobState.DONE.value if request.job is None else request.job.state


def has_ended(request_id: uuid.UUID) -> bool:
    """Whether there is nothing more to wait for."""
    pending = RewardRequest.objects.filter(pk=request_id, job__isnull=False)
    return not pending.exclude(job__state__in=ENDED).exists()


def ranked(items: Iterable[RewardItem]) -> list[RewardItem]:
    """Most real first, equal ones as they were sent; what failed comes last."""

    def place(item: RewardItem) -> tuple[bool, float, int]:
        p_fake = item.prediction.p_fake if item.prediction else 1.0
        return item.prediction is None, p_fake, item.position

    return sorted(items, key=place)


def drop_old() -> None:
    """Drop files after a day and requests after thirty; predictions stay."""
    now = timezone.now()
    held = RewardItem.objects.filter(request__created_at__lt=now - KEEP_FILES).exclude(file="")
    for request_id in set(held.values_list("request", flat=True)):
        storage.drop_folder(folder_of(request_id))
        RewardItem.objects.filter(request=request_id).update(file="")
    RewardRequest.objects.filter(created_at__lt=now - KEEP_ROWS).delete()
