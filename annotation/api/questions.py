"""Questions to the reviewer over HTTP: a task's, asking one, taking it back, answering it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import questions
from annotation.actions.reviews import Remark
from annotation.api.idempotency import idempotent
from annotation.api.lists import Body
from annotation.api.permissions import asker
from annotation.api.reviews import NONE, read_remark
from annotation.api.tasks import COMMENT_LENGTH, CommentInput
from annotation.domain.reading import Reader
from annotation.errors import InvalidError
from annotation.models import Question, Role


class QuestionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    text = serializers.CharField()
    frame = serializers.IntegerField(allow_null=True)
    box = serializers.ListField(
        child=serializers.FloatField(), min_length=4, max_length=4, allow_null=True
    )
    author = serializers.CharField(allow_null=True, help_text="None for annotators.")
    created_at = serializers.DateTimeField()
    answer = serializers.CharField(allow_blank=True, help_text="Empty until somebody answers.")
    answered_by = serializers.CharField(allow_null=True, help_text="None for annotators.")
    answered_at = serializers.DateTimeField(allow_null=True)
    seen = serializers.BooleanField(help_text="Whether whoever asked has read the answer.")


class AnswerInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=COMMENT_LENGTH)


def question_body(question: Question, *, names: bool) -> Body:
    """One question; annotators do not learn who reviews them."""
    author, answered_by = question.author, question.answered_by
    return {
        "id": question.pk,
        "text": question.text,
        "frame": question.frame,
        "box": question.box,
        "author": author.username if names and author else None,
        "created_at": question.created_at,
        "answer": question.answer,
        "answered_by": answered_by.username if names and answered_by else None,
        "answered_at": question.answered_at,
        "seen": question.seen,
    }


class QuestionListView(APIView):
    @extend_schema(responses=QuestionSerializer(many=True))
    def get(self, request: Request, task_id: int) -> Response:
        """What the annotator asked about the task, the oldest first."""
        task, role = access.task_and_role(asker(request), task_id)
        rows = task.questions.select_related("author", "answered_by")
        names = role is not Role.ANNOTATOR
        return Response([question_body(row, names=names) for row in rows])

    @extend_schema(request=CommentInput, responses={201: QuestionSerializer})
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Ask the reviewer."""
        user = asker(request)
        task, role = access.task_and_role(user, task_id)
        remark = _remark(request.data, task.video.frame_count or 0)
        asked = questions.ask(task, user, remark)
        return Response(question_body(asked, names=role is not Role.ANNOTATOR), status=201)


def _remark(data: object, frame_count: int) -> Remark:
    reader = Reader()
    remark = read_remark(reader, data, "", frame_count)
    if remark is None or reader.problems:
        raise InvalidError(reader.problems)
    return remark


class QuestionView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, task_id: int, question_id: int) -> Response:
        """Take one's own question back, unless it is answered."""
        user = asker(request)
        task, _ = access.task_and_role(user, task_id)
        questions.withdraw(access.question_of(task, question_id), user)
        return Response(status=204)


class SeenView(APIView):
    @extend_schema(request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, task_id: int) -> Response:
        """Say that the answers to one's own questions are read: they are no news any more."""
        user = asker(request)
        task, _ = access.task_and_role(user, task_id)
        questions.see(task, user)
        return Response(status=204)


class AnswerView(APIView):
    @extend_schema(request=AnswerInput, responses=QuestionSerializer)
    def put(self, request: Request, task_id: int, question_id: int) -> Response:
        """Answer a question; again replaces the answer."""
        user = asker(request)
        task, role = access.task_and_role(user, task_id, Role.REVIEWER)
        question = access.question_of(task, question_id)
        told = questions.answer(question, user, role, text=_text(request.data))
        return Response(question_body(told, names=True))


def _text(data: object) -> str:
    reader = Reader()
    fields = reader.record(data, "", required=frozenset({"text"}), optional=NONE)
    text = fields and reader.words(
        fields["text"], "text", limit=COMMENT_LENGTH, ask="Write an answer."
    )
    if not text or reader.problems:
        raise InvalidError(reader.problems)
    return text
