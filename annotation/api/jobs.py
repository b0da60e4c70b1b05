"""Background work as managers see it; a reviewer sees single jobs, such as an export's."""

from __future__ import annotations

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import jobs
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.models import Job, JobKind, JobState, Role

TIMES = ("created_at", "started_at", "finished_at")


def job_body(job: Job) -> Body:
    """A job's state and progress, and why it failed."""
    return {
        "id": job.pk,
        "project": job.project.slug,
        "kind": job.kind,
        "video": job.video_id,
        "state": job.state,
        "progress": job.progress,
        "attempts": job.attempts,
        "error": job.error,
        **{name: getattr(job, name) for name in TIMES},
    }


class JobSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField()
    kind = serializers.ChoiceField(choices=JobKind.choices)
    video = serializers.IntegerField(allow_null=True, help_text="The id of its video, if any.")
    state = serializers.ChoiceField(choices=JobState.choices)
    progress = serializers.FloatField(help_text="From 0 to 1.")
    attempts = serializers.IntegerField()
    error = serializers.CharField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class JobFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=JobState.choices)
    kind = django_filters.ChoiceFilter(choices=JobKind.choices)

    class Meta:
        model = Job
        fields: list[str] = []


class JobListView(ListView):
    queryset = Job.objects.none()
    filterset_class = JobFilter
    fields = tuple(JobSerializer().fields)

    @extend_schema(responses=JobSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        """The jobs of the projects one manages, newest first."""
        managed = access.managed_projects(asker(request))
        rows = Job.objects.filter(project__in=managed).select_related("project")
        return self.page(in_project(request, rows, Role.MANAGER), job_body)


class JobView(APIView):
    @extend_schema(responses=JobSerializer)
    def get(self, request: Request, job_id: int) -> Response:
        return Response(job_body(access.job_for(asker(request), job_id)))


class JobRetryView(APIView):
    @extend_schema(request=None, responses=JobSerializer)
    @idempotent()
    def post(self, request: Request, job_id: int) -> Response:
        """Queue a failed or cancelled job again."""
        job = access.job_for(asker(request), job_id, Role.MANAGER)
        return Response(job_body(jobs.retry(job)))


class JobCancelView(APIView):
    @extend_schema(request=None, responses=JobSerializer)
    @idempotent()
    def post(self, request: Request, job_id: int) -> Response:
        """Cancel a job that has not ended."""
        job = access.job_for(asker(request), job_id, Role.MANAGER)
        return Response(job_body(jobs.cancel(job)))
