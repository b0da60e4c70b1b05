"""When a project retrains by itself: after so many newly accepted documents, and a pause."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotation.models import Annotation, AnnotationState, Project
from reward.models import Policy, Run

SETTABLE = ("every", "cooldown_minutes", "minutes", "suggest", "blind_share", "by_uncertainty")


def of(project: Project) -> Policy:
    """The project's policy; an unsaved one with the defaults if nobody set it."""
    return Policy.objects.filter(project=project).first() or Policy(project=project)


@transaction.atomic
def put(project: Project, values: dict[str, Any]) -> Policy:
    """Set the policy; what is not given keeps its value."""
    chosen = {name: value for name, value in values.items() if name in SETTABLE}
    policy, _ = Policy.objects.update_or_create(project=project, defaults=chosen)
    return policy


def last_run(project: Project) -> Run | None:
    """The newest run, whoever started it and however it ended."""
    return Run.objects.select_related("job").filter(project=project).order_by("-pk").first()


def accepted_since(project: Project, run: Run | None) -> int:
    """How many documents of people were accepted since the run was started."""
    rows = Annotation.objects.filter(
        project=project, state=AnnotationState.ACCEPTED, task__isnull=False
    )
    if run is not None:  # an accepted annotation stays as it is
        rows = rows.filter(updated_at__gt=run.created_at)
    return rows.count()


def due_at(policy: Policy, run: Run | None) -> datetime | None:
    """When the pause after the last run ends; None if there was none."""
    if run is None:
        return None
    ended = run.job.finished_at or timezone.now()
    return ended + timedelta(minutes=policy.cooldown_minutes)


def outlook(policy: Policy, *, under_way: bool) -> tuple[int, str]:
    """Return the documents accepted since the last run, and in words what comes next."""
    run = last_run(policy.project)
    new = accepted_since(policy.project, run)
    if not policy.every:
        return new, "Off: the project retrains only when somebody starts a run."
    if under_way:
        return new, "A run is under way."
    if new < policy.every:
        left = policy.every - new
        return new, f"Retrains after {left} more accepted document{'' if left == 1 else 's'}."
    due = due_at(policy, run)
    if due is not None and due > timezone.now():
        return new, f"Retrains when the pause ends, at {due:%H:%M} UTC."
    return new, "Retrains within a minute."
