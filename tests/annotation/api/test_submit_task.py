"""Submitting: everything that is missing at once, or the traces projected and a review awaited."""

from __future__ import annotations

import pytest

from annotation.models import (
    Annotation,
    AnnotationState,
    Project,
    ReviewPolicy,
    SkipReason,
    TaskState,
    Trace,
    User,
    Video,
)
from tests import make
from tests.annotation.api.drafts import begun, document, save, submit, submitted, trace


def test_a_complete_document_is_submitted(project: Project, bob: User) -> None:
    draft = begun(project, bob, revision=1, document=document())
    assert draft.task is not None
    answer = submit(make.client(bob), draft.task.pk, 1)
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    assert answer.json()["purpose"] == "label"
    draft.refresh_from_db()
    draft.task.refresh_from_db()
    assert (draft.state, draft.revision) == (AnnotationState.SUBMITTED, 1)
    assert draft.task.submitted_at is not None
    assert draft.task.lease_until is None


def test_its_traces_become_rows(project: Project, bob: User) -> None:
    # The span begins at 4, half way between the keyframes at 2 (x 0.1) and 6 (x 0.2).
    body = document(trace(span=[4, 10]), trace(id="t2", category="sudden_blurring"))
    submitted(project, bob, body)
    first, second = Trace.objects.order_by("id")
    assert (first.trace_id, first.category) == ("t1", "object_distortion")
    assert (first.start, first.end, first.keyframes) == (4, 10, 2)
    assert (first.x, first.y, first.w, first.h) == pytest.approx((0.15, 0.2, 0.3, 0.4))
    assert (first.explanation_length, first.origin) == (28, "human")
    assert second.category == "sudden_blurring"


def test_everything_missing_is_named_with_its_place(project: Project, bob: User) -> None:
    unfinished = document(
        trace(category=None, explanation={"text": " "}, track=[]),
        trace(id="t2", track=[{"frame": 2, "box": [0.9, 0.2, 0.3, 0.4]}]),
        verdict=None,
    )
    draft = begun(project, bob)
    assert draft.task is not None
    client = make.client(bob)
    assert save(client, draft.pk, 0, unfinished).status_code == 200
    answer = submit(client, draft.task.pk, 1)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_ready")
    assert {(problem["code"], problem["path"]) for problem in answer.json()["errors"]} == {
        ("verdict_missing", "verdict"),
        ("category_missing", "traces/0/category"),
        ("box_missing", "traces/0/track"),
        ("explanation_missing", "traces/0/explanation/text"),
        ("box_outside", "traces/1/track/0/box"),
    }
    draft.refresh_from_db()
    assert draft.state == AnnotationState.DRAFT


def test_an_explanation_is_demanded_only_where_the_project_does(
    project: Project, bob: User
) -> None:
    Project.objects.update(require_explanation=False)
    submitted(project, bob, document(trace(explanation={"text": ""})))


def test_the_same_revision_twice_has_one_effect(project: Project, bob: User) -> None:
    task = submitted(project, bob)
    before = task.submitted_at
    answer = submit(make.client(bob), task.pk, 1)
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    task.refresh_from_db()
    assert task.submitted_at == before
    assert Trace.objects.count() == 1


def test_a_stale_revision_gets_412(project: Project, bob: User) -> None:
    draft = begun(project, bob, revision=2, document=document())
    assert draft.task is not None
    answer = submit(make.client(bob), draft.task.pk, 1)
    assert answer.status_code == 412
    assert answer.json() == {"id": draft.pk, "revision": 2, "document": document()}


def test_without_if_match_nothing_is_submitted(project: Project, bob: User) -> None:
    draft = begun(project, bob, document=document())
    answer = make.client(bob).post(f"/api/v1/tasks/{draft.task_id}/submit/")
    assert answer.status_code == 428


def test_a_reviewer_cannot_submit_for_somebody_else(
    project: Project, bob: User, rita: User
) -> None:
    draft = begun(project, bob, document=document())
    assert draft.task is not None
    answer = submit(make.client(rita), draft.task.pk, 0)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def test_without_reviews_a_submission_is_accepted_at_once(project: Project, bob: User) -> None:
    Project.objects.update(review_policy=ReviewPolicy.NONE)
    task = submitted(project, bob)
    assert task.state == TaskState.ACCEPTED
    accepted = Annotation.objects.get()
    assert accepted.state == AnnotationState.ACCEPTED
    assert Video.objects.get().accepted == accepted
    assert Trace.objects.count() == 1
    assert submit(make.client(bob), task.pk, 1).status_code == 200


def test_a_lapsed_task_can_still_be_submitted(project: Project, bob: User) -> None:
    draft = begun(project, bob, document=document())
    assert draft.task is not None
    type(draft.task).objects.update(
        state=TaskState.SKIPPED, skip_reason=SkipReason.LEASE_LAPSED, lease_until=None
    )
    answer = submit(make.client(bob), draft.task.pk, 0)
    assert (answer.status_code, answer.json()["skip_reason"]) == (200, "")


def test_a_task_that_nobody_began_is_a_conflict(project: Project, bob: User) -> None:
    task = make.task(make.ready_video(project), bob)
    answer = submit(make.client(bob), task.pk, 0)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_begun")
