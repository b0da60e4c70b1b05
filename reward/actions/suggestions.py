"""What a task's assignee is shown of the model's opinion, and when."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import transaction

from annotation.errors import ConflictError, ForbiddenError, NotFoundError
from annotation.models import Project, Task, TaskState, User
from reward.actions import serving
from reward.models import Outcome, Policy, Prediction, Showing, Verb

Bin = Literal["likely", "possible", "unlikely"]
# At least two in three, and less than one in three, of what the model is that sure of.
LIKELY, UNLIKELY = 2 / 3, 1 / 3
OVER = frozenset({TaskState.SUBMITTED, TaskState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Suggestions:
    """``shown`` is False before the first submission of a task that is labelled blind first.

    ``decided`` maps the ids of the prediction's traces to what the person did with them.
    """

    prediction: Prediction | None = None
    shown: bool = True
    decided: dict[str, str] = field(default_factory=dict)


def odds_of(prediction: Prediction) -> list[float]:
    """How likely each trace is one: the model's confidence in it, and never more than in a fake.

    Only ``p_fake`` is calibrated (on the checkpoint's val split), and a video that is real has no
    trace, so it bounds the confidence, which the model gives as it is.
    """
    return [min(confidence, prediction.p_fake) for confidence in prediction.confidences]


def bins_of(odds: Sequence[float]) -> list[Bin]:
    """The words that the page shows for odds."""
    return [
        "likely" if one >= LIKELY else "unlikely" if one < UNLIKELY else "possible" for one in odds
    ]


def policy_of(project: Project) -> Policy:
    """The project's policy; the defaults where it has none."""
    return Policy.objects.filter(project=project).first() or Policy(project=project)


def is_blind(task: Task, share: float) -> bool:
    """Whether suggestions come after the first submission: for a task, always the same answer.

    A greater share keeps all that were blind under a smaller one.
    """
    digest = hashlib.sha256(f"blind:{task.pk}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32 < share


def look(task: Task, user: User) -> Suggestions:
    """What the person may see; that the assignee was shown it is noted with the prediction."""
    policy = policy_of(task.project)
    mine = task.assignee_id == user.pk
    blind = is_blind(task, policy.blind_share)
    if mine and blind and task.submitted_at is None:
        return Suggestions(shown=False)
    showing = Showing.objects.select_related("prediction__checkpoint").filter(task=task).first()
    if showing is not None:
        return Suggestions(showing.prediction, decided=_decided(task, showing.prediction))
    prediction = _prediction_for(task) if policy.suggest else None
    if prediction is not None and mine:
        # Two windows of one person may ask at once; both then show what the first one noted.
        row, _ = Showing.objects.select_related("prediction__checkpoint").get_or_create(
            task=task, defaults={"prediction": prediction, "blind": blind}
        )
        prediction = row.prediction
    return Suggestions(prediction)


def _prediction_for(task: Task) -> Prediction | None:
    """The serving checkpoint's, else the newest of one of the project's own."""
    rows = Prediction.objects.filter(sha256=task.video.sha256).select_related("checkpoint")
    checkpoint = serving.checkpoint_for(task.project)
    own = rows.filter(checkpoint__project=task.project_id).order_by("-pk")
    return rows.filter(checkpoint=checkpoint).first() or own.first()


def _decided(task: Task, prediction: Prediction) -> dict[str, str]:
    rows = Outcome.objects.filter(task=task, prediction=prediction)
    return dict(rows.values_list("trace_id", "verb"))


@transaction.atomic
def decide(task: Task, user: User, *, trace_id: str, verb: Verb) -> Suggestions:
    """Note what the assignee did with one suggestion; the submission has the last word."""
    if task.assignee_id != user.pk:
        raise ForbiddenError("Only the person who labels it can decide this.", code="not_yours")
    if task.state in OVER:
        raise ConflictError("This task is submitted already.", code="submitted")
    seen = look(task, user)
    prediction = seen.prediction
    traces = prediction.document["traces"] if prediction is not None else []
    place = next((n for n, trace in enumerate(traces) if trace["id"] == trace_id), None)
    if prediction is None or place is None:
        raise NotFoundError("There is no such suggestion.")
    Outcome.objects.update_or_create(
        task=task,
        prediction=prediction,
        trace_id=trace_id,
        defaults={
            "verb": verb,
            "iou": None,
            "tiou": None,
            "viou": None,
            "video_id": task.video_id,
            "created_by": user,
            "category": traces[place]["category"] or "",
            "odds": odds_of(prediction)[place],
        },
    )
    Showing.objects.filter(task=task).update(settled=None)
    return Suggestions(prediction, decided=_decided(task, prediction))
