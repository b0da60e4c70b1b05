"""An annotation's revisions, read back from the images the database keeps before changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from annotation.models.annotations import Annotation


@dataclass(frozen=True, slots=True)
class Revision:
    """What one save left; ``user`` is the name of who saved it, None for the empty beginning."""

    number: int
    user: str | None
    at: datetime
    document: dict[str, Any]


def revisions_of(annotation: Annotation, *, before: int, limit: int) -> list[Revision]:
    """At most ``limit`` revisions below ``before``, newest first, the current one included."""
    # A change of state leaves an image too; the first image of a revision is of its save.
    images = (
        apps.get_model("annotation", "AnnotationEvent")
        .objects.filter(pgh_obj_id=annotation.pk, pgh_label="before", revision__lt=before)
        .select_related("saved_by")
        .order_by("-revision", "pgh_id")
        .distinct("revision")[:limit]
    )
    found = [_read(image) for image in images]
    current = annotation.revision
    if current < before and (not found or found[0].number < current):
        found.insert(0, _read(annotation))
    return found[:limit]


def document_at(annotation_id: int, number: int) -> dict[str, Any] | None:
    """The document of an earlier revision, or None where there is none of that number."""
    image = (
        apps.get_model("annotation", "AnnotationEvent")
        .objects.filter(pgh_obj_id=annotation_id, pgh_label="before", revision=number)
        .order_by("pgh_id")
        .first()
    )
    return None if image is None else image.document


def _read(row: Any) -> Revision:
    name = row.saved_by.username if row.saved_by else None
    return Revision(row.revision, name, row.updated_at, row.document)
