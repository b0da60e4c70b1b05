"""Annotations over HTTP: saving under ``If-Match``, lists for those who pull, and the history."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import annotations as drafts
from annotation.api.annotation_filters import AnnotationFilter
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project, selection
from annotation.api.pagination import RecentlyUpdatedFirst
from annotation.api.permissions import asker
from annotation.api.preconditions import is_known, revision_named, tag
from annotation.api.schema import IF_MATCH, DocumentField
from annotation.domain.reading import Reader
from annotation.domain.units import UNITS, with_units
from annotation.errors import InvalidError, Problem, TooLargeError
from annotation.models import Annotation, AnnotationState, Role
from annotation.models.history import Revision, revisions_of

DOCUMENT_BYTES = 4 * 1024**2
UNITS_PARAMETER = OpenApiParameter(
    "units",
    OpenApiTypes.STR,
    description="`s` adds seconds to each trace, `px` pixels to each keyframe; or `s,px`.",
)


def stored_body(annotation: Annotation | drafts.Stored) -> Body:
    """What a save answers, and what a task carries."""
    return {
        "id": annotation.id,
        "revision": annotation.revision,
        "document": annotation.document,
    }


def annotation_body(annotation: Annotation, units: frozenset[str] = frozenset()) -> Body:
    """One row of the list; only its author and reviewers ever see it, so the author is named."""
    return {
        "id": annotation.pk,
        "project": annotation.project.slug,
        "revision": annotation.revision,
        "document": _document(annotation, units),
        "video": annotation.video_id,
        "task": annotation.task_id,
        "state": annotation.state,
        "annotator": annotation.author.username if annotation.author else None,
        "updated_at": annotation.updated_at,
    }


def _document(annotation: Annotation, units: frozenset[str]) -> Any:
    if "document" in annotation.get_deferred_fields():
        return None  # not asked for; reading it now would cost a query
    video = annotation.video if units else None
    frames = getattr(video, "frames", None)
    if video is None or frames is None:
        return annotation.document
    return with_units(annotation.document, frames.table, video.width or 0, video.height or 0, units)


def _units(request: Request) -> frozenset[str]:
    asked = frozenset(request.query_params.get("units", "").split(",")) - {""}
    if not asked <= UNITS:
        raise InvalidError([Problem("unknown_value", "units", "Units are `s` and `px`.")])
    return asked


class AnnotationSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    revision = serializers.IntegerField(help_text="Raised by one with every save.")
    document = DocumentField()


class AnnotationEntrySerializer(AnnotationSerializer):
    project = serializers.CharField(help_text="The project's slug.")
    video = serializers.IntegerField()
    task = serializers.IntegerField(allow_null=True, help_text="None for an import.")
    state = serializers.ChoiceField(choices=AnnotationState.choices)
    annotator = serializers.CharField(allow_null=True, help_text="None for an import.")
    updated_at = serializers.DateTimeField()


class SaveSerializer(serializers.Serializer[Any]):
    document = DocumentField()


class RestoreSerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField(min_value=0, help_text="Whose document comes back.")


class HistoryEntrySerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField()
    user = serializers.CharField(
        allow_null=True, help_text="Who saved it; annotators see only their own name."
    )
    at = serializers.DateTimeField()
    document = DocumentField()


class AnnotationListView(ListView):
    """One's own annotations; in projects one reviews, everybody's. Recently changed first."""

    queryset = Annotation.objects.none()
    filterset_class = AnnotationFilter
    pagination_class = RecentlyUpdatedFirst
    fields = tuple(AnnotationEntrySerializer().fields)

    @extend_schema(
        responses=AnnotationEntrySerializer(many=True),
        parameters=[PROJECT, FIELDS, UNITS_PARAMETER],
    )
    def get(self, request: Request) -> Response:
        units = _units(request)
        visible = Annotation.objects.visible_to(asker(request))
        rows = self._as_asked(visible.select_related("project", "author"), units)
        return self.page(in_project(request, rows), lambda row: annotation_body(row, units))

    def _as_asked(self, rows: QuerySet[Annotation], units: frozenset[str]) -> QuerySet[Annotation]:
        """Read no more columns than the answer needs."""
        asked = selection(self.request, self.fields)
        if asked is not None and "document" not in asked:
            return rows.defer("document")
        if not units:
            return rows
        return rows.select_related("video__frames").defer("video__imported", "video__provenance")


class AnnotationView(APIView):
    @extend_schema(
        responses={
            200: AnnotationEntrySerializer,
            304: OpenApiResponse(description="`If-None-Match` names the current ETag."),
        },
        parameters=[
            UNITS_PARAMETER,
            OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER),
        ],
    )
    def get(self, request: Request, annotation_id: int) -> Response:
        units = _units(request)
        annotation, _ = access.annotation_and_role(asker(request), annotation_id)
        headers = {"ETag": tag(annotation), "Cache-Control": "private, no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status=304, headers=headers)
        return Response(annotation_body(annotation, units), headers=headers)

    @extend_schema(
        request=SaveSerializer,
        responses={
            200: AnnotationSerializer,
            412: OpenApiResponse(
                AnnotationSerializer, "Somebody saved since; this is what is stored now."
            ),
            428: OpenApiResponse(description="`If-Match` is missing."),
        },
        parameters=[IF_MATCH],
        description="Save a draft; an incomplete one is fine. The same save twice has one effect.",
    )
    def put(self, request: Request, annotation_id: int) -> Response:
        revision = revision_named(request)
        document = _saved_document(request)
        draft = access.draft_for(asker(request), annotation_id)
        saved = drafts.save(draft, asker(request), document, revision=revision)
        return Response(stored_body(saved), headers={"ETag": tag(saved)})


class RestoreView(APIView):
    @extend_schema(
        request=RestoreSerializer,
        responses={
            200: AnnotationSerializer,
            412: OpenApiResponse(
                AnnotationSerializer, "Somebody saved since; this is what is stored now."
            ),
            428: OpenApiResponse(description="`If-Match` is missing."),
        },
        parameters=[IF_MATCH],
    )
    @idempotent()
    def post(self, request: Request, annotation_id: int) -> Response:
        """Save an earlier revision's document again, as a new revision."""
        revision = revision_named(request)
        number = _revision_to_restore(request.data)
        draft = access.draft_for(asker(request), annotation_id)
        saved = drafts.restore(draft, asker(request), number, revision=revision)
        return Response(stored_body(saved), headers={"ETag": tag(saved)})


