"""Rewards over HTTP: how real videos look to the serving model, at once where it is quick."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from annotation import access
from annotation.api.idempotency import idempotent
from annotation.api.lists import Body
from annotation.api.permissions import asker
from annotation.api.rendering import StrictJSONParser
from annotation.api.schema import DocumentField
from annotation.api.throttles import Heavy
from annotation.errors import InvalidError, Problem, TooLargeError
from annotation.models import JobState, Role
from reward.access import reward_for
from reward.actions import rewards
from reward.actions.rewards import Upload
from reward.api.predictions import CheckpointNameSerializer, checkpoint_body
from reward.models import RewardItem, RewardRequest

AT_ONCE = 64  # videos in one request
LONGEST_WAIT = 30  # seconds
LOOK_SECONDS = 0.05, 0.25  # between two looks at the row: at first, and at most
# A request that waits holds a thread of the web process, asleep; half of them may.
_seats = threading.BoundedSemaphore(max(int(os.environ.get("WEB_THREADS") or 8) // 2, 1))


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


WAIT = OpenApiParameter(
    "wait",
    OpenApiTypes.INT,
    description=f"Seconds to wait for the answer, 0 to {LONGEST_WAIT}. While many wait, a request "
    "is answered with 202 at once.",
)
POSTED = extend_schema(
    request={"application/json": RewardInput, "multipart/form-data": RewardFilesInput},
    responses={200: RewardSerializer, 202: RewardPromiseSerializer},
    parameters=[WAIT],
)


class RewardListView(APIView):
    """Ask how real videos look: rows of the project, or files."""

    parser_classes = (StrictJSONParser, MultiPartParser)
    throttle_classes: Sequence[type[BaseThrottle]] = (Heavy,)
    ranks = False

    @POSTED
    def post(self, request: Request) -> Response:
        """Judge videos with the serving checkpoint; 200 if the answer is there in time."""
        seconds = _seconds(request)
        made = self.ask(request)
        # The request is committed now, with its key, so that a worker sees what is waited for.
        return _answer(UUID(str(made.data["id"])), seconds)

    # What the schema reads to name the header; the wait itself is no part of the effect.
    post.is_idempotent = True  # type: ignore[attr-defined]

    @idempotent()
    def ask(self, request: Request) -> Response:
        """Write the request and its job; sent again with its key it is the same one."""
        user = asker(request)
        if (request.content_type or "").startswith("multipart/"):
            row = self._ask_files(request)
        else:
            data = RewardInput(data=request.data)
            data.is_valid(raise_exception=True)
            project = access.project_for(user, data.validated_data["project"], Role.REVIEWER)
            ids = data.validated_data["videos"]
            row = rewards.for_videos(project, user, ids, rank=self.ranks)
        return Response({"id": str(row.pk)}, status=202)

    def _ask_files(self, request: Request) -> RewardRequest:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MAX_BYTES + 2**20:
            raise TooLargeError("The files are larger than this installation takes.")
        data = RewardFilesInput(data=request.data)
        data.is_valid(raise_exception=True)
        label: bool = data.validated_data["label"]
        least = Role.MANAGER if label else Role.REVIEWER
        project = access.project_for(asker(request), data.validated_data["project"], least)
        files: list[TemporaryUploadedFile] = data.validated_data["file"]
        uploads = [Upload(Path(file.temporary_file_path()), file.name or "") for file in files]
        return rewards.for_files(project, asker(request), uploads, rank=self.ranks, label=label)


class RankView(RewardListView):
    """The same, best first: the most real of n candidates."""

    ranks = True

    @POSTED
    def post(self, request: Request) -> Response:
        """Judge candidates and order them, best first, each with its `rank`."""
        return super().post(request)

    post.is_idempotent = True  # type: ignore[attr-defined]


class RewardView(APIView):
    @extend_schema(responses=RewardSerializer)
    def get(self, request: Request, request_id: UUID) -> Response:
        """A request and what is known of its items."""
        return Response(reward_body(reward_for(asker(request), request_id)))


def _seconds(request: Request) -> int:
    text = request.query_params.get("wait", "0")
    if not (text.isascii() and text.isdigit() and int(text[:3]) <= LONGEST_WAIT and len(text) < 3):
        message = f"wait must be a whole number of seconds, 0 to {LONGEST_WAIT}."
        raise InvalidError([Problem("out_of_range", "wait", message)])
    return int(text)


def _answer(request_id: UUID, seconds: int) -> Response:
    """Look at the row now and then until the request has ended or the time is up."""
    done = rewards.has_ended(request_id)
    if not done and seconds and _seats.acquire(blocking=False):
        try:
            done = _ends_within(request_id, seconds)
        finally:
            _seats.release()
    rows = RewardRequest.objects.select_related("project", "job", "checkpoint")
    row = rows.get(pk=request_id)
    if done:
        return Response(reward_body(row))
    promise = {"id": str(row.pk), "state": rewards.state_of(row), "url": url_of(row)}
    return Response(promise, status=202)


def _ends_within(request_id: UUID, seconds: int) -> bool:
    deadline = time.monotonic() + seconds
    pause, longest = LOOK_SECONDS
    while not (done := rewards.has_ended(request_id)) and time.monotonic() < deadline:
        time.sleep(min(pause, max(deadline - time.monotonic(), 0)))
        pause = min(pause * 1.3, longest)
    return done
