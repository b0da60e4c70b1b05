"""While Redis is away people go on: the next task, saving, submitting, reviewing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from annotation.models import Delivery, Event, TaskState, User, Webhook
from tests import make
from tests.annotation.api.drafts import document
from tests.annotation.faults.conftest import SignIn
from tests.annotation.faults.crowd import put
from tests.stack import ROOT, Stack, free_port


@pytest.fixture
def lonely_url(stack: Stack, data_dir: Path) -> Iterator[str]:
    """A web server on the same database whose Redis refuses every connection."""
    port, nobody = free_port(), free_port()
    environment = stack.environment | {
        "PORT": str(port),
        "REDIS_URL": f"redis://127.0.0.1:{nobody}/0",
    }
    with (data_dir / "lonely.log").open("wb") as log:
        web = subprocess.Popen(
            [sys.executable, "-m", "config.web"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _await(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait(30)


def _await(url: str) -> None:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/api/v1/session/", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server without Redis does not come up")


def test_work_goes_on(lonely_url: str, sign_in: SignIn) -> None:
    assert httpx.get(f"{lonely_url}/healthz").json()["redis"] is False
    project = make.project()
    make.task(make.ready_video(project))
    Webhook.objects.create(
        project=project, url="https://hooks.example.com/", events=[Event.TASK_SUBMITTED]
    )
    bob = sign_in(lonely_url, User.objects.get(username="bob"))
    rita = sign_in(lonely_url, User.objects.get(username="rita"))
    begun = time.monotonic()
    task = bob.post("tasks/next/", json={"project": project.slug}).json()
    assert put(bob, task["annotation"]["id"], 0, document()).status_code == 200
    submitted = bob.post(f"tasks/{task['id']}/submit/", headers={"If-Match": '"1"'})
    assert submitted.json()["state"] == TaskState.SUBMITTED
    asked = {"project": project.slug, "purpose": "review"}
    assert rita.post("tasks/next/", json=asked).json()["id"] == task["id"]
    assert rita.post(f"tasks/{task['id']}/accept/").json()["state"] == TaskState.ACCEPTED
    # Nothing waits for a Redis that refuses; what could not be sent waits for the sweeper.
    assert time.monotonic() - begun < 10
    assert Delivery.objects.get().state == "waiting"
