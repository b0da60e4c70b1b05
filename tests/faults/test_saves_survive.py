"""Autosaves while the web process is killed again and again: what was acknowledged stays."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.db import connection

from annotation.models import Annotation, User
from annotation.models.history import revisions_of
from tests import make
from tests.annotation.api.drafts import begun, document
from tests.annotation.faults.crowd import put, signed_in
from tests.faults.conftest import kill_child, kill_family
from tests.served import await_answer, served, start
from tests.stack import free_port

PATIENCE_SECONDS = 60.0


@contextmanager
def killed_often(
    environment: dict[str, str], log: Path, chance: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """A web server whose processes die all the time, and what was killed so far.

    It is started again as the supervisor and Docker do: granian itself gives up when its
    processes die too fast.
    """
    port, kills, ended = free_port(), list[str](), threading.Event()
    first = start(environment, port, log)
    await_answer(f"http://127.0.0.1:{port}", first, log)

    def kill() -> None:
        web = first
        while not ended.wait(chance.uniform(0.3, 2.0)):
            if web.poll() is not None:
                web = start(environment, port, log)
            elif chance.random() < 0.2:
                kill_family(web)
                kills.append("all")
            else:
                kills.append("one")
                kill_child(web, chance)
        kill_family(web)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}", kills
    finally:
        ended.set()
        thread.join()


def saved(client: httpx.Client, annotation_id: int, revision: int) -> None:
    """Save until the server acknowledges it, as the journal of the page does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            answer = put(client, annotation_id, revision, document(note=f"save {revision + 1}"))
        except httpx.TransportError:
            assert time.monotonic() < deadline, "the server does not come back"
            time.sleep(0.05)
            continue
        # Never 412: a save that was stored and not answered is this save.
        assert answer.status_code == 200, answer.text
        assert answer.json()["revision"] == revision + 1
        return


@pytest.mark.parametrize(
    ("saves", "least"),
    [(200, 3), pytest.param(10_000, 40, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])],
)
def test_no_acknowledged_save_is_lost_or_doubled(
    environment: dict[str, str], tmp_path: Path, saves: int, least: int
) -> None:
    project = make.project()
    bob = User.objects.get(username="bob")
    draft = begun(project, bob)
    chance = random.Random(saves)
    twice = environment | {"WEB_WORKERS": "2"}
    web = killed_often(twice, tmp_path / "web.log", chance)
    with web as (url, kills), signed_in(url, bob) as client:
        revision = 0
        while revision < saves or len(kills) < least:
            saved(client, draft.pk, revision)
            revision += 1
    draft = Annotation.objects.get(pk=draft.pk)
    assert draft.revision == revision
    found = revisions_of(draft, before=revision + 1, limit=revision + 1)
    assert [past.number for past in found] == list(range(revision, -1, -1))
    notes = [past.document["note"] for past in found[:-1]]
    assert notes == [f"save {number}" for number in range(revision, 0, -1)]


def test_term_ends_the_web_process_with_the_save_under_way(
    environment: dict[str, str], tmp_path: Path
) -> None:
    draft = begun(make.project(), User.objects.get(username="bob"))
    with served(environment | {"WEB_WORKERS": "1"}, tmp_path / "web.log") as (url, web):
        client = signed_in(url, User.objects.get(username="bob"))
        with connection.cursor() as cursor:
            # The save waits for this lock, so that it is under way when the signal comes.
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM annotation_annotation WHERE id=%s FOR UPDATE", [draft.pk])
            thread = threading.Thread(target=saved, args=(client, draft.pk, 0))
            thread.start()
            time.sleep(0.5)
            begun_at = time.monotonic()
            os.kill(web.pid, signal.SIGTERM)
            time.sleep(1)
            cursor.execute("COMMIT")
        thread.join(10)
        client.close()
        web.wait(30)
        assert time.monotonic() - begun_at < 30
    draft.refresh_from_db()
    assert (draft.revision, draft.document["note"]) == (1, "save 1")


def test_a_database_that_restarts_costs_nothing_but_a_moment(
    environment: dict[str, str], tmp_path: Path
) -> None:
    draft = begun(make.project(), User.objects.get(username="bob"))
    with served(environment | {"WEB_WORKERS": "1"}, tmp_path / "web.log") as (url, _):
        client = signed_in(url, User.objects.get(username="bob"))
        for revision in range(4):  # one connection for each thread
            saved(client, draft.pk, revision)
        with connection.cursor() as cursor:
            # What a restart does to the connections of everybody else.
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone()[0] >= 1
        answers = [put(client, draft.pk, 4 + n, document(note=f"{n}")) for n in range(8)]
        client.close()
    assert [answer.status_code for answer in answers] == [200] * 8
