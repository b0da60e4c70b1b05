"""Freeze accepted documents into a manifest that never changes, and compare two of them.

A manifest has one canonical line a video in order of their hashes, so that the same state of the
same videos is the same bytes, whenever and in whatever order they came.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db.models import Count, F, IntegerField, QuerySet, Sum
from django.db.models.expressions import Func

from annotation import storage
from annotation.actions import snapshots
from annotation.actions.snapshots import Manifest
from annotation.errors import ConflictError
from annotation.formats import difference, jsonl
from annotation.formats.difference import Difference
from annotation.formats.jsonl import Line
from annotation.models import Project, Snapshot, User, Video
from annotation.pipeline import lines
from annotation.pipeline.lines import Filters

NAME = "manifest.jsonl"
MOST_LISTED = 1000  # differences of each kind


def freeze(
    project: Project,
    user: User | None,
    *,
    name: str,
    note: str = "",
    filters: Filters | None = None,
) -> Snapshot:
    """Store the manifest of the accepted videos that pass, and write its row.

    ``ConflictError`` if the name is taken (code ``name_taken``) or nothing passes (``nothing``).
    """
    filters = filters or Filters()
    snapshots.demand_free(project, name)
    with (
        storage.room(),
        tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder,
    ):
        path = Path(folder) / NAME
        manifest = _write(lines.stream(_videos(project, filters), project), path)
        storage.put(path, manifest.key, move=True)
    return snapshots.record(
        project, user, name=name, note=note, filters=filters.narrowing(), manifest=manifest
    )


def _videos(project: Project, filters: Filters) -> QuerySet[Video]:
    return lines.accepted(project, filters).order_by("sha256")


def in_folder(line: Line) -> Line:
    """Point the line's ``media`` at the place that the file has in a snapshot's folder."""
    return replace(line, media=f"media/{line.video}{PurePosixPath(line.media).suffix}")


def _write(found: Iterable[Line], path: Path) -> Manifest:
    digest, splits, traces = hashlib.sha256(), Counter[str](), 0
    with path.open("wb") as out:
        for line in found:
            data = jsonl.encode(in_folder(line))
            digest.update(data)
            out.write(data)
            splits[line.split] += 1
            traces += len((line.document or {})["traces"])
        size = out.tell()
    if not size:
        raise ConflictError(
            "No accepted document passes: there is nothing to freeze.", code="nothing"
        )
    sha256 = digest.hexdigest()
    # Named by its content, so that the same state is stored once.
    return Manifest(
        f"snapshots/{sha256}/{NAME}", sha256, size, splits.total(), traces, dict(splits)
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a freeze would take; ``splits`` as in a snapshot."""

    videos: int
    traces: int
    splits: dict[str, int]


class _Length(Func):
    """How many entries a JSON array has."""

    function = "jsonb_array_length"
    output_field = IntegerField()


def preview(project: Project, filters: Filters) -> Preview:
    """Count what a freeze would take now, in one query."""
    found = (
        lines.accepted(project, filters)
        .order_by()
        .values_list("split")
        .annotate(number=Count("pk"), trace_count=Sum(_Length(F("accepted__document__traces"))))
    )
    rows = {split: (videos, traces or 0) for split, videos, traces in found}
    return Preview(
        sum(videos for videos, _ in rows.values()),
        sum(traces for _, traces in rows.values()),
        {split: videos for split, (videos, _) in sorted(rows.items())},
    )


def choices(project: Project) -> dict[str, dict[str, int]]:
    """How many accepted videos each label, generator and split has: what filters can ask for."""
    rows = lines.accepted(project).order_by()
    return {
        noun: {str(value): count for value, count in sorted(counts)}
        for noun, column in (("labels", "label"), ("generators", "generator"), ("splits", "split"))
        for counts in [rows.values_list(column).annotate(Count("pk"))]
    }


@dataclass(slots=True)
class Comparison:
    """``counts`` are whole; the lists end after ``MOST_LISTED`` entries."""

    counts: dict[str, int] = field(
        default_factory=lambda: {"added": 0, "removed": 0, "changed": 0, "same": 0}
    )
    added: list[Difference] = field(default_factory=list)
    removed: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """What ``after`` has that ``before`` had not, and the other way round."""
    result = Comparison()
    listed = {"added": result.added, "removed": result.removed, "changed": result.changed}
    for found in _differences(before, after):
        result.counts[found.kind] += 1
        if found.kind != "same" and len(listed[found.kind]) < MOST_LISTED:
            listed[found.kind].append(found)
    return result


def _differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    with (
        storage.as_file(before.manifest) as old,
        storage.as_file(after.manifest) as new,
        old.open("rb") as olds,
        new.open("rb") as news,
    ):
        yield from difference.between(olds, news)


def ids_of(project: Project, listed: Iterable[Difference]) -> dict[str, int]:
    """The rows of the videos that are still there, by hash."""
    hashes = [found.video for found in listed]
    return dict(
        Video.objects.filter(project=project, sha256__in=hashes).values_list("sha256", "pk")
    )
