"""Exports over HTTP: ask for one, watch its job, fetch the file by a signed address."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from annotation import access
from annotation.actions import exports
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.api.throttles import Heavy
from annotation.formats import sft
from annotation.formats.deeptrace.write import Options
from annotation.models import EXPORTED, Export, ExportFormat, JobState, Role
from annotation.storage import signed_url

# What an export that has no such option says.
OPTIONS: Body = {**asdict(Options()), **asdict(sft.Options()), "snapshot": None}


def export_body(export: Export) -> Body:
    """What a reviewer or manager sees of an export; ``url`` appears when the file is there."""
    return {
        "id": export.pk,
        "project": export.project.slug,
        "format": export.format,
        "media": export.media,
        **(OPTIONS | export.options),
        "state": export.job.state,
        "progress": export.job.progress,
        "error": export.job.error,
        "job": export.job_id,
        "url": signed_url(export.file) if export.job.state == JobState.DONE else None,
        "size": export.size,
        "sha256": export.sha256,
        "videos": export.videos,
        "traces": export.traces,
        "created_at": export.created_at,
    }


class ExportInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    format = serializers.ChoiceField(choices=EXPORTED)
    media = serializers.BooleanField(
        default=False, help_text="A zip that also holds the original files."
    )
    box = serializers.ChoiceField(
        choices=["union", "onset"],
        default="union",
        help_text="deeptrace: the union of a trace's boxes, or its first one.",
    )
    first_frame_base = serializers.ChoiceField(
        choices=[0, 1], default=0, help_text="deeptrace: the number of a video's first frame."
    )
    style = serializers.ChoiceField(  # type: ignore[assignment] # DRF takes fields off the class
        choices=sft.STYLES,
        default=sft.Options().style,
        help_text="sft: the paper's sentences, one trace each, or the whole document as JSON.",
    )
    coordinates = serializers.ChoiceField(
        choices=sft.COORDINATES,
        default=sft.Options().coordinates,
        help_text="sft: corners in pixels of the source, or from 0 to 1000.",
    )


class ExportSerializer(ExportInput):
    id = serializers.IntegerField()
    format = serializers.ChoiceField(choices=ExportFormat.choices)
    snapshot = serializers.IntegerField(allow_null=True, help_text="Whose folder this is.")
    state = serializers.ChoiceField(choices=JobState.choices)
    progress = serializers.FloatField(help_text="From 0 to 1.")
    error = serializers.CharField(help_text="Why it failed.")
    job = serializers.IntegerField()
    url = serializers.CharField(allow_null=True, help_text="Signed and short-lived; null at first.")
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    videos = serializers.IntegerField()
    traces = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class ExportListView(ListView):
    """The exports of the projects one reviews or manages; a reviewer asks for one."""

    queryset = Export.objects.none()
    fields = tuple(ExportSerializer().fields)

    def get_throttles(self) -> list[BaseThrottle]:
        return [Heavy()] if self.request.method == "POST" else super().get_throttles()

    @extend_schema(responses=ExportSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        rows = Export.objects.visible_to(asker(request)).select_related("project", "job")
        return self.page(in_project(request, rows, Role.REVIEWER), export_body)

    @extend_schema(request=ExportInput, responses={202: ExportSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Ask for a file of the project's accepted documents; a job builds it."""
        data = ExportInput(data=request.data)
        data.is_valid(raise_exception=True)
        wanted = dict(data.validated_data)
        project = access.project_for(asker(request), wanted.pop("project"), Role.REVIEWER)
        options = Options(wanted.pop("box"), wanted.pop("first_frame_base"))
        answers = sft.Options(wanted.pop("style"), wanted.pop("coordinates"))
        export = exports.create(project, asker(request), options=options, answers=answers, **wanted)
        return Response(export_body(export), status=202)


class ExportView(APIView):
    @extend_schema(responses=ExportSerializer)
    def get(self, request: Request, export_id: int) -> Response:
        """One export: its state, and the file's address once it is done."""
        return Response(export_body(access.export_for(asker(request), export_id)))
