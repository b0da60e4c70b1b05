"""Videos over HTTP. ``video_body`` alone decides what each role may see of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import preparation, videos
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.pagination import VideosInOrder
from annotation.api.permissions import asker
from annotation.api.video_filters import VideoFilter
from annotation.errors import TooLargeError
from annotation.models import (
    Job,
    JobKind,
    JobState,
    Project,
    Role,
    Split,
    Video,
    VideoLabel,
    VideoState,
)
from annotation.storage import signed_url

# What would tell an annotator where a video comes from, or what others made of it.
HIDDEN_FROM_ANNOTATORS = frozenset(
    {
        "name", "sha256", "reason", "label", "generator", "split", "group", "priority", "accepted",
        "accepted_annotation", "codec", "size", "original_url", "updated_at",
    }
)  # fmt: skip


def video_body(video: Video, role: Role, project: Project) -> Body:
    """What a person with this role in the video's project sees of it; hidden fields are absent."""
    body: Body = {
        "id": video.pk,
        "project": project.slug,
        "name": video.name,
        "sha256": video.sha256,
        "state": video.state,
        "reason": video.reason,
        "label": video.label,
        "generator": video.generator,
        "prompt": video.prompt,
        "split": video.split,
        "group": video.group,
        "priority": video.priority,
        "width": video.width,
        "height": video.height,
        "frame_count": video.frame_count,
        "duration_s": video.duration_s,
        "codec": video.codec,
        "size": video.size,
        "proxy_url": signed_url(video.proxy),
        "original_url": signed_url(video.original),
        "poster_url": signed_url(video.poster),
        "filmstrip_url": signed_url(video.filmstrip),
        "job": _job_body(video),
        "accepted": video.accepted_id is not None,
        "accepted_annotation": video.accepted_id,
        "created_at": video.created_at,
        "updated_at": video.updated_at,
    }
    if role != Role.ANNOTATOR:
        return body
    hidden = HIDDEN_FROM_ANNOTATORS | (set() if project.show_prompt else {"prompt"})
    return {name: value for name, value in body.items() if name not in hidden}


def _unfinished() -> QuerySet[Job]:
    return Job.objects.filter(kind=JobKind.PREPARE).exclude(state=JobState.DONE).order_by("id")


def _job_body(video: Video) -> Body | None:
    """The unfinished preparation, if any; a ready video is not asked about."""
    if video.state == VideoState.READY:
        return None
    jobs = getattr(video, "unfinished_jobs", None)
    jobs = list(_unfinished().filter(video=video)) if jobs is None else jobs
    return {"state": jobs[-1].state, "progress": jobs[-1].progress} if jobs else None


def visible_videos(request: Request) -> QuerySet[Video]:
    """The rows behind a list of videos: three queries for a page, however long."""
    return (
        Video.objects.visible_to(asker(request))
        .defer("imported", "provenance")
        # Fetched once and shared: a guideline may be long.
        .prefetch_related("project")
        .prefetch_related(Prefetch("jobs", queryset=_unfinished(), to_attr="unfinished_jobs"))
    )


class JobGlimpseSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=JobState.choices)
    progress = serializers.FloatField(help_text="From 0 to 1.")


class VideoSerializer(serializers.Serializer[Any]):
    """One video. Annotators do not get the fields that would tell where it comes from."""

    id = serializers.IntegerField()
    project = serializers.CharField(help_text="The project's slug.")
    name = serializers.CharField(required=False)
    sha256 = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=VideoState.choices)
    reason = serializers.CharField(required=False, help_text="Why it was rejected.")
    label = serializers.ChoiceField(  # type: ignore[assignment] # a field named as Field.label
        choices=VideoLabel.choices, required=False
    )
    generator = serializers.CharField(required=False)
    prompt = serializers.CharField(required=False)
    split = serializers.ChoiceField(choices=Split.choices, required=False, allow_blank=True)
    group = serializers.CharField(required=False)
    priority = serializers.IntegerField(required=False)
    width = serializers.IntegerField(allow_null=True, help_text="Of the displayed source, pixels.")
    height = serializers.IntegerField(allow_null=True)
    frame_count = serializers.IntegerField(allow_null=True)
    duration_s = serializers.FloatField(allow_null=True)
    codec = serializers.CharField(required=False, help_text="Of the source; empty while unknown.")
    size = serializers.IntegerField(required=False, help_text="Of the source, in bytes.")
    proxy_url = serializers.CharField(allow_null=True)
    original_url = serializers.CharField(allow_null=True, required=False)
    poster_url = serializers.CharField(allow_null=True)
    filmstrip_url = serializers.CharField(allow_null=True)
    job = JobGlimpseSerializer(allow_null=True, help_text="The preparation while it is not done.")
    accepted = serializers.BooleanField(
        required=False, help_text="Whether there is an accepted document."
    )
    accepted_annotation = serializers.IntegerField(
        allow_null=True, required=False, help_text="Whose document it is."
    )
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField(required=False)


