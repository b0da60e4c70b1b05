"""Many clients at one moment, each in a thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from annotation.actions import tokens
from annotation.models import Membership, Project, Role, User

Answer = httpx.Response


def newcomer(project: Project, name: str, role: Role = Role.ANNOTATOR) -> User:
    """A member without a password: hashing fifty of them takes long."""
    person = User.objects.create(username=name)
    Membership.objects.create(project=project, user=person, role=role)
    return person


def signed_in(url: str, person: User) -> httpx.Client:
    """A client of the API with a token of the person."""
    _, secret = tokens.create(person, name="crowd", scopes=("read", "write"))
    headers = {"Authorization": f"Token {secret}"}
    return httpx.Client(base_url=f"{url}/api/v1/", headers=headers, timeout=30)


def at_once(calls: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Make all calls as close to one moment as threads allow; their answers, in order."""
    gate = threading.Barrier(len(calls))

    def make(call: Callable[[], Answer]) -> Answer:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(make, calls))


def put(client: httpx.Client, annotation_id: int, revision: int, document: Any) -> Answer:
    """Save on top of a revision."""
    return client.put(
        f"annotations/{annotation_id}/",
        json={"document": document},
        headers={"If-Match": f'"{revision}"'},
    )
