"""Celery doorways: of the queue ``gpu``, and what the clock starts on the other one."""

from __future__ import annotations

from celery import shared_task

from annotation.actions import jobs
from reward import pipeline
from reward.actions import ordering, outcomes, predictions, rewards
from reward.pipeline import retraining


@shared_task(name="reward.jobs.run")
def run(job_id: int) -> None:
    """Run one job, unless another worker has it or it has ended."""
    jobs.run(job_id, pipeline.STEPS)


@shared_task(name="reward.jobs.retrain")
def retrain() -> None:
    """Start what policies ask for."""
    retraining.start_due()


@shared_task(name="reward.jobs.suggest")
def suggest() -> None:
    """Have new videos predicted, and order tasks by doubt, where policies say so."""
    predictions.start_due()
    ordering.by_uncertainty()


@shared_task(name="reward.jobs.settle")
def settle() -> None:
    """Read from submitted documents what became of suggestions; drop old uploads."""
    rewards.drop_old()
    outcomes.settle_due()
