"""Judge the videos of a manifest with a checkpoint: raw odds in batches, calibrated on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reward.core import backends, calibrate, checkpoint, data, predictions
from reward.core.calibrate import Calibration
from reward.core.contract import Backend, Example, Prediction

BATCH = 64  # videos between two reports; how many a model takes at once is its own affair


def predict(
    folder: Path,
    manifest: Path,
    media: Path,
    out: Path,
    *,
    report: Callable[[int, int], object] = lambda done, total: None,
) -> int:
    """Write one prediction per line of ``manifest`` to ``out``, which appears when all are there.

    ``report`` gets the videos done and their number. Returns that number. The errors name the
    checkpoint's file, the manifest's line or the video at fault.
    """
    card = checkpoint.load_card(folder)
    examples = data.read_manifest(manifest, media)
    backend = backends.load(card, folder)
    calibration = Calibration.from_card(card.calibration)
    found = stream(backend, examples, calibration, report=report)
    predictions.write(out, (prediction.named(card.id) for prediction in found))
    return len(examples)


def stream(
    backend: Backend,
    examples: Sequence[Example],
    calibration: Calibration,
    *,
    report: Callable[[int, int], object] = lambda done, total: None,
) -> Iterator[Prediction]:
    """Yield the calibrated prediction of each example, in order; holds one batch of them."""
    for start in range(0, len(examples), BATCH):
        batch = examples[start : start + BATCH]
        with data.naming_lines(batch):
            found = backend.predict(batch)
        yield from (calibrate.apply(calibration, prediction) for prediction in found)
        report(start + len(batch), len(examples))
