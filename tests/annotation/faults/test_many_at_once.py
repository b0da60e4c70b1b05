"""What many do at the same moment: no task for two people, no save overwritten, one effect each."""

from __future__ import annotations

from collections import Counter
from functools import partial

import httpx
import pytest
from django.apps import apps

from annotation.models import Annotation, Project, Review, Role, Task, TaskState, Trace, User
from tests import make
from tests.annotation.api.drafts import begun, document
from tests.annotation.faults.conftest import SignIn
from tests.annotation.faults.crowd import at_once, newcomer, put
from tests.stack import Stack

CROWD = 50


@pytest.fixture
def project(stack: Stack) -> Project:
    return make.project()


@pytest.fixture
def bob(project: Project) -> User:
    return User.objects.get(username="bob")


def test_fifty_people_get_fifty_tasks(stack: Stack, sign_in: SignIn, project: Project) -> None:
    for _ in range(CROWD):
        make.task(make.ready_video(project))
    people = [newcomer(project, f"person-{number}") for number in range(CROWD)]
    clients = [sign_in(stack.url, person) for person in people]
    ask = {"project": project.slug, "purpose": "label"}
    answers = at_once([partial(client.post, "tasks/next/", json=ask) for client in clients])
    assert Counter(answer.status_code for answer in answers) == {200: CROWD}
    assert len({answer.json()["id"] for answer in answers}) == CROWD
    holders = Task.objects.filter(state=TaskState.LEASED).values_list("assignee", flat=True)
    assert sorted(holders) == sorted(person.pk for person in people)


def test_one_person_asking_often_gets_no_video_twice(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    # Three tasks per video lie side by side in the queue, so these requests collide.
    for _ in range(8):
        video = make.ready_video(project)
        for _ in range(3):
            make.task(video)
    client = sign_in(stack.url, bob)
    ask = {"project": project.slug}
    answers = at_once([partial(client.post, "tasks/next/", json=ask) for _ in range(12)])
    assert {answer.status_code for answer in answers} <= {200, 204}
    videos = [answer.json()["video"]["id"] for answer in answers if answer.status_code == 200]
    assert (len(videos), len(set(videos))) == (8, 8)


def test_two_reviewers_never_review_one_submission(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    for _ in range(10):
        task = make.task(make.ready_video(project), bob, state=TaskState.SUBMITTED)
        make.annotation(task, state="submitted", document=document())
    reviewers = [newcomer(project, f"reviewer-{n}", Role.REVIEWER) for n in range(10)]
    ask = {"project": project.slug, "purpose": "review"}
    clients = [sign_in(stack.url, person) for person in reviewers]
    answers = at_once([partial(client.post, "tasks/next/", json=ask) for client in clients])
    assert len({answer.json()["id"] for answer in answers}) == 10


def test_the_same_save_ten_times_has_one_effect(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    draft = begun(project, bob)
    client = sign_in(stack.url, bob)
    answers = at_once([partial(put, client, draft.pk, 0, document())] * 10)
    assert [answer.status_code for answer in answers] == [200] * 10
    assert {answer.json()["revision"] for answer in answers} == {1}
    images = apps.get_model("annotation", "AnnotationEvent").objects.filter(pgh_obj_id=draft.pk)
    assert [image.revision for image in images] == [0]


def test_of_ten_different_saves_one_wins_and_nine_hear_of_it(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    draft = begun(project, bob)
    client = sign_in(stack.url, bob)
    saves = [partial(put, client, draft.pk, 0, document(note=str(n))) for n in range(10)]
    answers = at_once(saves)
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 9}
    (won,) = (answer for answer in answers if answer.status_code == 200)
    draft.refresh_from_db()
    assert (draft.revision, draft.document) == (1, won.json()["document"])
    assert all(answer.json() == won.json() for answer in answers)


def test_one_key_sent_ten_times_leases_one_task(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    for _ in range(10):
        make.task(make.ready_video(project))
    client = sign_in(stack.url, bob)
    headers = {"Idempotency-Key": "once"}
    ask = {"project": project.slug}
    send = partial(client.post, "tasks/next/", json=ask, headers=headers)
    answers = at_once([send] * 10)
    assert [answer.status_code for answer in answers] == [200] * 10
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert Task.objects.filter(state=TaskState.LEASED).count() == 1


def test_submitting_and_accepting_ten_times_has_one_effect(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    draft = begun(project, bob, document=document())
    client = sign_in(stack.url, bob)
    submit = partial(client.post, f"tasks/{draft.task_id}/submit/", headers={"If-Match": '"0"'})
    assert [answer.status_code for answer in at_once([submit] * 10)] == [200] * 10
    assert Trace.objects.count() == 1
    rita = sign_in(stack.url, User.objects.get(username="rita"))
    accept = partial(rita.post, f"tasks/{draft.task_id}/accept/", json={})
    assert [answer.status_code for answer in at_once([accept] * 10)] == [200] * 10
    assert (Review.objects.count(), Trace.objects.count()) == (1, 1)


def test_a_save_racing_with_the_submission_is_in_it_or_refused(
    stack: Stack, sign_in: SignIn, project: Project, bob: User
) -> None:
    client = sign_in(stack.url, bob)
    for round_number in range(10):
        draft = begun(project, bob, document=document())
        submit = partial(client.post, f"tasks/{draft.task_id}/submit/", headers={"If-Match": '"0"'})
        late = document(note=f"late {round_number}")
        saved, submitted = at_once([partial(put, client, draft.pk, 0, late), submit])
        stored = Annotation.objects.get(pk=draft.pk)
        if saved.status_code == httpx.codes.OK:
            # The save came first, so the submission named a stale revision.
            assert (submitted.status_code, stored.state) == (412, "draft")
            assert stored.document == late
        else:
            assert (submitted.status_code, stored.state) == (200, "submitted")
            assert stored.document == document()
