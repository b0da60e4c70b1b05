"""Projects and who may do what in them."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

if TYPE_CHECKING:
    from annotation.models.users import User


class Role(models.TextChoices):
    """What a member may do; each role may do all that the ones before it may."""

    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"
    MANAGER = "manager"


RANK = {Role.ANNOTATOR: 1, Role.REVIEWER: 2, Role.MANAGER: 3}


class LabelReal(models.TextChoices):
    """Whether annotators also get videos that were imported as real."""

    NONE = "none"
    SHARE = "share"
    ALL = "all"


class ReviewPolicy(models.TextChoices):
    """Whether a submission waits for a reviewer or is accepted as it is."""

    ALL = "all"
    NONE = "none"


def _new_salt() -> str:
    return secrets.token_hex(16)


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User) -> ProjectQuerySet:
        """The projects this person is an active member of; all of them for a superuser."""
        if user.is_superuser:
            return self
        return self.filter(memberships__user=user, memberships__active=True)


class Project(models.Model):
    """Videos that are labelled together under one guideline and one set of policies."""

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    guideline = models.TextField(default="", blank=True)
    overlap = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    label_real = models.CharField(max_length=8, choices=LabelReal.choices, default=LabelReal.NONE)
    real_share = models.FloatField(
        default=0.5, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    show_prompt = models.BooleanField(default=True)
    require_explanation = models.BooleanField(default=True)
    review_policy = models.CharField(
        max_length=8, choices=ReviewPolicy.choices, default=ReviewPolicy.ALL
    )
    lease_minutes = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(24 * 60)]
    )
    salt = models.CharField(max_length=32, default=_new_salt, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def pseudonym(self, user_id: int | None) -> str | None:
        """The name that stands for a person outside this installation, stable per project."""
        if user_id is None:
            return None
        digest = hashlib.sha256(f"{self.salt}:{user_id}".encode()).hexdigest()
        return f"annotator-{digest[:10]}"


class Membership(models.Model):
    """One person's role in one project. Leaving keeps the row, inactive, beside their work."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=Role.choices)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "user"], name="one_membership_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.role} in {self.project_id}"
