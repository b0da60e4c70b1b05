"""Which checkpoint serves: promoted past a gate, rolled back, each with who and when."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from annotation.errors import ConflictError
from annotation.models import JobState, Project, User
from reward.actions.evaluations import newest_set
from reward.actions.serving import checkpoint_for
from reward.models import Checkpoint, Evaluation, EvaluationSet, Promotion, PromotionKind, Serving

FEWEST = 50  # videos, below which the numbers are hardly more than chance
COMPARED = {"overall": "overall", "auroc": "AUROC", "trace_f1": "trace F1"}
SLACK = 0.05  # points (of 100) that are no difference


class NeedsConfirmationError(ConflictError):
    """The gate has a doubt, which the message says; asking again with ``confirm`` overrides it."""

    code = "needs_confirmation"


def doubts(checkpoint: Checkpoint, project: Project) -> str:
    """Why promoting needs a second look; "" if nothing speaks against it."""
    counting = newest_set(project)
    if counting is None:
        return (
            "The project has no evaluation set (no accepted video of the split test), so nobody "
            "knows how good this checkpoint is."
        )
    found = []
    if counting.videos < FEWEST:
        found.append(
            f"The evaluation set has {counting.videos} videos, fewer than {FEWEST}: "
            "its numbers are hardly more than chance."
        )
    metrics = _metrics(checkpoint, counting)
    serving = checkpoint_for(project)
    if metrics is None:
        found.append("This checkpoint has not been measured on the evaluation set.")
    elif serving is not None and serving.pk != checkpoint.pk:
        found += _comparison(metrics, _metrics(serving, counting), serving)
    return " ".join(found)


def _comparison(
    metrics: dict[str, Any], before: dict[str, Any] | None, serving: Checkpoint
) -> list[str]:
    if before is None:
        return [f"The serving checkpoint {serving.name} has not been measured on this set."]
    worse = []
    for name, label in COMPARED.items():
        now, then = metrics.get(name), before.get(name)
        if now is not None and then is not None and now < then - SLACK:
            worse.append(f"{label} {now:.1f} after {then:.1f} ({now - then:+.1f})")
    return [f"It is worse than the serving one: {', '.join(worse)}."] if worse else []


def _metrics(checkpoint: Checkpoint, counting: EvaluationSet) -> dict[str, Any] | None:
    done = Evaluation.objects.filter(
        checkpoint=checkpoint, set=counting, job__state=JobState.DONE
    ).first()
    return None if done is None else done.metrics


def _locked(project: Project | None) -> Serving:
    """The row that says what serves, held until the transaction ends: one promotion at a time."""
    Serving.objects.get_or_create(project=project)
    return Serving.objects.select_for_update().get(project=project)


@transaction.atomic
def promote(
    checkpoint: Checkpoint,
    user: User | None,
    *,
    confirm: bool = False,
    site: bool = False,
    expected: int | None = None,
) -> Promotion:
    """Let the checkpoint answer for its project, or (``site``) for all that have none.

    ``NeedsConfirmationError`` says what speaks against it. ``ConflictError`` if it serves already
    or, with ``expected`` (0: none), if another one serves than the asker has seen.
    """
    project = None if site else checkpoint.project
    serving = _locked(project)
    if expected is not None and (serving.checkpoint_id or 0) != expected:
        raise ConflictError(
            "Another checkpoint was promoted meanwhile; compare with that one.", code="overtaken"
        )
    if serving.checkpoint_id == checkpoint.pk:
        raise ConflictError("This checkpoint serves already.", code="serves")
    doubt = doubts(checkpoint, checkpoint.project)
    if doubt and not confirm:
        raise NeedsConfirmationError(doubt)
    return _turn(serving, PromotionKind.PROMOTE, checkpoint, user, doubt)


@transaction.atomic
def roll_back(project: Project | None, user: User | None) -> Promotion:
    """Return to what served before; to none (the site's default) if nothing did."""
    serving = _locked(project)
    if serving.checkpoint_id is None:
        raise ConflictError("No checkpoint of this project serves.", code="nothing")
    last = (
        Promotion.objects.filter(
            project=project, kind=PromotionKind.PROMOTE, checkpoint=serving.checkpoint_id
        )
        .order_by("-pk")
        .select_related("before")
        .first()
    )
    return _turn(serving, PromotionKind.ROLL_BACK, last.before if last else None, user, "")


def _turn(
    serving: Serving,
    kind: PromotionKind,
    checkpoint: Checkpoint | None,
    user: User | None,
    confirmed: str,
) -> Promotion:
    before = serving.checkpoint
    serving.checkpoint = checkpoint
    serving.save(update_fields=["checkpoint"])
    return Promotion.objects.create(
        project=serving.project,
        kind=kind,
        checkpoint=checkpoint,
        before=before,
        confirmed=confirmed,
        created_by=user,
    )
