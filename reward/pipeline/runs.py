"""Train: a snapshot in, a checkpoint out, by a process of its own that may be killed any time."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.db import transaction

from annotation import storage
from annotation.actions import jobs
from annotation.errors import TelltaleError
from annotation.models import Job
from reward.actions import checkpoints, evaluations, promotions, serving
from reward.core.checkpoint import load_card
from reward.models import Cause, Checkpoint, Run
from reward.pipeline import loading, process, sets, staging
from reward.pipeline.curve import STAGED, Watch
from reward.pipeline.places import LOG, folder_of, place_of

OUT = "checkpoint"
PUBLISHED = "published"  # holds the id of a checkpoint that is moving to its place


def train(job: Job) -> None:
    """Train the job's run, or go on with it, and register what it learned."""
    run = Run.objects.select_related("project", "snapshot", "init", "job").get(job=job)
    folder = folder_of(run)
    process.stop_earlier(folder)
    if not (folder / PUBLISHED).exists():
        _train(run, folder)
    checkpoint = _publish(run, folder)
    for leftover in ("media", OUT, f".{OUT}.partial"):
        shutil.rmtree(folder / leftover, ignore_errors=True)
    with transaction.atomic():
        counting = sets.ensure(run.project)
        if counting is not None:
            evaluations.start_beside_serving(checkpoint, counting)
        if run.cause == Cause.DEMO and serving.checkpoint_for(run.project) is None:
            promotions.promote(checkpoint, None, confirm=True)  # a first visitor sees suggestions


def _train(run: Run, folder: Path) -> None:
    def staged(share: float) -> None:
        jobs.report(run.job, STAGED * share)

    manifest = staging.lay_out(run.project, run.snapshot.manifest, folder, staged)
    if (folder / OUT).exists():
        return  # trained, and the worker died before it was registered
    with storage.room():
        (folder / "config.json").write_text(json.dumps(run.config.get("settings") or {}))
        loading.release()  # the training needs the memory, above all the GPU's
        watch = Watch(run, list(run.curve))
        process.run(
            command(run, manifest),
            folder,
            folder / LOG,
            on_values=watch.take,
            on_look=watch.look,
        )
        watch.write()


def command(run: Run, manifest: Path) -> list[str]:
    """The command line that trains this run, or goes on with it."""
    config, folder = run.config, manifest.parent
    gpus = int(config.get("gpus") or 1)
    python = [sys.executable, "-m"]
    if run.backend == "mllm" and gpus > 1:
        several = ["accelerate.commands.launch", "--multi_gpu", "--num_processes", str(gpus)]
        python += [*several, "--mixed_precision", "bf16", "-m"]
    options = {
        "--manifest": manifest,
        "--media": folder,
        "--out": folder / OUT,
        "--backend": run.backend,
        "--seed": config.get("seed") or 0,
        "--minutes": config.get("minutes"),
        "--threads": config.get("threads"),
        "--model": config.get("model"),
        "--init": place_of(run.init) if run.init else None,
        "--config": None if run.init else folder / "config.json",
        "--progress": "json",
    }
    words = [word for name, value in options.items() if value for word in (name, str(value))]
    return [*python, "reward.core", "train", *words, "--resume"]


def _publish(run: Run, folder: Path) -> Checkpoint:
    """Move the checkpoint to its place and write its row; after a crash in between, once more."""
    marker = folder / PUBLISHED
    if not marker.exists():
        card = load_card(folder / OUT)
        marker.write_text(card.id)
    final = Path(settings.CHECKPOINTS_ROOT) / checkpoints.folder_of(run.project, marker.read_text())
    if not final.exists():
        with storage.room():
            move(folder / OUT, final)
    card = load_card(final)
    if card.id != marker.read_text():
        raise TelltaleError(f"{final} is not the checkpoint of this run.", code="checkpoint")
    return checkpoints.register(
        run.project, card, size=size_of(final), snapshot=run.snapshot, run=run, user=run.created_by
    )


def move(source: Path, final: Path) -> None:
    """Rename a folder; across file systems it is copied beside its place first."""
    final.parent.mkdir(parents=True, exist_ok=True)
    scratch = final.with_name(f".{final.name}.partial")
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        source.rename(final)
    except OSError:
        shutil.copytree(source, scratch)
        scratch.rename(final)
        shutil.rmtree(source, ignore_errors=True)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
