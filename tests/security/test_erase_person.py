"""Who annotated leaves as a pseudonym, and whoever asks for it is forgotten."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from annotation.actions import people, tasks, uploads
from annotation.models import Annotation, ExportFormat, Project, Role, Task, TaskState, Upload, User
from annotation.pipeline.exports import Wanted, write
from tests import make
from tests.annotation.api.drafts import act, ask, begun, document, save, submitted

NAME = "wilhelmina.quartz"


@pytest.fixture
def person(project: Project) -> User:
    """Annotates, and left traces everywhere."""
    made = make.member(project, NAME, Role.REVIEWER)
    made.first_name, made.last_name, made.email = NAME, NAME, f"{NAME}@example.com"
    made.keys = {"KeyM": NAME}
    made.save()
    return made


@pytest.fixture
def used(project: Project, person: User, alice: User) -> Task:
    """A submission by the person, accepted by another, and every other kind of trace."""
    task = submitted(project, person)
    assert act(make.client(alice), task, "accept").status_code == 200
    reviewed = submitted(project, User.objects.get(username="bob"))
    held = ask(make.client(person), project, "review").json()
    assert held["id"] == reviewed.pk
    uploads.create(project, person, length=5, name="a.mp4", given={})
    body = {
        "project": project.slug,
        "username": "other",
        "role": "annotator",
        "password": "x-9-y-8-z",
    }
    make.client(alice).post("/api/v1/members/", body, headers={"Idempotency-Key": "a"})
    wrong = {"username": NAME, "password": "wrong"}
    assert make.browser().post("/api/v1/session/", wrong).status_code == 400
    browser = make.browser(User.objects.get(username="bob"))
    assert browser.get("/api/v1/session/").status_code == 200
    return task


def exported(project: Project) -> bytes:
    out = io.BytesIO()
    write(project, Wanted(ExportFormat.JSONL), out, lambda _: None)
    return out.getvalue()


def hits(name: str) -> list[str]:
    """The tables with a row that has the name anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            query = f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s'  # noqa: S608
            cursor.execute(query, [f"%{name}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_the_name_is_nowhere_and_the_work_stays(
    project: Project, person: User, used: Task, alice: User
) -> None:
    before, pseudonym = exported(project), project.pseudonym(person.pk)
    assert len(hits(NAME)) >= 2
    people.erase(person)
    assert hits(NAME) == []
    assert exported(project) == before
    assert str(pseudonym).encode() in before
    assert NAME.encode() not in before
    client = make.client(alice)
    for path in ("annotations", "tasks", "members", "videos", "exports", "jobs"):
        answer = client.get(f"/api/v1/{path}/?project={project.slug}")
        assert answer.status_code == 200
        assert NAME not in answer.content.decode()
    history = client.get(f"/api/v1/annotations/{used.annotation.pk}/history/")
    assert history.json()[0]["user"].startswith("erased-")
    assert not Upload.objects.exists()


def test_what_the_person_held_goes_to_others(project: Project, person: User, bob: User) -> None:
    make.task(make.ready_video(project))
    mine = ask(make.client(person), project).json()
    people.erase(person)
    assert Task.objects.get(pk=mine["id"]).state == TaskState.OPEN
    theirs = ask(make.client(bob), project).json()
    assert theirs["video"]["id"] == mine["video"]["id"]
    assert tasks.release_lapsed() == 0


def test_no_way_in_is_left(project: Project, person: User) -> None:
    browser, program = make.browser(person), make.client(person)
    people.erase(person)
    assert browser.get("/api/v1/projects/").status_code == 401
    assert program.get("/api/v1/projects/").status_code == 401
    again = make.browser().post("/api/v1/session/", {"username": NAME, "password": make.PASSWORD})
    assert again.status_code == 400


def test_a_draft_under_way_is_kept(project: Project, person: User) -> None:
    draft = begun(project, person)
    assert save(make.client(person), draft.pk, 0, document()).status_code == 200
    people.erase(person)
    assert Annotation.objects.get(pk=draft.pk).document == document()


def test_by_command(person: User) -> None:
    call_command("erase_user", NAME)
    assert hits(NAME) == []
    with pytest.raises(CommandError):
        call_command("erase_user", NAME)


@pytest.fixture
def root(project: Project) -> Any:
    client = Client()
    client.force_login(make.user("root", is_superuser=True, is_staff=True))
    return client


def test_in_the_admin_people_are_erased_and_not_deleted(root: Any, person: User) -> None:
    page = f"/admin/annotation/user/{person.pk}"
    assert root.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    form = {"action": "erase", "_selected_action": [person.pk]}
    assert root.post("/admin/annotation/user/", form).status_code == 302
    assert hits(NAME) == []
    superuser = User.objects.get(username="root")
    form = {"action": "erase", "_selected_action": [superuser.pk]}
    root.post("/admin/annotation/user/", form)
    assert User.objects.get(pk=superuser.pk).username == "root"


def test_a_password_set_in_the_admin_ends_sessions_and_tokens(root: Any, person: User) -> None:
    browser, program = make.browser(person), make.client(person)
    form = {
        "password1": "amber-sieve-1913",
        "password2": "amber-sieve-1913",
        "usable_password": "true",
    }
    page = f"/admin/annotation/user/{person.pk}/password/"
    assert root.post(page, form).status_code == 302
    person.refresh_from_db()
    assert person.check_password("amber-sieve-1913")
    assert browser.get("/api/v1/projects/").status_code == 401
    assert program.get("/api/v1/projects/").status_code == 401


def test_a_password_set_by_command_ends_tokens(
    project: Project, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make.client(person)
    monkeypatch.setattr("sys.stdin", io.StringIO("amber-sieve-1913\n"))
    options = {"role": "annotator", "project": project.slug, "password_stdin": True}
    call_command("create_user", NAME, **options)
    assert program.get("/api/v1/projects/").status_code == 401
