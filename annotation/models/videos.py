"""Videos and their frame tables."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from annotation.domain.timeline import FrameTable
from annotation.models.projects import Project

if TYPE_CHECKING:
    from annotation.models.annotations import Annotation
    from annotation.models.users import User


class VideoState(models.TextChoices):
    """``new`` waits for a worker; ``rejected`` has a ``reason`` for the person who imported it."""

    NEW = "new"
    PREPARING = "preparing"
    READY = "ready"
    REJECTED = "rejected"


class VideoLabel(models.TextChoices):
    """Where the video is known to come from."""

    FAKE = "fake"
    REAL = "real"
    UNKNOWN = "unknown"


class Split(models.TextChoices):
    TRAIN = "train"
    VAL = "val"
    TEST = "test"


def _new_shuffle() -> int:
    return random.getrandbits(31)


class VideoQuerySet(models.QuerySet["Video"]):
    def visible_to(self, user: User) -> VideoQuerySet:
        """The videos of the projects this person is an active member of."""
        if user.is_superuser:
            return self
        return self.filter(project__memberships__user=user, project__memberships__active=True)


class Video(models.Model):
    """One clip of one project. The same bytes twice in a project are one video.

    ``width`` and ``height`` are of the displayed source (after rotation and sample aspect ratio).
    ``original``, ``proxy``, ``poster`` and ``filmstrip`` are keys of the default storage.
    """

    # Without an index of its own: those below begin with it.
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="videos", db_index=False
    )
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=400)
    size = models.BigIntegerField(default=0)
    mime_type = models.CharField(max_length=100, default="", blank=True)
    state = models.CharField(max_length=10, choices=VideoState.choices, default=VideoState.NEW)
    reason = models.TextField(default="", blank=True)

    label = models.CharField(max_length=8, choices=VideoLabel.choices, default=VideoLabel.UNKNOWN)
    generator = models.CharField(max_length=200, default="", blank=True)
    prompt = models.TextField(default="", blank=True)
    group = models.CharField(max_length=200, default="", blank=True)
    split = models.CharField(max_length=5, choices=Split.choices, default="", blank=True)
    priority = models.IntegerField(default=0)
    shuffle = models.IntegerField(default=_new_shuffle, editable=False)
    # What the source calls it, so that an export returns the rows that were imported.
    source_id = models.CharField(max_length=400, default="", blank=True)
    source_path = models.CharField(max_length=1000, default="", blank=True)
    source_mime = models.CharField(max_length=100, default="", blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    # Rows of an import that wait for the frame table to become the accepted document.
    imported = models.JSONField(null=True, blank=True)

    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    frame_count = models.PositiveIntegerField(null=True, blank=True)
    duration_s = models.FloatField(null=True, blank=True)
    codec = models.CharField(max_length=40, default="", blank=True)

    original = models.CharField(max_length=500, default="", blank=True)
    proxy = models.CharField(max_length=500, default="", blank=True)
    poster = models.CharField(max_length=500, default="", blank=True)
    filmstrip = models.CharField(max_length=500, default="", blank=True)

    accepted: models.ForeignKey[Annotation | None, Annotation | None] = models.ForeignKey(
        "annotation.Annotation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="accepted_for",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "sha256"], name="same_bytes_are_one_video"),
            models.CheckConstraint(
                name="ready_video_is_measured",
                condition=~models.Q(state="ready")
                | models.Q(width__gt=0, height__gt=0, frame_count__gt=0),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "-id"], name="video_newest"),
            models.Index(fields=["project", "state", "-id"], name="video_by_state"),
        ]

    def __str__(self) -> str:
        return f"video {self.pk}"


class VideoFrames(models.Model):
    """A ready video's frame table, apart from the row so that lists never read it.

    ``pts`` counts from the first frame in units of ``time_base``; ``end`` is the end of the last
    frame (exclusive).
    """

    video = models.OneToOneField(
        Video, on_delete=models.CASCADE, primary_key=True, related_name="frames"
    )
    time_base_num = models.IntegerField()
    time_base_den = models.IntegerField()
    pts = models.JSONField()
    end = models.BigIntegerField()

    def __str__(self) -> str:
        return f"frames of video {self.video_id}"

    @property
    def table(self) -> FrameTable:
        """The frame table as the domain knows it."""
        return FrameTable(
            time_base=(self.time_base_num, self.time_base_den), pts=tuple(self.pts), end=self.end
        )
