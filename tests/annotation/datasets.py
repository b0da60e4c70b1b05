"""Ready videos with accepted documents, written straight into the tables."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotation.models import (
    Annotation,
    AnnotationState,
    Project,
    User,
    Video,
    VideoFrames,
    VideoState,
)
from tests.annotation.formats.lines import document, trace

TEN_FRAMES = tuple(range(0, 100, 10))  # 10 fps in hundredths of a second


def ready_video(project: Project, name: str = "cup.mp4", **changed: Any) -> Video:
    """A generated 200 x 100 clip of ten frames at 10 fps; its bytes are its name."""
    number = Video.objects.count() + 1
    video = Video.objects.create(
        **{
            "project": project,
            "sha256": f"{number:064x}",
            "name": name,
            "mime_type": "video/mp4",
            "state": VideoState.READY,
            "label": "fake",
            "width": 200,
            "height": 100,
            "frame_count": 10,
            "duration_s": 1.0,
        }
        | changed
    )
    VideoFrames.objects.create(
        video=video, time_base_num=1, time_base_den=100, pts=list(TEN_FRAMES), end=100
    )
    key = f"videos/{video.pk}/original-{number:016x}.mp4"
    default_storage.save(key, ContentFile(name.encode()))
    Video.objects.filter(pk=video.pk).update(original=key)
    video.original = key
    return video


def accept(
    video: Video, accepted: dict[str, Any] | None = None, *, author: User | None = None
) -> Annotation:
    """Give the video an accepted document: one trace unless the test says otherwise."""
    annotation = Annotation.objects.create(
        project=video.project,
        video=video,
        author=author,
        document=accepted or document(trace()),
        state=AnnotationState.ACCEPTED,
    )
    Video.objects.filter(pk=video.pk).update(accepted=annotation)
    return annotation
