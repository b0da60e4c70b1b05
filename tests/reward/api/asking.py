"""Requests for rewards, and the worker's part of answering them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from annotation.actions import jobs
from annotation.models import User, Video
from reward import pipeline
from reward.models import Checkpoint, RewardRequest
from tests import make
from tests.reward import served

URL = "/api/v1/rewards/"


def ask(person: User, ids: list[int], more: str = "", **body: Any) -> Any:
    return make.client(person).post(f"{URL}{more}", {"project": "clips", "videos": ids} | body)


def send(person: User, *files: tuple[str, bytes], more: str = "", **fields: Any) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    body = {"project": "clips", "file": sent} | fields
    return make.client(person).post(f"{URL}{more}", body, format="multipart")


def finish(answer: Any) -> dict[str, Any]:
    """Run the job as the worker does; then the request as its client sees it."""
    assert answer.status_code == 202, answer.content
    row = RewardRequest.objects.get(pk=answer.json()["id"])
    assert row.job_id is not None
    jobs.run(row.job_id, pipeline.STEPS)
    return look(row.created_by, answer.json()["url"])


def look(person: User | None, url: str) -> dict[str, Any]:
    body: dict[str, Any] = make.client(person).get(url).json()
    return body


def judged(row: Checkpoint, video: Video, p_fake: float) -> Video:
    served.prediction(row, video, p_fake=p_fake)
    return video
