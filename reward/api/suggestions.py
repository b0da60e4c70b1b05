"""Suggestions over HTTP: a task's, what its assignee decides, and how they fare."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.api.idempotency import idempotent
from annotation.api.lists import Body
from annotation.api.permissions import asker
from annotation.models import Role
from reward.actions import statistics, suggestions
from reward.actions.suggestions import Suggestions
from reward.api.predictions import BINS, PredictionSerializer, prediction_body
from reward.models import Verb


def suggestions_body(found: Suggestions, video_id: int) -> Body:
    """The prediction whose traces are suggested, and what was decided so far."""
    prediction = found.prediction
    return {
        "prediction": prediction and prediction_body(prediction, video_id),
        "shown": found.shown,
        "decided": found.decided,
    }


class SuggestionsSerializer(serializers.Serializer[Any]):
    prediction = PredictionSerializer(allow_null=True)
    shown = serializers.BooleanField(
        help_text="False before the first submission of a task that is labelled blind first."
    )
    decided = serializers.DictField(
        child=serializers.ChoiceField(choices=Verb.choices), help_text="By the trace's id."
    )


class DecisionInput(serializers.Serializer[Any]):
    verb = serializers.ChoiceField(choices=[Verb.ACCEPT, Verb.REJECT])


class SuggestionsView(APIView):
    @extend_schema(responses=SuggestionsSerializer)
    def get(self, request: Request, task_id: int) -> Response:
        """What the model suggests; that the assignee was shown it is noted."""
        # The one GET that writes: what was shown is known only here, asking again changes nothing,
        # and the note counts in statistics alone.
        user = asker(request)
        task, _ = access.task_and_role(user, task_id)
        return Response(suggestions_body(suggestions.look(task, user), task.video_id))


class SuggestionView(APIView):
    @extend_schema(request=DecisionInput, responses=SuggestionsSerializer)
    @idempotent()
    def post(self, request: Request, task_id: int, trace_id: str) -> Response:
        """Say at once what became of one suggestion; the submitted document has the last word."""
        data = DecisionInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = asker(request)
        task, _ = access.task_and_role(user, task_id)
        verb = Verb(data.validated_data["verb"])
        decided = suggestions.decide(task, user, trace_id=trace_id, verb=verb)
        return Response(suggestions_body(decided, task.video_id))


class CountsSerializer(serializers.Serializer[Any]):
    suggested = serializers.IntegerField(help_text="Suggested traces of which something became.")
    accepted = serializers.IntegerField(help_text="Kept as they were.")
    edited = serializers.IntegerField(help_text="Kept, and changed.")
    agreed = serializers.IntegerField(
        help_text="Not taken over, but said by a trace of the person's own."
    )
    rejected = serializers.IntegerField(help_text="Neither kept nor said otherwise.")
    acceptance_rate = serializers.FloatField(
        allow_null=True, help_text="Accepted or edited, of those not agreed with already."
    )


class CategoryCountsSerializer(CountsSerializer):
    category = serializers.CharField(help_text="As suggested; may be empty.")


class BinCountsSerializer(CountsSerializer):
    bin = serializers.ChoiceField(choices=BINS)


class SecondsSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """``with`` is a word of Python's."""
        return {name: serializers.FloatField(allow_null=True) for name in ("with", "without")}


class StatisticsSerializer(CountsSerializer):
    mean_iou = serializers.FloatField(
        allow_null=True, help_text="Mean box IoU of suggested and final traces, 0 to 1."
    )
    mean_tiou = serializers.FloatField(allow_null=True)
    mean_viou = serializers.FloatField(allow_null=True)
    by_category = CategoryCountsSerializer(many=True)
    by_bin = BinCountsSerializer(many=True)
    seconds_per_trace = SecondsSerializer(
        help_text="Active seconds per submitted trace, with and without suggestions."
    )


class StatisticsView(APIView):
    @extend_schema(
        responses=StatisticsSerializer,
        parameters=[OpenApiParameter("project", OpenApiTypes.STR, required=True)],
    )
    def get(self, request: Request) -> Response:
        """How a project's suggestions fare with the people who get them."""
        slug = request.query_params.get("project", "")
        project = access.project_for(asker(request), slug, Role.REVIEWER)
        return Response(statistics.of_suggestions(project))
