"""Snapshots are written once; nothing changes them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from annotation.actions import jobs
from annotation.errors import ConflictError
from annotation.models import Export, ExportFormat, Job, JobKind, Project, Snapshot, User


@dataclass(frozen=True, slots=True)
class Manifest:
    """A stored manifest: its key, the hash and size of its bytes, and what it counts.

    ``splits`` counts videos by split, "" where none is set.
    """

    key: str
    sha256: str
    size: int  # bytes
    videos: int
    traces: int
    splits: dict[str, int]


def demand_free(project: Project, name: str) -> None:
    """Raise ``ConflictError`` if the project has a snapshot of this name."""
    if Snapshot.objects.filter(project=project, name=name).exists():
        raise ConflictError(f"There is a snapshot {name!r} already.", code="name_taken")


def record(
    project: Project,
    user: User | None,
    *,
    name: str,
    note: str,
    filters: dict[str, Any],
    manifest: Manifest,
) -> Snapshot:
    """Write the row of a manifest that is stored; ``ConflictError`` if the name is taken."""
    try:
        with transaction.atomic():
            return Snapshot.objects.create(
                project=project,
                name=name,
                note=note,
                filters=filters,
                sha256=manifest.sha256,
                manifest=manifest.key,
                size=manifest.size,
                videos=manifest.videos,
                traces=manifest.traces,
                splits=manifest.splits,
                created_by=user,
            )
    except IntegrityError:
        # Somebody else's freeze of the same name came first.
        demand_free(project, name)
        raise


@transaction.atomic
def order_folder(snapshot: Snapshot, user: User | None) -> Export:
    """Ask for a zip of the manifest and its media; it is there when the job is done."""
    (job,) = jobs.start([Job(kind=JobKind.EXPORT, project=snapshot.project, created_by=user)])
    return Export.objects.create(
        project=snapshot.project,
        job=job,
        format=ExportFormat.SNAPSHOT,
        media=True,
        options={"snapshot": snapshot.pk},
        created_by=user,
    )
