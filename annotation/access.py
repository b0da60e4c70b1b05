"""The one gate. Each function returns the row or raises; what a person may not see is absent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import connection, models

from annotation.errors import ForbiddenError, NotFoundError
from annotation.models import (
    Annotation,
    ApiToken,
    Comment,
    Delivery,
    Export,
    Job,
    Membership,
    Project,
    Question,
    Role,
    Snapshot,
    Task,
    Upload,
    Video,
    Webhook,
)
from annotation.models.projects import RANK
from annotation.models.questions import with_open_questions

if TYPE_CHECKING:
    from uuid import UUID

    from annotation.models import User

BIGGEST_ID = 2**63 - 1
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


def roles_of(user: User) -> Mapping[int, Role]:
    """The person's active role by project id, in one query; a superuser manages all."""
    if user.is_superuser:
        return defaultdict(lambda: Role.MANAGER)
    held = Membership.objects.filter(user=user, active=True).values_list("project_id", "role")
    return {project_id: Role(role) for project_id, role in held}


def demand(user: User, project_id: int, least: Role) -> Role:
    """The person's role, if it is at least ``least``; a lesser member is told so."""
    role = role_in(user, project_id)
    if role is None:
        raise NotFoundError("There is no such project.")
    return _enough(role, least)


def _enough(role: Role, least: Role) -> Role:
    if RANK[role] < RANK[least]:
        raise ForbiddenError(f"This needs the role {least.value} in the project.")
    return role


def project_for(user: User, slug: str, least: Role = Role.ANNOTATOR) -> Project:
    """The project with this slug, if the person's role in it is at least ``least``."""
    # PostgreSQL refuses a NUL in text, so what no slug can be is absent without asking.
    project = Project.objects.filter(slug=slug).first() if slug.isprintable() else None
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


def export_for(user: User, export_id: int) -> Export:
    """An export of a project in which the person reviews or manages."""
    rows = Export.objects.visible_to(user).select_related("project", "job")
    export: Export = _only(rows, export_id, "export")
    return export


def snapshot_for(user: User, snapshot_id: int, least: Role = Role.REVIEWER) -> Snapshot:
    """A snapshot of a project in which the person's role is at least ``least``."""
    rows = Snapshot.objects.visible_to(user).select_related("project", "created_by")
    snapshot: Snapshot = _only(rows, snapshot_id, "snapshot")
    demand(user, snapshot.project_id, least)
    return snapshot


def snapshot_beside(user: User, snapshot: Snapshot, other_id: str) -> Snapshot:
    """Another snapshot of the same project, to compare with."""
    known = other_id.isascii() and other_id.isdigit() and len(other_id) < 19
    other = snapshot_for(user, int(other_id)) if known else None
    if other is None or other.project_id != snapshot.project_id:
        raise NotFoundError("There is no such snapshot in this project.")
    return other


def job_for(user: User, job_id: int, least: Role = Role.REVIEWER) -> Job:
    """A job of a project in which the person's role is at least ``least``."""
    rows = Job.objects.visible_to(user).select_related("project")
    job: Job = _only(rows, job_id, "job")
    demand(user, job.project_id, least)
    return job


def member_for(user: User, member_id: int) -> Membership:
    """A membership of a project that the person manages."""
    projects = Project.objects.visible_to(user)
    rows = Membership.objects.filter(project__in=projects).select_related("project", "user")
    membership: Membership = _only(rows, member_id, "member")
    demand(user, membership.project_id, Role.MANAGER)
    return membership


def token_for(user: User, token_id: int) -> ApiToken:
    """One of the person's own tokens."""
    token: ApiToken = _only(ApiToken.objects.filter(user=user), token_id, "token")
    return token


def upload_for(user: User, upload_id: UUID) -> Upload:
    """One of the person's own uploads, while they manage its project."""
    rows = Upload.objects.filter(user=user).select_related("project")
    upload: Upload = _only(rows, upload_id, "upload")
    demand(user, upload.project_id, Role.MANAGER)
    return upload


def managed_projects(user: User) -> models.QuerySet[Project]:
    """The projects that the person manages."""
    if user.is_superuser:
        return Project.objects.all()
    return Project.objects.filter(
        memberships__user=user, memberships__active=True, memberships__role=Role.MANAGER
    )


def reviewed_projects(user: User) -> models.QuerySet[Project]:
    """The projects that the person reviews or manages."""
    if user.is_superuser:
        return Project.objects.all()
    return Project.objects.filter(
        memberships__user=user,
        memberships__active=True,
        memberships__role__in=[Role.REVIEWER, Role.MANAGER],
    )


def demand_manager(user: User) -> None:
    """Refuse whoever manages no project at all."""
    if not (user.is_superuser or managed_projects(user).exists()):
        raise ForbiddenError("This needs somebody who manages a project.")


# --- Row and role in one query, for what is asked for hundreds of times a second --------------


