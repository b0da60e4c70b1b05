"""The queue stays fast right after an import, before PostgreSQL knows how much came in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from annotation.actions import queue
from annotation.models import Project, Task, User, Video
from tests import make

pytestmark = pytest.mark.django_db


def nodes(plan: dict[str, Any]) -> list[str]:
    """The kinds of step in a query plan."""
    return [plan["Node Type"], *(kind for part in plan.get("Plans", ()) for kind in nodes(part))]


def filled(slug: str, count: int = 300) -> Project:
    """A project with a long queue."""
    project = make.project(slug=slug)
    videos = Video.objects.bulk_create(
        Video(project=project, sha256=f"{slug}{number}") for number in range(count)
    )
    Task.objects.bulk_create(
        Task(project=project, video=video, shuffle=-number) for number, video in enumerate(videos)
    )
    return project


def test_the_next_task_is_found_without_sorting_the_queue() -> None:
    filled("known")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE annotation_task")
    project = filled("clips")
    bob = User.objects.get(username="bob")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {queue._TAKE_OPEN}", queue._terms(project, bob))
        answer = cursor.fetchone()[0]
    plan = answer if isinstance(answer, list) else json.loads(answer)
    assert "Sort" not in nodes(plan[0]["Plan"])
    assert "LockRows" in nodes(plan[0]["Plan"])
