"""The project's accepted documents as dataset lines, streamed from one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from annotation.formats.jsonl import Line
from annotation.models import Decision, Project, Review, Video, VideoState

_CHUNK = 100  # rows in memory at a time; a frame table may be long


@dataclass(frozen=True, slots=True)
class Filters:
    """Which accepted videos are taken; an empty tuple takes all. "" is a video without a split."""

    labels: tuple[str, ...] = ()
    generators: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    reviewed_only: bool = False

    def narrowing(self) -> dict[str, Any]:
        """What leaves anything out, in one order however it was asked."""
        given = {name: value for name, value in asdict(self).items() if value}
        return {
            name: sorted(set(value)) if isinstance(value, tuple) else value
            for name, value in given.items()
        }


def accepted(project: Project, filters: Filters | None = None) -> QuerySet[Video]:
    """The videos that exports read: ready, with an accepted document."""
    rows = Video.objects.filter(project=project, state=VideoState.READY, accepted__isnull=False)
    filters = filters or Filters()
    for column, values in (
        ("label", filters.labels),
        ("generator", filters.generators),
        ("split", filters.splits),
    ):
        if values:
            rows = rows.filter(**{f"{column}__in": values})
    if filters.reviewed_only:
        rows = rows.filter(_reviewed())
    return rows.order_by("pk")


def _reviewed() -> Exists:
    return Exists(
        Review.objects.filter(task__annotation=OuterRef("accepted"), decision=Decision.ACCEPT)
    )


def stream(videos: QuerySet[Video], project: Project) -> Iterator[Line]:
    """Yield one line for each of the ``accepted`` videos, in their order; ``media`` is a key."""
    # The long JSON columns come as text: orjson reads them several times faster than Django.
    rows = videos.annotate(
        reviewed=_reviewed(),
        pts=Cast("frames__pts", TextField()),
        document=Cast("accepted__document", TextField()),
    ).values(
        *("sha256", "original", "width", "height", "label", "generator", "prompt", "group"),
        *("split", "name", "mime_type", "source_id", "source_path", "source_mime"),
        *("provenance", "frames__time_base_num", "frames__time_base_den", "frames__end"),
        *("accepted__author_id", "reviewed", "pts", "document"),
    )
    # One statement: PostgreSQL keeps its result as it was at the start, however long this takes.
    for row in rows.iterator(chunk_size=_CHUNK):
        yield _line(row, project)


def _line(row: dict[str, Any], project: Project) -> Line:
    return Line(
        video=row["sha256"],
        media=row["original"],
        media_sha256=row["sha256"],
        width=row["width"],
        height=row["height"],
        time_base=(row["frames__time_base_num"], row["frames__time_base_den"]),
        pts=orjson.loads(row["pts"]),
        end=row["frames__end"],
        label=row["label"],
        generator=row["generator"],
        prompt=row["prompt"],
        group=row["group"],
        split=row["split"],
        document=orjson.loads(row["document"]),
        annotator=project.pseudonym(row["accepted__author_id"]),
        reviewed=row["reviewed"],
        provenance=_provenance(row, project),
    )


def _provenance(row: dict[str, Any], project: Project) -> dict[str, Any]:
    source = {
        "id": row["source_id"],
        "path": row["source_path"],
        "mime_type": row["source_mime"] or row["mime_type"],
    }
    kept = {name: value for name, value in source.items() if value}
    return {**row["provenance"], "project": project.slug, "name": row["name"], "source": kept}
