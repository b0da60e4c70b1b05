"""Evaluations over HTTP: what each checkpoint measured on the project's frozen set."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation.access import project_for
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView
from annotation.api.permissions import asker
from annotation.errors import InvalidError, Problem
from annotation.models import JobState, Role
from reward import access
from reward.core.published import PUBLISHED
from reward.models import Evaluation, EvaluationSet
from reward.pipeline import sets

CHECKPOINT = OpenApiParameter(
    "checkpoint", OpenApiTypes.INT, description="Only of this checkpoint."
)


def set_body(counting: EvaluationSet) -> Body:
    return {
        "id": counting.pk,
        "project": counting.project.slug,
        "sha256": counting.sha256,
        "videos": counting.videos,
        "traces": counting.traces,
        "created_at": counting.created_at,
    }


def evaluation_body(evaluation: Evaluation, *, details: bool = True) -> Body:
    """An evaluation; lists leave the details out."""
    return {
        "id": evaluation.pk,
        "checkpoint": evaluation.checkpoint_id,
        "set": set_body(evaluation.set),
        "state": evaluation.job.state,
        "progress": evaluation.job.progress,
        "error": evaluation.job.error,
        "job": evaluation.job_id,
        "metrics": evaluation.metrics,
        "details": evaluation.details if details else {},
    }


class SetSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField()
    sha256 = serializers.CharField()
    videos = serializers.IntegerField()
    traces = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class SetInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)


class EvaluationSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    checkpoint = serializers.IntegerField()
    set = SetSerializer()
    state = serializers.ChoiceField(choices=JobState.choices)
    progress = serializers.FloatField(help_text="From 0 to 1.")
    error = serializers.CharField()
    job = serializers.IntegerField()
    metrics = serializers.DictField(
        help_text="Each × 100; null is what the set does not define. Baselines are beside them."
    )
    details = serializers.DictField(
        help_text="per_category, per_generator, reliability, worst (20); empty in lists."
    )


class PublishedSerializer(serializers.Serializer[Any]):
    """A row of DeeptraceReward's table; null is a number the paper does not give."""

    model = serializers.CharField()
    overall = serializers.FloatField()
    accuracy = serializers.FloatField()
    fake_accuracy = serializers.FloatField(allow_null=True)
    real_accuracy = serializers.FloatField(allow_null=True)
    explanation = serializers.FloatField()
    box_iou = serializers.FloatField()
    box_distance = serializers.FloatField()
    time_distance = serializers.FloatField()


class EvaluationListView(ListView):
    """Evaluations of the projects one reviews or manages."""

    queryset = Evaluation.objects.none()
    fields = tuple(EvaluationSerializer().fields)

    @extend_schema(
        responses=EvaluationSerializer(many=True), parameters=[PROJECT, CHECKPOINT, FIELDS]
    )
    def get(self, request: Request) -> Response:
        rows = access.evaluations_of(asker(request))
        if (slug := request.query_params.get("project")) is not None:
            rows = rows.filter(set__project=project_for(asker(request), slug, Role.REVIEWER))
        if (asked := request.query_params.get("checkpoint")) is not None:
            if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
                raise InvalidError([Problem("invalid", "checkpoint", "Expected an id.")])
            rows = rows.filter(checkpoint=int(asked))
        return self.page(rows, lambda row: evaluation_body(row, details=False))


class EvaluationView(APIView):
    @extend_schema(responses=EvaluationSerializer)
    def get(self, request: Request, evaluation_id: int) -> Response:
        """One evaluation with its details."""
        return Response(evaluation_body(access.evaluation_for(asker(request), evaluation_id)))


class EvaluationSetListView(ListView):
    """The frozen sets, newest first; the newest counts. A manager renews it."""

    queryset = EvaluationSet.objects.none()
    fields = tuple(SetSerializer().fields)

    @extend_schema(responses=SetSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        projects = access.visible_projects(asker(request))
        rows = EvaluationSet.objects.filter(project__in=projects).select_related("project")
        if (slug := request.query_params.get("project")) is not None:
            rows = rows.filter(project=project_for(asker(request), slug, Role.REVIEWER))
        return self.page(rows, set_body)

    @extend_schema(request=SetInput, responses={201: SetSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Freeze what is accepted in the split test now; checkpoints are to be measured anew."""
        data = SetInput(data=request.data)
        data.is_valid(raise_exception=True)
        project = project_for(asker(request), data.validated_data["project"], Role.MANAGER)
        return Response(set_body(sets.renew(project, asker(request))), status=201)


class PublishedView(APIView):
    @extend_schema(responses=PublishedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What DeeptraceReward published for its test set, to read one's own numbers beside."""
        return Response([row._asdict() for row in PUBLISHED])
