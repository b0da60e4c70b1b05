"""Saving a draft: one revision more each time, and nobody's save is ever overwritten silently."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotation.models import (
    Annotation,
    AnnotationState,
    Project,
    Role,
    SkipReason,
    TaskState,
    User,
)
from tests import make
from tests.annotation.api.drafts import begun, document, save, submitted, trace


def test_a_save_raises_the_revision_and_answers_with_what_is_stored(
    project: Project, bob: User
) -> None:
    draft = begun(project, bob)
    answer = save(make.client(bob), draft.pk, 0, document())
    assert answer.status_code == 200
    assert answer.json() == {"id": draft.pk, "revision": 1, "document": document()}
    assert answer["ETag"] == '"1"'
    draft.refresh_from_db()
    assert (draft.revision, draft.document, draft.saved_by) == (1, document(), bob)


def test_a_stale_save_gets_412_with_the_newer_document(project: Project, bob: User) -> None:
    draft = begun(project, bob, revision=3, document=document(note="newer"))
    answer = save(make.client(bob), draft.pk, 2, document(note="older"))
    assert answer.status_code == 412
    newer = {"id": draft.pk, "revision": 3, "document": document(note="newer")}
    assert answer.json() == newer
    assert answer["ETag"] == '"3"'
    draft.refresh_from_db()
    assert (draft.revision, draft.document) == (3, document(note="newer"))


def test_the_same_save_twice_has_one_effect(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    client = make.client(bob)
    first = save(client, draft.pk, 0, document())
    again = save(client, draft.pk, 0, document())
    assert (again.status_code, again.json()) == (200, first.json())
    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize("header", ['"0"', 'W/"0"', ' "0" ', '"0.draft"'])
def test_the_tag_may_be_weak_as_proxies_make_it(project: Project, bob: User, header: str) -> None:
    draft = begun(project, bob)
    answer = make.client(bob).put(
        f"/api/v1/annotations/{draft.pk}/",
        {"document": document()},
        headers={"If-Match": header},
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["*", "0", '"x"', '"-1"', '"1","2"', '"١"', '""', '"1e3"'])
def test_anything_but_one_revision_is_refused(project: Project, bob: User, header: str) -> None:
    draft = begun(project, bob)
    answer = make.client(bob).put(
        f"/api/v1/annotations/{draft.pk}/",
        {"document": document()},
        headers={"If-Match": header},
    )
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "if_match")


def test_without_if_match_nothing_is_saved(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    answer = make.client(bob).put(f"/api/v1/annotations/{draft.pk}/", {"document": document()})
    assert (answer.status_code, answer.json()["code"]) == (428, "revision_required")
    draft.refresh_from_db()
    assert draft.revision == 0


def test_a_malformed_document_is_refused_with_every_place(project: Project, bob: User) -> None:
    wrong = document(trace(span=[5, 5]), trace(id="t2", category="melting"))
    answer = save(make.client(bob), begun(project, bob).pk, 0, wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    places = {(problem["code"], problem["path"]) for problem in answer.json()["errors"]}
    assert places == {("empty_span", "traces/0/span"), ("unknown_value", "traces/1/category")}


def test_a_span_past_the_last_frame_is_refused(project: Project, bob: User) -> None:
    # The video has frames 0 to 19, so a span may end at 20 and no later.
    client, draft = make.client(bob), begun(project, bob)
    assert save(client, draft.pk, 0, document(trace(span=[2, 21]))).status_code == 400
    assert save(client, draft.pk, 0, document(trace(span=[2, 20]))).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, [], {"document": None}, {"document": {}, "revision": 9}, "x", None]
)
def test_a_body_without_just_a_document_is_refused(project: Project, bob: User, body: Any) -> None:
    draft = begun(project, bob)
    answer = make.client(bob).put(
        f"/api/v1/annotations/{draft.pk}/", body, headers={"If-Match": '"0"'}, format="json"
    )
    assert answer.status_code == 400
    draft.refresh_from_db()
    assert draft.revision == 0


def test_a_body_beyond_the_limit_is_refused(project: Project, bob: User) -> None:
    huge = document(note="x" * (4 * 1024**2))
    answer = save(make.client(bob), begun(project, bob).pk, 0, huge)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_someone_elses_draft_looks_absent(project: Project, bob: User, charlie: User) -> None:
    eve = make.member(project, "eve", Role.ANNOTATOR)
    draft = begun(project, bob)
    for person in (eve, charlie):
        assert save(make.client(person), draft.pk, 0, document()).status_code == 404
    draft.refresh_from_db()
    assert (draft.revision, draft.document["traces"]) == (0, [])


def test_a_reviewer_sees_a_draft_but_may_not_change_it(
    project: Project, bob: User, rita: User
) -> None:
    answer = save(make.client(rita), begun(project, bob).pk, 0, document())
    assert (answer.status_code, answer.json()["code"]) == (403, "not_submitted")


@pytest.mark.parametrize("state", [AnnotationState.SUBMITTED, AnnotationState.ACCEPTED])
def test_an_annotator_may_not_change_it_afterwards(
    project: Project, bob: User, state: AnnotationState
) -> None:
    draft = begun(project, bob, state=state)
    answer = save(make.client(bob), draft.pk, 0, document())
    assert (answer.status_code, answer.json()["code"]) == (403, state.value)
    draft.refresh_from_db()
    assert draft.revision == 0


def test_the_reviewer_who_holds_it_may_change_a_submission(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)
    client = make.client(rita)
    refused = save(client, task.annotation.pk, 1, document(note="by rita"))
    assert (refused.status_code, refused.json()["code"]) == (403, "submitted")
    assert client.post(f"/api/v1/tasks/{task.pk}/lease/").status_code == 200
    answer = save(client, task.annotation.pk, 1, document(note="by rita"))
    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    assert answer["ETag"] == '"2.submitted"'


def test_a_save_renews_the_lease(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    soon = timezone.now() + timedelta(seconds=5)
    assert draft.task is not None
    type(draft.task).objects.update(lease_until=soon)
    save(make.client(bob), draft.pk, 0, document())
    draft.task.refresh_from_db()
    assert draft.task.lease_until is not None
    # The project's leases last 30 minutes.
    assert draft.task.lease_until - timezone.now() > timedelta(minutes=29)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": TaskState.OPEN, "lease_until": None},
        {"state": TaskState.SKIPPED, "skip_reason": SkipReason.LEASE_LAPSED, "lease_until": None},
    ],
)
def test_a_late_save_revives_a_lapsed_lease(
    project: Project, bob: User, columns: dict[str, Any]
) -> None:
    draft = begun(project, bob)
    assert draft.task is not None
    type(draft.task).objects.update(**columns)
    assert save(make.client(bob), draft.pk, 0, document()).status_code == 200
    draft.task.refresh_from_db()
    assert (draft.task.state, draft.task.skip_reason) == (TaskState.LEASED, "")


def test_a_save_is_few_queries(project: Project, bob: User) -> None:
    from django.db import connection

    client, draft = make.client(bob), begun(project, bob)
    save(client, draft.pk, 0, document())
    with CaptureQueriesContext(connection) as queries:
        save(client, draft.pk, 1, document(note="again"))
    asked = [query["sql"].split()[0] for query in queries.captured_queries]
    # Token, annotation with role, save, lease; the rest is the transaction around the last two.
    assert [word for word in asked if word in {"SELECT", "UPDATE", "INSERT"}] == [
        "SELECT",
        "SELECT",
        "UPDATE",
        "UPDATE",
    ]


def test_a_disabled_member_loses_sight_of_it(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    bob.memberships.update(active=False)
    assert save(make.client(bob), draft.pk, 0, document()).status_code == 404
    assert Annotation.objects.get(pk=draft.pk).revision == 0
