"""Filters of the list of tasks."""

from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters.widgets import BooleanWidget

from annotation.api.annotation_filters import IdFilter
from annotation.api.permissions import asker
from annotation.models import Question, Task, TaskState

PURPOSES = ("label", "review")
QUESTIONS = ("open", "answered")
HANDED_IN = [TaskState.SUBMITTED, TaskState.ACCEPTED, TaskState.RETURNED]


class TaskFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=TaskState.choices)
    purpose = django_filters.ChoiceFilter(
        choices=[(name, name) for name in PURPOSES],
        method="_for_purpose",
        help_text="What the caller has to do with them.",
    )
    mine = django_filters.BooleanFilter(
        method="_mine",
        widget=BooleanWidget(),
        help_text="`1`: those the caller labels, or holds for review.",
    )
    video = IdFilter(field_name="video_id")
    questions = django_filters.ChoiceFilter(
        choices=[(name, name) for name in QUESTIONS],
        method="_with_questions",
        help_text="`open`: with a question that waits; `answered`: with an answer that the caller "
        "asked for and has not read.",
    )

    class Meta:
        model = Task
        fields: list[str] = []

    def _for_purpose(self, rows: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        user = asker(self.request)
        others = Q(state__in=HANDED_IN) & ~Q(assignee=user)
        own = Q(state__in=[TaskState.SUBMITTED, TaskState.ACCEPTED], assignee=user, reviewer=user)
        return rows.filter(others | own) if value == "review" else rows.exclude(others | own)

    def _with_questions(self, rows: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        asked = Question.objects.filter(task=OuterRef("pk"))
        if value == "open":
            return rows.filter(Exists(asked.filter(answered_at=None)))
        news = asked.filter(author=asker(self.request), seen=False).exclude(answered_at=None)
        return rows.filter(Exists(news))

    def _mine(self, rows: QuerySet[Task], name: str, value: bool) -> QuerySet[Task]:
        user = asker(self.request)
        held = Q(assignee=user) | Q(reviewer=user, state=TaskState.SUBMITTED)
        return rows.filter(held) if value else rows.exclude(held)
