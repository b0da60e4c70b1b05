"""How a project's work goes: for its managers, and for each person about their own alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import timezone

from annotation.domain.taxonomy import Category
from annotation.models import Comment, Project, Review, statistics

if TYPE_CHECKING:
    from annotation.models import User

Body = dict[str, Any]

STAGES = ("accepted", "in_review", "returned", "in_work", "open", "aside", "preparing", "rejected")
TRACE_STAGES = ("accepted", "in_review", "returned")
# Up to this many days each is a point of its own; of more, each week is.
MOST_DAYS = 31
# Who was heard of within this time is at work now.
NOW = timedelta(minutes=5)
MOST_GENERATORS = 100
OWN_WEEKS = 8
MOST_REVIEWS = 10
COUNTED = ("submitted", "traces", "active_seconds", "decided", "accepted_at_first", "returned")


def of_project(project: Project, *, days: int, zone: ZoneInfo) -> Body:
    """What waits, who works, how long a trace takes and how far everything is.

    ``days`` of ``zone``, today the last of them, are counted as what was submitted in them.
    """
    today = timezone.now().astimezone(zone).date()
    weekly = days > MOST_DAYS
    first = today - timedelta(days=days - 1)
    if weekly:
        first -= timedelta(days=first.weekday())
    since = _midnight(first, zone)
    done = statistics.done(project.pk, person=None, since=since, zone=zone.key)
    per_person = {row["person"]: row for row in done if row["kind"] == "person"}
    step = "week" if weekly else "day"
    videos = statistics.videos(project.pk)
    tasks = statistics.tasks(project.pk)
    return {
        "days": days,
        "step": step,
        "since": first,
        "waiting": _waiting(tasks, videos),
        "videos": _summed(videos, STAGES),
        "tasks": {row["state"]: row["count"] for row in tasks},
        "pace": {
            "all": _all(done),
            "points": list(_points(done, step, first, today)),
        },
        "people": _people(project, per_person, since),
        "by_category": _categories(project),
        "by_generator": _generators(videos),
    }


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _waiting(tasks: Sequence[Body], videos: Sequence[Body]) -> Body:
    """What somebody has to do something about; ``since`` is how long the reviews have waited."""
    by_state = {row["state"]: row for row in tasks}
    count = {state: row["count"] for state, row in by_state.items()}
    return {
        "label": count.get("open", 0) + count.get("leased", 0),
        "review": count.get("submitted", 0),
        "review_since": by_state.get("submitted", {}).get("since"),
        "returned": count.get("returned", 0),
        "rejected": sum(row["count"] for row in videos if row["stage"] == "rejected"),
    }


def _summed(rows: Sequence[Body], stages: Sequence[str], counted: str = "count") -> dict[str, int]:
    return {stage: sum(row[counted] for row in rows if row["stage"] == stage) for stage in stages}


def _figures(row: Body | None) -> Body:
    """The counts of a group of tasks, and the quartiles of their seconds per trace."""
    counts = {name: row[name] if row else 0 for name in COUNTED}
    quartiles = (row and row["quartiles"]) or (None, None, None)
    lower, median, upper = (part if part is None else round(part, 1) for part in quartiles)
    return {**counts, "q1": lower, "median": median, "q3": upper}


def _all(done: Sequence[Body]) -> Body:
    return _figures(next(row for row in done if row["kind"] == "all"))


def _points(done: Sequence[Body], step: str, first: date, last: date) -> Iterator[Body]:
    """Every day (or week) from the first to the last, those without work too."""
    found = {row[step]: row for row in done if row["kind"] == step}
    day = first
    while day <= last:
        yield {"date": day, **_figures(found.get(day))}
        day += timedelta(days=7 if step == "week" else 1)


def _people(project: Project, per_person: dict[int, Body], since: datetime) -> list[Body]:
    lease = timedelta(minutes=project.lease_minutes)
    now = timezone.now()
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "role": row["role"],
            "working": _working(row, now),
            "seen_at": max(filter(None, _moments(row)), default=None),
            "reviewed": row["reviewed"],
            **_figures(per_person.get(row["id"])),
        }
        for row in statistics.people(project.pk, since=since, lease=lease)
    ]


def _moments(row: Body) -> tuple[datetime | None, ...]:
    return row["labelled_at"], row["looked_at"], row["ended_at"]


def _working(row: Body, now: datetime) -> str | None:
    for kind, moment in (("label", row["labelled_at"]), ("review", row["looked_at"])):
        if moment is not None and moment > now - NOW:
            return kind
    return None


def _categories(project: Project) -> list[Body]:
    found: dict[str, list[Body]] = {}
    for row in statistics.categories(project.pk):
        found.setdefault(row["category"], []).append(row)
    return [
        {
            "category": category or None,
            **_summed(rows, TRACE_STAGES, "traces"),
            "videos": _summed(rows, TRACE_STAGES, "videos")["accepted"],
        }
        for category, rows in sorted(found.items(), key=lambda item: _place(item[0]))
    ]


def _place(category: str) -> int:
    """In the order of their digits; without a category last."""
    known = [each.value for each in Category]
    return known.index(category) if category in known else len(known)


def _generators(videos: Sequence[Body]) -> list[Body]:
    """The generators with the most videos first; what has none is told by its label."""
    found: dict[tuple[str, str], list[Body]] = {}
    for row in videos:
        found.setdefault((row["generator"], row["label"]), []).append(row)
    bodies = [
        {
            "generator": generator,
            "label": label,
            "videos": sum(row["count"] for row in rows),
            **_summed(rows, STAGES),
        }
        for (generator, label), rows in found.items()
    ]
    bodies.sort(key=lambda body: (-body["videos"], body["generator"], body["label"]))
    return bodies[:MOST_GENERATORS]


def of_person(project: Project, user: User, *, zone: ZoneInfo) -> Body:
    """The person's own work today and by week, and what reviewers lately said about it."""
    today = timezone.now().astimezone(zone).date()
    week = today - timedelta(days=today.weekday())
    first = week - timedelta(weeks=OWN_WEEKS - 1)
    since = _midnight(first, zone)
    done = statistics.done(project.pk, person=user.pk, since=since, zone=zone.key)
    weeks = list(_points(done, "week", first, week))
    return {
        "today": _figures(next((row for row in done if row["day"] == today), None)),
        "week": {name: value for name, value in weeks[-1].items() if name != "date"},
        "all": _all(done),
        "weeks": weeks,
        "reviews": [_review(row) for row in _reviews(project, user)],
    }


def _reviews(project: Project, user: User) -> list[Review]:
    rows = Review.objects.filter(task__project=project, task__assignee=user).order_by("-id")
    comments = Prefetch("comments", Comment.objects.order_by("id"))
    return list(rows.prefetch_related(comments)[:MOST_REVIEWS])


def _review(row: Review) -> Body:
    return {
        "task": row.task_id,
        "decision": row.decision,
        "at": row.created_at,
        "comments": [{"text": one.text, "frame": one.frame} for one in row.comments.all()],
    }
