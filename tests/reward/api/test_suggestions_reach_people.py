"""On real processes: a clip comes in, is predicted by itself, is suggested, and what became of it
is counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from annotation.actions import tokens
from annotation.models import JobState, Project, User
from reward.actions import predictions
from reward.models import Prediction
from tests import make
from tests import stack as stacks
from tests.annotation.api.drafts import document, trace
from tests.reward import served
from tests.stack import Stack

SECONDS = 150.0


@pytest.fixture
def project(stack: Stack) -> Project:
    return make.project()


def client(stack: Stack, name: str) -> httpx.Client:
    _, secret = tokens.create(
        User.objects.get(username=name), name="suggested", scopes=("read", "write")
    )
    headers = {"Authorization": f"Token {secret}"}
    return httpx.Client(base_url=f"{stack.url}/api/v1/", headers=headers, timeout=60)


def until(found: Callable[[], Any]) -> Any:
    """What ``found`` gives once it gives something, while the clock ticks."""
    deadline = time.monotonic() + SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline, "waited in vain"
        predictions.start_due()
        time.sleep(0.2)
    return value


@pytest.mark.timeout(420)
def test_a_new_clip_is_suggested_and_what_became_of_it_is_counted(
    stack: Stack, project: Project
) -> None:
    served.checkpoint(project)
    clip = served.path(1)
    with stacks.gpu_worker(stack), client(stack, "alice") as alice, client(stack, "bob") as bob:
        sent = alice.post(
            "videos/", data={"project": "clips"}, files={"file": (clip.name, clip.read_bytes())}
        )
        assert sent.status_code == 201
        row = until(Prediction.objects.first)
        assert row.sha256 == sent.json()["sha256"]
        until(lambda: project.jobs.filter(kind="predict", state=JobState.DONE).exists())
        assert project.jobs.filter(kind="predict").count() == 1
        task = bob.post("tasks/next/", json={"project": "clips"}).json()
        suggested = bob.get(f"tasks/{task['id']}/suggestions/").json()
        assert suggested["prediction"]["id"] == row.pk
        # The tiny model may see nothing; then the person does.
        found = suggested["prediction"]["document"]["traces"]
        kept = [taken_over(row, one) for one in found[:1]] or [
            trace(span=[0, 2], track=[{"frame": 0, "box": [0.1, 0.1, 0.2, 0.2]}])
        ]
        for one in found[1:]:
            rejected = bob.post(
                f"tasks/{task['id']}/suggestions/{one['id']}/", json={"verb": "reject"}
            )
            assert rejected.status_code == 200
        saved = bob.put(
            f"annotations/{task['annotation']['id']}/",
            json={"document": document(*kept)},
            headers={"If-Match": '"0"'},
        )
        assert saved.status_code == 200, saved.content
        submitted = bob.post(f"tasks/{task['id']}/submit/", headers={"If-Match": '"1"'})
        assert submitted.status_code == 200, submitted.content
        told = alice.get("suggestions/statistics/", params={"project": "clips"}).json()
    assert (told["suggested"], told["edited"]) == (len(found), len(found[:1]))
    assert told["rejected"] == len(found[1:])


def taken_over(row: Prediction, suggested: dict[str, Any]) -> dict[str, Any]:
    """The trace as the editor puts it into the document, explained by the person."""
    origin = {"prediction": str(row.pk), "trace": suggested["id"], "edited": True}
    explanation = {"text": "The balloon does what no balloon does.", "lang": "en"}
    return suggested | {"origin": {"kind": "suggestion", **origin}, "explanation": explanation}
