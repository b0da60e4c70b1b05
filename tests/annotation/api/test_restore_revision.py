"""Restoring: an earlier document becomes a new revision, by the rules and the check of a save."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from annotation.models import Annotation, Project, User
from tests import make
from tests.annotation.api.drafts import act, ask, begun, document, save, submit


def restore(client: APIClient, draft: Annotation, number: Any, revision: int) -> Any:
    return client.post(
        f"/api/v1/annotations/{draft.pk}/restore/",
        {"revision": number},
        headers={"If-Match": f'"{revision}"'},
    )


def saved_twice(project: Project, person: User) -> Annotation:
    """A draft at revision 2, of which 1 was the good one."""
    draft = begun(project, person)
    for revision, note in enumerate(("good", "bad")):
        save(make.client(person), draft.pk, revision, document(note=note))
    return draft


def test_an_earlier_document_comes_back_as_a_new_revision(project: Project, bob: User) -> None:
    draft, client = saved_twice(project, bob), make.client(bob)
    answer = restore(client, draft, 1, 2)
    assert (answer.status_code, answer.json()["revision"], answer["ETag"]) == (200, 3, '"3"')
    assert answer.json()["document"]["note"] == "good"
    told = client.get(f"/api/v1/annotations/{draft.pk}/history/").json()
    # Nothing is taken out of the history.
    assert [(entry["revision"], entry["document"]["note"]) for entry in told] == [
        (3, "good"),
        (2, "bad"),
        (1, "good"),
        (0, ""),
    ]
    assert told[0]["user"] == "bob"


def test_it_is_refused_when_somebody_saved_since(project: Project, bob: User) -> None:
    draft = saved_twice(project, bob)
    answer = restore(make.client(bob), draft, 0, 1)
    assert (answer.status_code, answer.json()["revision"]) == (412, 2)
    assert make.client(bob).post(f"/api/v1/annotations/{draft.pk}/restore/", {"revision": 0}) \
        .status_code == 428  # fmt: skip


def test_what_is_no_earlier_revision_is_refused(project: Project, bob: User) -> None:
    draft, client = saved_twice(project, bob), make.client(bob)
    assert [restore(client, draft, number, 2).status_code for number in (2, 7, -1, "1", None)] == [
        404,
        404,
        400,
        400,
        400,
    ]
    draft.refresh_from_db()
    assert draft.revision == 2


def test_only_who_may_save_may_restore(
    project: Project, bob: User, rita: User, alice: User, charlie: User
) -> None:
    draft = saved_twice(project, bob)
    assert draft.task is not None
    for person, status in ((rita, 403), (alice, 403), (charlie, 404)):
        assert restore(make.client(person), draft, 1, 2).status_code == status
    submit(make.client(bob), draft.task.pk, 2)
    assert restore(make.client(bob), draft, 1, 2).json()["code"] == "submitted"
    reviewer = make.client(rita)
    assert restore(reviewer, draft, 1, 2).status_code == 403  # not held yet
    ask(reviewer, project, "review")
    assert restore(reviewer, draft, 1, 2).json()["revision"] == 3
    assert act(reviewer, draft.task, "accept").status_code == 200
    assert restore(reviewer, draft, 1, 3).json()["code"] == "accepted"


def test_the_same_request_twice_has_one_effect(project: Project, bob: User) -> None:
    draft, client = saved_twice(project, bob), make.client(bob)
    assert restore(client, draft, 1, 2).status_code == 200
    # As with a save, the answer of the first time.
    assert restore(client, draft, 1, 2).json()["revision"] == 3
    draft.refresh_from_db()
    assert draft.revision == 3
