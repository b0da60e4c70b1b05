"""The policy of a project over HTTP: when it retrains by itself, and how it suggests."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation.access import project_for
from annotation.api.lists import Body
from annotation.api.permissions import asker
from annotation.models import Project, Role
from reward.actions import gains, policies, runs


def policy_body(project: Project) -> Body:
    """The settings, what comes next, and what the last retraining gained."""
    policy = policies.of(project)
    new, following = policies.outlook(policy, under_way=runs.is_under_way(project))
    settings = {name: getattr(policy, name) for name in policies.SETTABLE}
    return settings | {"accepted_since": new, "next": following, "gain": gains.last(project)}


class PolicyInput(serializers.Serializer[Any]):
    every = serializers.IntegerField(
        min_value=0, max_value=10**6, required=False, help_text="Accepted documents; 0 is never."
    )
    cooldown_minutes = serializers.IntegerField(min_value=0, max_value=525_600, required=False)
    minutes = serializers.FloatField(min_value=0.01, max_value=43_200, required=False)
    suggest = serializers.BooleanField(required=False)
    blind_share = serializers.FloatField(min_value=0, max_value=1, required=False)
    by_uncertainty = serializers.BooleanField(required=False)


class GainSerializer(serializers.Serializer[Any]):
    run = serializers.IntegerField()
    checkpoint = serializers.CharField()
    parent = serializers.CharField()  # type: ignore[assignment] # a field named as Field.parent
    documents = serializers.IntegerField(help_text="More than the parent's snapshot had.")
    metrics = serializers.DictField(help_text="The differences, in points of 100.")


class PolicySerializer(PolicyInput):
    accepted_since = serializers.IntegerField(help_text="Documents since the last run began.")
    next = serializers.CharField(help_text="What comes next, in words.")
    gain = GainSerializer(allow_null=True, help_text="Of the last run that went on from another.")


class PolicyView(APIView):
    @extend_schema(responses=PolicySerializer)
    def get(self, request: Request, slug: str) -> Response:
        return Response(policy_body(project_for(asker(request), slug, Role.REVIEWER)))

    @extend_schema(request=PolicyInput, responses=PolicySerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Set the policy; what is left out keeps its value."""
        project = project_for(asker(request), slug, Role.MANAGER)
        data = PolicyInput(data=request.data)
        data.is_valid(raise_exception=True)
        policies.put(project, data.validated_data)
        return Response(policy_body(project))
