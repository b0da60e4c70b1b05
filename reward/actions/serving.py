"""Which checkpoint answers for a project."""

from __future__ import annotations

from annotation.errors import ConflictError
from annotation.models import Project
from reward.models import Checkpoint, Serving


def checkpoint_for(project: Project) -> Checkpoint | None:
    """Return the project's serving checkpoint, else the site's default, else None."""
    rows = Serving.objects.filter(checkpoint__isnull=False).select_related("checkpoint")
    own = rows.filter(project=project).first() or rows.filter(project=None).first()
    return None if own is None else own.checkpoint


def demand(project: Project) -> Checkpoint:
    """The checkpoint that answers, or a sentence that says what to do about there being none."""
    checkpoint = checkpoint_for(project)
    if checkpoint is None:
        raise ConflictError(
            f"No model serves {project.slug} yet: train one and promote its checkpoint, or let a "
            "superuser choose a default for the site.",
            code="no_serving_checkpoint",
        )
    return checkpoint
