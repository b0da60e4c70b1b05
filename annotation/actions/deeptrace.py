"""Take in a release of DeeptraceReward: files now, documents once the videos are prepared.

A row speaks of seconds, a document of frames, so the rows wait on the video (``imports``).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import Any

from django.db import transaction

from annotation.actions import imports, videos
from annotation.errors import ConflictError, InvalidError
from annotation.formats.deeptrace.source import REAL, Note, Release, SourceVideo
from annotation.models import Project, Task, TaskState, User, Video, VideoLabel, VideoState

BATCH = 200
FOLDERS = ("", "videos", "real_videos")


@dataclass(slots=True)
class Outcome:
    """What an import did; ``notes`` speak of rows, those of reading the file included."""

    added: list[int] = field(default_factory=list)  # ids of videos
    already: list[int] = field(default_factory=list)  # ids of videos an earlier import brought
    notes: list[Note] = field(default_factory=list)

    def skip(self, source: SourceVideo, code: str, message: str) -> None:
        """Note that none of the video's rows is taken."""
        self.notes += [Note(row, code, message, skipped=True) for row in source.rows]


def take_in(
    project: Project,
    release: Release,
    media: Path,
    *,
    user: User | None,
    report: Callable[[int], None],
) -> Outcome:
    """Register the release's videos that are new; ``report`` hears how many were looked at."""
    outcome = Outcome(notes=list(release.notes))
    changes = _changes(release)
    remaining = iter(release.videos)
    looked_at = 0
    while batch := list(islice(remaining, BATCH)):
        found = _found(project, batch, media, outcome)
        files = [(source, _file(source, path, changes)) for source, path in found]
        _register(project, files, user, outcome)
        looked_at += len(batch)
        report(looked_at)
    return outcome


def _register(
    project: Project,
    files: list[tuple[SourceVideo, videos.Source]],
    user: User | None,
    outcome: Outcome,
) -> None:
    if not files:
        return
    try:
        registered = videos.register_all(project, [file for _, file in files], user=user)
    except (ConflictError, InvalidError, OSError) as error:
        if len(files) == 1:
            outcome.skip(files[0][0], "media_unreadable", f"Its file cannot be taken: {error}")
            return
        for one in files:  # find out which of them it is
            _register(project, [one], user, outcome)
        return
    for (source, file), (video, created) in zip(files, registered, strict=True):
        if created or _adopt(video, file, source, outcome):
            outcome.added.append(video.pk)


def _changes(release: Release) -> dict[int, list[Note]]:
    """Tell, by row, what was changed in rows that are taken."""
    changes: dict[int, list[Note]] = {}
    for note in release.notes:
        if not note.skipped:
            changes.setdefault(note.row, []).append(note)
    return changes


def _found(
    project: Project, batch: list[SourceVideo], media: Path, outcome: Outcome
) -> list[tuple[SourceVideo, Path]]:
    """Give the videos that no earlier import brought, each with its file."""
    asked = [source.id for source in batch]
    mine = Video.objects.filter(project=project, source_id__in=asked)
    known = dict(mine.values_list("source_id", "pk"))
    outcome.already += known.values()
    found = []
    for source in batch:
        if source.id in known:
            continue
        if path := _path(media, source.path):
            found.append((source, path))
        else:
            outcome.skip(source, "media_missing", f"There is no file {source.path}.")
    return found


def _path(media: Path, path: str) -> Path | None:
    """Find the file at its path, else by its name in one of the release's folders."""
    name = PurePath(path).name
    candidates = chain([media / path], (media / folder / name for folder in FOLDERS))
    return next((c for c in candidates if c.is_file() and os.access(c, os.R_OK)), None)


def _file(source: SourceVideo, path: Path, changes: dict[int, list[Note]]) -> videos.Source:
    label = VideoLabel.REAL if source.type == REAL else VideoLabel.FAKE
    notes = [note.pack() for row in source.rows for note in changes.get(row, ())]
    return videos.Source(
        path,
        name=source.path,
        attributes={
            "label": label.value,
            "generator": source.generator,
            "prompt": source.prompt,
            "split": source.split,
        },
        origin={
            "source_id": source.id,
            "source_path": source.path,
            "source_mime": source.mime_type,
            "provenance": {"import": {"format": "deeptrace", "notes": notes}},
            "imported": source.pack(),
        },
    )


@transaction.atomic
def _adopt(video: Video, file: videos.Source, source: SourceVideo, outcome: Outcome) -> bool:
    """Give the rows to a video that came without them, unless somebody has begun to label it."""
    video = Video.objects.select_for_update(of=("self",)).get(pk=video.pk)
    if video.source_id:
        message = f"Its file has the same bytes as that of video_id {video.source_id}."
        outcome.skip(source, "same_bytes", message)
        return False
    begun = Task.objects.filter(video=video).exclude(state=TaskState.OPEN, assignee=None)
    if video.accepted_id is not None or begun.exists():
        message = f"Video {video.pk} has the same bytes, and work on it has begun."
        outcome.skip(source, "has_work", message)
        return False
    Task.objects.filter(video=video).delete()
    values: dict[str, Any] = {**file.origin, **_unsaid(video, file)}
    for name, value in values.items():
        setattr(video, name, value)
    video.save(update_fields=[*values, "updated_at"])
    if video.state == VideoState.READY:
        imports.accept_imported(video)
    return True


def _unsaid(video: Video, file: videos.Source) -> dict[str, Any]:
    """What the release says of the video and nobody has said before."""
    unsaid = {"", VideoLabel.UNKNOWN.value}
    return {
        name: value for name, value in file.attributes.items() if getattr(video, name) in unsaid
    }
