"""Hand out first what the model doubts most, among videos of the same priority.

``shuffle`` orders tasks that people gave the same priority; at first it is chance. Where the
policy says so it becomes the distance of p_fake from a half, so priorities that people set always
win and are never written. A video without a prediction keeps its place by chance.
"""

from __future__ import annotations

from django.db import connection

from annotation.models import Project
from reward.actions import serving
from reward.models import Policy

GREATEST = 2**31 - 1  # what p_fake 0 or 1 gives; a half gives 0

_ORDER = """
UPDATE annotation_task AS task
SET shuffle = doubted.place
FROM (
    SELECT video.id, round(abs(prediction.p_fake - 0.5) * 2 * %(greatest)s)::integer AS place
    FROM annotation_video AS video
    JOIN reward_prediction AS prediction
        ON prediction.sha256 = video.sha256 AND prediction.checkpoint_id = %(checkpoint)s
    WHERE video.project_id = %(project)s
) AS doubted
WHERE task.video_id = doubted.id AND task.project_id = %(project)s AND task.state = 'open'
    AND task.shuffle <> doubted.place
"""


def by_uncertainty() -> None:
    """Bring the open tasks of the projects that want it into order; safe to repeat."""
    for project in Project.objects.filter(
        pk__in=Policy.objects.filter(by_uncertainty=True).values("project")
    ):
        order(project)


def order(project: Project) -> int:
    """Order the project's open tasks by the serving checkpoint's doubt; return how many moved."""
    checkpoint = serving.checkpoint_for(project)
    if checkpoint is None:
        return 0
    terms = {"greatest": GREATEST, "checkpoint": checkpoint.pk, "project": project.pk}
    with connection.cursor() as cursor:
        cursor.execute(_ORDER, terms)
        return int(cursor.rowcount)
