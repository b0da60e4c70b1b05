"""Statistics over HTTP: a project's for its managers, and one's own for everybody.

The ETag is that of the bytes: who sends If-None-Match gets 304 while nothing has changed.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import statistics
from annotation.api.permissions import asker
from annotation.domain.taxonomy import Category
from annotation.models import Decision, Role, VideoLabel

UNCHANGED = OpenApiResponse(description="`If-None-Match` names the current ETag.")


class ZoneInput(serializers.Serializer[Any]):
    timezone = serializers.CharField(
        default="UTC", max_length=64, help_text="Whose days are counted, e.g. `Asia/Seoul`."
    )

    def validate_timezone(self, name: str) -> ZoneInfo:
        if name not in available_timezones():
            raise serializers.ValidationError("There is no such time zone.", code="unknown_value")
        return ZoneInfo(name)


class WindowInput(ZoneInput):
    days = serializers.IntegerField(
        default=14, min_value=1, max_value=366, help_text="How many days back, today included."
    )


class FiguresSerializer(serializers.Serializer[Any]):
    """Of the tasks last submitted in a time."""

    submitted = serializers.IntegerField(help_text="Tasks.")
    traces = serializers.IntegerField(help_text="In them.")
    active_seconds = serializers.IntegerField(help_text="Spent on them.")
    decided = serializers.IntegerField(help_text="Of which a first decision is known.")
    accepted_at_first = serializers.IntegerField(help_text="Whose first decision was to accept.")
    returned = serializers.IntegerField(help_text="That were returned at least once.")
    q1 = serializers.FloatField(allow_null=True, help_text="Seconds per trace: lower quartile.")
    median = serializers.FloatField(allow_null=True)
    q3 = serializers.FloatField(allow_null=True)


class PointSerializer(FiguresSerializer):
    date = serializers.DateField(help_text="The day, or the Monday of the week.")


class WaitingSerializer(serializers.Serializer[Any]):
    label = serializers.IntegerField()  # type: ignore[assignment] # DRF takes fields off the class
    review = serializers.IntegerField()
    review_since = serializers.DateTimeField(allow_null=True, help_text="The earliest of them.")
    returned = serializers.IntegerField()
    rejected = serializers.IntegerField(help_text="Videos whose preparation failed.")


class PaceSerializer(serializers.Serializer[Any]):
    all = FiguresSerializer()
    points = PointSerializer(many=True)


class PersonSerializer(FiguresSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.ChoiceField(
        choices=Role.choices, allow_null=True, help_text="Null for a person who has left."
    )
    working = serializers.ChoiceField(
        choices=["label", "review"], allow_null=True, help_text="What they are at now."
    )
    seen_at = serializers.DateTimeField(allow_null=True, help_text="When they last did something.")
    reviewed = serializers.IntegerField(help_text="Decisions they made.")


class TraceStagesSerializer(serializers.Serializer[Any]):
    accepted = serializers.IntegerField()
    in_review = serializers.IntegerField()
    returned = serializers.IntegerField()


class CategoryRowSerializer(TraceStagesSerializer):
    category = serializers.ChoiceField(
        choices=[(category.value, category.value) for category in Category], allow_null=True
    )
    videos = serializers.IntegerField(help_text="Whose accepted document has such a trace.")


class StagesSerializer(TraceStagesSerializer):
    """Videos by the furthest that one of their tasks has come."""

    in_work = serializers.IntegerField()
    open = serializers.IntegerField()
    aside = serializers.IntegerField(help_text="Skipped by everybody who was asked.")
    preparing = serializers.IntegerField()
    rejected = serializers.IntegerField()


class GeneratorRowSerializer(StagesSerializer):
    generator = serializers.CharField(help_text="Empty where none is known.")
    label = serializers.ChoiceField(  # type: ignore[assignment]
        choices=[*VideoLabel.choices, ("", "")], help_text="Set where there is no generator."
    )
    videos = serializers.IntegerField()


class ProjectStatisticsSerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField()
    step = serializers.ChoiceField(choices=["day", "week"], help_text="What a point is.")
    since = serializers.DateField()
    waiting = WaitingSerializer()
    videos = StagesSerializer()
    tasks = serializers.DictField(child=serializers.IntegerField(), help_text="By state.")
    pace = PaceSerializer()
    people = PersonSerializer(many=True)
    by_category = CategoryRowSerializer(many=True)
    by_generator = GeneratorRowSerializer(many=True)


class RemarkSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    frame = serializers.IntegerField(allow_null=True)


class OwnReviewSerializer(serializers.Serializer[Any]):
    task = serializers.IntegerField()
    decision = serializers.ChoiceField(choices=Decision.choices)
    at = serializers.DateTimeField()
    comments = RemarkSerializer(many=True)


class OwnStatisticsSerializer(serializers.Serializer[Any]):
    today = FiguresSerializer()
    week = FiguresSerializer()
    all = FiguresSerializer(help_text="Of the eight weeks.")
    weeks = PointSerializer(many=True)
    reviews = OwnReviewSerializer(many=True, help_text="The newest first.")


class ProjectStatisticsView(APIView):
    @extend_schema(
        parameters=[WindowInput], responses={200: ProjectStatisticsSerializer, 304: UNCHANGED}
    )
    def get(self, request: Request, slug: str) -> Response:
        """What waits, who works, how long a trace takes and how far all is; for managers."""
        data = WindowInput(data=request.query_params)
        data.is_valid(raise_exception=True)
        project = access.project_for(asker(request), slug, Role.MANAGER)
        given = data.validated_data
        return _fresh(statistics.of_project(project, days=given["days"], zone=given["timezone"]))


class OwnStatisticsView(APIView):
    @extend_schema(parameters=[ZoneInput], responses={200: OwnStatisticsSerializer, 304: UNCHANGED})
    def get(self, request: Request, slug: str) -> Response:
        """One's own work in the project, today and by week; nobody else's."""
        data = ZoneInput(data=request.query_params)
        data.is_valid(raise_exception=True)
        project = access.project_for(asker(request), slug)
        zone = data.validated_data["timezone"]
        return _fresh(statistics.of_person(project, asker(request), zone=zone))


def _fresh(body: dict[str, Any]) -> Response:
    return Response(body, headers={"Cache-Control": "private, no-cache"})
