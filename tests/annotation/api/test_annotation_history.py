"""The history: every revision with who and when, newest first, and nobody can change it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from annotation.models import Project, User
from tests import make
from tests.annotation.api.drafts import act, ask, begun, document, save, submit


def test_every_save_is_kept_with_its_author(project: Project, bob: User, rita: User) -> None:
    draft = begun(project, bob)
    assert draft.task is not None
    client = make.client(bob)
    for revision in range(2):
        save(client, draft.pk, revision, document(note=f"look {revision + 1}"))
    submit(client, draft.task.pk, 2)
    reviewer = make.client(rita)
    ask(reviewer, project, "review")
    save(reviewer, draft.pk, 2, document(note="by rita"))
    act(reviewer, draft.task, "accept")
    told = reviewer.get(f"/api/v1/annotations/{draft.pk}/history/").json()
    assert [(entry["revision"], entry["user"], entry["document"]["note"]) for entry in told] == [
        (3, "rita", "by rita"),
        (2, "bob", "look 2"),
        (1, "bob", "look 1"),
        (0, None, ""),
    ]
    moments = [entry["at"] for entry in told]
    assert moments == sorted(moments, reverse=True)


def test_a_change_of_state_does_not_move_the_moment_of_the_save(
    project: Project, bob: User, rita: User
) -> None:
    draft = begun(project, bob)
    assert draft.task is not None
    client = make.client(bob)
    save(client, draft.pk, 0, document())
    draft.refresh_from_db()
    submit(client, draft.task.pk, 1)
    act(make.client(rita), draft.task, "accept")
    newest = client.get(f"/api/v1/annotations/{draft.pk}/history/").json()[0]
    assert newest["at"] == draft.updated_at.isoformat()


def test_annotators_do_not_learn_who_reviewed(project: Project, bob: User, rita: User) -> None:
    draft = begun(project, bob, revision=1, saved_by=rita)
    told = make.client(bob).get(f"/api/v1/annotations/{draft.pk}/history/").json()
    assert [entry["user"] for entry in told] == [None]


def test_it_comes_in_parts(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    client = make.client(bob)
    for revision in range(3):
        save(client, draft.pk, revision, document(note=str(revision)))
    url = f"/api/v1/annotations/{draft.pk}/history/"
    first = client.get(f"{url}?limit=2").json()
    rest = client.get(f"{url}?limit=2&before=2").json()
    assert [entry["revision"] for entry in first + rest] == [3, 2, 1, 0]
    assert client.get(f"{url}?limit=0").status_code == 400
    assert client.get(f"{url}?before=x").status_code == 400


def test_a_foreign_history_looks_absent(project: Project, bob: User, charlie: User) -> None:
    draft = begun(project, bob)
    assert make.client(charlie).get(f"/api/v1/annotations/{draft.pk}/history/").status_code == 404


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_denies_changing_it(project: Project, bob: User, change: str) -> None:
    draft = begun(project, bob)
    save(make.client(bob), draft.pk, 0, document())
    images = apps.get_model("annotation", "AnnotationEvent").objects.all()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        images.update(revision=9) if change == "update" else images.delete()
    assert [image.revision for image in images] == [0]
