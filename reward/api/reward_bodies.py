"""How rewards travel: what is asked for, and what a client sees of the answer."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotation import access
from annotation.api.lists import Body
from annotation.api.schema import DocumentField
from annotation.models import JobState
from reward.actions import rewards
from reward.api.predictions import CheckpointNameSerializer, checkpoint_body
from reward.models import RewardItem, RewardRequest

AT_ONCE = 64  # videos in one request


def reward_body(row: RewardRequest) -> Body:
    """A request and what is known of its items; ranked once it is done, if that was asked."""
    state = rewards.state_of(row)
    items = list(row.items.select_related("prediction"))
    body: Body = {
        "id": str(row.pk),
        "project": row.project.slug,
        "state": state,
        "progress": row.job.progress if row.job else 1.0,
        "error": row.job.error if row.job else "",
        "url": url_of(row),
        "items": [item_body(item, row) for item in items],
    }
    if row.rank and state == JobState.DONE:
        placed = enumerate(rewards.ranked(items), start=1)
        body["items"] = [
            {**item_body(item, row), "rank": place if item.prediction else None}
            for place, item in placed
        ]
    return body


def item_body(item: RewardItem, row: RewardRequest) -> Body:
    """One video's reward, or the error that stands in its place; both are null until judged."""
    judged: Body = dict.fromkeys(("reward", "p_fake", "document", "latency_ms"))
    if (prediction := item.prediction) is not None:
        judged = {
            "reward": 1 - prediction.p_fake,
            "p_fake": prediction.p_fake,
            "document": prediction.document,
            "latency_ms": prediction.latency_ms,
        }
    return {
        "video": item.asked,
        "name": item.name,
        "sha256": item.sha256,
        **judged,
        "checkpoint": checkpoint_body(row.checkpoint),
        "cached": prediction is not None and prediction.created_at < row.created_at,
        "error": item.error or None,
    }


def url_of(row: RewardRequest) -> str:
    """Where to ask again."""
    return f"/api/v1/rewards/{row.pk}/"


class RewardInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    videos = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=access.BIGGEST_ID),
        allow_empty=False,
        max_length=AT_ONCE,
    )


class RewardFilesInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    file = serializers.ListField(
        child=serializers.FileField(), allow_empty=False, max_length=AT_ONCE
    )
    label = serializers.BooleanField(  # type: ignore[assignment] # a field named as Field.label
        default=False, help_text="Also make them videos of the project, to be labelled."
    )


class RewardItemSerializer(serializers.Serializer[Any]):
    video = serializers.IntegerField(allow_null=True, help_text="Null for a file.")
    name = serializers.CharField()
    sha256 = serializers.CharField()
    reward = serializers.FloatField(allow_null=True, help_text="1 − p_fake.")
    p_fake = serializers.FloatField(allow_null=True, help_text="Calibrated, 0 to 1.")
    document = DocumentField(allow_null=True)
    checkpoint = CheckpointNameSerializer()
    latency_ms = serializers.FloatField(
        allow_null=True, help_text="Its share of the time of its batch, when it was judged."
    )
    cached = serializers.BooleanField(help_text="The same bytes had been judged before.")
    error = serializers.CharField(allow_null=True, help_text="Why there is no reward.")
    rank = serializers.IntegerField(
        allow_null=True, required=False, help_text="1 is best; null for what failed."
    )


class RewardPromiseSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=JobState.choices)
    url = serializers.CharField(help_text="Ask here for the items.")


class RewardSerializer(RewardPromiseSerializer):
    project = serializers.CharField()
    progress = serializers.FloatField(help_text="From 0 to 1.")
    error = serializers.CharField(help_text="Why it failed as a whole.")
    items = RewardItemSerializer(many=True)
