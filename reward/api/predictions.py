"""Predictions over HTTP: what models say of the videos one reviews; a manager asks for more."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from annotation import access
from annotation.api.idempotency import idempotent
from annotation.api.jobs import JobSerializer, job_body
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project, selection
from annotation.api.permissions import asker
from annotation.api.schema import DocumentField
from annotation.api.throttles import Heavy
from annotation.models import Project, Role, Video
from reward.actions import predictions
from reward.actions.suggestions import bins_of, odds_of
from reward.models import Checkpoint, Prediction, Promotion, Serving

CHOSEN = 10_000  # videos in one request
BINS = ("likely", "possible", "unlikely")


def checkpoint_body(checkpoint: Checkpoint) -> Body:
    """Which model said it."""
    return {"id": checkpoint.pk, "name": checkpoint.name}


def prediction_body(prediction: Prediction, video_id: int) -> Body:
    """What a model says of the video with this id."""
    return {
        "id": prediction.pk,
        "video": video_id,
        "checkpoint": checkpoint_body(prediction.checkpoint),
        # Not asked for, not read: it is most of the row.
        "document": None if "document" in prediction.get_deferred_fields() else prediction.document,
        "p_fake": prediction.p_fake,
        "confidences": prediction.confidences,
        "bins": bins_of(odds_of(prediction)),
        "latency_ms": prediction.latency_ms,
        "created_at": prediction.created_at,
    }


def visible_checkpoints(projects: QuerySet[Project]) -> QuerySet[Checkpoint]:
    """Those of the projects, and what is or was the site's default; others' may be private."""
    of_site = Q(pk__in=Serving.objects.filter(project=None).values("checkpoint")) | Q(
        pk__in=Promotion.objects.filter(project=None).values("checkpoint")
    )
    return Checkpoint.objects.filter(Q(project__in=projects) | of_site)


class CheckpointNameSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(help_text="Sixteen hexadecimal digits.")


class PredictionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    video = serializers.IntegerField()
    checkpoint = CheckpointNameSerializer()
    document = DocumentField()
    p_fake = serializers.FloatField(help_text="Calibrated, 0 to 1.")
    confidences = serializers.ListField(
        child=serializers.FloatField(), help_text="One per trace, as the model gives it."
    )
    bins = serializers.ListField(
        child=serializers.ChoiceField(choices=BINS),
        help_text="One per trace, of its confidence or p_fake, whichever is less: `likely` from "
        "2/3 on, `unlikely` below 1/3.",
    )
    latency_ms = serializers.FloatField(help_text="Its share of the time of its batch.")
    created_at = serializers.DateTimeField()


class PredictionInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    videos = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=access.BIGGEST_ID),
        allow_empty=False,
        max_length=CHOSEN,
        required=False,
        help_text="Without it, all ready videos that the serving checkpoint has not predicted.",
    )


class NumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class NumbersFilter(django_filters.BaseInFilter, NumberFilter):
    """Whole numbers, comma-separated."""


class PredictionFilter(django_filters.FilterSet):
    video = NumberFilter(method="_of_video")
    videos = NumbersFilter(method="_of_videos", help_text="Of any of these, comma-separated.")
    checkpoint = NumberFilter(field_name="checkpoint_id")

    class Meta:
        model = Prediction
        fields: list[str] = []

    def _of_video(self, rows: QuerySet[Prediction], name: str, value: int) -> QuerySet[Prediction]:
        return rows.filter(about=value)  # type: ignore[misc]  # the view's annotation

    def _of_videos(
        self, rows: QuerySet[Prediction], name: str, value: list[int]
    ) -> QuerySet[Prediction]:
        return rows.filter(about__in=value)  # type: ignore[misc]  # the view's annotation


class PredictionListView(ListView):
    """What models say of the videos of projects that one reviews; annotators see suggestions."""

    queryset = Prediction.objects.none()
    filterset_class = PredictionFilter
    fields = tuple(PredictionSerializer().fields)

    def get_throttles(self) -> list[BaseThrottle]:
        return [Heavy()] if self.request.method == "POST" else super().get_throttles()

    @extend_schema(responses=PredictionSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        reviewed = access.reviewed_projects(asker(request))
        videos = in_project(request, Video.objects.filter(project__in=reviewed), Role.REVIEWER)
        same = videos.filter(sha256=OuterRef("sha256")).order_by("-pk")
        rows = (
            Prediction.objects.filter(Exists(same), checkpoint__in=visible_checkpoints(reviewed))
            .annotate(about=Subquery(same.values("pk")[:1]))
            .select_related("checkpoint")
        )
        asked = selection(request, self.fields)
        if asked is not None and "document" not in asked:
            rows = rows.defer("document")
        return self.page(rows, lambda row: prediction_body(row, row.about))  # type: ignore[attr-defined]

    @extend_schema(request=PredictionInput, responses={202: JobSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Have the serving checkpoint predict videos; what it has predicted already stays."""
        data = PredictionInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = asker(request)
        project = access.project_for(user, data.validated_data["project"], Role.MANAGER)
        job = predictions.ask(project, user, videos=data.validated_data.get("videos"))
        return Response(job_body(job), status=202)
