"""A task's suggestions: who is shown them when, what is decided, and what a submission settles."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from annotation.models import Annotation, Project, ReviewPolicy, Task, User
from reward.actions import outcomes, suggestions
from reward.models import Checkpoint, Outcome, Policy, Prediction, Showing
from tests import make
from tests.annotation.api.drafts import begun, document, save, submit, trace
from tests.reward import served

A = trace(id="a", span=[2, 10])
B = trace(id="b", span=[12, 18], track=[{"frame": 12, "box": [0.5, 0.5, 0.2, 0.2]}])


@pytest.fixture
def row(project: Project) -> Checkpoint:
    return served.unloadable(project)


@pytest.fixture
def draft(project: Project, bob: User) -> Annotation:
    return begun(project, bob)


@pytest.fixture
def prediction(row: Checkpoint, draft: Annotation) -> Prediction:
    return served.prediction(row, draft.video, A, B, confidences=[0.9, 0.2])


def url(draft: Annotation, *more: str) -> str:
    return "/".join((f"/api/v1/tasks/{draft.task_id}/suggestions", *more, ""))


def look(draft: Annotation, person: User) -> dict[str, Any]:
    body: dict[str, Any] = make.client(person).get(url(draft)).json()
    return body


def suggested(prediction: Prediction, original: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The trace as the editor puts it into the document."""
    origin = {
        "kind": "suggestion",
        "prediction": str(prediction.pk),
        "trace": original["id"],
        "edited": bool(changed),
    }
    return original | {"id": f"mine-{original['id']}", "origin": origin} | changed


def hand_in(draft: Annotation, bob: User, *traces: dict[str, Any]) -> None:
    client = make.client(bob)
    draft.refresh_from_db()
    verdict = "fake" if traces else "real"
    body = document(verdict=verdict) | {"traces": list(traces)}
    assert save(client, draft.pk, draft.revision, body).status_code == 200
    answer = submit(client, draft.task_id or 0, draft.revision + 1)
    assert answer.status_code == 200, answer.content


def verbs() -> dict[str, str]:
    return dict(Outcome.objects.values_list("trace_id", "verb"))


def test_the_assignee_is_shown_the_serving_models_traces_with_bins(
    draft: Annotation, bob: User, prediction: Prediction, row: Checkpoint
) -> None:
    body = look(draft, bob)
    assert (body["shown"], body["decided"]) == (True, {})
    found = body["prediction"]
    assert (found["id"], found["video"]) == (prediction.pk, draft.video_id)
    assert found["checkpoint"] == {"id": row.pk, "name": row.name}
    assert [one["id"] for one in found["document"]["traces"]] == ["a", "b"]
    # The least of confidence and p_fake (0.8): 0.8 and 0.2.
    assert found["bins"] == ["likely", "unlikely"]


@pytest.mark.parametrize(
    ("odds", "word"),
    [
        (1.0, "likely"),
        (2 / 3, "likely"),
        (0.66, "possible"),
        (1 / 3, "possible"),
        (0.3, "unlikely"),
    ],
)
def test_a_bins_edges_are_thirds(odds: float, word: str) -> None:
    assert suggestions.bins_of([odds]) == [word]


def test_a_trace_is_no_likelier_than_the_video_is_fake() -> None:
    prediction = Prediction(p_fake=0.5, confidences=[0.9, 0.4])
    assert suggestions.odds_of(prediction) == [0.5, 0.4]


def test_without_a_prediction_there_is_nothing_to_show(
    draft: Annotation, bob: User, row: Checkpoint
) -> None:
    assert look(draft, bob) == {"prediction": None, "shown": True, "decided": {}}
    assert not Showing.objects.exists()


def test_a_policy_that_does_not_suggest_shows_nothing(
    project: Project, draft: Annotation, bob: User, prediction: Prediction
) -> None:
    Policy.objects.create(project=project, suggest=False)
    assert look(draft, bob)["prediction"] is None


