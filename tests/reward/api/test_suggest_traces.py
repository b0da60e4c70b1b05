"""A task's suggestions: who is shown them when, and what is decided."""

from __future__ import annotations

import pytest
from django.utils import timezone

from annotation.models import Annotation, Project, Task, User
from reward.actions import outcomes, suggestions
from reward.models import Checkpoint, Outcome, Policy, Prediction, Showing
from tests import make
from tests.annotation.api.drafts import trace
from tests.reward import served
from tests.reward.api.shown import (
    A,
    draft,
    hand_in,
    look,
    prediction,
    row,
    url,
)

__all__ = ["draft", "prediction", "row"]


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


def test_a_showing_is_noted_once(draft: Annotation, bob: User, prediction: Prediction) -> None:
    look(draft, bob)
    first = Showing.objects.get().shown_at
    assert first <= timezone.now()
    look(draft, bob)
    assert Showing.objects.get().shown_at == first
