"""Numbers about a project's work, each kind in one statement; days are those of a time zone.

Written out: the ORM has no percentiles over grouping sets, and a home page asks all the time.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

Row = dict[str, Any]

# Where each video stands: the furthest that any of its tasks has come.
_VIDEOS = """
WITH stood AS (
    SELECT video_id, bool_or(state = 'submitted') AS submitted,
        bool_or(state = 'returned') AS returned, bool_or(state = 'leased') AS leased,
        bool_or(state = 'open') AS open
    FROM annotation_task WHERE project_id = %(project)s GROUP BY video_id
)
SELECT generator, CASE WHEN generator = '' THEN label ELSE '' END AS label,
    CASE
        WHEN accepted_id IS NOT NULL THEN 'accepted'
        WHEN state = 'rejected' THEN 'rejected'
        WHEN state <> 'ready' THEN 'preparing'
        WHEN stood.submitted THEN 'in_review'
        WHEN stood.returned THEN 'returned'
        WHEN stood.leased THEN 'in_work'
        WHEN stood.open THEN 'open'
        ELSE 'aside'
    END AS stage,
    count(*) AS count
FROM annotation_video AS video LEFT JOIN stood ON stood.video_id = video.id
WHERE project_id = %(project)s
GROUP BY 1, 2, 3
"""

_TASKS = """
SELECT state, count(*) AS count, min(submitted_at) AS since
FROM annotation_task WHERE project_id = %(project)s GROUP BY state
"""

# Accepted is what is in a video's accepted document, as in exports and in the filter of videos.
_CATEGORIES = """
SELECT category, stage, count(*) AS traces, count(DISTINCT video_id) AS videos
FROM (
    SELECT trace.category, trace.video_id,
        CASE
            WHEN video.accepted_id = annotation.id THEN 'accepted'
            WHEN annotation.state = 'submitted' THEN 'in_review'
            WHEN annotation.state = 'returned' THEN 'returned'
        END AS stage
    FROM annotation_annotation AS annotation
    JOIN annotation_trace AS trace ON trace.annotation_id = annotation.id
    JOIN annotation_video AS video ON video.id = annotation.video_id
    WHERE annotation.project_id = %(project)s
) AS traced
WHERE stage IS NOT NULL
GROUP BY 1, 2
"""

# Every task submitted since then, with what its reviews said. A submission that needed no review
# counts as accepted at first.
_DONE = """
WITH reviewed AS (
    SELECT task_id, (array_agg(decision ORDER BY review.id))[1] AS first,
        bool_or(decision = 'return') AS returned
    FROM annotation_review AS review JOIN annotation_task AS task ON task.id = review.task_id
    WHERE task.project_id = %(project)s
    GROUP BY task_id
), traced AS (
    SELECT task_id, count(*) AS traces
    FROM annotation_annotation AS annotation
    JOIN annotation_trace AS trace ON trace.annotation_id = annotation.id
    WHERE annotation.project_id = %(project)s AND task_id IS NOT NULL
    GROUP BY task_id
), done AS (
    SELECT assignee_id AS person, active_seconds AS seconds,
        (submitted_at AT TIME ZONE %(zone)s)::date AS day,
        date_trunc('week', submitted_at AT TIME ZONE %(zone)s)::date AS week,
        coalesce(traces, 0) AS traces,
        coalesce(returned, false) AS returned,
        first IS NOT NULL OR state = 'accepted' AS decided,
        coalesce(first = 'accept', state = 'accepted') AS at_first
    FROM annotation_task AS task
    LEFT JOIN reviewed ON reviewed.task_id = task.id
    LEFT JOIN traced ON traced.task_id = task.id
    WHERE project_id = %(project)s AND submitted_at >= %(since)s
        AND state IN ('submitted', 'returned', 'accepted', 'leased', 'open')
        AND (%(person)s::bigint IS NULL OR assignee_id = %(person)s)
)
SELECT person, day, week,
    CASE GROUPING(person, day, week)
        WHEN 3 THEN 'person' WHEN 5 THEN 'day' WHEN 6 THEN 'week' ELSE 'all'
    END AS kind,
    count(*) AS submitted, coalesce(sum(traces), 0)::bigint AS traces,
    coalesce(sum(seconds), 0)::bigint AS active_seconds,
    count(*) FILTER (WHERE decided) AS decided,
    count(*) FILTER (WHERE at_first) AS accepted_at_first,
    count(*) FILTER (WHERE returned) AS returned,
    percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY seconds::float / traces)
        FILTER (WHERE seconds > 0 AND traces > 0) AS quartiles
FROM done
GROUP BY GROUPING SETS ((person), (day), (week), ())
"""

# Members, and whoever else did something since then. A lease was last renewed one lease before
# its end, because every heartbeat and save renews it.
_PEOPLE = """
WITH labels AS (
    SELECT assignee_id AS person, max(lease_until) FILTER (WHERE state = 'leased') AS until,
        max(submitted_at) AS submitted
    FROM annotation_task WHERE project_id = %(project)s AND assignee_id IS NOT NULL
    GROUP BY 1
), looks AS (
    SELECT reviewer_id AS person, max(review_until) AS until
    FROM annotation_task
    WHERE project_id = %(project)s AND state = 'submitted' AND reviewer_id IS NOT NULL
    GROUP BY 1
), decisions AS (
    SELECT review.reviewer_id AS person, count(*) AS reviewed, max(review.created_at) AS at
    FROM annotation_review AS review JOIN annotation_task AS task ON task.id = review.task_id
    WHERE task.project_id = %(project)s AND review.created_at >= %(since)s
        AND review.reviewer_id IS NOT NULL
    GROUP BY 1
)
SELECT person.id, person.username AS name, membership.role,
    labels.until - %(lease)s AS labelled_at, looks.until - %(lease)s AS looked_at,
    greatest(labels.submitted, decisions.at) AS ended_at,
    coalesce(decisions.reviewed, 0) AS reviewed
FROM annotation_user AS person
LEFT JOIN annotation_membership AS membership
    ON membership.user_id = person.id AND membership.project_id = %(project)s
    AND membership.active
LEFT JOIN labels ON labels.person = person.id
LEFT JOIN looks ON looks.person = person.id
LEFT JOIN decisions ON decisions.person = person.id
WHERE membership.id IS NOT NULL OR labels.submitted >= %(since)s
    OR decisions.person IS NOT NULL
ORDER BY person.username
"""


def _rows(sql: str, **values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def videos(project_id: int) -> list[Row]:
    """Videos by generator, by label where that is unknown, and by how far they are."""
    return _rows(_VIDEOS, project=project_id)


def tasks(project_id: int) -> list[Row]:
    """Tasks by state, with the moment of the earliest submission among them."""
    return _rows(_TASKS, project=project_id)


def categories(project_id: int) -> list[Row]:
    """Submitted traces and their videos by category and by how far their document is."""
    return _rows(_CATEGORIES, project=project_id)


def people(project_id: int, **values: Any) -> list[Row]:
    """Who is a member or worked ``since``; ``lease`` is how long a lease lasts."""
    return _rows(_PEOPLE, project=project_id, **values)


def done(project_id: int, **values: Any) -> list[Row]:
    """What ``person`` (None: everybody) submitted ``since``; ``zone`` names whose days.

    The ``kind`` of a row is what it sums up: a person, a day, a week, or all.
    """
    return _rows(_DONE, project=project_id, **values)
