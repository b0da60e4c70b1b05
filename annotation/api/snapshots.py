"""Snapshots over HTTP: freeze, list, compare, and take out as a manifest or a whole folder."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from annotation import access
from annotation.actions import snapshots
from annotation.api.exports import ExportSerializer, export_body
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.api.throttles import Heavy
from annotation.formats.difference import Difference
from annotation.models import Role, Snapshot, Split, VideoLabel
from annotation.pipeline import snapshots as pipeline
from annotation.pipeline.lines import Filters
from annotation.storage import signed_url


def snapshot_body(snapshot: Snapshot) -> Body:
    """What a reviewer or manager sees of a snapshot."""
    maker = snapshot.created_by
    return {
        "id": snapshot.pk,
        "project": snapshot.project.slug,
        "name": snapshot.name,
        "note": snapshot.note,
        "filters": snapshot.filters,
        "sha256": snapshot.sha256,
        "videos": snapshot.videos,
        "traces": snapshot.traces,
        "splits": snapshot.splits,
        "size": snapshot.size,
        "manifest_url": signed_url(snapshot.manifest),
        "created_by": maker and maker.username,
        "created_at": snapshot.created_at,
    }


class FiltersInput(serializers.Serializer[Any]):
    """Which accepted videos are taken; what is not given takes all."""

    labels = serializers.ListField(
        child=serializers.ChoiceField(choices=VideoLabel.choices), required=False
    )
    generators = serializers.ListField(
        child=serializers.CharField(max_length=200, allow_blank=True),
        required=False,
        max_length=1000,
    )
    splits = serializers.ListField(
        child=serializers.ChoiceField(choices=Split.choices, allow_blank=True),
        required=False,
        help_text="An empty one is a video without a split.",
    )
    reviewed_only = serializers.BooleanField(
        default=False, help_text="Only documents that a reviewer accepted."
    )


def _filters(given: dict[str, Any]) -> Filters:
    """The filters of checked values."""
    return Filters(
        labels=tuple(given.get("labels", ())),
        generators=tuple(given.get("generators", ())),
        splits=tuple(given.get("splits", ())),
        reviewed_only=given.get("reviewed_only", False),
    )


class SnapshotInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    name = serializers.CharField(max_length=100)
    note = serializers.CharField(max_length=10_000, default="", allow_blank=True)
    filters = FiltersInput(required=False)


class SnapshotSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField()
    name = serializers.CharField()
    note = serializers.CharField()
    filters = serializers.DictField(help_text="What left videos out; empty took all.")
    sha256 = serializers.CharField(help_text="Of the manifest's bytes.")
    videos = serializers.IntegerField()
    traces = serializers.IntegerField()
    splits = serializers.DictField(
        child=serializers.IntegerField(), help_text="Videos by split; an empty one has none."
    )
    size = serializers.IntegerField(help_text="Bytes of the manifest.")
    manifest_url = serializers.CharField(help_text="Signed and short-lived.")
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class SnapshotListView(ListView):
    """The snapshots of the projects one reviews or manages; a manager freezes one."""

    queryset = Snapshot.objects.none()
    fields = tuple(SnapshotSerializer().fields)

    def get_throttles(self) -> list[BaseThrottle]:
        return [Heavy()] if self.request.method == "POST" else super().get_throttles()

    @extend_schema(responses=SnapshotSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        rows = Snapshot.objects.visible_to(asker(request)).select_related("project", "created_by")
        return self.page(in_project(request, rows, Role.REVIEWER), snapshot_body)

    @extend_schema(request=SnapshotInput, responses={201: SnapshotSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Freeze the accepted documents as they are now; 409 if the name is taken."""
        data = SnapshotInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        project = access.project_for(asker(request), given.pop("project"), Role.MANAGER)
        filters = _filters(given.pop("filters", {}))
        snapshot = pipeline.freeze(project, asker(request), filters=filters, **given)
        return Response(snapshot_body(snapshot), status=201)


class SnapshotView(APIView):
    @extend_schema(responses=SnapshotSerializer)
    def get(self, request: Request, snapshot_id: int) -> Response:
        """One snapshot."""
        return Response(snapshot_body(access.snapshot_for(asker(request), snapshot_id)))


class PreviewInput(FiltersInput):
    project = serializers.SlugField(max_length=64)


class PreviewSerializer(serializers.Serializer[Any]):
    videos = serializers.IntegerField()
    traces = serializers.IntegerField()
    splits = serializers.DictField(child=serializers.IntegerField())
    choices = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="Accepted videos by label, generator and split, whatever the filters.",
    )


class PreviewView(APIView):
    @extend_schema(parameters=[PreviewInput], responses=PreviewSerializer)
    def get(self, request: Request) -> Response:
        """What a freeze with these filters would take now."""
        data = PreviewInput(data=request.query_params)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        project = access.project_for(asker(request), given.pop("project"), Role.REVIEWER)
        found = pipeline.preview(project, _filters(given))
        return Response(
            {
                "videos": found.videos,
                "traces": found.traces,
                "splits": found.splits,
                "choices": pipeline.choices(project),
            }
        )


class DifferenceSerializer(serializers.Serializer[Any]):
    video = serializers.CharField(help_text="SHA-256 of the original.")
    name = serializers.CharField()
    id = serializers.IntegerField(allow_null=True, help_text="Null once the video is deleted.")
    fields_changed = serializers.ListField(child=serializers.CharField())


class ComparisonSerializer(serializers.Serializer[Any]):
    added = DifferenceSerializer(many=True, help_text="At most 1,000 are listed.")
    removed = DifferenceSerializer(many=True)
    changed = DifferenceSerializer(many=True)
    counts = serializers.DictField(child=serializers.IntegerField())


class CompareView(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter(
                "with", OpenApiTypes.INT, required=True, description="The earlier snapshot's id."
            )
        ],
        responses=ComparisonSerializer,
    )
    def get(self, request: Request, snapshot_id: int) -> Response:
        """What this snapshot has that another one of its project had not, and what changed."""
        after = access.snapshot_for(asker(request), snapshot_id)
        before = access.snapshot_beside(asker(request), after, request.query_params.get("with", ""))
        found = pipeline.compare(before, after)
        lists = {"added": found.added, "removed": found.removed, "changed": found.changed}
        ids = pipeline.ids_of(after.project, [one for listed in lists.values() for one in listed])
        bodies = {
            kind: [_difference_body(one, ids.get(one.video)) for one in listed]
            for kind, listed in lists.items()
        }
        return Response(bodies | {"counts": found.counts})


def _difference_body(found: Difference, video_id: int | None) -> Body:
    return {
        "video": found.video,
        "name": found.name,
        "id": video_id,
        "fields_changed": list(found.fields),
    }


class FolderView(APIView):
    def get_throttles(self) -> list[BaseThrottle]:
        return [Heavy()]

    @extend_schema(request=None, responses={202: ExportSerializer})
    @idempotent()
    def post(self, request: Request, snapshot_id: int) -> Response:
        """Ask for a zip of manifest.jsonl and media/, which ``reward.core train`` takes."""
        snapshot = access.snapshot_for(asker(request), snapshot_id)
        return Response(export_body(snapshots.order_folder(snapshot, asker(request))), status=202)
