"""Tasks over HTTP: the lists, one task, and the next one. What is done with it: `task_verbs`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import queue
from annotation.api.annotations import AnnotationSerializer, stored_body
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.api.task_filters import HANDED_IN, PURPOSES, TaskFilter
from annotation.api.videos import VideoSerializer, video_body
from annotation.domain.reading import Reader
from annotation.errors import InvalidError
from annotation.models import (
    Annotation,
    AnnotationState,
    Comment,
    Decision,
    Review,
    Role,
    SkipReason,
    Task,
    TaskState,
    User,
)
from annotation.models.questions import with_open_questions

COMMENT_LENGTH = 5_000
SLUG_LENGTH = 64


def task_body(task: Task, user: User, role: Role) -> Body:
    """A task as its assignee or a reviewer sees it; project, video and annotation are at hand."""
    annotation: Annotation | None = getattr(task, "annotation", None)
    purpose = purpose_for(task, user)
    names = role is not Role.ANNOTATOR
    return {
        "id": task.pk,
        "project": task.project.slug,
        "purpose": purpose,
        "state": task.state,
        "lease_until": task.review_until if purpose == "review" else task.lease_until,
        "assignee": task.assignee.username if names and task.assignee else None,
        "submitted_at": task.submitted_at,
        "active_seconds": task.active_seconds,
        "skip_reason": task.skip_reason,
        "skip_note": task.skip_note,
        "updated_at": task.updated_at,
        "open_questions": _open_questions(task),
        "video": video_body(task.video, role, task.project),
        "annotation": stored_body(annotation) if annotation else None,
        "comments": [comment_body(comment, names=names) for comment in _comments(task, annotation)],
    }


def purpose_for(task: Task, user: User) -> str:
    """What the person has to do with it: ``review`` once it is handed in, unless it is theirs."""
    if task.state not in HANDED_IN:
        return "label"
    own = task.assignee_id == user.pk
    to_label = own and (task.reviewer_id != user.pk or task.state == TaskState.RETURNED)
    return "label" if to_label else "review"


def comment_body(comment: Comment, *, names: bool) -> Body:
    """One remark; annotators do not learn who reviewed them."""
    review = comment.review
    return {
        "id": comment.pk,
        "text": comment.text,
        "frame": comment.frame,
        "box": comment.box,
        "done": comment.done,
        "reply": comment.reply,
        "author": review.reviewer.username if names and review.reviewer else None,
        "created_at": review.created_at,
    }


def _open_questions(task: Task) -> int:
    """Counted with the row where it could be; about a task that was never begun nobody asked."""
    known = task.open_questions
    return task.questions.filter(answered_at=None).count() if known is None else known


def _comments(task: Task, annotation: Annotation | None) -> Iterable[Comment]:
    """The remarks of the last return; a draft that was never handed in costs no query."""
    if annotation is None or annotation.state == AnnotationState.DRAFT:
        return []
    returns = getattr(task, "returns", None)
    if returns is None:
        returns = list(_returns().filter(task=task))
    return returns[-1].comments.all() if returns else []


def _returns() -> QuerySet[Review]:
    return (
        Review.objects.filter(decision=Decision.RETURN)
        .select_related("reviewer")
        .prefetch_related("comments")
        .order_by("id")
    )


class CommentInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=COMMENT_LENGTH)
    frame = serializers.IntegerField(min_value=0, allow_null=True, required=False)
    box = serializers.ListField(
        child=serializers.FloatField(),
        min_length=4,
        max_length=4,
        allow_null=True,
        required=False,
        help_text="x, y, w, h as fractions of the frame; needs `frame`.",
    )


class CommentSerializer(CommentInput):
    id = serializers.IntegerField()
    done = serializers.BooleanField(help_text="Ticked off by the person who labels.")
    reply = serializers.CharField(allow_blank=True, help_text="Their answer.")
    author = serializers.CharField(allow_null=True, help_text="None for annotators.")
    created_at = serializers.DateTimeField()


class TaskSerializer(serializers.Serializer[Any]):
    """One video for one person; ``purpose`` is what the caller has to do with it."""

    id = serializers.IntegerField()
    project = serializers.CharField(help_text="The project's slug.")
    purpose = serializers.ChoiceField(choices=PURPOSES)
    state = serializers.ChoiceField(choices=TaskState.choices)
    lease_until = serializers.DateTimeField(allow_null=True)
    assignee = serializers.CharField(allow_null=True, help_text="None for annotators.")
    submitted_at = serializers.DateTimeField(allow_null=True)
    active_seconds = serializers.IntegerField()
    skip_reason = serializers.ChoiceField(choices=SkipReason.choices, allow_blank=True)
    skip_note = serializers.CharField(allow_blank=True)
    updated_at = serializers.DateTimeField()
    open_questions = serializers.IntegerField(help_text="Asked and not answered yet.")
    video = VideoSerializer()
    annotation = AnnotationSerializer(allow_null=True)
    comments = CommentSerializer(many=True, help_text="Of the last return.")


class NextSerializer(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=SLUG_LENGTH)
    purpose = serializers.ChoiceField(choices=PURPOSES, required=False, default="label")


class TaskListView(ListView):
    """One's own tasks; in projects one reviews, everybody's. Newest first."""

    queryset = Task.objects.none()
    filterset_class = TaskFilter
    fields = tuple(TaskSerializer().fields)

    @extend_schema(responses=TaskSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        user, roles = asker(request), access.roles_of(asker(request))
        rows = (
            with_open_questions(Task.objects.visible_to(user))
            .select_related("project", "assignee", "video", "annotation")
            .defer("video__imported", "video__provenance")
            .prefetch_related(Prefetch("reviews", queryset=_returns(), to_attr="returns"))
        )
        return self.page(
            in_project(request, rows), lambda task: task_body(task, user, roles[task.project_id])
        )


class NextTaskView(APIView):
    @extend_schema(
        request=NextSerializer,
        responses={200: TaskSerializer, 204: OpenApiResponse(description="There is none now.")},
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        """Lease the next task, another one with each call."""
        slug, purpose = _wanted(request.data)
        user = asker(request)
        least = Role.REVIEWER if purpose == "review" else Role.ANNOTATOR
        project, role = access.project_and_role(user, slug, least)
        if purpose == "review":
            task = queue.next_to_review(project, user, role)
        else:
            task = queue.next_to_label(project, user)
        return Response(status=204) if task is None else Response(task_body(task, user, role))


def _wanted(data: object) -> tuple[str, str]:
    reader = Reader()
    fields = reader.record(
        data, "", required=frozenset({"project"}), optional=frozenset({"purpose"})
    )
    if fields is not None:
        slug = reader.text(fields["project"], "project", limit=SLUG_LENGTH)
        purpose = reader.choice(
            fields.get("purpose", PURPOSES[0]), "purpose", {name: name for name in PURPOSES}
        )
        if slug is not None and purpose is not None and not reader.problems:
            return slug, purpose
    raise InvalidError(reader.problems)


class TaskView(APIView):
    @extend_schema(responses=TaskSerializer)
    def get(self, request: Request, task_id: int) -> Response:
        task, role = access.task_and_role(asker(request), task_id)
        return Response(task_body(task, asker(request), role))
