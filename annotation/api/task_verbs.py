"""What an assignee does with a task over HTTP: take it up, keep it, skip it, submit it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import annotations as drafts
from annotation.actions import reviews, tasks
from annotation.api.annotations import AnnotationSerializer
from annotation.api.idempotency import idempotent
from annotation.api.permissions import asker
from annotation.api.preconditions import revision_named
from annotation.api.schema import IF_MATCH
from annotation.api.tasks import TaskSerializer, task_body
from annotation.domain.reading import Reader
from annotation.errors import InvalidError
from annotation.models import Role, SkipReason, TaskState

ACTIVE_SECONDS = 24 * 3600
NOTE_LENGTH = 500
# Nobody says of their own task that its lease ran out.
REASONS = {each.value: each for each in SkipReason if each is not SkipReason.LEASE_LAPSED}
NONE: frozenset[str] = frozenset()


class HeartbeatSerializer(serializers.Serializer[Any]):
    active_seconds = serializers.IntegerField(
        min_value=0,
        max_value=ACTIVE_SECONDS,
        required=False,
        help_text="How long the person has worked on it since the last heartbeat.",
    )


class SkipSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=list(REASONS))
    note = serializers.CharField(
        max_length=NOTE_LENGTH, required=False, help_text="In words; `other` needs it."
    )


class LeaseView(APIView):
    @extend_schema(request=None, responses=TaskSerializer)
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Take up a known task: one's own to label, or a submitted one to review."""
        user = asker(request)
        task, role = access.task_and_role(user, task_id)
        if task.state == TaskState.SUBMITTED and role is not Role.ANNOTATOR:
            task = reviews.hold(task, user, role)
        else:
            task = tasks.lease(task, user)
        return Response(task_body(task, user, role))


class ReleaseView(APIView):
    @extend_schema(request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Let go of a task that was taken ahead and not worked on."""
        user = asker(request)
        task, _ = access.task_and_role(user, task_id)
        tasks.release(task, user)
        return Response(status=204)


class HeartbeatView(APIView):
    @extend_schema(request=HeartbeatSerializer, responses=TaskSerializer)
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Renew the lease."""
        seconds = _active_seconds(request.data)
        user = asker(request)
        task, role = access.task_and_role(user, task_id)
        tasks.heartbeat(task, user, active_seconds=seconds)
        return Response(task_body(task, user, role))


def _active_seconds(data: object) -> int:
    reader = Reader()
    fields = reader.record(data, "", required=NONE, optional=frozenset({"active_seconds"}))
    given = (fields or {}).get("active_seconds", 0)
    seconds = reader.integer(given, "active_seconds", low=0, high=ACTIVE_SECONDS)
    if seconds is None or reader.problems:
        raise InvalidError(reader.problems)
    return seconds


class SkipView(APIView):
    @extend_schema(request=SkipSerializer, responses=TaskSerializer)
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Put the task aside; somebody else gets the video."""
        reason, note = _reason(request.data)
        user = asker(request)
        task, role = access.task_and_role(user, task_id)
        return Response(task_body(tasks.skip(task, user, reason=reason, note=note), user, role))


def _reason(data: object) -> tuple[SkipReason, str]:
    reader = Reader()
    fields = reader.record(data, "", required=frozenset({"reason"}), optional=frozenset({"note"}))
    if fields is not None:
        reason = reader.choice(fields["reason"], "reason", REASONS)
        note = (reader.text(fields.get("note", ""), "note", limit=NOTE_LENGTH) or "").strip()
        if reason is SkipReason.OTHER and not note and not reader.problems:
            reader.refuse("blank", "note", "Say why you skip it.")
        if reason is not None and not reader.problems:
            return reason, note
    raise InvalidError(reader.problems)


class SubmitView(APIView):
    @extend_schema(
        request=None,
        responses={
            200: TaskSerializer,
            412: OpenApiResponse(AnnotationSerializer, "Somebody saved since."),
            422: OpenApiResponse(
                description="Something is missing: `errors` names each with its place."
            ),
            428: OpenApiResponse(description="`If-Match` is missing."),
        },
        parameters=[IF_MATCH],
    )
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Hand the document in as it was saved."""
        revision = revision_named(request)
        user = asker(request)
        task, role = access.task_and_role(user, task_id)
        return Response(task_body(drafts.submit(task, user, revision=revision), user, role))
