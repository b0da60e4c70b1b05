"""What serves: the gate with its doubts, promotions one at a time, and the way back."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotation.models import Job, JobKind, JobState, Project, User
from reward.actions import promotions
from reward.actions.serving import checkpoint_for
from reward.models import Checkpoint, Evaluation, EvaluationSet, Promotion, Serving
from tests import make
from tests.reward.loop import rows

GOOD = {"overall": 70.0, "auroc": 90.0, "trace_f1": 50.0}


def counting(project: Project, videos: int = 60) -> EvaluationSet:
    return EvaluationSet.objects.create(
        project=project, manifest="none", sha256="0" * 64, videos=videos, traces=videos
    )


def measured(checkpoint: Checkpoint, on: EvaluationSet, **metrics: float) -> Checkpoint:
    job = Job.objects.create(
        kind=JobKind.EVALUATE, project=on.project, state=JobState.DONE, queue="gpu"
    )
    Evaluation.objects.create(checkpoint=checkpoint, set=on, job=job, metrics=GOOD | metrics)
    return checkpoint


def post(person: User, checkpoint: Checkpoint, **body: Any) -> Any:
    return make.client(person).post(f"/api/v1/checkpoints/{checkpoint.pk}/promote/", body)


def test_a_better_checkpoint_serves_at_once(project: Project, alice: User) -> None:
    on = counting(project)
    first = measured(rows.checkpoint(project, "a" * 16), on)
    better = measured(rows.checkpoint(project, "b" * 16), on, overall=75.0)
    assert post(alice, first).status_code == 200
    answer = post(alice, better)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["kind"], body["created_by"], body["confirmed"]) == ("promote", "alice", "")
    assert body["before"] == {"id": first.pk, "name": "a" * 16}
    assert checkpoint_for(project) == better
    listed = make.client(alice).get("/api/v1/checkpoints/").json()["results"]
    assert [(row["id"], row["serving"]) for row in listed] == [(better.pk, True), (first.pk, False)]


def test_a_small_set_asks_for_confirmation_and_says_why(project: Project, alice: User) -> None:
    row = measured(rows.checkpoint(project), counting(project, videos=12))
    answer = post(alice, row)
    assert (answer.status_code, answer.json()["code"]) == (409, "needs_confirmation")
    assert "12 videos, fewer than 50" in answer.json()["detail"]
    assert checkpoint_for(project) is None
    assert post(alice, row, confirm=True).status_code == 200
    assert "12 videos" in Promotion.objects.get().confirmed


def test_a_worse_checkpoint_says_by_how_much(project: Project, alice: User) -> None:
    on = counting(project)
    good = measured(rows.checkpoint(project, "a" * 16), on)
    worse = measured(rows.checkpoint(project, "b" * 16), on, auroc=80.0)
    post(alice, good)
    answer = post(alice, worse)
    assert answer.status_code == 409
    assert "AUROC 80.0 after 90.0 (-10.0)" in answer.json()["detail"]
    assert checkpoint_for(project) == good


def test_what_was_not_measured_asks_for_confirmation(project: Project, alice: User) -> None:
    row = rows.checkpoint(project)
    assert "no evaluation set" in post(alice, row).json()["detail"]
    counting(project)
    assert "has not been measured" in post(alice, row).json()["detail"]


def test_the_asker_may_say_what_they_saw_serving(project: Project, alice: User) -> None:
    first, second = rows.checkpoint(project, "a" * 16), rows.checkpoint(project, "b" * 16)
    post(alice, first, confirm=True)
    answer = post(alice, second, confirm=True, expected=0)
    assert (answer.status_code, answer.json()["code"]) == (409, "overtaken")
    assert post(alice, second, confirm=True, expected=first.pk).status_code == 200


def test_roll_back_goes_step_by_step_to_none(project: Project, alice: User) -> None:
    first, second = rows.checkpoint(project, "a" * 16), rows.checkpoint(project, "b" * 16)
    post(alice, first, confirm=True)
    post(alice, second, confirm=True)
    url = "/api/v1/projects/clips/rollback/"
    body = make.client(alice).post(url).json()
    assert (body["kind"], body["checkpoint"]["id"], body["before"]["id"]) == (
        "rollback", first.pk, second.pk,
    )  # fmt: skip
    assert checkpoint_for(project) == first
    assert make.client(alice).post(url).json()["checkpoint"] is None
    assert checkpoint_for(project) is None
    assert make.client(alice).post(url).status_code == 409
    kinds = [row["kind"] for row in make.client(alice).get("/api/v1/promotions/").json()["results"]]
    assert kinds == ["rollback", "rollback", "promote", "promote"]


def test_only_a_superuser_sets_the_default_of_the_site(project: Project, alice: User) -> None:
    row = rows.checkpoint(project)
    assert post(alice, row, confirm=True, site=True).status_code == 403
    root = make.user("root", is_superuser=True)
    assert post(root, row, confirm=True, site=True).json()["project"] is None
    other = Project.objects.create(slug="other", name="Other")
    assert checkpoint_for(other) == row
    own = rows.checkpoint(other, "c" * 16)
    call_command("promote", project="other", checkpoint="c" * 16, yes=True)
    assert checkpoint_for(other) == own
    call_command("rollback", project="other")
    assert checkpoint_for(other) == row


def test_the_command_says_why_it_asks(project: Project) -> None:
    row = rows.checkpoint(project)
    with pytest.raises(CommandError, match=r"no evaluation set.*--yes"):
        call_command("promote", project="clips", checkpoint=str(row.pk))
    with pytest.raises(CommandError, match="No run of this project has finished"):
        call_command("promote", project="clips")


@pytest.mark.django_db(transaction=True)
def test_of_two_promotions_at_once_both_know_what_served_before() -> None:
    project = make.project()
    made = [rows.checkpoint(project, letter * 16) for letter in "ab"]
    results: list[Any] = []
    barrier = threading.Barrier(2)

    def promote(row: Checkpoint) -> None:
        barrier.wait()
        try:
            results.append(promotions.promote(row, None, confirm=True, expected=0))
        except promotions.ConflictError as error:
            results.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=promote, args=(row,)) for row in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [one for one in results if isinstance(one, Promotion)]
    assert [one for one in results if one is not won] == ["overtaken"]
    assert Serving.objects.get(project=project).checkpoint_id == won.checkpoint_id
