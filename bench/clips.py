"""Clips for the editor's bench: one drawn clip under many names.

``python -m bench.clips COUNT`` makes so many one person's tasks and prints their ids; the first has
fifty traces. A few more wait in the queue.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

PROJECT, PERSON = "editor", "bench-editor"
PASSWORD = "bench-bench-bench"  # noqa: S105 -- of a database that goes with the bench
FRAMES, SIZE = 150, (1280, 720)
SHAPES = 50
QUEUED = 5


def crowded() -> dict[str, Any]:
    """Fifty traces of three keyframes that all stand in the middle of the clip."""
    traces = []
    for number in range(SHAPES):
        x, y = 0.02 + 0.095 * (number % 10), 0.3 + 0.13 * (number // 10)
        track = [{"frame": at, "box": [x + at / 9000, y, 0.07, 0.1]} for at in (0, 70, 140)]
        traces.append(
            {
                "id": f"trace-{number}",
                "category": "object_merging",
                "span": [0, FRAMES],
                "track": track,
                "explanation": {"text": "Two become one.", "lang": "en"},
            }
        )
    return {"schema": 1, "verdict": "fake", "note": "", "traces": traces}


def main(count: int) -> None:
    django.setup()
    from django.utils import timezone

    from annotation import models, storage
    from annotation.actions import preparation, tasks, videos
    from annotation.domain import document as documents
    from annotation.media.draw import Clip, draw_clip
    from annotation.media.probe import probe
    from annotation.media.proxy import render
    from annotation.pipeline.videos import finish

    project = models.Project.objects.create(slug=PROJECT, name="Editor", require_explanation=True)
    person = models.User.objects.create(username=PERSON)
    person.set_password(PASSWORD)
    person.save()
    models.Membership.objects.create(project=project, user=person, role="annotator")

    def new(number: int) -> models.Video:
        digest = hashlib.sha256(b"clip %d" % number).hexdigest()
        return models.Video.objects.create(project=project, sha256=digest, name=f"{number}.mp4")

    with tempfile.TemporaryDirectory() as folder:
        width, height = SIZE
        drawn = draw_clip(
            Path(folder) / "clip.mp4", Clip(frames=FRAMES, width=width, height=height)
        )
        first = new(0)
        first.original = f"{videos.folder_of(first.pk)}/original.mp4"
        first.save(update_fields=["original"])
        storage.put(drawn, first.original)
        rendered = render(drawn, probe(drawn), Path(folder) / "made")
        finish(first, rendered)
    first.refresh_from_db()
    files = preparation.Files(proxy=first.proxy, poster=first.poster, filmstrip=first.filmstrip)
    for number in range(1, count + QUEUED):
        preparation.ready(new(number), rendered.probe, files)

    made = list(models.Task.objects.filter(project=project).order_by("video_id")[:count])
    models.Task.objects.filter(pk__in=[task.pk for task in made]).update(
        assignee=person, state="leased", lease_until=timezone.now() + timedelta(days=1)
    )
    made[0].refresh_from_db()
    row = tasks.begin(made[0], person)
    row.document = documents.dump(documents.parse(crowded()))
    row.save(update_fields=["document"])
    sys.stdout.write(json.dumps([task.pk for task in made]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