def test_what_was_shown_stays_when_another_model_is_promoted(
    project: Project, draft: Annotation, bob: User, prediction: Prediction
) -> None:
    look(draft, bob)
    other = served.unloadable(project, serves=False, name="1" * 16)
    served.prediction(other, draft.video, A)
    project.serving.checkpoint = other
    project.serving.save()
    assert look(draft, bob)["prediction"]["id"] == prediction.pk


def test_a_blind_task_hides_them_until_the_first_submission(
    project: Project, draft: Annotation, bob: User, rita: User, prediction: Prediction
) -> None:
    Policy.objects.create(project=project, blind_share=1.0)
    hidden = {"prediction": None, "shown": False, "decided": {}}
    assert look(draft, bob) == hidden
    assert make.client(bob).post(url(draft, "a"), {"verb": "reject"}).status_code == 404
    assert look(draft, rita)["prediction"]["id"] == prediction.pk
    assert not Showing.objects.exists()
    hand_in(draft, bob, trace())
    assert look(draft, bob)["prediction"]["id"] == prediction.pk
    assert Showing.objects.get().blind
    # It had no part in what was submitted.
    assert outcomes.settle_due() == 0


def test_the_blind_share_is_stable_and_grows() -> None:
    tasks = [Task(pk=number) for number in range(1000)]
    few = {task.pk for task in tasks if suggestions.is_blind(task, 0.2)}
    many = {task.pk for task in tasks if suggestions.is_blind(task, 0.4)}
    assert few < many
    assert 150 < len(few) < 250
    assert not any(suggestions.is_blind(task, 0.0) for task in tasks)
    assert all(suggestions.is_blind(task, 1.0) for task in tasks)


