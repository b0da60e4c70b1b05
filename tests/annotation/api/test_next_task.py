"""The next task: one's own unfinished ones first, then the queue, and no task for two people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotation.models import Annotation, Project, Role, SkipReason, Task, TaskState, User
from tests import make
from tests.annotation.api.drafts import act, ask, submitted


def test_it_comes_with_its_video_and_an_empty_document(project: Project, bob: User) -> None:
    task = make.task(make.ready_video(project, prompt="A cup of tea."))
    answer = ask(make.client(bob), project)
    assert answer.status_code == 200
    body = answer.json()
    draft = Annotation.objects.get(task=task)
    assert (body["id"], body["purpose"], body["state"]) == (task.pk, "label", "leased")
    assert body["annotation"] == {"id": draft.pk, "revision": 0, "document": draft.document}
    assert (body["video"]["id"], body["video"]["frame_count"]) == (task.video_id, 20)
    assert body["video"]["prompt"] == "A cup of tea."
    assert body["comments"] == []
    assert (draft.author, draft.document["traces"]) == (bob, [])


def test_an_annotator_learns_nothing_of_the_videos_origin(project: Project, bob: User) -> None:
    make.task(make.ready_video(project, label="real", generator="Sora", split="test"))
    video = ask(make.client(bob), project).json()["video"]
    hidden = {"name", "sha256", "label", "generator", "split", "group", "original_url", "reason"}
    assert not hidden & video.keys()


def test_each_call_leases_another_task_until_there_is_none(project: Project, bob: User) -> None:
    for _ in range(3):
        make.task(make.ready_video(project))
    client = make.client(bob)
    assert len({ask(client, project).json()["id"] for _ in range(3)}) == 3
    assert ask(client, project).status_code == 204


def test_priority_comes_first_then_the_shuffled_order(project: Project, bob: User) -> None:
    late = make.task(make.ready_video(project), shuffle=9)
    early = make.task(make.ready_video(project), shuffle=1)
    urgent = make.task(make.ready_video(project), shuffle=5, priority=1)
    client = make.client(bob)
    order = [ask(client, project).json()["id"] for _ in range(3)]
    assert order == [urgent.pk, early.pk, late.pk]


def test_nobody_labels_a_video_twice(project: Project, bob: User) -> None:
    video = make.ready_video(project)
    make.task(video)
    second = make.task(video)
    eve = make.member(project, "eve", Role.ANNOTATOR)
    assert ask(make.client(bob), project).status_code == 200
    assert ask(make.client(bob), project).status_code == 204
    assert ask(make.client(eve), project).json()["id"] == second.pk


def test_a_returned_task_comes_before_a_lapsed_one_and_the_queue(
    project: Project, bob: User
) -> None:
    make.task(make.ready_video(project), priority=100)
    lapsed = make.task(make.ready_video(project), bob, state=TaskState.OPEN)
    returned = make.task(make.ready_video(project), bob, state=TaskState.RETURNED)
    client = make.client(bob)
    assert [ask(client, project).json()["id"] for _ in range(2)] == [returned.pk, lapsed.pk]


def test_a_lease_that_ran_out_goes_to_the_next_person_as_a_fresh_task(
    project: Project, bob: User
) -> None:
    past = timezone.now() - timedelta(minutes=1)
    lapsed = make.annotation(make.task(make.ready_video(project), bob, lease_until=past)).task
    assert lapsed is not None
    eve = make.member(project, "eve", Role.ANNOTATOR)
    taken = ask(make.client(eve), project).json()
    assert (taken["id"] != lapsed.pk, taken["video"]["id"]) == (True, lapsed.video_id)
    lapsed.refresh_from_db()
    assert (lapsed.state, lapsed.skip_reason) == (TaskState.SKIPPED, SkipReason.LEASE_LAPSED)
    assert lapsed.assignee == bob
    # A heartbeat of the first person brings the task back: nothing is lost.
    assert act(make.client(bob), lapsed, "heartbeat").json()["state"] == "leased"


def test_reviewers_get_the_submission_that_has_waited_longest(
    project: Project, bob: User, rita: User
) -> None:
    first, second = submitted(project, bob), submitted(project, bob)
    client = make.client(rita)
    answers = [ask(client, project, "review").json() for _ in range(2)]
    assert [answer["id"] for answer in answers] == [first.pk, second.pk]
    assert (answers[0]["purpose"], answers[0]["state"]) == ("review", "submitted")
    assert answers[0]["lease_until"] is not None
    assert answers[0]["annotation"]["revision"] == 1
    assert (answers[0]["assignee"], answers[0]["video"]["label"]) == ("bob", "unknown")


def test_a_submission_under_review_goes_to_no_other_reviewer(
    project: Project, bob: User, rita: User, alice: User
) -> None:
    task = submitted(project, bob)
    assert ask(make.client(rita), project, "review").json()["id"] == task.pk
    assert ask(make.client(alice), project, "review").status_code == 204
    # Rita herself gets it again, after a reload for instance.
    assert ask(make.client(rita), project, "review").json()["id"] == task.pk
    Task.objects.update(review_until=timezone.now())
    assert ask(make.client(alice), project, "review").json()["id"] == task.pk


def test_nobody_reviews_their_own_work_but_a_manager_at_the_very_end(
    project: Project, bob: User, rita: User, alice: User
) -> None:
    own = submitted(project, alice)
    submitted(project, rita)
    bobs = submitted(project, bob)
    managed = [ask(make.client(alice), project, "review").json() for _ in range(3)]
    assert managed[-1]["id"] == own.pk
    Task.objects.update(review_until=None)
    mine = {ask(make.client(rita), project, "review").json()["id"] for _ in range(2)}
    assert mine == {own.pk, bobs.pk}


@pytest.mark.parametrize("purpose", ["review"])
def test_annotators_do_not_review(project: Project, bob: User, purpose: str) -> None:
    assert ask(make.client(bob), project, purpose).status_code == 403


def test_a_foreign_project_looks_absent(project: Project, charlie: User) -> None:
    make.task(make.ready_video(project))
    assert ask(make.client(charlie), project).status_code == 404
    assert Task.objects.get().state == TaskState.OPEN


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "project"),
        ({"project": "clips", "purpose": "gold"}, "purpose"),
        ({"project": 7}, "project"),
        ({"project": "clips\x00"}, "project"),
        ({"project": "clips", "assignee": 1}, "assignee"),
        ([], ""),
    ],
)
def test_a_malformed_request_is_refused_with_its_place(
    project: Project, bob: User, body: object, path: str
) -> None:
    answer = make.client(bob).post("/api/v1/tasks/next/", body, format="json")
    assert answer.status_code == 400
    assert [problem["path"] for problem in answer.json()["errors"]] == [path]


def test_it_is_few_queries(project: Project, bob: User) -> None:
    for _ in range(2):
        make.task(make.ready_video(project))
    client = make.client(bob)
    ask(client, project)
    with CaptureQueriesContext(connection) as queries:
        ask(client, project)
    asked = [query["sql"].split()[0] for query in queries.captured_queries]
    transaction = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}
    # Token, project with role, one's own, the queue, the video, the empty annotation.
    assert [word for word in asked if word not in transaction] == [
        *("SELECT", "SELECT", "UPDATE", "WITH", "SELECT", "INSERT")
    ]
