"""Many videos at once over HTTP: how many there are of what, one change to all, all deleted."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import videos
from annotation.api.idempotency import idempotent
from annotation.api.lists import PROJECT, Generics
from annotation.api.permissions import asker
from annotation.api.video_filters import VideoFilter
from annotation.api.videos import AttributesInput
from annotation.errors import InvalidError, Problem
from annotation.models import Role, Video

MANY = 500  # videos in one request
GENERATORS = 200
# Each with the filter that chooses among its values.
FACETS = {"states": "state", "labels": "label", "splits": "split", "generators": "generator"}


class CountField(serializers.DictField):
    child = serializers.IntegerField()


class CountsSerializer(serializers.Serializer[Any]):
    """Each facet counts under every filter but its own, so that its other values stay in sight."""

    total = serializers.IntegerField(help_text="Under all filters.")
    accepted = serializers.IntegerField(help_text="Those with an accepted document.")
    states = CountField()
    labels = CountField()
    splits = CountField(help_text="The empty name is for none.")
    generators = CountField(help_text="The most frequent 200; the empty name is for unknown.")

    class Meta:
        ref_name = "VideoCounts"


class VideoCountsView(Generics):
    """How many videos of a project there are of what, under the filters of the list."""

    queryset = Video.objects.none()
    filterset_class = VideoFilter
    pagination_class = None

    @extend_schema(responses=CountsSerializer, parameters=[PROJECT])
    def get(self, request: Request) -> Response:
        user = asker(request)
        rows = Video.objects.visible_to(user).filter(project__in=access.reviewed_projects(user))
        slug = request.query_params.get("project")
        if slug is not None:
            rows = rows.filter(project=access.project_for(user, slug, Role.REVIEWER))
        found = self.filter_queryset(rows)
        counts = {facet: self._counted(rows, name) for facet, name in FACETS.items()}
        accepted = found.filter(accepted__isnull=False).count()
        return Response({"total": found.count(), "accepted": accepted, **counts})

    def _counted(self, rows: QuerySet[Video], name: str) -> dict[str, int]:
        asked = self.request.query_params.copy()
        asked.pop(name, None)
        found = VideoFilter(asked, queryset=rows, request=self.request).qs
        groups = found.order_by().values_list(name).annotate(count=Count("pk"))
        return dict(groups.order_by("-count", name)[:GENERATORS])


class VideosInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    videos = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=access.BIGGEST_ID),
        allow_empty=False,
        max_length=MANY,
        help_text="Those that the project does not have are left out.",
    )


class ChangeInput(AttributesInput, VideosInput):
    """One value for all; what is not named stays as it is."""


class ChangedSerializer(serializers.Serializer[Any]):
    videos = serializers.ListField(child=serializers.IntegerField(), help_text="Those it reached.")

    class Meta:
        ref_name = "VideoSet"


class VideosChangeView(APIView):
    @extend_schema(request=ChangeInput, responses=ChangedSerializer)
    @idempotent()
    def post(self, request: Request) -> Response:
        """Say the same about many videos."""
        data = ChangeInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = dict(data.validated_data)
        project = access.project_for(asker(request), values.pop("project"), Role.MANAGER)
        ids = values.pop("videos")
        if not values:
            raise InvalidError([Problem("missing_key", "", "Name what should change.")])
        return Response({"videos": videos.change_all(project, ids, **values)})


class VideosDeleteView(APIView):
    @extend_schema(request=VideosInput, responses=ChangedSerializer)
    @idempotent()
    def post(self, request: Request) -> Response:
        """Delete many videos, all work on them, and their files."""
        data = VideosInput(data=request.data)
        data.is_valid(raise_exception=True)
        project = access.project_for(asker(request), data.validated_data["project"], Role.MANAGER)
        return Response({"videos": videos.delete_all(project, data.validated_data["videos"])})
