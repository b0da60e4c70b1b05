"""A whole training run and a whole prediction through the library's own front doors: the share of
each part, and how time and memory grow with clips, frames and threads.

Processor seconds, so that neighbours do not count; only the lines about threads are on the clock.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotation.formats import jsonl
from annotation.formats.jsonl import Line
from reward.core import cores
from reward.core.backends.tracenet.config import Config
from reward.core.plan import Plan
from reward.core.predict import predict
from reward.core.synthesis import synthesize
from reward.core.train import train

CLIPS = (16, 32, 64)
STEPS = 8


def section() -> Iterator[tuple[str, str]]:
    """Yield (what, measured) lines."""
    cores.limit(1)
    with tempfile.TemporaryDirectory(prefix="telltale-bench-") as name:
        folder = Path(name)
        begun = time.process_time()
        lines = synthesize(folder / "set", n=max(CLIPS), seed=1)
        rate = len(lines) / (time.process_time() - begun)
        yield "planting drawn clips", f"{rate:.2f} clips/s"
        for count in CLIPS:
            yield _trained(folder, lines[:count], f"{count}", {})
        yield _trained(folder, lines[:16], "8 frames", {"frames": 8, "stored": 12})
        yield from _predicted(folder)


def _trained(
    folder: Path, lines: Sequence[Line], name: str, config: dict[str, Any]
) -> tuple[str, str]:
    """Train for a few steps: three quarters of the lines to learn from, the others as val."""
    quarter = len(lines) // 4
    split = [
        replace(line, split="val" if at < quarter else "train") for at, line in enumerate(lines)
    ]
    manifest = folder / f"{name}.jsonl"
    manifest.write_bytes(b"".join(jsonl.write(split)))
    moments: list[float] = []

    def report(values: dict[str, Any]) -> None:
        if "step" in values:
            moments.append(time.process_time())

    plan = Plan(
        manifest=manifest,
        media=folder / "set" / "media",
        out=folder / f"model {name}",
        config={**config, "steps": STEPS},
    )
    begun = time.process_time()
    train(plan, report=report)
    ended = time.process_time()
    step = (moments[-1] - moments[0]) / (STEPS - 1)
    decoding, after = moments[0] - step - begun, ended - moments[-1]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    what = f"{len(lines)} clips" if name.isdigit() else f"{len(lines)} clips, {name}"
    return (
        f"training run, {what}",
        f"decoding and start {decoding:.1f} s, {Config().batch / step:.1f} clips/s in steps,"
        f" val and saving {after:.1f} s; {most:.0f} MB at most",
    )


def _predicted(folder: Path) -> Iterator[tuple[str, str]]:
    for threads in (1, 2):
        cores.limit(threads)
        begun, processor = time.monotonic(), time.process_time()
        count = predict(
            folder / f"model {CLIPS[-1]}",
            folder / f"{CLIPS[-1]}.jsonl",
            folder / "set" / "media",
            folder / "predictions.jsonl",
        )
        clock, processor = time.monotonic() - begun, time.process_time() - processor
        yield (
            f"predicting {count} clips, {threads} threads",
            f"{count / clock:.1f} clips/s on the clock, {count / processor:.1f} per second of"
            " processor",
        )
