"""Start a training, and note how it goes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from annotation.actions import jobs
from annotation.errors import InvalidError, Problem
from annotation.models import Job, JobKind, JobState, Project, Snapshot, User
from reward.models import Cause, Checkpoint, Run

QUEUE = "gpu"
MOST_POINTS = 500
BACKENDS = ("tracenet", "mllm")


@transaction.atomic
def create(
    project: Project,
    user: User | None,
    *,
    snapshot: Snapshot,
    backend: str,
    config: dict[str, Any] | None = None,
    init: Checkpoint | None = None,
    cause: Cause = Cause.PERSON,
    note: str = "",
) -> Run:
    """Write the run and its job; a worker of the queue ``gpu`` trains."""
    config = config or {}
    _check(backend, config, init)
    (job,) = jobs.start([Job(kind=JobKind.TRAIN, project=project, queue=QUEUE, created_by=user)])
    return Run.objects.create(
        project=project,
        snapshot=snapshot,
        job=job,
        backend=backend,
        config=config,
        init=init,
        cause=cause,
        note=note,
        created_by=user,
    )


def _check(backend: str, config: dict[str, Any], init: Checkpoint | None) -> None:
    problems = []
    if init is not None and init.backend != backend:
        message = f"Checkpoint {init.name} is of the backend {init.backend}, not {backend}."
        problems.append(Problem("backend", "init", message))
    if init is not None and (config.get("settings") or config.get("model")):
        message = "A checkpoint brings its own settings and model: name no others."
        problems.append(Problem("settings", "config/settings", message))
    if backend == "mllm" and init is None and not config.get("model"):
        message = "mllm needs a base model: a folder, or a name such as Qwen/Qwen3-VL-4B-Instruct."
        problems.append(Problem("missing", "config/model", message))
    if backend == "tracenet" and config.get("model"):
        problems.append(Problem("model", "config/model", "tracenet has no base model."))
    if problems:
        raise InvalidError(problems)


def of(project: Project) -> QuerySet[Run]:
    """The project's runs, newest first."""
    return Run.objects.filter(project=project).order_by("-pk")


def is_under_way(project: Project) -> bool:
    """Whether a run of the project waits or trains."""
    unfinished = [JobState.QUEUED, JobState.RUNNING]
    return Run.objects.filter(project=project, job__state__in=unfinished).exists()


def thinned(curve: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every second point where there are too many; the last one stays."""
    while len(curve) > MOST_POINTS:
        curve = curve[-1::-2][::-1]
    return curve


def note_curve(run: Run, curve: list[dict[str, Any]]) -> None:
    Run.objects.filter(pk=run.pk).update(curve=curve)
