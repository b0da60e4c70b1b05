"""A video's clock and its exact frames."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access, storage
from annotation.api.permissions import asker
from annotation.errors import ConflictError, NotFoundError
from annotation.media.stills import still_png
from annotation.models import Video, VideoFrames

# What a ready video's frames are never changes.
FOR_EVER = "private, max-age=31536000, immutable"


class FrameTableSerializer(serializers.Serializer[Any]):
    """When each frame is shown, counted from the first one in units of ``time_base`` seconds."""

    time_base = serializers.ListField(
        child=serializers.IntegerField(), min_length=2, max_length=2, help_text="[num, den]"
    )
    pts = serializers.ListField(child=serializers.IntegerField())
    end = serializers.IntegerField(help_text="The end of the last frame, exclusive.")

    class Meta:
        ref_name = "FrameTable"


def _frames_of(video: Video) -> VideoFrames:
    frames = VideoFrames.objects.filter(video=video).first()
    if frames is None:
        raise ConflictError("The video is not ready yet.", code="not_ready")
    return frames


class FramesView(APIView):
    @extend_schema(responses=FrameTableSerializer)
    def get(self, request: Request, video_id: int) -> Response:
        """The presentation time of every frame."""
        frames = _frames_of(access.video_for(asker(request), video_id))
        body = {
            "time_base": [frames.time_base_num, frames.time_base_den],
            "pts": frames.pts,
            "end": frames.end,
        }
        return Response(body, headers={"Cache-Control": FOR_EVER})


class StillView(APIView):
    @extend_schema(responses={(200, "image/png"): OpenApiTypes.BINARY})
    def get(self, request: Request, video_id: int, frame: int) -> HttpResponse:
        """The source's frame as an RGB PNG of ``width`` × ``height``, turned and scaled upright."""
        video = access.video_for(asker(request), video_id)
        frames = _frames_of(video)
        if frame >= len(frames.pts):
            raise NotFoundError(f"The video has no frame {frame}.")
        size = (video.width or 0, video.height or 0)
        with storage.as_file(video.original) as source:
            png = still_png(source, frames.table, frame, size=size)
        headers = {"Cache-Control": FOR_EVER, "ETag": f'"{video.pk}-{frame}"'}
        return HttpResponse(png, content_type="image/png", headers=headers)
