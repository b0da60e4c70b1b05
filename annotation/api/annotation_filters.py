"""Filters of the list of annotations. What tells a video's origin is for reviewers only."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from annotation.api.permissions import asker
from annotation.domain.taxonomy import Category
from annotation.models import (
    Annotation,
    AnnotationState,
    Project,
    Role,
    Split,
    Trace,
    VideoLabel,
)

UNCATEGORISED = "none"
CATEGORIES = [category.value for category in Category] + [UNCATEGORISED]


class IdFilter(django_filters.Filter):
    field_class = forms.IntegerField


class AnnotationFilter(django_filters.FilterSet):
    """Label, generator and split find nothing in projects where the person only labels."""

    state = django_filters.ChoiceFilter(choices=AnnotationState.choices)
    video = IdFilter(field_name="video_id")
    task = IdFilter(field_name="task_id")
    annotator = django_filters.CharFilter(
        field_name="author__username", help_text="A person's user name."
    )
    label = django_filters.ChoiceFilter(
        field_name="video__label", choices=VideoLabel.choices, method="_told"
    )
    generator = django_filters.CharFilter(field_name="video__generator", method="_told")
    split = django_filters.ChoiceFilter(
        field_name="video__split", choices=Split.choices, method="_told"
    )
    category = django_filters.ChoiceFilter(
        choices=[(slug, slug) for slug in CATEGORIES],
        method="_of_category",
        help_text="A submitted trace has this category; `none`: has none.",
    )
    updated_since = django_filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Annotation
        fields: list[str] = []

    def _told(self, rows: QuerySet[Annotation], name: str, value: str) -> QuerySet[Annotation]:
        rows = rows.filter(**{name: value})
        user = asker(self.request)
        if user.is_superuser:
            return rows
        reviewed = Project.objects.filter(
            memberships__user=user,
            memberships__active=True,
            memberships__role__in=[Role.REVIEWER, Role.MANAGER],
        )
        return rows.filter(project__in=reviewed)

    def _of_category(
        self, rows: QuerySet[Annotation], name: str, value: str
    ) -> QuerySet[Annotation]:
        slug = "" if value == UNCATEGORISED else value
        return rows.filter(Exists(Trace.objects.filter(annotation=OuterRef("pk"), category=slug)))
