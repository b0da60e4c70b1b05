"""A project's background work in one answer, and its imports stopped or tried again together."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import preparation
from annotation.api.idempotency import idempotent
from annotation.api.jobs import JobSerializer, job_body
from annotation.api.permissions import asker
from annotation.models import Role, activity

UNCHANGED = OpenApiResponse(description="`If-None-Match` names the current ETag.")


class ImportsSerializer(serializers.Serializer[Any]):
    """The videos that wait for each other: those of the last time a worker had any to prepare."""

    batch = serializers.IntegerField(help_text="The id of its first job.")
    queued = serializers.IntegerField()
    running = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True, help_text="Null while it goes on.")


class ActivitySerializer(serializers.Serializer[Any]):
    imports = ImportsSerializer(allow_null=True, help_text="Null when none was of late.")
    going = JobSerializer(many=True, help_text="Other jobs that wait or run, newest first.")
    ended = JobSerializer(many=True, help_text="Other jobs that ended last, newest first.")


class CountSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()


class ActivityView(APIView):
    @extend_schema(responses={200: ActivitySerializer, 304: UNCHANGED})
    def get(self, request: Request, slug: str) -> Response:
        """What goes on in the background and what ended of late; a reviewer's own exports alone."""
        user = asker(request)
        project, role = access.project_and_role(user, slug, Role.REVIEWER)
        sees_all = role is Role.MANAGER
        going, ended = activity.others(project.pk, asked_by=None if sees_all else user)
        body = {
            "imports": activity.imports(project.pk) if sees_all else None,
            "going": [job_body(job) for job in going],
            "ended": [job_body(job) for job in ended],
        }
        return Response(body, headers={"Cache-Control": "private, no-cache"})


class ImportsCancelView(APIView):
    @extend_schema(request=None, responses=CountSerializer)
    @idempotent()
    def post(self, request: Request, slug: str) -> Response:
        """Cancel the preparation of every video that is not ready yet; say how many."""
        project = access.project_for(asker(request), slug, Role.MANAGER)
        return Response({"count": preparation.cancel_all(project)})


class ImportsRetryView(APIView):
    @extend_schema(request=None, responses=CountSerializer)
    @idempotent()
    def post(self, request: Request, slug: str) -> Response:
        """Prepare every rejected video again; say how many."""
        project = access.project_for(asker(request), slug, Role.MANAGER)
        return Response({"count": preparation.retry_all(project)})
