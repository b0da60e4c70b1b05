"""Clips in, prediction rows out, a batch at a time; a damaged clip does not spoil the others."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotation import storage
from annotation.domain import document as documents
from annotation.domain.timeline import FrameTable
from annotation.formats.jsonl import Line
from reward.models import Checkpoint, Prediction
from reward.pipeline import loading

if TYPE_CHECKING:
    from reward.core import contract

BATCH = 8  # clips between two commits: what a killed worker has to do again
MISSING = "Its file is missing from the storage."


@dataclass(frozen=True, slots=True)
class Clip:
    """A stored file with its measures: all that a model is given of a video."""

    sha256: str
    key: str
    width: int
    height: int
    table: FrameTable


def judge(checkpoint: Checkpoint, clips: Sequence[Clip]) -> dict[str, Prediction | str]:
    """Predict each clip with the checkpoint; its row, or why there is none, by its SHA-256.

    What is known already is not predicted again. CheckpointError if the model cannot be loaded.
    """
    found: dict[str, Prediction | str] = {}
    known = known_among(checkpoint, [clip.sha256 for clip in clips])
    new = {clip.sha256: clip for clip in clips if clip.sha256 not in known}
    if new:
        loaded = loading.load(checkpoint)
        with ExitStack() as files:
            examples = []
            for number, clip in enumerate(new.values(), start=1):
                try:
                    path = files.enter_context(storage.as_file(clip.key))
                except FileNotFoundError:  # S3; on a disk, opening it will tell
                    found[clip.sha256] = MISSING
                    continue
                examples.append(_example(clip, path, number))
            found |= _kept(checkpoint, _judged(loaded, examples))
    return found | known


def known_among(checkpoint: Checkpoint, hashes: Sequence[str]) -> dict[str, Prediction]:
    """The checkpoint's predictions of these contents, by SHA-256."""
    rows = Prediction.objects.filter(checkpoint=checkpoint, sha256__in=hashes)
    return {row.sha256: row for row in rows}


def _example(clip: Clip, path: Path, number: int) -> contract.Example:
    from reward.core.contract import Example

    numerator, denominator = clip.table.time_base
    line = Line(
        video=clip.sha256,
        media=clip.key,
        media_sha256=clip.sha256,
        width=clip.width,
        height=clip.height,
        time_base=(numerator, denominator),
        pts=clip.table.pts,
        end=clip.table.end,
        label="unknown",
    )
    return Example(line, None, path, Path("predictions"), number)


def _judged(
    loaded: loading.Loaded, examples: Sequence[contract.Example]
) -> dict[str, tuple[contract.Prediction, float] | str]:
    """Each example's prediction with its share of the time (ms), or what is wrong with its file."""
    from reward.core import calibrate
    from reward.core.errors import MediaError

    if not examples:
        return {}
    begun = time.perf_counter()
    try:
        opinions = loaded.backend.predict(examples)
    except MediaError as error:
        if len(examples) == 1:
            return {examples[0].line.video: _reason(error.message, examples[0].path)}
        half = len(examples) // 2
        return _judged(loaded, examples[:half]) | _judged(loaded, examples[half:])
    each = 1000 * (time.perf_counter() - begun) / len(examples)
    return {
        opinion.video: (calibrate.apply(loaded.calibration, opinion), each) for opinion in opinions
    }


def _reason(message: str, path: Path) -> str:
    """The sentence without the server's own path."""
    if not path.exists():
        return MISSING
    return message.replace(str(path), "The file")


def _kept(
    checkpoint: Checkpoint, judged: dict[str, tuple[contract.Prediction, float] | str]
) -> dict[str, Prediction | str]:
    """Write the rows; if another worker was first with one, its row counts."""
    rows = [
        Prediction(
            checkpoint=checkpoint,
            sha256=sha256,
            document=documents.dump(outcome[0].document),
            p_fake=outcome[0].p_fake,
            confidences=list(outcome[0].confidences),
            latency_ms=outcome[1],
        )
        for sha256, outcome in judged.items()
        if not isinstance(outcome, str)
    ]
    Prediction.objects.bulk_create(rows, ignore_conflicts=True)
    written = known_among(checkpoint, [row.sha256 for row in rows])
    refused = {sha256: why for sha256, why in judged.items() if isinstance(why, str)}
    return {**written, **refused}
