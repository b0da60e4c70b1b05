"""What a submission makes of suggestions, and the statistics of it."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.models import Annotation, Project, ReviewPolicy, Task, User
from reward.actions import outcomes
from reward.models import Outcome, Prediction
from tests import make
from tests.annotation.api.drafts import begun, document, save, trace
from tests.reward.api.shown import (
    A,
    B,
    draft,
    hand_in,
    look,
    prediction,
    row,
    suggested,
    url,
    verbs,
)

__all__ = ["draft", "prediction", "row"]


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


def test_what_a_trace_of_ones_own_says_already_is_agreed_with_not_rejected(
    project: Project, draft: Annotation, bob: User, rita: User, prediction: Prediction
) -> None:
    look(draft, bob)
    # Half of eight frames is still the same, and a further category counts; for b the box differs.
    own = A | {"id": "own", "span": [2, 6], "category": "object_merging"}
    elsewhere = B | {"id": "other", "track": [{"frame": 12, "box": [0.0, 0.0, 0.2, 0.2]}]}
    hand_in(draft, bob, own | {"also": ["object_distortion"]}, elsewhere)
    outcomes.settle_due()
    assert verbs() == {"a": "agree", "b": "reject"}
    agreed = Outcome.objects.get(trace_id="a")
    assert (agreed.iou, agreed.tiou, agreed.viou) == (1.0, 0.5, 0.5)
    body = make.client(rita).get("/api/v1/suggestions/statistics/?project=clips").json()
    told = {"suggested": 2, "accepted": 0, "edited": 0, "agreed": 1, "rejected": 1}
    assert (told | {"acceptance_rate": 0.0}).items() <= body.items()


@pytest.mark.parametrize("changed", [{"category": "object_merging"}, {"span": [2, 5]}])
def test_another_flaw_or_another_time_is_no_agreement(
    draft: Annotation, bob: User, prediction: Prediction, changed: dict[str, Any]
) -> None:
    look(draft, bob)
    hand_in(draft, bob, A | {"id": "own"} | changed)
    outcomes.settle_due()
    assert verbs()["a"] == "reject"


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
    counts = {"suggested": 2, "accepted": 0, "edited": 1, "agreed": 0, "rejected": 1,
              "acceptance_rate": 0.5}  # fmt: skip
    assert body["by_category"] == [{"category": "object_distortion", **counts}]
    one = {"suggested": 1, "accepted": 0, "agreed": 0}
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
