"""Retrain by policy: freeze, and go on from what serves, which brings its old clips along."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from annotation.errors import TelltaleError
from annotation.models import Project
from annotation.pipeline import snapshots
from reward.actions import policies, runs
from reward.actions.serving import checkpoint_for
from reward.models import Cause, Policy, Run

logger = logging.getLogger(__name__)


def start_due() -> list[Run]:
    """Start the runs whose time has come; at most one is under way in a project."""
    started = []
    for policy in Policy.objects.filter(every__gt=0).select_related("project"):
        try:
            run = _start(policy)
        except TelltaleError as error:  # one project must not hold up the others
            logger.warning("project %s does not retrain: %s", policy.project.slug, error.message)
            continue
        if run is not None:
            started.append(run)
    return started


def _is_due(policy: Policy) -> bool:
    if runs.is_under_way(policy.project):
        return False
    last = policies.last_run(policy.project)
    if policies.accepted_since(policy.project, last) < policy.every:
        return False
    due = policies.due_at(policy, last)
    return due is None or due <= timezone.now()


def _start(policy: Policy) -> Run | None:
    if not _is_due(policy):
        return None
    project = policy.project
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        if not _is_due(policy):  # another clock was faster
            return None
        name = f"retraining {runs.of(project).count() + 1}, {timezone.now():%Y-%m-%d %H:%M}"
        snapshot = snapshots.freeze(project, None, name=name)
        serving = checkpoint_for(project)
        return runs.create(
            project,
            None,
            snapshot=snapshot,
            backend=serving.backend if serving else "tracenet",
            config={"minutes": policy.minutes},
            init=serving,
            cause=Cause.POLICY,
        )
