"""Celery doorways of the queue ``gpu``, and what its clock does."""

from __future__ import annotations

from celery import shared_task

from annotation.actions import jobs
from reward import pipeline
from reward.pipeline import retraining


@shared_task(name="reward.jobs.run")
def run(job_id: int) -> None:
    """Run one job, unless another worker has it or it has ended."""
    jobs.run(job_id, pipeline.STEPS)


@shared_task(name="reward.jobs.retrain")
def retrain() -> None:
    """Start what policies ask for."""
    retraining.start_due()
