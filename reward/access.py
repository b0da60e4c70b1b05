"""The gate before the rows of this app; what a person may not see is absent."""

from __future__ import annotations

from uuid import UUID

from annotation.access import reviewed_projects
from annotation.errors import NotFoundError
from annotation.models import User
from reward.models import RewardRequest


def reward_for(user: User, request_id: UUID) -> RewardRequest:
    """A reward request of a project in which the person reviews or manages."""
    rows = RewardRequest.objects.select_related("project", "job", "checkpoint")
    request = rows.filter(pk=request_id, project__in=reviewed_projects(user)).first()
    if request is None:
        raise NotFoundError("There is no such request.")
    return request