def _revision_to_restore(data: object) -> int:
    reader = Reader()
    fields = reader.record(data, "", required=frozenset({"revision"}), optional=frozenset())
    number = reader.integer((fields or {}).get("revision"), "revision", low=0, high=10**9)
    if number is None or reader.problems:
        raise InvalidError(reader.problems)
    return number


def _saved_document(request: Request) -> object:
    if int(request.META.get("CONTENT_LENGTH") or 0) > DOCUMENT_BYTES:
        raise TooLargeError(f"A document may have at most {DOCUMENT_BYTES} bytes.")
    reader = Reader()
    data = reader.record(request.data, "", required=frozenset({"document"}), optional=frozenset())
    if data is None or reader.problems:
        raise InvalidError(reader.problems)
    return data["document"]


class HistoryView(APIView):
    @extend_schema(
        responses=HistoryEntrySerializer(many=True),
        parameters=[
            OpenApiParameter(
                "before", OpenApiTypes.INT, description="Only revisions below this one."
            ),
            OpenApiParameter(
                "limit", OpenApiTypes.INT, description="At most this many, 100 unless told, to 500."
            ),
        ],
        description="The revisions of an annotation, newest first.",
        filters=False,
    )
    def get(self, request: Request, annotation_id: int) -> Response:
        reader = Reader()
        before = _whole(reader, request, "before", default=10**9, high=10**9)
        limit = _whole(reader, request, "limit", default=100, high=500)
        if reader.problems:
            raise InvalidError(reader.problems)
        annotation, role = access.annotation_and_role(asker(request), annotation_id)
        revisions = revisions_of(annotation, before=before, limit=limit)
        seen = None if role is not Role.ANNOTATOR else asker(request).username
        return Response([_revision_body(revision, seen) for revision in revisions])


def _whole(reader: Reader, request: Request, name: str, *, default: int, high: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text
    return reader.integer(number, name, low=1, high=high) or default


def _revision_body(revision: Revision, seen: str | None) -> Body:
    named = seen is None or revision.user == seen
    return {
        "revision": revision.number,
        "user": revision.user if named else None,
        "at": revision.at,
        "document": revision.document,
    }
