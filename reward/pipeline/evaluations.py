"""Evaluate: a checkpoint judges the frozen set in a process of its own; the numbers are kept."""

from __future__ import annotations

import shutil
import sys
from math import log
from pathlib import Path
from typing import Any

from django.conf import settings

from annotation.actions import jobs
from annotation.domain.document import dump
from annotation.models import Job, Video
from reward.actions import evaluations
from reward.core.contract import Example, Prediction
from reward.models import Evaluation
from reward.pipeline import process, staging
from reward.pipeline.places import place_of

STAGED, JUDGED = 0.1, 0.95  # the progress that ends each phase
BINS = 10
WORST = 20
LEAST_ODDS = 1e-6


def evaluate(job: Job) -> None:
    """Measure the job's checkpoint on its set."""
    evaluation = Evaluation.objects.select_related("checkpoint", "set", "set__project").get(job=job)
    folder = Path(settings.RUNS_ROOT) / f"evaluation-{evaluation.pk}"
    try:
        metrics, details = _measured(evaluation, job, folder)
    finally:
        shutil.rmtree(folder / "media", ignore_errors=True)
    evaluations.finish(evaluation, metrics, details)
    shutil.rmtree(folder, ignore_errors=True)


def _measured(
    evaluation: Evaluation, job: Job, folder: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    from reward.core import predictions
    from reward.core.data import read_manifest
    from reward.core.evaluate import evaluate as measure
    from reward.core.judge import LocalJudge

    project = evaluation.set.project
    manifest = staging.lay_out(
        project, evaluation.set.manifest, folder, lambda share: jobs.report(job, STAGED * share)
    )
    progress = STAGED

    def take(values: dict[str, Any]) -> None:
        nonlocal progress
        progress = STAGED + (JUDGED - STAGED) * float(values.get("progress") or 0)

    out = folder / "predicted.jsonl"
    process.run(
        [
            *(sys.executable, "-m", "reward.core", "predict", "--progress", "json"),
            *("--checkpoint", str(place_of(evaluation.checkpoint)), "--manifest", str(manifest)),
            *("--media", str(folder), "--out", str(out)),
        ],
        folder,
        folder / "log.txt",
        on_values=take,
        on_look=lambda: jobs.report(job, progress),
    )
    examples = read_manifest(manifest)
    found = predictions.read_for(out, examples)
    result = measure(examples, found, LocalJudge())
    return result, details(project.pk, examples, found, result)


def details(
    project_id: int,
    examples: list[Example],
    found: list[Prediction],
    result: dict[str, Any],
) -> dict[str, Any]:
    """What the page shows beside the numbers."""
    from reward.core.evaluate import scores
    from reward.core.judge import LocalJudge
    from reward.core.scores import truth

    pairs = list(zip(examples, found, strict=True))
    judged = [(one, said) for one, said in pairs if truth(one) is not None]
    scored = scores(judged, LocalJudge())
    named = [pair for video in scored for pair in video.categories]
    return {
        "per_category": _per_category(result, named),
        "per_generator": [
            {"generator": name, "n": values["videos"]}
            | {key: value for key, value in values.items() if key != "videos"}
            for name, values in result["generators"].items()
        ],
        "reliability": _reliability([(said.p_fake, bool(truth(one))) for one, said in judged]),
        "worst": _worst(project_id, judged),
    }


def _per_category(result: dict[str, Any], named: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Each category's traces; F1 and accuracy are of those that were matched."""
    rows = []
    for category, values in result["categories"].items():
        right = sum(true.value == category and said is true for true, said in named)
        told = sum(true.value == category for true, _ in named)
        told += sum(said is not None and said.value == category for _, said in named)
        rows.append(
            {
                "category": category,
                "n": values["traces"],
                "f1": 200 * right / told if told else None,
                "accuracy": values["category_accuracy"],
            }
            | {name: value for name, value in values.items() if name != "traces"}
        )
    return rows


def _reliability(judged: list[tuple[float, bool]]) -> list[dict[str, Any]]:
    """Of each tenth of the odds: how many videos, their mean odds, and how many were fake."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for odds, fake in judged:
        bins[min(int(odds * BINS), BINS - 1)].append((odds, fake))
    return [
        {
            "low": place / BINS,
            "high": (place + 1) / BINS,
            "count": len(held),
            "confidence": sum(odds for odds, _ in held) / len(held) if held else None,
            "accuracy": sum(fake for _, fake in held) / len(held) if held else None,
        }
        for place, held in enumerate(bins)
    ]


def _worst(project_id: int, judged: list[tuple[Example, Prediction]]) -> list[dict[str, Any]]:
    """The videos whose truth had the least odds, with what is true and what was said."""
    from reward.core.scores import truth

    def loss(pair: tuple[Example, Prediction]) -> float:
        one, said = pair
        odds = said.p_fake if truth(one) else 1 - said.p_fake
        return -log(max(odds, LEAST_ODDS))

    chosen = sorted(judged, key=loss, reverse=True)[:WORST]
    hashes = [one.line.video for one, _ in chosen]
    rows = Video.objects.filter(project=project_id, sha256__in=hashes)
    known = {sha256: (pk, name) for pk, sha256, name in rows.values_list("pk", "sha256", "name")}
    return [
        {
            "video": known.get(one.line.video, (None, ""))[0],
            "sha256": one.line.video,
            "name": known.get(one.line.video, (None, ""))[1],
            "p_fake": said.p_fake,
            "label": "fake" if truth(one) else "real",
            "loss": loss((one, said)),
            "truth": one.line.document,
            "prediction": dump(said.document),
        }
        for one, said in chosen
    ]
