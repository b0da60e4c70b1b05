"""A checkpoint becomes known: trained here, or elsewhere and brought."""

from __future__ import annotations

from django.db import transaction

from annotation.errors import ConflictError
from annotation.models import Project, Snapshot, User
from reward.core.checkpoint import Card
from reward.models import Checkpoint, Run

KEPT = ("backend", "config", "data", "metrics", "calibration", "training", "parent", "code")


def folder_of(project: Project, name: str) -> str:
    """Where a checkpoint lies below ``CHECKPOINTS_ROOT``."""
    return f"{project.slug}/{name}"


@transaction.atomic
def register(
    project: Project,
    card: Card,
    *,
    size: int,
    snapshot: Snapshot | None,
    run: Run | None = None,
    user: User | None = None,
) -> Checkpoint:
    """Write the row of a checkpoint whose folder is in its place; a run learns its numbers."""
    kept = {name: getattr(card, name) for name in (*KEPT, "created")}
    row, created = Checkpoint.objects.get_or_create(
        project=project,
        name=card.id,
        defaults={
            "run": run,
            "snapshot": snapshot,
            "backend": card.backend,
            "folder": folder_of(project, card.id),
            "card": kept,
            "size": size,
            "created_by": user,
        },
    )
    if not created and run is None:
        raise ConflictError(f"The project has checkpoint {card.id} already.", code="known")
    if run is not None:
        Run.objects.filter(pk=run.pk).update(metrics=card.metrics)
    return row
