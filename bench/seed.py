"""Fill a database with the paper's numbers: 3,318 labelled videos, 4,334 traces, and open tasks.

``python -m bench.seed OPEN_TASKS`` prints what the load needs as one JSON object.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

VIDEOS = 3_318
TRACES = 4_334
PEOPLE = 8
FRAMES = 150
STEP = 512


def document(traces: int, text: str = "The left hand melts into the cup.") -> dict[str, Any]:
    """A submitted document with ``traces`` traces of two keyframes each."""
    return {
        "schema": 1,
        "verdict": "fake",
        "note": "",
        "traces": [
            {
                "id": f"trace-{index}",
                "category": "object_distortion",
                "also": [],
                "tags": [],
                "span": [12 + index, 96],
                "track": [
                    {"frame": 12 + index, "box": [0.31, 0.22, 0.18, 0.4]},
                    {"frame": 60, "box": [0.35, 0.22, 0.18, 0.4]},
                ],
                "explanation": {"text": text, "lang": "en"},
                "origin": {"kind": "human"},
            }
            for index in range(traces)
        ],
    }


def main(open_tasks: int) -> None:
    django.setup()
    from annotation import models
    from annotation.models import tokens

    project = models.Project.objects.create(slug="bench", name="Bench")
    secrets = {}
    for name, role in [("manager", "manager")] + [(f"p{n}", "annotator") for n in range(PEOPLE)]:
        user = models.User.objects.create(username=f"bench-{name}")
        models.Membership.objects.create(project=project, user=user, role=role)
        secret = tokens.new_secret()
        models.ApiToken.objects.create(
            user=user, name="bench", hash=tokens.hash_of(secret), hint="", scopes=["read", "write"]
        )
        secrets[name] = secret
    _videos(models, project, open_tasks)
    sys.stdout.write(json.dumps({"tokens": secrets}) + "\n")


def _videos(models: Any, project: Any, open_tasks: int) -> None:
    videos = models.Video.objects.bulk_create(
        models.Video(
            project=project,
            sha256=f"{number:064x}",
            name=f"clip {number}.mp4",
            state="ready",
            label="fake",
            generator=("Sora", "Kling 1.0", "Pika 1.5")[number % 3],
            split=("train", "train", "val", "test")[number % 4],
            width=1280,
            height=720,
            frame_count=FRAMES,
            duration_s=FRAMES / 25,
        )
        for number in range(VIDEOS + open_tasks)
    )
    pts = [STEP * frame for frame in range(FRAMES)]
    models.VideoFrames.objects.bulk_create(
        models.VideoFrames(
            video=video, time_base_num=1, time_base_den=12800, pts=pts, end=STEP * FRAMES
        )
        for video in videos
    )
    two = TRACES - VIDEOS
    annotations = models.Annotation.objects.bulk_create(
        models.Annotation(
            project=project,
            video=video,
            document=document(2 if index < two else 1),
            revision=1,
            state="accepted",
        )
        for index, video in enumerate(videos[:VIDEOS])
    )
    for video, annotation in zip(videos, annotations, strict=False):
        video.accepted = annotation
    models.Video.objects.bulk_update(videos[:VIDEOS], ["accepted"], batch_size=1000)
    models.Task.objects.bulk_create(
        models.Task(project=project, video=video, shuffle=video.shuffle)
        for video in videos[VIDEOS:]
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
