"""Reviewing: accept makes the video's document, return brings comments to where they belong."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.models import (
    Annotation,
    AnnotationState,
    Comment,
    Project,
    Review,
    TaskState,
    Trace,
    User,
    Video,
)
from tests import make
from tests.annotation.api.drafts import act, ask, document, save, submit, submitted, trace

REMARK = {"text": "The cup melts too.", "frame": 7, "box": [0.1, 0.1, 0.2, 0.2]}


def test_an_accepted_submission_is_its_videos_document(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)
    answer = act(make.client(rita), task, "accept")
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    assert answer.json()["purpose"] == "review"
    accepted = Annotation.objects.get()
    assert (accepted.state, accepted.author) == (AnnotationState.ACCEPTED, bob)
    assert Video.objects.get().accepted == accepted


def test_the_same_decision_again_is_one_and_another_is_a_conflict(
    project: Project, bob: User, rita: User, alice: User
) -> None:
    task = submitted(project, bob)
    assert act(make.client(rita), task, "accept").status_code == 200
    assert act(make.client(rita), task, "accept").status_code == 200
    assert Review.objects.count() == 1
    assert act(make.client(alice), task, "accept").status_code == 409
    assert act(make.client(rita), task, "return", {"comments": [REMARK]}).status_code == 409


def test_a_returned_task_goes_back_with_its_comments(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)
    answer = act(make.client(rita), task, "return", {"comments": [REMARK, {"text": "Well."}]})
    assert (answer.status_code, answer.json()["state"]) == (200, "returned")
    assert answer.json()["comments"][0]["author"] == "rita"
    back = ask(make.client(bob), project).json()
    assert (back["id"], back["state"], back["purpose"]) == (task.pk, "leased", "label")
    told = [{key: comment[key] for key in REMARK} for comment in back["comments"]]
    assert told == [REMARK, {"text": "Well.", "frame": None, "box": None}]
    # An annotator does not learn who reviewed.
    assert back["comments"][0]["author"] is None
    assert back["annotation"]["document"] == document()


def test_the_round_ends_with_the_improved_document(project: Project, bob: User, rita: User) -> None:
    task = submitted(project, bob)
    act(make.client(rita), task, "return", {"comments": [REMARK]})
    client, better = make.client(bob), document(trace(), trace(id="t2", span=[6, 9]))
    assert save(client, task.annotation.pk, 1, better).status_code == 200
    assert submit(client, task.pk, 2).status_code == 200
    assert act(make.client(rita), task, "accept").status_code == 200
    assert Annotation.objects.get().document == better
    assert Trace.objects.count() == 2
    assert list(Review.objects.values_list("decision", "revision")) == [
        ("return", 1),
        ("accept", 2),
    ]


def test_returning_twice_writes_the_comments_once(project: Project, bob: User, rita: User) -> None:
    task = submitted(project, bob)
    for _ in range(2):
        answer = act(make.client(rita), task, "return", {"comments": [REMARK]})
        assert answer.status_code == 200
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("comment", "path"),
    [
        ({"text": ""}, "comments/0/text"),
        ({"text": "a\x00b"}, "comments/0/text"),
        ({"text": "x" * 5001}, "comments/0/text"),
        ({}, "comments/0/text"),
        ("x", "comments/0"),
        # The video has frames 0 to 19.
        ({"text": "x", "frame": 20}, "comments/0/frame"),
        ({"text": "x", "frame": -1}, "comments/0/frame"),
        ({"text": "x", "frame": True}, "comments/0/frame"),
        ({"text": "x", "box": [0, 0, 1, 1]}, "comments/0/frame"),
        ({"text": "x", "frame": 1, "box": [0, 0, 1]}, "comments/0/box"),
        ({"text": "x", "frame": 1, "box": [0, 0, 0, 1]}, "comments/0/box"),
        ({"text": "x", "frame": 1, "box": [0.5, 0, 0.6, 1]}, "comments/0/box"),
        ({"text": "x", "frame": 1, "box": [0, 0, 1, "1"]}, "comments/0/box/3"),
        ({"text": "x", "reviewer": 1}, "comments/0/reviewer"),
    ],
)
def test_a_malformed_comment_is_refused_with_its_place(
    project: Project, bob: User, rita: User, comment: Any, path: str
) -> None:
    task = submitted(project, bob)
    answer = act(make.client(rita), task, "return", {"comments": [comment]})
    assert answer.status_code == 400
    assert [problem["path"] for problem in answer.json()["errors"]] == [path]
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED


@pytest.mark.parametrize("body", [{}, {"comments": []}, {"comments": "x"}, []])
def test_a_return_says_what_should_change(
    project: Project, bob: User, rita: User, body: Any
) -> None:
    assert act(make.client(rita), submitted(project, bob), "return", body).status_code == 400


def test_annotators_do_not_decide(project: Project, bob: User) -> None:
    task = submitted(project, bob)
    assert act(make.client(bob), task, "accept").status_code == 403
    assert act(make.client(bob), task, "return", {"comments": [REMARK]}).status_code == 403


def test_reviewers_do_not_decide_about_their_own_work(
    project: Project, rita: User, alice: User
) -> None:
    task = submitted(project, rita)
    answer = act(make.client(rita), task, "accept")
    assert (answer.status_code, answer.json()["code"]) == (403, "own_work")
    assert act(make.client(alice), submitted(project, alice), "accept").status_code == 200


def test_what_somebody_else_is_reviewing_is_theirs_to_decide(
    project: Project, bob: User, rita: User, alice: User
) -> None:
    task = submitted(project, bob)
    ask(make.client(rita), project, "review")
    answer = act(make.client(alice), task, "accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "held")


def test_a_task_that_is_not_submitted_cannot_be_decided(
    project: Project, bob: User, rita: User
) -> None:
    task = make.annotation(make.task(make.ready_video(project), bob)).task
    assert task is not None
    answer = act(make.client(rita), task, "accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_submitted")


def test_a_reviewers_own_change_is_what_is_accepted(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)
    client = make.client(rita)
    ask(client, project, "review")
    changed = document(trace(category="object_merging"))
    assert save(client, task.annotation.pk, 1, changed).status_code == 200
    # Looking at revision 1 and accepting revision 2 would be a decision about something unseen.
    stale = client.post(f"/api/v1/tasks/{task.pk}/accept/", headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["revision"]) == (412, 2)
    assert act(client, task, "accept").status_code == 200
    assert Trace.objects.get().category == "object_merging"


def test_a_reviewer_cannot_accept_what_they_left_incomplete(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)
    client = make.client(rita)
    ask(client, project, "review")
    save(client, task.annotation.pk, 1, document(trace(category=None)))
    answer = act(client, task, "accept")
    assert (answer.status_code, answer.json()["code"]) == (422, "not_ready")
    assert Video.objects.get().accepted is None
