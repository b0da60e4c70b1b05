"""The demo's first model: clips whose flaws are planted, imported as accepted, and learned from."""

from __future__ import annotations

import json
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from annotation import storage
from annotation.actions import deeptrace, jobs, traces
from annotation.domain.document import parse
from annotation.errors import TelltaleError
from annotation.formats.deeptrace.read import read
from annotation.models import Annotation, Job, Project, Snapshot, Video, VideoState
from annotation.pipeline import snapshots
from reward.actions import runs
from reward.core import data
from reward.core.contract import Example
from reward.models import Cause
from reward.pipeline import process

PLANTED, PREPARED = 0.2, 0.95  # the progress that ends each phase
LOOK_SECONDS = 1.0
SNAPSHOT = "planted"


@dataclass(frozen=True)
class Size:
    """How much is planted, and how long the first model learns."""

    clips: int = 160
    seed: int = 7
    settings: dict[str, Any] = field(
        default_factory=lambda: {"long_side": [128, 160], "frames": [16, 32]}
    )
    config: dict[str, Any] = field(default_factory=lambda: {"minutes": 2.5, "threads": 1})


def plant(job: Job, size: Size | None = None) -> None:
    """Plant, import, wait for the preparation, freeze and start the run; twice is once."""
    size = size or Size()
    if runs.of(job.project).exists():
        return
    folder = Path(settings.RUNS_ROOT) / f"demo-{job.project_id}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with storage.room():
            planted = _synthesized(job, folder, size)
        examples = data.read_manifest(planted / "manifest.jsonl")
        release = read((planted / "all_data.json").read_bytes())
        deeptrace.take_in(
            job.project, release, planted / "media", user=None, report=lambda done: None
        )
        _describe(job.project, examples)
        _await(job, len(examples))
        _complete(job.project, examples)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    snapshot = Snapshot.objects.filter(project=job.project, name=SNAPSHOT).first()
    runs.create(
        job.project,
        None,
        snapshot=snapshot or snapshots.freeze(job.project, None, name=SNAPSHOT),
        backend="tracenet",
        config=size.config,
        cause=Cause.DEMO,
        note="The demo's first model.",
    )


def _synthesized(job: Job, folder: Path, size: Size) -> Path:
    planted, config = folder / "planted", folder / "config.json"
    config.write_text(json.dumps(size.settings))
    progress = 0.0

    def take(values: dict[str, Any]) -> None:
        nonlocal progress
        progress = PLANTED * float(values.get("progress") or 0)

    command = [
        *(sys.executable, "-m", "reward.core", "synthesize", "--progress", "json"),
        *("--clips", "none", "--n", str(size.clips), "--seed", str(size.seed)),
        *("--config", str(config), "--out", str(planted)),
    ]
    shutil.rmtree(planted, ignore_errors=True)
    process.run(
        command,
        folder,
        folder / "log.txt",
        on_values=take,
        on_look=lambda: jobs.report(job, progress),
    )
    return planted


def _describe(project: Project, examples: list[Example]) -> None:
    """Say of each clip its group and split, a tenth of them test."""
    for split, part in data.by_split(examples).items():
        for one in part:
            Video.objects.filter(project=project, sha256=one.line.video).update(
                split=split, group=one.line.group
            )


def _planted(project: Project) -> Any:
    return Video.objects.filter(project=project, source_id__gt="")


def _await(job: Job, total: int) -> None:
    """Return when the other workers have prepared the clips."""
    while True:
        rows = _planted(job.project)
        if (rejected := rows.filter(state=VideoState.REJECTED).first()) is not None:
            raise TelltaleError(f"{rejected.name} could not be prepared: {rejected.reason}")
        ready = rows.filter(state=VideoState.READY).count()
        jobs.report(job, PLANTED + (PREPARED - PLANTED) * ready / max(total, 1))
        if ready >= rows.count():
            return
        time.sleep(LOOK_SECONDS)


def _complete(project: Project, examples: list[Example]) -> None:
    """Give each accepted document the keyframes that the import's format has no place for."""
    documents = {one.line.video: one.line.document for one in examples}
    for video in _planted(project).filter(accepted__isnull=False).select_related("accepted"):
        exact = documents.get(video.sha256)
        if exact is None or video.accepted.document == exact:
            continue
        with transaction.atomic():
            row = Annotation.objects.select_for_update(of=("self",)).get(pk=video.accepted_id)
            row.document, row.revision = exact, row.revision + 1
            row.save(update_fields=["document", "revision", "updated_at"])
            traces.rewrite(row, parse(exact, frame_count=video.frame_count))
