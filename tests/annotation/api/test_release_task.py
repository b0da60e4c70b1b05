"""Letting go of a task that was taken ahead of its turn."""

from __future__ import annotations

from annotation.models import Annotation, Project, TaskState, User
from tests import make
from tests.annotation.api.drafts import act, ask, begun, document, save, submitted


def test_an_untouched_task_goes_back_into_the_queue(project: Project, bob: User) -> None:
    zoe = make.member(project, "zoe", "annotator")
    draft = begun(project, bob)
    task = draft.task
    assert ask(make.client(zoe), project).status_code == 204
    assert act(make.client(bob), task, "release").status_code == 204
    task.refresh_from_db()
    assert (task.state, task.assignee, task.lease_until) == (TaskState.OPEN, None, None)
    assert not Annotation.objects.filter(pk=draft.pk).exists()
    assert ask(make.client(zoe), project).json()["id"] == task.pk
    assert act(make.client(bob), task, "release").status_code == 404  # twice does no harm


def test_what_was_begun_stays_with_its_assignee(project: Project, bob: User) -> None:
    draft = begun(project, bob)
    client = make.client(bob)
    save(client, draft.pk, 0, document())
    assert act(client, draft.task, "release").status_code == 204
    draft.task.refresh_from_db()
    assert (draft.task.state, draft.task.assignee) == (TaskState.OPEN, bob)
    again = ask(client, project).json()
    assert (again["id"], again["annotation"]["revision"]) == (draft.task.pk, 1)


def test_a_returned_task_is_returned_again(project: Project, bob: User, rita: User) -> None:
    task = submitted(project, bob)
    act(make.client(rita), task, "return", {"comments": [{"text": "Look again."}]})
    client = make.client(bob)
    assert ask(client, project).json()["state"] == "leased"
    act(client, task, "release")
    task.refresh_from_db()
    assert (task.state, task.assignee) == (TaskState.RETURNED, bob)


def test_a_review_that_was_taken_ahead_is_free_again(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)
    ask(make.client(rita), project, "review")
    assert act(make.client(rita), task, "release").status_code == 204
    zoe = make.member(project, "zoe", "reviewer")
    assert ask(make.client(zoe), project, "review").json()["id"] == task.pk


def test_somebody_elses_task_stays_theirs(project: Project, bob: User, rita: User) -> None:
    task = begun(project, bob).task
    assert (
        act(make.client(make.member(project, "zoe", "annotator")), task, "release").status_code
        == 404
    )
    assert act(make.client(rita), task, "release").status_code == 204
    task.refresh_from_db()
    assert (task.state, task.assignee) == (TaskState.LEASED, bob)
