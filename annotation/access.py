"""The one gate. Each function returns the row or raises; what a person may not see is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models

from annotation.errors import ForbiddenError, NotFoundError
from annotation.models import Annotation, Export, Job, Membership, Project, Role, Task, Video
from annotation.models.projects import RANK

if TYPE_CHECKING:
    from annotation.models import User

Row = TypeVar("Row", bound=models.Model)


def role_in(user: User, project_id: int) -> Role | None:
    """The person's active role in the project; a superuser manages every project."""
    if user.is_superuser:
        return Role.MANAGER
    role = (
        Membership.objects.filter(project_id=project_id, user=user, active=True)
        .values_list("role", flat=True)
        .first()
    )
    return None if role is None else Role(role)


def demand(user: User, project_id: int, least: Role) -> Role:
    """The person's role, if it is at least ``least``; a lesser member is told so."""
    role = role_in(user, project_id)
    if role is None:
        raise NotFoundError("There is no such project.")
    if RANK[role] < RANK[least]:
        raise ForbiddenError(f"This needs the role {least.value} in the project.")
    return role


def project_for(user: User, slug: str, least: Role = Role.ANNOTATOR) -> Project:
    """The project with this slug, if the person's role in it is at least ``least``."""
    project = Project.objects.filter(slug=slug).first()
    if project is None:
        raise NotFoundError("There is no such project.")
    demand(user, project.pk, least)
    return project


def _only(rows: models.QuerySet[Row], row_id: object, noun: str) -> Row:
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFoundError(f"There is no such {noun}.")
    return row


def video_for(user: User, video_id: int, least: Role = Role.ANNOTATOR) -> Video:
    """A video of one of the person's projects."""
    rows = Video.objects.visible_to(user).select_related("project")
    video: Video = _only(rows, video_id, "video")
    if least != Role.ANNOTATOR:
        demand(user, video.project_id, least)
    return video


def task_for(user: User, task_id: int, least: Role = Role.ANNOTATOR) -> Task:
    """The person's own task, or any task of a project in which they review."""
    rows = Task.objects.visible_to(user).select_related("project", "video")
    task: Task = _only(rows, task_id, "task")
    if least != Role.ANNOTATOR:
        demand(user, task.project_id, least)
    return task


def annotation_for(user: User, annotation_id: int) -> Annotation:
    """The person's own annotation, or any annotation of a project in which they review."""
    rows = Annotation.objects.visible_to(user).select_related("task", "video", "project")
    annotation: Annotation = _only(rows, annotation_id, "annotation")
    return annotation


def export_for(user: User, export_id: int) -> Export:
    """An export of a project in which the person reviews or manages."""
    rows = Export.objects.visible_to(user).select_related("project", "job")
    export: Export = _only(rows, export_id, "export")
    return export


def job_for(user: User, job_id: int, least: Role = Role.REVIEWER) -> Job:
    """A job of a project in which the person's role is at least ``least``."""
    rows = Job.objects.visible_to(user).select_related("project")
    job: Job = _only(rows, job_id, "job")
    demand(user, job.project_id, least)
    return job
