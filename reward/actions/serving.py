"""Which checkpoint answers for a project."""

from __future__ import annotations

from annotation.models import Project
from reward.models import Checkpoint, Serving


def checkpoint_for(project: Project) -> Checkpoint | None:
    """The project's own promoted checkpoint, else the site's default, else None."""
    rows = Serving.objects.select_related("checkpoint", "checkpoint__project")
    for scope in (project, None):
        row = rows.filter(project=scope, checkpoint__isnull=False).first()
        if row is not None:
            return row.checkpoint
    return None
