"""What becomes of a new video: it is prepared, then ready with its tasks, or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotation.actions import imports, jobs, tasks
from annotation.errors import ConflictError
from annotation.media.probe import Probe
from annotation.models import (
    Job,
    JobKind,
    JobState,
    Project,
    Video,
    VideoFrames,
    VideoState,
)


@dataclass(frozen=True, slots=True)
class Files:
    """The storage keys of what was made from a source."""

    proxy: str
    poster: str
    filmstrip: str


def preparing(video: Video) -> bool:
    """Note that a worker has the video; false if it is ready or gone."""
    return bool(
        Video.objects.filter(pk=video.pk)
        .exclude(state=VideoState.READY)
        .update(state=VideoState.PREPARING, reason="", updated_at=timezone.now())
    )


@transaction.atomic
def ready(video: Video, probed: Probe, files: Files) -> bool:
    """Make the video ready, with its tasks or accepted document; false if that is done already."""
    row = (
        Video.objects.select_for_update(of=("self",))
        .select_related("project")
        .filter(pk=video.pk)
        .exclude(state=VideoState.READY)
        .first()
    )
    if row is None:
        return False
    _measure(row, probed, files)
    if row.imported is not None:
        imports.accept_imported(row)
    if row.accepted_id is None:
        tasks.create_for(row)
    return True


def _measure(row: Video, probed: Probe, files: Files) -> None:
    table = probed.table
    numerator, denominator = table.time_base
    VideoFrames.objects.update_or_create(
        video=row,
        defaults={
            "time_base_num": numerator,
            "time_base_den": denominator,
            "pts": list(table.pts),
            "end": table.end,
        },
    )
    measured: dict[str, Any] = {
        "state": VideoState.READY,
        "reason": "",
        "width": probed.width,
        "height": probed.height,
        "frame_count": table.count,
        "duration_s": table.duration_s,
        "codec": probed.codec,
        "mime_type": probed.mime_type,
        "proxy": files.proxy,
        "poster": files.poster,
        "filmstrip": files.filmstrip,
    }
    for name, value in measured.items():
        setattr(row, name, value)
    row.save(update_fields=[*measured, "updated_at"])


def reject(video: Video, reason: str) -> None:
    """Say why the video cannot be used, unless it is ready by now."""
    Video.objects.filter(pk=video.pk).exclude(state=VideoState.READY).update(
        state=VideoState.REJECTED, reason=reason, updated_at=timezone.now()
    )


def renew(video: Video) -> bool:
    """Let a rejected video wait for a worker again; false if it is not rejected."""
    renewed = Video.objects.filter(pk=video.pk, state=VideoState.REJECTED).update(
        state=VideoState.NEW, reason="", updated_at=timezone.now()
    )
    return bool(renewed)


@transaction.atomic
def retry(video: Video) -> Video:
    """Prepare a rejected video again."""
    if not renew(video):
        raise ConflictError("Only a rejected video can be prepared again.")
    # The earlier job keeps its reason; two jobs for one video do no harm.
    jobs.start([Job(kind=JobKind.PREPARE, project=video.project, video=video)])
    video.refresh_from_db(fields=["state", "reason", "updated_at"])
    return video


@transaction.atomic
def cancel_all(project: Project) -> int:
    """Cancel the preparation of all videos of the project that are not ready; say of how many."""
    going = Job.objects.filter(
        project=project,
        kind=JobKind.PREPARE,
        state__in=[JobState.QUEUED, JobState.RUNNING],
    )
    held = list(going.select_for_update().values_list("pk", "video"))
    Job.objects.filter(pk__in=[pk for pk, _ in held]).update(
        state=JobState.CANCELLED, finished_at=timezone.now()
    )
    Video.objects.filter(pk__in=[video for _, video in held]).exclude(
        state=VideoState.READY
    ).update(state=VideoState.REJECTED, reason=jobs.CANCELLED, updated_at=timezone.now())
    return len(held)


@transaction.atomic
def retry_all(project: Project) -> int:
    """Prepare all rejected videos of the project again; say how many."""
    rows = Video.objects.filter(project=project, state=VideoState.REJECTED)
    rejected = list(rows.select_for_update().values_list("pk", flat=True))
    Video.objects.filter(pk__in=rejected).update(
        state=VideoState.NEW, reason="", updated_at=timezone.now()
    )
    jobs.start([Job(kind=JobKind.PREPARE, project=project, video_id=pk) for pk in rejected])
    return len(rejected)
