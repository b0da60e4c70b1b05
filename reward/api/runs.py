"""Runs over HTTP: start a training, watch it, stop it, go on with it, read its log."""

from __future__ import annotations

from typing import Any

import orjson
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation.access import project_for
from annotation.actions import jobs
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.errors import ConflictError, InvalidError, NotFoundError, Problem
from annotation.models import JobState, Project, Role, User
from reward import access
from reward.actions import runs
from reward.actions.serving import checkpoint_for
from reward.models import Cause, Checkpoint, Run
from reward.pipeline import logs

SERVING = "serving"
BIGGEST = 2**53
LONGEST_SETTINGS = 16_384  # bytes of JSON
OFFSET = OpenApiParameter("offset", OpenApiTypes.INT, description="Bytes that are known already.")


def run_body(run: Run) -> Body:
    """What a reviewer or manager sees of a run."""
    job, checkpoint = run.job, getattr(run, "checkpoint", None)
    return {
        "id": run.pk,
        "project": run.project.slug,
        "snapshot": {"id": run.snapshot_id, "name": run.snapshot.name},
        "backend": run.backend,
        "config": run.config,
        "init": run.init_id,
        "cause": run.cause,
        "state": job.state,
        "progress": job.progress,
        "error": job.error,
        "job": job.pk,
        "attempts": job.attempts,
        "curve": run.curve,
        "metrics": run.metrics,
        "checkpoint": checkpoint and checkpoint.pk,
        "note": run.note,
        "created_by": run.created_by and run.created_by.username,
        "created_at": run.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
    }


class ConfigInput(serializers.Serializer[Any]):
    """How to train; what is left out is the backend's choice."""

    minutes = serializers.FloatField(min_value=0.01, max_value=43_200, required=False)
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    threads = serializers.IntegerField(min_value=1, max_value=1024, required=False)
    gpus = serializers.IntegerField(min_value=1, max_value=64, required=False)
    model = serializers.CharField(
        max_length=400, required=False, help_text="mllm: the base model, a folder or a hub id."
    )
    settings = serializers.DictField(required=False, help_text="The backend's own settings.")

    def validate_settings(self, values: dict[str, Any]) -> dict[str, Any]:
        """Refuse what the database cannot keep, and what no backend has so much of."""
        try:
            text = orjson.dumps(values)
        except orjson.JSONEncodeError:  # nested too deeply
            text = b""
        if not text or b"\\u0000" in text or len(text) > LONGEST_SETTINGS:
            raise serializers.ValidationError("Expected a small object without NUL characters.")
        return values


class RunInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    snapshot = serializers.IntegerField(min_value=0)
    backend = serializers.ChoiceField(choices=runs.BACKENDS)
    config = ConfigInput(required=False)
    init = serializers.JSONField(
        required=False,
        allow_null=True,
        help_text='A checkpoint to go on from: its id, or "serving".',
    )
    note = serializers.CharField(max_length=10_000, default="", allow_blank=True)


class NamedSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class RunSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField()
    snapshot = NamedSerializer()
    backend = serializers.CharField()
    config = serializers.DictField()
    init = serializers.IntegerField(allow_null=True, help_text="The checkpoint it goes on from.")
    cause = serializers.ChoiceField(choices=Cause.choices)
    state = serializers.ChoiceField(choices=JobState.choices)
    progress = serializers.FloatField(help_text="From 0 to 1.")
    error = serializers.CharField()
    job = serializers.IntegerField()
    attempts = serializers.IntegerField()
    curve = serializers.ListField(
        child=serializers.DictField(), help_text="Points with step, loss, …, and the time (at)."
    )
    metrics = serializers.DictField(help_text="On the split val, as on the checkpoint's card.")
    checkpoint = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class LogSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    next_offset = serializers.IntegerField()


class RunListView(ListView):
    """The runs of the projects one reviews or manages; a manager starts one."""

    queryset = Run.objects.none()
    fields = tuple(RunSerializer().fields)

    @extend_schema(responses=RunSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        rows = access.runs_of(asker(request)).select_related("created_by")
        return self.page(in_project(request, rows, Role.REVIEWER), run_body)

    @extend_schema(request=RunInput, responses={202: RunSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Train on a snapshot; a worker of the queue gpu does."""
        data = RunInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        user = asker(request)
        project = project_for(user, given.pop("project"), Role.MANAGER)
        snapshot = access.snapshot_of(project, given.pop("snapshot"))
        init = _init(project, user, given.pop("init", None))
        config = dict(given.pop("config", {}))
        run = runs.create(project, user, snapshot=snapshot, init=init, config=config, **given)
        return Response(run_body(run), status=202)


def _init(project: Project, user: User, asked: object) -> Checkpoint | None:
    if asked is None:
        return None
    serving = checkpoint_for(project)
    if asked == SERVING:
        if serving is None:
            raise ConflictError("No checkpoint serves this project yet.", code="nothing_serves")
        return serving
    if not isinstance(asked, int) or isinstance(asked, bool) or asked < 0:
        problem = Problem("invalid", "init", 'Expected the id of a checkpoint, or "serving".')
        raise InvalidError([problem])
    if serving is not None and serving.pk == asked:
        return serving  # the site's default may be of a project that the asker does not see
    found = access.checkpoints_of(user).filter(project=project, pk=min(asked, BIGGEST)).first()
    if found is None:
        raise NotFoundError("There is no such checkpoint in this project.")
    return found


class RunView(APIView):
    @extend_schema(responses={200: RunSerializer, 304: None})
    def get(self, request: Request, run_id: int) -> Response:
        """One run with its curve; with If-None-Match, 304 while nothing has changed."""
        return Response(run_body(access.run_for(asker(request), run_id)))


class RunCancelView(APIView):
    @extend_schema(request=None, responses=RunSerializer)
    @idempotent()
    def post(self, request: Request, run_id: int) -> Response:
        """Stop a run; what it has learned so far is kept for a retry."""
        run = access.run_for(asker(request), run_id, Role.MANAGER)
        run.job = jobs.cancel(run.job)
        return Response(run_body(run))


class RunRetryView(APIView):
    @extend_schema(request=None, responses=RunSerializer)
    @idempotent()
    def post(self, request: Request, run_id: int) -> Response:
        """Go on with a failed or cancelled run from its last whole state."""
        run = access.run_for(asker(request), run_id, Role.MANAGER)
        run.job = jobs.retry(run.job)
        return Response(run_body(run))


class RunLogView(APIView):
    @extend_schema(responses=LogSerializer, parameters=[OFFSET])
    def get(self, request: Request, run_id: int) -> Response:
        """The log from a byte on, at most 64 KiB; the next piece begins at next_offset."""
        run = access.run_for(asker(request), run_id)
        asked = request.query_params.get("offset", "0")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
            raise InvalidError([Problem("invalid", "offset", "Expected a number of bytes.")])
        text, end = logs.read(run, int(asked))
        return Response({"text": text, "next_offset": end})