class AttributesInput(serializers.Serializer[Any]):
    """What a person may say about a video."""

    label = serializers.ChoiceField(  # type: ignore[assignment] # a field named as Field.label
        choices=VideoLabel.choices, required=False
    )
    generator = serializers.CharField(max_length=200, required=False, allow_blank=True)
    prompt = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    split = serializers.ChoiceField(choices=Split.choices, required=False, allow_blank=True)
    group = serializers.CharField(max_length=200, required=False, allow_blank=True)


class VideoInput(AttributesInput):
    project = serializers.SlugField(max_length=64)
    file = serializers.FileField()


class VideoPatch(AttributesInput):
    priority = serializers.IntegerField(min_value=-1000, max_value=1000, required=False)


class VideoListView(ListView):
    """The videos of one's projects; a manager adds one by sending its file."""

    queryset = Video.objects.none()
    filterset_class = VideoFilter
    pagination_class = VideosInOrder
    parser_classes = (MultiPartParser,)
    fields = tuple(VideoSerializer().fields)

    @extend_schema(responses=VideoSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        roles = access.roles_of(asker(request))

        def body(video: Video) -> Body:
            return video_body(video, roles[video.project_id], video.project)

        return self.page(in_project(request, visible_videos(request)), body)

    @extend_schema(
        request={"multipart/form-data": VideoInput},
        responses={201: VideoSerializer, 200: VideoSerializer},
        description="201, or 200 with the video that has the same bytes already.",
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MAX_BYTES + 2**20:
            raise TooLargeError("The file is larger than this installation takes.")
        data = VideoInput(data=request.data)
        data.is_valid(raise_exception=True)
        attributes = dict(data.validated_data)
        project = access.project_for(asker(request), attributes.pop("project"), Role.MANAGER)
        file: TemporaryUploadedFile = attributes.pop("file")
        source = videos.Source(
            Path(file.temporary_file_path()), name=file.name or "", attributes=attributes
        )
        video, created = videos.register(project, source, user=asker(request))
        return Response(video_body(video, Role.MANAGER, project), status=201 if created else 200)


class VideoView(APIView):
    @extend_schema(responses=VideoSerializer)
    def get(self, request: Request, video_id: int) -> Response:
        video = access.video_for(asker(request), video_id)
        role = access.demand(asker(request), video.project_id, Role.ANNOTATOR)
        return Response(video_body(video, role, video.project))

    @extend_schema(request=VideoPatch, responses=VideoSerializer)
    def patch(self, request: Request, video_id: int) -> Response:
        video = access.video_for(asker(request), video_id, Role.MANAGER)
        data = VideoPatch(data=request.data)
        data.is_valid(raise_exception=True)
        videos.change(video, **data.validated_data)
        return Response(video_body(video, Role.MANAGER, video.project))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, video_id: int) -> Response:
        videos.delete(access.video_for(asker(request), video_id, Role.MANAGER))
        return Response(status=204)


class VideoRetryView(APIView):
    @extend_schema(request=None, responses=VideoSerializer)
    @idempotent()
    def post(self, request: Request, video_id: int) -> Response:
        """Prepare a rejected video again."""
        video = access.video_for(asker(request), video_id, Role.MANAGER)
        preparation.retry(video)
        return Response(video_body(video, Role.MANAGER, video.project))
