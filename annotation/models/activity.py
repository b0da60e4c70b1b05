"""The background work of a project: its imports as one whole, everything else job by job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from annotation.models.jobs import Job, JobKind, JobState

if TYPE_CHECKING:
    from annotation.models.users import User

GOING = (JobState.QUEUED, JobState.RUNNING)
MOST_GOING = 50
MOST_ENDED = 20

# Videos imported while others were still being prepared are one batch with them: a batch begins
# with a job that was written after all before it had ended.
_IMPORTS = """
WITH recent AS (
    SELECT id, state, started_at, finished_at,
        created_at > max(coalesce(finished_at, 'infinity')) OVER (
            ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS begins
    FROM annotation_job
    WHERE project_id = %s AND kind = 'prepare'
        AND (state IN ('queued', 'running') OR created_at > now() - interval '2 days')
)
SELECT min(id), count(*) FILTER (WHERE state = 'queued'),
    count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state = 'done'),
    count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'cancelled'),
    min(started_at),
    CASE WHEN bool_and(finished_at IS NOT NULL) THEN max(finished_at) END
FROM recent WHERE id >= coalesce((SELECT max(id) FROM recent WHERE begins), 0)
"""
_NAMES = (
    "batch", "queued", "running", "done", "failed", "cancelled", "started_at", "finished_at",
)  # fmt: skip


def imports(project_id: int) -> dict[str, Any] | None:
    """The last batch of videos to prepare, of the last two days; None when there was none."""
    with connection.cursor() as cursor:
        cursor.execute(_IMPORTS, [project_id])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    return dict(zip(_NAMES, row, strict=True))


def others(project_id: int, *, asked_by: User | None = None) -> tuple[list[Job], list[Job]]:
    """The jobs but imports that wait or run, and those that ended last; newest first.

    With ``asked_by`` only what this person asked for: exports say whose they are.
    """
    rows = Job.objects.filter(project=project_id).exclude(kind=JobKind.PREPARE)
    if asked_by is not None:
        rows = rows.filter(export__created_by=asked_by)
    rows = rows.select_related("project").order_by("-id")
    return (
        list(rows.filter(state__in=GOING)[:MOST_GOING]),
        list(rows.exclude(state__in=GOING)[:MOST_ENDED]),
    )
