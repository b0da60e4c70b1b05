"""Keeping, skipping and taking up tasks again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotation.actions import tasks
from annotation.models import Project, Role, Task, TaskState, User
from tests import make
from tests.annotation.api.drafts import act, ask, begun, document, save, submit, submitted


def test_a_heartbeat_renews_the_lease_and_counts_the_time(project: Project, bob: User) -> None:
    task = make.task(make.ready_video(project), bob, lease_until=timezone.now(), active_seconds=5)
    answer = act(make.client(bob), task, "heartbeat", {"active_seconds": 20})
    assert (answer.status_code, answer.json()["active_seconds"]) == (200, 25)
    task.refresh_from_db()
    assert task.lease_until is not None
    # The project's leases last 30 minutes.
    assert task.lease_until - timezone.now() > timedelta(minutes=29)


@pytest.mark.parametrize("seconds", [-1, 86_401, 1.5, "9", True])
def test_a_heartbeat_with_an_impossible_time_is_refused(
    project: Project, bob: User, seconds: object
) -> None:
    task = make.task(make.ready_video(project), bob)
    assert act(make.client(bob), task, "heartbeat", {"active_seconds": seconds}).status_code == 400


def test_a_reviewers_heartbeat_renews_the_review(project: Project, bob: User, rita: User) -> None:
    task = submitted(project, bob)
    client = make.client(rita)
    assert act(client, task, "heartbeat").status_code == 409
    ask(client, project, "review")
    Task.objects.update(review_until=timezone.now())
    assert act(client, task, "heartbeat").status_code == 200
    task.refresh_from_db()
    assert task.review_until is not None
    assert task.review_until > timezone.now() + timedelta(minutes=29)


def test_a_heartbeat_after_submission_is_a_conflict(project: Project, bob: User) -> None:
    answer = act(make.client(bob), submitted(project, bob), "heartbeat")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_held")


def test_the_sweeper_opens_lapsed_leases_only(project: Project, bob: User) -> None:
    now = timezone.now()
    running = make.task(make.ready_video(project), bob)
    lapsed = make.task(make.ready_video(project), bob, lease_until=now - timedelta(seconds=1))
    assert tasks.release_lapsed() == 1
    running.refresh_from_db()
    lapsed.refresh_from_db()
    assert (running.state, lapsed.state) == (TaskState.LEASED, TaskState.OPEN)
    assert (lapsed.assignee, lapsed.lease_until) == (bob, None)


def test_a_skipped_task_keeps_its_reason_and_goes_to_others(project: Project, bob: User) -> None:
    task = make.task(make.ready_video(project), bob, priority=3, shuffle=7)
    answer = act(
        make.client(bob), task, "skip", {"reason": "unplayable", "note": "  It is black. "}
    )
    assert (answer.status_code, answer.json()["state"]) == (200, "skipped")
    assert answer.json()["skip_reason"] == "unplayable"
    assert answer.json()["skip_note"] == "It is black."
    replacement = Task.objects.exclude(pk=task.pk).get()
    assert (replacement.state, replacement.assignee) == (TaskState.OPEN, None)
    assert (replacement.video, replacement.priority) == (task.video, 3)
    assert ask(make.client(bob), project).status_code == 204


def test_skipping_twice_makes_one_replacement(project: Project, bob: User) -> None:
    task = make.task(make.ready_video(project), bob)
    for _ in range(2):
        assert act(make.client(bob), task, "skip", {"reason": "unplayable"}).status_code == 200
    assert Task.objects.count() == 2


def test_after_three_people_skipped_it_nobody_else_is_asked(project: Project) -> None:
    video = make.ready_video(project)
    make.task(video)
    for name in ("ann", "ben", "cat"):
        client = make.client(make.member(project, name, Role.ANNOTATOR))
        task = Task.objects.get(pk=ask(client, project).json()["id"])
        assert act(client, task, "skip", {"reason": "unplayable"}).status_code == 200
    assert not Task.objects.filter(state=TaskState.OPEN).exists()


@pytest.mark.parametrize(
    "body",
    [
        *({"reason": reason} for reason in ("", None, 7, "Does not play", "lease_lapsed")),
        {"note": "black"},
        {"reason": "other"},
        {"reason": "other", "note": "  "},
        *({"reason": "unplayable", "note": note} for note in (None, 7, "x" * 501, "a\x00b")),
    ],
)
def test_a_skip_needs_a_reason_of_the_list_or_words(
    project: Project, bob: User, body: dict[str, object]
) -> None:
    task = make.task(make.ready_video(project), bob)
    assert act(make.client(bob), task, "skip", body).status_code == 400
    assert Task.objects.get().state == TaskState.LEASED


def test_a_submitted_task_cannot_be_skipped(project: Project, bob: User) -> None:
    answer = act(make.client(bob), submitted(project, bob), "skip", {"reason": "unplayable"})
    assert (answer.status_code, answer.json()["code"]) == (409, "submitted")


def test_a_task_of_ones_own_can_be_taken_up_again(project: Project, bob: User) -> None:
    client = make.client(bob)
    for state in (TaskState.OPEN, TaskState.RETURNED, TaskState.SKIPPED, TaskState.LEASED):
        task = make.task(make.ready_video(project), bob)
        Task.objects.filter(pk=task.pk).update(state=state, skip_reason="other", skip_note="black")
        answer = act(client, task, "lease")
        assert (answer.status_code, answer.json()["state"]) == (200, "leased")
        assert answer.json()["annotation"]["revision"] == 0
        assert (answer.json()["skip_reason"], answer.json()["skip_note"]) == ("", "")


def test_a_submission_cannot_be_taken_up_to_label_again(project: Project, bob: User) -> None:
    assert act(make.client(bob), submitted(project, bob), "lease").status_code == 409


def test_a_reviewer_cannot_take_up_an_annotators_open_task(
    project: Project, bob: User, rita: User
) -> None:
    task = make.task(make.ready_video(project), bob)
    answer = act(make.client(rita), task, "lease")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def test_one_review_at_a_time(project: Project, bob: User, rita: User, alice: User) -> None:
    task = submitted(project, bob)
    assert act(make.client(rita), task, "lease").json()["purpose"] == "review"
    answer = act(make.client(alice), task, "lease")
    assert (answer.status_code, answer.json()["code"]) == (409, "held")


@pytest.mark.parametrize("verb", ["heartbeat", "lease", "skip", "submit", "accept", "return"])
def test_someone_elses_task_looks_absent(
    project: Project, bob: User, charlie: User, verb: str
) -> None:
    draft = begun(project, bob)
    eve = make.member(project, "eve", Role.ANNOTATOR)
    bodies = {"skip": {"reason": "other", "note": "x"}, "return": {"comments": [{"text": "x"}]}}
    for person in (charlie, eve):
        client = make.client(person)
        url = f"/api/v1/tasks/{draft.task_id}/{verb}/"
        answer = client.post(url, bodies.get(verb, {}), headers={"If-Match": '"0"'})
        assert (verb, answer.status_code) == (verb, 404)
    assert Task.objects.get().state == TaskState.LEASED


def test_a_skipped_tasks_late_save_is_kept_but_takes_nothing_up(
    project: Project, bob: User
) -> None:
    draft = begun(project, bob)
    assert draft.task is not None
    client = make.client(bob)
    act(client, draft.task, "skip", {"reason": "unplayable"})
    assert save(client, draft.pk, 0, document()).status_code == 200
    assert submit(client, draft.task.pk, 1).json()["code"] == "skipped"
    draft.task.refresh_from_db()
    assert draft.task.state == TaskState.SKIPPED
