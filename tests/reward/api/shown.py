"""A task whose video has two predicted traces, and what its assignee does with them."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.models import Annotation, Project, User
from reward.models import Checkpoint, Outcome, Prediction
from tests import make
from tests.annotation.api.drafts import begun, document, save, submit, trace
from tests.reward import served

A = trace(id="a", span=[2, 10])
B = trace(id="b", span=[12, 18], track=[{"frame": 12, "box": [0.5, 0.5, 0.2, 0.2]}])


@pytest.fixture
def row(project: Project) -> Checkpoint:
    return served.unloadable(project)


@pytest.fixture
def draft(project: Project, bob: User) -> Annotation:
    return begun(project, bob)


@pytest.fixture
def prediction(row: Checkpoint, draft: Annotation) -> Prediction:
    return served.prediction(row, draft.video, A, B, confidences=[0.9, 0.2])


def url(draft: Annotation, *more: str) -> str:
    return "/".join((f"/api/v1/tasks/{draft.task_id}/suggestions", *more, ""))


def look(draft: Annotation, person: User) -> dict[str, Any]:
    body: dict[str, Any] = make.client(person).get(url(draft)).json()
    return body


def suggested(prediction: Prediction, original: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The trace as the editor puts it into the document."""
    origin = {
        "kind": "suggestion",
        "prediction": str(prediction.pk),
        "trace": original["id"],
        "edited": bool(changed),
    }
    return original | {"id": f"mine-{original['id']}", "origin": origin} | changed


def hand_in(draft: Annotation, bob: User, *traces: dict[str, Any]) -> None:
    client = make.client(bob)
    draft.refresh_from_db()
    verdict = "fake" if traces else "real"
    body = document(verdict=verdict) | {"traces": list(traces)}
    assert save(client, draft.pk, draft.revision, body).status_code == 200
    answer = submit(client, draft.task_id or 0, draft.revision + 1)
    assert answer.status_code == 200, answer.content


def verbs() -> dict[str, str]:
    return dict(Outcome.objects.values_list("trace_id", "verb"))
