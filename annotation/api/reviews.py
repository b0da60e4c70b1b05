"""Reviewing over HTTP: accept a submission, or return it with comments."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import reviews
from annotation.actions.reviews import Remark
from annotation.api.annotations import AnnotationSerializer
from annotation.api.idempotency import idempotent
from annotation.api.permissions import asker
from annotation.api.preconditions import revision_if_named
from annotation.api.schema import IF_MATCH_IF_ANY
from annotation.api.tasks import COMMENT_LENGTH, CommentInput, TaskSerializer, task_body
from annotation.domain.geometry import Box
from annotation.domain.reading import Reader, under
from annotation.errors import InvalidError
from annotation.models import Role

COMMENTS = 200
NONE: frozenset[str] = frozenset()


class ReturnSerializer(serializers.Serializer[Any]):
    comments = serializers.ListField(child=CommentInput(), min_length=1, max_length=COMMENTS)


class AnswerSerializer(serializers.Serializer[Any]):
    done = serializers.BooleanField()
    reply = serializers.CharField(max_length=COMMENT_LENGTH, allow_blank=True, required=False)


class AcceptView(APIView):
    @extend_schema(
        request=None,
        responses={
            200: TaskSerializer,
            412: OpenApiResponse(AnnotationSerializer, "Somebody saved since."),
            422: OpenApiResponse(description="The document is not complete."),
        },
        parameters=[IF_MATCH_IF_ANY],
    )
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Make the submission the video's accepted document."""
        revision = revision_if_named(request)
        user = asker(request)
        task, role = access.task_and_role(user, task_id, Role.REVIEWER)
        return Response(task_body(reviews.accept(task, user, role, revision=revision), user, role))


class ReturnView(APIView):
    @extend_schema(request=ReturnSerializer, responses=TaskSerializer)
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Send the submission back to its annotator."""
        user = asker(request)
        task, role = access.task_and_role(user, task_id, Role.REVIEWER)
        remarks = _remarks(request.data, task.video.frame_count or 0)
        return Response(task_body(reviews.send_back(task, user, role, remarks), user, role))


class CommentView(APIView):
    @extend_schema(request=AnswerSerializer, responses=TaskSerializer)
    def patch(self, request: Request, task_id: int, comment_id: int) -> Response:
        """Tick a comment off, or say why not; the reviewer sees it with the next submission."""
        user = asker(request)
        task, role = access.task_and_role(user, task_id)
        comment = access.comment_of(task, comment_id)
        done, reply = _answer(request.data, comment.reply)
        task = reviews.answer(task, user, comment, done=done, reply=reply)
        return Response(task_body(task, user, role))


def _answer(data: object, before: str) -> tuple[bool, str]:
    reader = Reader()
    fields = reader.record(data, "", required=frozenset({"done"}), optional=frozenset({"reply"}))
    done = (fields or {}).get("done")
    if fields is not None and not isinstance(done, bool):
        reader.refuse("type", "done", "This must be true or false.")
    reply = reader.text((fields or {}).get("reply", before), "reply", limit=COMMENT_LENGTH)
    if reply is None or reader.problems:
        raise InvalidError(reader.problems)
    return bool(done), reply.strip()


def _remarks(data: object, frame_count: int) -> list[Remark]:
    reader = Reader()
    fields = reader.record(data, "", required=frozenset({"comments"}), optional=NONE) or {}
    comments = reader.items(fields.get("comments", []), "comments", limit=COMMENTS)
    remarks = [
        read_remark(reader, comment, f"comments/{index}", frame_count)
        for index, comment in enumerate(comments or [])
    ]
    if comments == [] and not reader.problems:
        reader.refuse("blank", "comments", "Say in a comment what should change.")
    if reader.problems:
        raise InvalidError(reader.problems)
    return [remark for remark in remarks if remark is not None]


def read_remark(reader: Reader, value: object, path: str, frame_count: int) -> Remark | None:
    """A text with the frame and the box it is about, each wrong part noted."""
    fields = reader.record(
        value, path, required=frozenset({"text"}), optional=frozenset({"frame", "box"})
    )
    if fields is None:
        return None
    text = reader.words(
        fields["text"], under(path, "text"), limit=COMMENT_LENGTH, ask="Write something here."
    )
    frame = fields.get("frame")
    if frame is not None:
        frame = reader.integer(frame, under(path, "frame"), low=0, high=frame_count - 1)
    box = None
    if fields.get("box") is not None:
        box = _box(reader, fields["box"], under(path, "box"))
        if fields.get("frame") is None:
            reader.refuse("missing_key", under(path, "frame"), "A box needs the frame it is on.")
    return Remark(text, frame, box) if text else None


def _box(reader: Reader, value: object, path: str) -> Box | None:
    sides = reader.numbers(value, path, count=4) or []
    found = [
        reader.number(side, f"{path}/{index}", low=0, high=1) for index, side in enumerate(sides)
    ]
    x, y, w, h = found if len(found) == 4 else [None] * 4
    if x is None or y is None or w is None or h is None:
        return None
    if w == 0 or h == 0:
        reader.refuse("empty_box", path, "The box needs a width and a height.")
        return None
    box = Box(x, y, w, h)
    if not box.inside:
        reader.refuse("box_outside", path, "Move the box inside the frame.")
    return box