def test_a_rejection_counts_at_once(draft: Annotation, bob: User, prediction: Prediction) -> None:
    answer = make.client(bob).post(url(draft, "b"), {"verb": "reject"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["decided"] == {"b": "reject"}
    outcome = Outcome.objects.get()
    assert (outcome.verb, outcome.category, outcome.odds) == ("reject", "object_distortion", 0.2)
    assert (outcome.video, outcome.task, outcome.created_by) == (draft.video, draft.task, bob)
    make.client(bob).post(url(draft, "b"), {"verb": "accept"})
    assert look(draft, bob)["decided"] == {"b": "accept"}


@pytest.mark.parametrize(
    ("name", "trace_id", "verb", "status"),
    [
        ("bob", "zzz", "reject", 404),
        ("bob", "a", "edit", 400),
        ("rita", "a", "reject", 403),
        ("charlie", "a", "reject", 404),
    ],
)
def test_nobody_else_decides_and_nothing_else_is_decided(
    *,
    draft: Annotation,
    prediction: Prediction,
    charlie: User,
    name: str,
    trace_id: str,
    verb: str,
    status: int,
) -> None:
    client = make.client(User.objects.get(username=name))
    assert client.post(url(draft, trace_id), {"verb": verb}).status_code == status
    assert not Outcome.objects.exists()


def test_a_submission_settles_what_was_kept_changed_and_left(
    draft: Annotation, bob: User, prediction: Prediction
) -> None:
    look(draft, bob)
    # Frames 2 to 9 became 2 to 5: four of eight; the box is the same where both show one.
    hand_in(draft, bob, suggested(prediction, A, span=[2, 6]))
    assert outcomes.settle_due() == 1
    assert verbs() == {"a": "edit", "b": "reject"}
    edited = Outcome.objects.get(trace_id="a")
    assert (edited.iou, edited.tiou) == (1.0, 0.5)
    assert edited.viou == pytest.approx(4 / 8)
    left = Outcome.objects.get(trace_id="b")
    assert (left.iou, left.tiou, left.viou) == (None, None, None)
    assert outcomes.settle_due() == 0


def test_a_trace_taken_over_as_it_is_counts_as_accepted(
    draft: Annotation, bob: User, prediction: Prediction
) -> None:
    look(draft, bob)
    hand_in(draft, bob, suggested(prediction, A), suggested(prediction, B))
    outcomes.settle_due()
    assert verbs() == {"a": "accept", "b": "accept"}
    kept = Outcome.objects.get(trace_id="b")
    assert (kept.iou, kept.tiou, kept.viou) == pytest.approx((1.0, 1.0, 1.0))


def test_suggestions_that_nobody_saw_are_not_held_against_the_model(
    draft: Annotation, bob: User, prediction: Prediction
) -> None:
    hand_in(draft, bob, trace())
    assert outcomes.settle_due() == 0
    look(draft, bob)
    assert outcomes.settle_due() == 0


def test_a_reviewers_change_is_what_counts_in_the_end(
    draft: Annotation, bob: User, rita: User, prediction: Prediction
) -> None:
    look(draft, bob)
    hand_in(draft, bob, suggested(prediction, A))
    outcomes.settle_due()
    assert verbs()["a"] == "accept"
    client = make.client(rita)
    assert client.post(f"/api/v1/tasks/{draft.task_id}/lease/").status_code == 200
    draft.refresh_from_db()
    body = document(suggested(prediction, A, category="object_merging"))
    assert save(client, draft.pk, draft.revision, body).status_code == 200
    assert outcomes.settle_due() == 1
    assert verbs()["a"] == "edit"


def test_after_the_submission_nothing_is_decided_by_hand(
    draft: Annotation, bob: User, prediction: Prediction
) -> None:
    look(draft, bob)
    hand_in(draft, bob, suggested(prediction, A))
    assert make.client(bob).post(url(draft, "a"), {"verb": "reject"}).status_code == 409


def test_statistics_say_how_suggestions_fare(
    project: Project, draft: Annotation, bob: User, rita: User, prediction: Prediction
) -> None:
    Project.objects.update(review_policy=ReviewPolicy.NONE)
    look(draft, bob)
    hand_in(draft, bob, suggested(prediction, A, span=[2, 6]), trace(id="own"))
    alone = begun(project, bob)
    hand_in(alone, bob, trace())
    Task.objects.filter(pk=draft.task_id).update(active_seconds=30)
    Task.objects.filter(pk=alone.task_id).update(active_seconds=40)
    client = make.client(rita)
    body = client.get("/api/v1/suggestions/statistics/?project=clips").json()
    counts = {"suggested": 2, "accepted": 0, "edited": 1, "rejected": 1, "acceptance_rate": 0.5}
    assert body["by_category"] == [{"category": "object_distortion", **counts}]
    one = {"suggested": 1, "accepted": 0}
    assert body["by_bin"] == [
        {"bin": "likely", **one, "edited": 1, "rejected": 0, "acceptance_rate": 1.0},
        {"bin": "possible", **dict.fromkeys(counts, 0), "acceptance_rate": None},
        {"bin": "unlikely", **one, "edited": 0, "rejected": 1, "acceptance_rate": 0.0},
    ]
    assert counts.items() <= body.items()
    assert (body["mean_iou"], body["mean_tiou"], body["mean_viou"]) == (1.0, 0.5, 0.5)
    # Two traces in 30 s with suggestions, one in 40 s without.
    assert body["seconds_per_trace"] == {"with": 15.0, "without": 40.0}


def test_statistics_of_nothing_are_empty(project: Project, rita: User) -> None:
    body = make.client(rita).get("/api/v1/suggestions/statistics/?project=clips").json()
    assert (body["suggested"], body["acceptance_rate"], body["mean_iou"]) == (0, None, None)
    assert body["seconds_per_trace"] == {"with": None, "without": None}


def test_a_showing_is_noted_once(draft: Annotation, bob: User, prediction: Prediction) -> None:
    look(draft, bob)
    first = Showing.objects.get().shown_at
    assert first <= timezone.now()
    look(draft, bob)
    assert Showing.objects.get().shown_at == first