def _with_role(rows: models.QuerySet[Row], user: User, project: str) -> models.QuerySet[Any]:
    """Each row with ``own_role``: the person's active role in its project, or None."""
    if user.is_superuser:
        return rows.annotate(own_role=models.Value(Role.MANAGER.value))
    held = Membership.objects.filter(project=models.OuterRef(project), user=user, active=True)
    return rows.annotate(own_role=models.Subquery(held.values("role")[:1]))


def _role_on(row: models.Model | None, noun: str) -> Role:
    role: str | None = getattr(row, "own_role", None)
    if role is None:
        raise NotFoundError(f"There is no such {noun}.")
    return Role(role)


# Written out, because compiling a query of the ORM costs more than asking it, and everybody who
# labels asks these two all the time.
_PROJECT = """
SELECT project.*, membership.role AS own_role
FROM annotation_project AS project
LEFT JOIN annotation_membership AS membership
    ON membership.project_id = project.id AND membership.user_id = %s AND membership.active
WHERE project.slug = %s
"""
_DRAFT = """
SELECT annotation.id, annotation.project_id, annotation.task_id, annotation.author_id,
    annotation.revision, annotation.state, task.state, task.reviewer_id, video.frame_count,
    project.lease_minutes, membership.role
FROM annotation_annotation AS annotation
JOIN annotation_project AS project ON project.id = annotation.project_id
JOIN annotation_video AS video ON video.id = annotation.video_id
LEFT JOIN annotation_task AS task ON task.id = annotation.task_id
LEFT JOIN annotation_membership AS membership
    ON membership.project_id = project.id AND membership.user_id = %s AND membership.active
WHERE annotation.id = %s
"""


def project_and_role(user: User, slug: str, least: Role) -> tuple[Project, Role]:
    """The project with this slug and the person's role in it, which is at least ``least``."""
    found = Project.objects.raw(_PROJECT, [user.pk, slug]) if slug.isprintable() else []
    project = next(iter(found), None)
    if project is None:
        raise NotFoundError("There is no such project.")
    if user.is_superuser:
        return project, Role.MANAGER
    return project, _enough(_role_on(project, "project"), least)


class Draft(NamedTuple):
    """What a save has to know of an annotation, and of the task it belongs to."""

    id: int
    project_id: int
    task_id: int | None
    author_id: int | None
    revision: int
    state: str
    task_state: str | None
    reviewer_id: int | None
    frame_count: int | None
    lease_minutes: int


def draft_for(user: User, annotation_id: int) -> Draft:
    """The annotation as a save needs it; of others' only where the person reviews."""
    if annotation_id > BIGGEST_ID:
        raise NotFoundError("There is no such annotation.")
    with connection.cursor() as cursor:
        cursor.execute(_DRAFT, [user.pk, annotation_id])
        row = cursor.fetchone()
    *columns, role = row or [None]
    reviews = user.is_superuser or role in {Role.REVIEWER, Role.MANAGER}
    if row is None or not (reviews or (role is not None and row[3] == user.pk)):
        raise NotFoundError("There is no such annotation.")
    return Draft(*columns)


def task_and_role(user: User, task_id: int, least: Role = Role.ANNOTATOR) -> tuple[Task, Role]:
    """A task the person may see, with project, video and annotation, and their role."""
    rows = with_open_questions(Task.objects.filter(pk=task_id)).select_related(
        "project", "video", "annotation", "assignee"
    )
    task = _with_role(rows.defer("video__imported", "video__provenance"), user, "project").first()
    role = _role_on(task, "task")
    if task is None or (role is Role.ANNOTATOR and task.assignee_id != user.pk):
        raise NotFoundError("There is no such task.")
    return task, _enough(role, least)


def comment_of(task: Task, comment_id: int) -> Comment:
    """A reviewer's comment on this task and no other."""
    return _only(Comment.objects.filter(review__task=task), comment_id, "comment")


def question_of(task: Task, question_id: int) -> Question:
    """A question about this task and no other."""
    return _only(task.questions.select_related("author", "answered_by"), question_id, "question")


def annotation_and_role(user: User, annotation_id: int) -> tuple[Annotation, Role]:
    """An annotation the person may see, with project, video, task and author, and their role."""
    rows = Annotation.objects.filter(pk=annotation_id).select_related(
        "project", "video", "task", "author"
    )
    annotation = _with_role(
        rows.defer("video__imported", "video__provenance"), user, "project"
    ).first()
    role = _role_on(annotation, "annotation")
    if annotation is None or (role is Role.ANNOTATOR and annotation.author_id != user.pk):
        raise NotFoundError("There is no such annotation.")
    return annotation, role


def webhook_for(user: User, webhook_id: int) -> Webhook:
    """A webhook of a project that the person manages."""
    rows = Webhook.objects.visible_to(user).select_related("project")
    webhook: Webhook = _only(rows, webhook_id, "webhook")
    return webhook


def delivery_of(webhook: Webhook, delivery_id: int) -> Delivery:
    """A delivery of this webhook and no other."""
    return _only(webhook.deliveries.all(), delivery_id, "delivery")
