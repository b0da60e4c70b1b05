"""The whole loop, over REST and on real processes: web, both workers, PostgreSQL, Redis, ffmpeg.

Clips come in, are labelled, reviewed and frozen; a model learns from them, is measured and
promoted; it suggests a trace in a clip that it never saw, a person takes it over, and the next
snapshot has it with its origin.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from annotation.actions import tokens
from annotation.models import Project, User
from tests import make
from tests import stack as stacks
from tests.reward.core.planted import Planted, plant
from tests.reward.loop import rows
from tests.stack import Stack

SECONDS = 150.0
# Everything that it learns from is fake, so that even a model this small suggests something.
SPLITS = ("train", "train", "train", "val", "test", "")
CONFIG = rows.TINY | {"settings": rows.TINY["settings"] | {"steps": 30}}

pytestmark = pytest.mark.timeout(600)


class Person(httpx.Client):
    """Somebody with a token; every answer is a success."""

    def __init__(self, stack: Stack, name: str) -> None:
        _, secret = tokens.create(
            User.objects.get(username=name), name="loop", scopes=("read", "write")
        )
        headers = {"Authorization": f"Token {secret}"}
        super().__init__(base_url=f"{stack.url}/api/v1/", headers=headers, timeout=60)

    def ask(self, method: str, url: str, **more: Any) -> Any:
        answer = self.request(method, url, **more)
        assert answer.is_success, (method, url, answer.status_code, answer.text)
        return answer.json()


def until(found: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)
    return value


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Twelve drawn clips; those at odd places are fake, and only they are used."""
    return plant(tmp_path_factory.mktemp("whole") / "set", ["train"] * 2 * len(SPLITS))


@pytest.fixture
def people(stack: Stack) -> Iterator[dict[str, Person]]:
    make.project()
    made = {name: Person(stack, name) for name in ("alice", "bob", "rita")}
    yield made
    for person in made.values():
        person.close()


def upload(alice: Person, path: Path, split: str) -> int:
    data = {"project": "clips", "label": "fake", "split": split}
    files = {"file": (path.name, path.read_bytes())}
    sent = alice.ask("POST", "videos/", data={k: v for k, v in data.items() if v}, files=files)
    until(lambda: alice.ask("GET", f"videos/{sent['id']}/")["state"] == "ready")
    return int(sent["id"])


def label(people: dict[str, Person], task: dict[str, Any], document: dict[str, Any]) -> None:
    """Save, submit and accept."""
    bob, rita = people["bob"], people["rita"]
    saved = bob.ask(
        "PUT",
        f"annotations/{task['annotation']['id']}/",
        json={"document": document},
        headers={"If-Match": f'"{task["annotation"]["revision"]}"'},
    )
    revision = {"If-Match": f'"{saved["revision"]}"'}
    bob.ask("POST", f"tasks/{task['id']}/submit/", headers=revision)
    rita.ask("POST", f"tasks/{task['id']}/accept/", headers=revision)


def drawn_by_hand(document: dict[str, Any]) -> dict[str, Any]:
    traces = [trace | {"origin": {"kind": "human"}} for trace in document["traces"]]
    return document | {"traces": traces}


def trained(alice: Person, snapshot: int) -> dict[str, Any]:
    """Start a run on the snapshot and return its checkpoint, measured."""
    wanted = {"project": "clips", "snapshot": snapshot, "backend": "tracenet", "config": CONFIG}
    run = alice.ask("POST", "runs/", json=wanted)
    ended = {"done", "failed"}
    run = until(lambda: (now := alice.ask("GET", f"runs/{run['id']}/"))["state"] in ended and now)
    assert (run["state"], run["error"]) == ("done", "")
    assert run["curve"]

    def measured() -> Any:
        checkpoint = alice.ask("GET", f"checkpoints/{run['checkpoint']}/")
        return (checkpoint["evaluation"] or {}).get("state") == "done" and checkpoint

    return dict(until(measured))


def test_what_people_accept_comes_back_as_a_suggestion_and_is_learned_from(
    stack: Stack, people: dict[str, Person], planted: Planted
) -> None:
    alice, bob = people["alice"], people["bob"]
    fakes = [line for line in planted.lines if line.label == "fake"]
    *known, new = [(line, planted.media / line.media) for line in fakes]
    with stacks.gpu_worker(stack):
        documents = {}
        for (line, path), split in zip(known, SPLITS, strict=False):
            documents[upload(alice, path, split)] = line.document
        for _ in known:
            task = bob.ask("POST", "tasks/next/", json={"project": "clips"})
            label(people, task, drawn_by_hand(documents[task["video"]["id"]] or {}))
        wanted = {"project": "clips", "name": "first"}
        first = alice.ask("POST", "snapshots/", json=wanted)
        assert (first["videos"], first["traces"]) == (len(known), len(known))

        checkpoint = trained(alice, first["id"])
        assert checkpoint["evaluation"]["metrics"]["accuracy"] is not None
        assert checkpoint["evaluation"]["metrics"]["baselines"]
        # One test video is no proof: the gate asks, and a person answers.
        place = f"checkpoints/{checkpoint['id']}/promote/"
        refused = alice.post(place, json={})
        assert (refused.status_code, refused.json()["code"]) == (409, "needs_confirmation")
        alice.ask("POST", place, json={"confirm": True})

        line, path = new
        video = upload(alice, path, "train")
        job = alice.ask("POST", "predictions/", json={"project": "clips", "videos": [video]})
        until(lambda: alice.ask("GET", f"jobs/{job['id']}/")["state"] == "done")
        task = bob.ask("POST", "tasks/next/", json={"project": "clips"})
        assert task["video"]["id"] == video
        suggested = bob.ask("GET", f"tasks/{task['id']}/suggestions/")["prediction"]
        trace = suggested["document"]["traces"][0]
        origin = {
            "kind": "suggestion",
            "prediction": str(suggested["id"]),
            "trace": trace["id"],
            "edited": True,
        }
        words = {"text": "The balloon does what no balloon does.", "lang": "en"}
        taken = trace | {"origin": origin, "explanation": words}
        label(people, task, suggested["document"] | {"traces": [taken]})

        told = alice.ask("GET", "suggestions/statistics/", params={"project": "clips"})
        assert told["edited"] == 1
        second = alice.ask("POST", "snapshots/", json=wanted | {"name": "second"})
        compared = alice.ask(
            "GET", f"snapshots/{second['id']}/compare/", params={"with": first["id"]}
        )
    assert compared["counts"] == {"added": 1, "removed": 0, "changed": 0, "same": len(known)}
    manifest = httpx.get(httpx.URL(stack.url).join(second["manifest_url"])).raise_for_status()
    frozen = {one["video"]: one for one in map(json.loads, manifest.text.splitlines())}
    (kept,) = frozen[line.video]["document"]["traces"]
    assert kept["origin"] == origin
    assert Project.objects.get().serving.checkpoint_id == checkpoint["id"]
