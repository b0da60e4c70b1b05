"""Documents for ``make.ready_video`` (20 frames) and the requests that carry them."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from annotation.models import Annotation, Project, Task, User
from tests import make

Answer = Any


def trace(**parts: Any) -> dict[str, Any]:
    """One complete trace on frames 2 to 9."""
    return {
        "id": "t1",
        "category": "object_distortion",
        "also": [],
        "tags": [],
        "span": [2, 10],
        "track": [
            {"frame": 2, "box": [0.1, 0.2, 0.3, 0.4]},
            {"frame": 6, "box": [0.2, 0.2, 0.3, 0.4]},
        ],
        "explanation": {"text": "The hand melts into the cup.", "lang": "en"},
        "origin": {"kind": "human"},
    } | parts


def document(*traces: dict[str, Any], note: str = "", verdict: str | None = "fake") -> Any:
    """A document that can be submitted, with one trace unless told otherwise."""
    return {
        "schema": 1,
        "verdict": verdict,
        "note": note,
        "traces": list(traces or [trace()]),
    }


def save(client: APIClient, annotation_id: int, revision: int, body: Any) -> Answer:
    """PUT the document on top of a revision."""
    return client.put(
        f"/api/v1/annotations/{annotation_id}/",
        {"document": body},
        headers={"If-Match": f'"{revision}"'},
    )


def submit(client: APIClient, task_id: int, revision: int, **headers: str) -> Answer:
    """Submit the task at a revision."""
    return client.post(
        f"/api/v1/tasks/{task_id}/submit/", headers={"If-Match": f'"{revision}"'} | headers
    )


def act(client: APIClient, task: Task, verb: str, body: Any = None) -> Answer:
    """POST one of a task's verbs."""
    return client.post(f"/api/v1/tasks/{task.pk}/{verb}/", {} if body is None else body)


def ask(client: APIClient, project: Project, purpose: str = "label") -> Answer:
    """Ask for the next task."""
    return client.post("/api/v1/tasks/next/", {"project": project.slug, "purpose": purpose})


def begun(project: Project, person: User, **columns: Any) -> Annotation:
    """A draft at revision 0 on a task that the person holds."""
    return make.annotation(make.task(make.ready_video(project), person), **columns)


def submitted(project: Project, person: User, body: Any = None) -> Task:
    """A task that the person has labelled and submitted, over HTTP."""
    draft = begun(project, person)
    client = make.client(person)
    assert save(client, draft.pk, 0, body or document()).status_code == 200
    assert draft.task is not None
    assert submit(client, draft.task.pk, 1).status_code == 200
    draft.task.refresh_from_db()
    return draft.task
