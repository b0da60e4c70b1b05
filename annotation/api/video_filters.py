"""Filters of the list of videos. One that tells where a video comes from is for reviewers only."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters.widgets import BooleanWidget

from annotation import access
from annotation.api.pagination import ORDERS
from annotation.domain.taxonomy import Category
from annotation.models import Split, Task, TaskState, Trace, Video, VideoLabel, VideoState

if TYPE_CHECKING:
    from annotation.models import User

UNCATEGORISED = "none"
# A video is as far as the furthest of its tasks; one whose tasks were all skipped is aside.
TASKS = {
    "in_review": TaskState.SUBMITTED,
    "returned": TaskState.RETURNED,
    "in_work": TaskState.LEASED,
    "open": TaskState.OPEN,
}
STAGES = ("accepted", *TASKS, "aside", "preparing", "rejected")


class VideoFilter(django_filters.FilterSet):
    """Filters that would betray a hidden field to annotators skip the projects they label in."""

    state = django_filters.ChoiceFilter(choices=VideoState.choices)
    label = django_filters.ChoiceFilter(choices=VideoLabel.choices, method="_told")
    generator = django_filters.CharFilter(method="_told")
    split = django_filters.ChoiceFilter(choices=Split.choices, method="_told")
    group = django_filters.CharFilter(method="_told")
    sha256 = django_filters.CharFilter(method="_told")
    category = django_filters.ChoiceFilter(
        choices=[(category.value, category.value) for category in Category]
        + [(UNCATEGORISED, UNCATEGORISED)],
        method="_of_category",
        help_text="A trace of the accepted document has this category; `none`: has none.",
    )
    accepted = django_filters.BooleanFilter(
        method="_settled", widget=BooleanWidget(), help_text="There is an accepted document."
    )
    stage = django_filters.ChoiceFilter(
        choices=[(name, name) for name in STAGES],
        method="_at_stage",
        help_text="How far it is, as in the project's statistics.",
    )
    search = django_filters.CharFilter(
        method="_found", help_text="Part of the name, generator or prompt, or an id."
    )
    updated_since = django_filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    sort = django_filters.ChoiceFilter(
        choices=[(name, name) for name in ORDERS],
        method="_ordered",
        help_text="The order of the list, newest first without it.",
    )

    class Meta:
        model = Video
        fields: list[str] = []

    def _reviewed(self, rows: QuerySet[Video]) -> QuerySet[Video]:
        assert self.request is not None  # noqa: S101 -- the view gives it
        return rows.filter(project__in=access.reviewed_projects(cast("User", self.request.user)))

    def _told(self, rows: QuerySet[Video], name: str, value: str) -> QuerySet[Video]:
        return self._reviewed(rows).filter(**{name: value})

    def _of_category(self, rows: QuerySet[Video], name: str, value: str) -> QuerySet[Video]:
        traces = Trace.objects.filter(
            annotation=OuterRef("accepted"), category="" if value == UNCATEGORISED else value
        )
        return self._reviewed(rows).filter(Exists(traces))

    def _settled(self, rows: QuerySet[Video], name: str, value: bool) -> QuerySet[Video]:
        return self._reviewed(rows).filter(accepted__isnull=not value)

    def _at_stage(self, rows: QuerySet[Video], name: str, value: str) -> QuerySet[Video]:
        rows = self._reviewed(rows)
        if value == "accepted":
            return rows.filter(accepted__isnull=False)
        rows = rows.filter(accepted__isnull=True)
        if value == "preparing":
            return rows.filter(state__in=[VideoState.NEW, VideoState.PREPARING])
        if value == "rejected":
            return rows.filter(state=VideoState.REJECTED)
        rows = rows.filter(state=VideoState.READY)
        for stage, state in TASKS.items():
            reached = Exists(Task.objects.filter(video=OuterRef("pk"), state=state))
            if stage == value:
                return rows.filter(reached)
            rows = rows.exclude(reached)
        return rows

    def _ordered(self, rows: QuerySet[Video], name: str, value: str) -> QuerySet[Video]:
        """The pages are in this order; one that betrays a hidden field is for reviewers."""
        return self._reviewed(rows) if value in {"updated", "name"} else rows

    def _found(self, rows: QuerySet[Video], name: str, value: str) -> QuerySet[Video]:
        found = (
            Q(name__icontains=value) | Q(generator__icontains=value) | Q(prompt__icontains=value)
        )
        if value.isascii() and value.isdigit() and len(value) < 19:
            found |= Q(pk=int(value))
        return self._reviewed(rows).filter(found)
