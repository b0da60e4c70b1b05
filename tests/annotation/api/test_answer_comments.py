"""Answering a reviewer's comments: ticked off or explained, and seen at the next submission."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from annotation.models import Comment, Project, Task, User
from tests import make
from tests.annotation.api.drafts import act, ask, submit, submitted


@pytest.fixture
def returned(project: Project, bob: User, rita: User) -> Task:
    """Bob's task, returned by rita with two comments."""
    task = submitted(project, bob)
    comments = [{"text": "Too large.", "frame": 7}, {"text": "And the cup?"}]
    assert act(make.client(rita), task, "return", {"comments": comments}).status_code == 200
    return task


def answer(client: APIClient, task: Task, comment: Comment, body: Any) -> Any:
    return client.patch(f"/api/v1/tasks/{task.pk}/comments/{comment.pk}/", body)


def test_the_reviewer_sees_what_was_answered(returned: Task, bob: User, rita: User) -> None:
    first, second = Comment.objects.all()
    client = make.client(bob)
    assert answer(client, returned, first, {"done": True}).status_code == 200
    told = answer(client, returned, second, {"done": False, "reply": " It is real. "}).json()
    assert [(each["done"], each["reply"]) for each in told["comments"]] == [
        (True, ""),
        (False, "It is real."),
    ]
    ask(client, returned.project)
    assert submit(client, returned.pk, 1).status_code == 200
    seen = make.client(rita).get(f"/api/v1/tasks/{returned.pk}/").json()["comments"]
    assert [(each["done"], each["reply"]) for each in seen] == [(True, ""), (False, "It is real.")]


def test_a_reply_stays_when_only_the_tick_changes(returned: Task, bob: User) -> None:
    comment = Comment.objects.all()[0]
    client = make.client(bob)
    answer(client, returned, comment, {"done": False, "reply": "Why?"})
    answer(client, returned, comment, {"done": True})
    comment.refresh_from_db()
    assert (comment.done, comment.reply) == (True, "Why?")


def test_answers_end_with_the_submission(returned: Task, bob: User) -> None:
    client = make.client(bob)
    ask(client, returned.project)
    submit(client, returned.pk, 1)
    refused = answer(client, returned, Comment.objects.all()[0], {"done": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "submitted")
    assert not Comment.objects.filter(done=True).exists()


def test_others_do_not_answer(
    returned: Task, rita: User, alice: User, charlie: User, bob: User
) -> None:
    comment = Comment.objects.all()[0]
    for person, status in ((rita, 403), (alice, 403), (charlie, 404)):
        assert answer(make.client(person), returned, comment, {"done": True}).status_code == status
    other = make.task(make.ready_video(returned.project), bob)
    assert answer(make.client(bob), other, comment, {"done": True}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"done": 1}, {"done": None}, {"done": True, "reply": 1}, {"done": True, "x": 1},
     {"done": True, "reply": "a\0"}, []],
)  # fmt: skip
def test_nonsense_is_refused(returned: Task, bob: User, body: Any) -> None:
    answered = answer(make.client(bob), returned, Comment.objects.all()[0], body)
    assert answered.status_code == 400
