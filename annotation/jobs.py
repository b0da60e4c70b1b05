"""Celery doorways: load the row, call one pipeline function. A lost message costs nothing."""

from __future__ import annotations

from celery import shared_task

from annotation import pipeline
from annotation.actions import jobs, requests, tasks, uploads, webhooks


@shared_task(name="annotation.jobs.run")
def run(job_id: int) -> None:
    """Run one job, unless another worker has it or it has ended."""
    jobs.run(job_id, pipeline.STEPS)


@shared_task(name="annotation.jobs.sweep")
def sweep() -> None:
    """Publish what was lost, end what died too often, release lapsed leases, drop what is old."""
    jobs.sweep()
    tasks.release_lapsed()
    uploads.drop_expired()
    webhooks.sweep()
    requests.drop_old()


@shared_task(name="annotation.jobs.deliver")
def deliver(delivery_id: int) -> None:
    """Try to deliver one event to one webhook."""
    webhooks.deliver(delivery_id)
