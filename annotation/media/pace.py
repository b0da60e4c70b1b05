"""How long preparing a clip takes next to the bare ffmpeg command for the same three files."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotation.media import command
from annotation.media.probe import probe
from annotation.media.proxy import render


@dataclass(frozen=True, slots=True)
class Pace:
    """Wall-clock seconds: ``ours`` looks, renders and checks; ``bare`` is the command alone."""

    source: Path
    frames: int
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def pace(source: Path, *, rounds: int = 3) -> Pace:
    """Prepare ``source`` both ways in turn, ``rounds`` times, and keep the quickest of each."""
    known = probe(source)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        outputs = (out / "bare.mp4", out / "bare-film.jpg", out / "bare-poster.jpg")
        bare = command.arguments(source, known, outputs)
        times = [
            (
                _timed(lambda: render(source, probe(source), out / "ours")),
                _timed(lambda: subprocess.run(bare, check=True, capture_output=True)),
            )
            for _ in range(rounds)
        ]
    ours, alone = (min(column) for column in zip(*times, strict=True))
    return Pace(source, known.table.count, ours, alone)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
