"""How much the last annotations gained: a checkpoint against the one it went on from."""

from __future__ import annotations

from typing import Any

from annotation.models import JobState, Project
from reward.actions.evaluations import newest_set
from reward.models import Checkpoint, Evaluation

SHOWN = ("overall", "accuracy", "auroc", "trace_f1", "tiou", "viou", "category_f1", "ece")


def last(project: Project) -> dict[str, Any] | None:
    """The newest checkpoint that has a parent, if both were measured on the newest set."""
    counting = newest_set(project)
    row = (
        Checkpoint.objects.select_related("run__init", "snapshot", "run__init__snapshot")
        .filter(project=project, run__init__isnull=False)
        .order_by("-pk")
        .first()
    )
    if counting is None or row is None or row.run is None or row.run.init is None:
        return None
    done = Evaluation.objects.filter(
        set=counting, checkpoint__in=[row, row.run.init], job__state=JobState.DONE
    )
    metrics = {one.checkpoint_id: one.metrics for one in done}
    if len(metrics) < 2:
        return None
    now, then = metrics[row.pk], metrics[row.run.init.pk]
    after, before = row.snapshot, row.run.init.snapshot
    return {
        "run": row.run.pk,
        "checkpoint": row.name,
        "parent": row.run.init.name,
        "documents": (after.videos if after else 0) - (before.videos if before else 0),
        "metrics": {
            name: now[name] - then[name]
            for name in SHOWN
            if now.get(name) is not None and then.get(name) is not None
        },
    }
