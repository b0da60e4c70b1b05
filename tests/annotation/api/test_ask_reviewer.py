"""/api/v1/tasks/{id}/questions/: an annotator asks about a frame, the reviewer answers."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.actions import questions
from annotation.models import Project, Question, Task, User
from tests import make
from tests.annotation.api.drafts import Answer, act, begun, submitted

ASKED = {"text": "Is the hand part of it?", "frame": 7, "box": [0.1, 0.1, 0.2, 0.2]}


def ask(person: User, task: Task, body: Any = ASKED) -> Answer:
    return make.client(person).post(f"/api/v1/tasks/{task.pk}/questions/", body)


def answer(person: User, question: int, task: Task, text: str = "Yes.") -> Answer:
    url = f"/api/v1/tasks/{task.pk}/questions/{question}/answer/"
    return make.client(person).put(url, {"text": text})


def listed(person: User, task: Task) -> Any:
    return make.client(person).get(f"/api/v1/tasks/{task.pk}/questions/").json()


def test_the_reviewer_reads_and_answers_and_the_annotator_sees_it(
    project: Project, bob: User, rita: User
) -> None:
    task = submitted(project, bob)  # also after the work is handed in
    asked = ask(bob, task)
    assert asked.status_code == 201
    (seen,) = listed(rita, task)
    assert {key: seen[key] for key in ASKED} == ASKED
    assert (seen["author"], seen["answer"]) == ("bob", "")
    told = answer(rita, seen["id"], task, " Yes, box it too. ")
    assert (told.status_code, told.json()["answered_by"]) == (200, "rita")
    (back,) = listed(bob, task)
    # An annotator does not learn who reviews.
    assert (back["answer"], back["answered_by"], back["author"]) == ("Yes, box it too.", None, None)
    assert back["answered_at"] is not None


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "Where?", "frame": 20}, "frame"),
        ({"text": "Where?", "box": [0, 0, 0.5, 0.5]}, "frame"),
        ({"text": "Where?", "frame": 1, "box": [0, 0, 0.5, 1.5]}, "box/3"),
        ({"text": "Where?", "author": 1}, "author"),
    ],
)
def test_malformed(project: Project, bob: User, body: Any, path: str) -> None:
    refused = ask(bob, begun(project, bob).task, body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["path"] == path
    assert not Question.objects.exists()


def test_somebody_elses_task_looks_absent_and_a_reviewer_does_not_ask(
    project: Project, bob: User, rita: User, charlie: User
) -> None:
    task = begun(project, bob).task
    assert ask(charlie, task).status_code == 404
    assert ask(make.member(project, "zoe", "annotator"), task).status_code == 404
    assert ask(rita, task).status_code == 403


def test_taken_back_until_it_is_answered(project: Project, bob: User, rita: User) -> None:
    task = begun(project, bob).task
    first, second = (ask(bob, task).json()["id"] for _ in range(2))
    url = f"/api/v1/tasks/{task.pk}/questions"
    assert make.client(rita).delete(f"{url}/{first}/").status_code == 403
    assert make.client(bob).delete(f"{url}/{first}/").status_code == 204
    answer(rita, second, task)
    assert make.client(bob).delete(f"{url}/{second}/").status_code == 409
    assert [row["id"] for row in listed(bob, task)] == [second]


def test_a_question_of_another_task_is_absent(project: Project, bob: User, rita: User) -> None:
    asked = ask(bob, begun(project, bob).task).json()["id"]
    other = begun(project, bob).task
    assert answer(rita, asked, other).status_code == 404


def test_nobody_asks_about_accepted_work_or_without_end(
    project: Project, bob: User, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST", 1)
    task = submitted(project, bob)
    assert [ask(bob, task).status_code for _ in range(2)] == [201, 409]
    accepted = submitted(project, bob)
    act(make.client(rita), accepted, "accept")
    assert ask(bob, accepted).json()["code"] == "accepted"


def tasks(person: User, questions: str) -> dict[int, int]:
    """The tasks with such questions, each with how many of them are open."""
    rows = make.client(person).get(f"/api/v1/tasks/?questions={questions}").json()["results"]
    return {row["id"]: row["open_questions"] for row in rows}


def test_the_reviewer_finds_what_waits_and_the_annotator_what_was_answered(
    project: Project, bob: User, rita: User
) -> None:
    task, other = begun(project, bob).task, submitted(project, bob)
    first, second = (ask(bob, task).json()["id"] for _ in range(2))
    assert (tasks(rita, "open"), tasks(bob, "answered")) == ({task.pk: 2}, {})
    answer(rita, first, task)
    assert (tasks(rita, "open"), tasks(bob, "answered")) == ({task.pk: 1}, {task.pk: 1})
    # Only whoever asked can have read it.
    assert act(make.client(rita), task, "questions/seen").status_code == 204
    assert tasks(rita, "answered") == {}
    assert [row["seen"] for row in listed(bob, task)] == [False, False]
    assert act(make.client(bob), task, "questions/seen").status_code == 204
    assert [row["seen"] for row in listed(bob, task)] == [True, False]
    assert tasks(bob, "answered") == {}
    # Said better, it is news again; and the second answer is.
    answer(rita, first, task, "No, look again.")
    answer(rita, second, task)
    assert (tasks(rita, "open"), tasks(bob, "answered")) == ({}, {task.pk: 0})
    assert make.client(rita).get(f"/api/v1/tasks/{other.pk}/").json()["open_questions"] == 0


def test_ones_own_question_is_answered_by_somebody_else(project: Project, rita: User) -> None:
    task = submitted(project, rita)
    asked = ask(rita, task).json()["id"]
    assert answer(rita, asked, task).json()["code"] == "own_work"
