"""Celery doorways: load the row, call one pipeline function. A lost message costs nothing."""

from __future__ import annotations

from celery import shared_task

from annotation.actions import jobs
from reward import pipeline
from reward.actions import ordering, outcomes, predictions, rewards


@shared_task(name="reward.jobs.run")
def run(job_id: int) -> None:
    """Run one job, unless another worker has it or it has ended."""
    jobs.run(job_id, pipeline.STEPS)


@shared_task(name="reward.jobs.sweep")
def sweep() -> None:
    """Have new videos predicted, settle what was submitted, order tasks, drop what is old."""
    predictions.start_due()
    outcomes.settle_due()
    ordering.by_uncertainty()
    rewards.drop_old()
