"""Measure a checkpoint on the project's frozen set."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from annotation.actions import jobs
from annotation.models import Job, JobKind, JobState, Project, User
from reward.actions.serving import checkpoint_for
from reward.models import Checkpoint, Evaluation, EvaluationSet

QUEUE = "gpu"


def newest_set(project: Project) -> EvaluationSet | None:
    """The set that counts."""
    return EvaluationSet.objects.filter(project=project).order_by("-pk").first()


def on_newest(checkpoint: Checkpoint, project: Project) -> Evaluation | None:
    """What the checkpoint measured on the project's newest set, whatever its state."""
    counting = newest_set(project)
    if counting is None:
        return None
    rows = Evaluation.objects.select_related("job", "set", "set__project")
    return rows.filter(checkpoint=checkpoint, set=counting).first()


def start(checkpoint: Checkpoint, counting: EvaluationSet, user: User | None = None) -> Evaluation:
    """Evaluate once on this set: a failed or cancelled evaluation is tried again."""
    try:
        with transaction.atomic():
            return _start(checkpoint, counting, user)
    except IntegrityError:  # somebody asked at the same moment
        return Evaluation.objects.get(checkpoint=checkpoint, set=counting)


def _start(checkpoint: Checkpoint, counting: EvaluationSet, user: User | None) -> Evaluation:
    found = (
        Evaluation.objects.select_related("job", "set", "set__project")
        .filter(checkpoint=checkpoint, set=counting)
        .first()
    )
    if found is not None:
        if found.job.state in {JobState.FAILED, JobState.CANCELLED}:
            found.job = jobs.retry(found.job)
        return found
    (job,) = jobs.start(
        [Job(kind=JobKind.EVALUATE, project=counting.project, queue=QUEUE, created_by=user)]
    )
    return Evaluation.objects.create(checkpoint=checkpoint, set=counting, job=job)


def start_beside_serving(checkpoint: Checkpoint, counting: EvaluationSet) -> Evaluation:
    """Evaluate a candidate and, where that is missing, the checkpoint it would follow."""
    serving = checkpoint_for(counting.project)
    if serving is not None and serving.pk != checkpoint.pk:
        missing = not Evaluation.objects.filter(checkpoint=serving, set=counting).exists()
        if missing:
            start(serving, counting)
    return start(checkpoint, counting)


def finish(evaluation: Evaluation, metrics: dict[str, Any], details: dict[str, Any]) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(metrics=metrics, details=details)
