"""The one gate of the reward app; what a person may not see is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from annotation import access
from annotation.errors import ForbiddenError, NotFoundError
from annotation.models import Project, Role, Snapshot
from reward.models import Checkpoint, Evaluation, RewardRequest, Run

if TYPE_CHECKING:
    from annotation.models import User

Row = TypeVar("Row", bound=Model)


def _only(rows: QuerySet[Row], row_id: int | UUID, noun: str) -> Row:
    known = isinstance(row_id, UUID) or row_id <= access.BIGGEST_ID
    row = rows.filter(pk=row_id).first() if known else None
    if row is None:
        raise NotFoundError(f"There is no such {noun}.")
    return row


def visible_projects(user: User) -> QuerySet[Project]:
    """The projects whose models the person sees: those they review or manage."""
    return access.reviewed_projects(user)


def runs_of(user: User) -> QuerySet[Run]:
    rows = Run.objects.filter(project__in=visible_projects(user))
    return rows.select_related("project", "snapshot", "job", "checkpoint")


def run_for(user: User, run_id: int, least: Role = Role.REVIEWER) -> Run:
    """A run of a project in which the person's role is at least ``least``."""
    run = _only(runs_of(user), run_id, "run")
    access.demand(user, run.project_id, least)
    return run


def checkpoints_of(user: User) -> QuerySet[Checkpoint]:
    """The checkpoints of those projects."""
    rows = Checkpoint.objects.filter(project__in=visible_projects(user))
    return rows.select_related("project", "snapshot", "run")


def checkpoint_for(user: User, checkpoint_id: int, least: Role = Role.REVIEWER) -> Checkpoint:
    """A checkpoint of a project in which the person's role is at least ``least``."""
    row = _only(checkpoints_of(user), checkpoint_id, "checkpoint")
    access.demand(user, row.project_id, least)
    return row


def evaluations_of(user: User) -> QuerySet[Evaluation]:
    """Evaluations on the sets of those projects."""
    rows = Evaluation.objects.filter(set__project__in=visible_projects(user))
    return rows.select_related("checkpoint", "set", "set__project", "job")


def evaluation_for(user: User, evaluation_id: int) -> Evaluation:
    return _only(evaluations_of(user), evaluation_id, "evaluation")


def snapshot_of(project: Project, snapshot_id: int) -> Snapshot:
    """A snapshot of this project and no other."""
    return _only(Snapshot.objects.filter(project=project), snapshot_id, "snapshot")


def reward_for(user: User, request_id: UUID) -> RewardRequest:
    """A reward request of one of those projects."""
    rows = RewardRequest.objects.filter(project__in=visible_projects(user))
    return _only(rows.select_related("project", "job", "checkpoint"), request_id, "request")


def demand_superuser(user: User) -> None:
    if not user.is_superuser:
        raise ForbiddenError("Only a superuser chooses what serves the whole site.")
