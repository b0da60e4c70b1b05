"""Videos come in once per content, are described by people, and go."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from annotation import storage
from annotation.actions import attributes, jobs, tasks
from annotation.domain.document import Verdict
from annotation.errors import ConflictError
from annotation.models import (
    Job,
    JobKind,
    Project,
    Task,
    TaskState,
    User,
    Video,
    VideoLabel,
    VideoState,
    bulk,
)

RACES = 5
SUFFIXES = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ts", ".mpg", ".ogv"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in; ``move`` gives it up.

    ``attributes`` come from people (unknown ones are ignored); ``origin`` are columns that say
    what the source itself calls the video.
    """

    path: Path
    name: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    move: bool = False


@dataclass(frozen=True, slots=True)
class _Content:
    """A file's hash, and how the file looked when it was read."""

    sha256: str
    size: int
    modified: int


def folder_of(video_id: int) -> str:
    """The folder of storage keys that holds all files of one video."""
    return f"videos/{video_id}"


def register(project: Project, source: Source, *, user: User | None) -> tuple[Video, bool]:
    """Take one file in, unless its bytes are there; tell the video and whether it is new."""
    return register_all(project, [source], user=user)[0]


def register_all(
    project: Project, sources: Sequence[Source], *, user: User | None
) -> list[tuple[Video, bool]]:
    """Take files in, a few hundred at a time, in one transaction; the same bytes are one video."""
    with storage.room():
        contents = [_read(source) for source in sources]
        for _ in range(RACES):
            try:
                videos, created = _register(project, sources, contents, user)
            except IntegrityError:
                continue  # somebody took the same bytes in meanwhile; the next look finds theirs
            for source in sources:
                if source.move:
                    source.path.unlink(missing_ok=True)
            return [(videos[c.sha256], _once(c.sha256, created)) for c in contents]
    raise ConflictError("Others are importing the same files; try again.")


def _once(sha256: str, created: set[str]) -> bool:
    """Whether the content is new: true for its first file, false for a repeat beside it."""
    if sha256 in created:
        created.remove(sha256)
        return True
    return False


def _read(source: Source) -> _Content:
    with source.path.open("rb") as file:
        status = os.fstat(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _Content(digest, status.st_size, status.st_mtime_ns)


@transaction.atomic
def _register(
    project: Project, sources: Sequence[Source], contents: Sequence[_Content], user: User | None
) -> tuple[dict[str, Video], set[str]]:
    hashes = {content.sha256 for content in contents}
    found = {v.sha256: v for v in Video.objects.filter(project=project, sha256__in=hashes)}
    new: dict[str, tuple[Source, _Content]] = {}
    for source, content in zip(sources, contents, strict=True):
        if content.sha256 not in found:
            new.setdefault(content.sha256, (source, content))
    ids = bulk.number(Video, len(new))
    rows = [_row(pk, project, *pair, user) for pk, pair in zip(ids, new.values(), strict=True)]
    bulk.insert(rows)
    jobs.start(
        [Job(kind=JobKind.PREPARE, project=project, video=row, created_by=user) for row in rows]
    )
    _store(rows, list(new.values()))
    return found | {row.sha256: row for row in rows}, set(new)


def _row(
    video_id: int, project: Project, source: Source, content: _Content, user: User | None
) -> Video:
    return Video(
        pk=video_id,
        project=project,
        original=_original_key(video_id, source, content),
        sha256=content.sha256,
        size=content.size,
        name=attributes.file_name(source.name),
        created_by=user,
        **attributes.clean(source.attributes),
        **source.origin,
    )


def _original_key(video_id: int, source: Source, content: _Content) -> str:
    suffix = Path(attributes.file_name(source.name)).suffix.lower()
    suffix = suffix if suffix in SUFFIXES else ".bin"
    return f"{folder_of(video_id)}/original-{content.sha256[:16]}{suffix}"


def _store(rows: list[Video], taken: list[tuple[Source, _Content]]) -> None:
    """Store the originals last, so that little can fail once a moved file is gone."""
    try:
        for row, (source, content) in zip(rows, taken, strict=True):
            _demand_unchanged(source, content)
            storage.put(source.path, row.original, move=source.move)
            if not source.move:
                _demand_unchanged(source, content)
    except BaseException:
        for row in rows:
            storage.drop_folder(folder_of(row.pk))
        raise


def _demand_unchanged(source: Source, content: _Content) -> None:
    status = source.path.stat()
    if (status.st_size, status.st_mtime_ns) != (content.size, content.modified):
        name = attributes.file_name(source.name)
        raise ConflictError(f"{name} changed while it was being read; import it again.")


@transaction.atomic
def change(video: Video, **values: Any) -> Video:
    """Change what is said about the video; a new priority also moves its waiting tasks.

    A ready video whose label turns out to be another is handed out, or no longer, as if it had
    come in with that label, unless somebody has begun to work on it.
    """
    before = Video.objects.select_for_update().values_list("label", flat=True).get(pk=video.pk)
    for name, value in values.items():
        setattr(video, name, value)
    video.save(update_fields=[*values, "updated_at"])
    if "priority" in values:
        Task.objects.filter(video=video, state=TaskState.OPEN).update(priority=video.priority)
    if VideoLabel.REAL in {before, video.label} and before != video.label:
        _hand_out_again(video)
    return video


@transaction.atomic
def change_all(project: Project, ids: Sequence[int], **values: Any) -> list[int]:
    """Change the same of many of the project's videos; return the ids of those it has."""
    rows = Video.objects.select_for_update().filter(project=project, pk__in=ids).order_by("pk")
    return [change(video, **values).pk for video in rows]


@transaction.atomic
def delete_all(project: Project, ids: Sequence[int]) -> list[int]:
    """Delete many of the project's videos; return the ids of those it had."""
    rows = list(Video.objects.filter(project=project, pk__in=ids).order_by("pk"))
    deleted = [video.pk for video in rows]
    for video in rows:
        delete(video)
    return deleted


def _hand_out_again(video: Video) -> None:
    untouched = {"assignee": None, "state": TaskState.OPEN}
    if video.state != VideoState.READY or video.tasks.exclude(**untouched).exists():
        return
    # The document that the label alone made goes with the label.
    video.annotations.filter(task=None, author=None, document__verdict=Verdict.REAL).delete()
    video.tasks.filter(**untouched).delete()
    tasks.create_for(video)
    video.refresh_from_db(fields=["accepted"])


@transaction.atomic
def delete(video: Video) -> None:
    """Delete the video, all work on it, and its files."""
    folder = folder_of(video.pk)
    video.delete()
    transaction.on_commit(lambda: storage.drop_folder(folder))
