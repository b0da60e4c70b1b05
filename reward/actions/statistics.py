"""How suggestions fare with the people who get them."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotation.models import Project, Task, Trace
from reward.actions import outcomes
from reward.actions.suggestions import LIKELY, OVER, UNLIKELY
from reward.models import Outcome, Showing, Verb

COUNTS = {
    "suggested": Count("pk"),
    "accepted": Count("pk", filter=Q(verb=Verb.ACCEPT)),
    "edited": Count("pk", filter=Q(verb=Verb.EDIT)),
    "agreed": Count("pk", filter=Q(verb=Verb.AGREE)),
    "rejected": Count("pk", filter=Q(verb=Verb.REJECT)),
}
BINS = {
    "likely": Q(odds__gte=LIKELY),
    "possible": Q(odds__gte=UNLIKELY, odds__lt=LIKELY),
    "unlikely": Q(odds__lt=UNLIKELY),
}


def of_suggestions(project: Project) -> dict[str, Any]:
    """Count what was decided in the project, after settling what was submitted meanwhile."""
    outcomes.settle_due(project)
    rows = Outcome.objects.filter(video__project=project)
    means = rows.aggregate(mean_iou=Avg("iou"), mean_tiou=Avg("tiou"), mean_viou=Avg("viou"))
    by_category = rows.values("category").annotate(**COUNTS).order_by("category")
    return {
        **_rated(rows.aggregate(**COUNTS)),
        **means,
        "by_category": [_rated({**row}) for row in by_category],
        "by_bin": [
            {"bin": name, **_rated(rows.filter(part).aggregate(**COUNTS))}
            for name, part in BINS.items()
        ],
        "seconds_per_trace": _seconds_per_trace(project),
    }


def _rated(counts: dict[str, Any]) -> dict[str, Any]:
    kept = counts["accepted"] + counts["edited"]
    # What a person had found already was never up for acceptance.
    asked = counts["suggested"] - counts["agreed"]
    return {**counts, "acceptance_rate": kept / asked if asked else None}


def _seconds_per_trace(project: Project) -> dict[str, float | None]:
    """Active seconds per submitted trace, over submitted tasks that have a trace and a time."""
    traces = Trace.objects.filter(annotation__task=OuterRef("pk")).order_by()
    count = traces.values("annotation__task").annotate(n=Count("pk")).values("n")
    helped = Showing.objects.filter(
        task=OuterRef("pk"), blind=False, shown_at__lt=OuterRef("submitted_at")
    )
    tasks = Task.objects.filter(project=project, state__in=OVER, active_seconds__gt=0).annotate(
        traced=Coalesce(Subquery(count, output_field=IntegerField()), 0)
    )
    tasks = tasks.filter(traced__gt=0)
    return {
        "with": _ratio(tasks.filter(Exists(helped))),
        "without": _ratio(tasks.filter(~Exists(helped))),
    }


def _ratio(tasks: QuerySet[Task]) -> float | None:
    pairs = list(tasks.values_list("active_seconds", F("traced")))
    traces = sum(count for _, count in pairs)
    return sum(seconds for seconds, _ in pairs) / traces if traces else None
