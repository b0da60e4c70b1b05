"""Rewards over HTTP: how real videos look to the serving model, at once where it is quick."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from annotation import access
from annotation.api.idempotency import idempotent
from annotation.api.permissions import asker
from annotation.api.rendering import StrictJSONParser
from annotation.api.throttles import Heavy
from annotation.errors import InvalidError, Problem, TooLargeError
from annotation.models import Role
from reward.access import reward_for
from reward.actions import rewards
from reward.actions.rewards import Upload
from reward.api.reward_bodies import (
    RewardFilesInput,
    RewardInput,
    RewardPromiseSerializer,
    RewardSerializer,
    reward_body,
    url_of,
)
from reward.models import RewardRequest

LONGEST_WAIT = 30  # seconds
LOOK_SECONDS = 0.05, 0.25  # between two looks at the row: at first, and at most
# A request that waits holds a thread of the web process, asleep; half of them may.
_seats = threading.BoundedSemaphore(max(int(os.environ.get("WEB_THREADS") or 8) // 2, 1))


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
