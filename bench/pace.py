"""How long preparing a clip takes next to the bare ffmpeg command for the same three files."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotation.media import command
from annotation.media.probe import probe
from annotation.media.proxy import render


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and seconds of processor of this process and its children."""

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Pace:
    """``ours`` looks at the file, renders it and checks the result; ``bare`` only runs ffmpeg."""

    source: Path
    frames: int
    ours: Cost
    bare: Cost


def pace(source: Path, *, rounds: int = 3) -> Pace:
    """Prepare ``source`` both ways in turn, ``rounds`` times, and keep the least cost of each."""
    known = probe(source)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        outputs = (out / "bare.mp4", out / "bare-film.jpg", out / "bare-poster.jpg")
        bare = command.arguments(source, known, outputs)
        ours, alone = zip(
            *(
                (
                    _cost(lambda: render(source, probe(source), out / "ours")),
                    _cost(lambda: subprocess.run(bare, check=True, capture_output=True)),
                )
                for _ in range(rounds)
            ),
            strict=True,
        )
    return Pace(source, known.table.count, _least(ours), _least(alone))


def _cost(work: Callable[[], object]) -> Cost:
    before = os.times()
    work()
    after = os.times()
    # user, system, and the same of the children that have ended
    return Cost(after.elapsed - before.elapsed, sum(after[:4]) - sum(before[:4]))


def _least(costs: tuple[Cost, ...]) -> Cost:
    return Cost(min(cost.wall_s for cost in costs), min(cost.cpu_s for cost in costs))
