"""The clips of a folder, read once each and kept small in memory."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotation.errors import MediaRejectedError
from annotation.formats.paths import stays_below
from annotation.media.probe import Probe, probe
from reward.core.frames import read_frames
from reward.core.synthesis.errors import SynthesisError

SUFFIXES = frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".ts", ".m4v"})
SIDE = 400  # pixels: longer sides are scaled down to it
LONGEST = 300  # frames that are read of one clip
LEAST = 12  # frames: with fewer there is no before, during and after
KEPT = 2  # clips in memory at once


@dataclass(frozen=True, slots=True)
class Source:
    """A clip of footage; ``group`` keeps everything made of it on one side of a split."""

    path: Path
    group: str
    known: Probe


@dataclass(frozen=True, slots=True)
class Reel:
    """A source in memory: ``pictures`` is (frames, height, width, 3), ``rate`` frames a second."""

    source: Source
    pictures: NDArray[np.uint8]
    rate: float


class Library:
    """Footage labelled real or unknown, in the order of its names; all files if nothing is said.

    A manifest.jsonl in the folder says which clips there are: dataset lines (``media``) or lines
    with a ``path``, and a ``label``. Clips labelled fake are left out: they have flaws of their
    own that nobody has boxed.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise SynthesisError(f"{folder} is no folder of clips.")
        found = [_measured(path, group) for path, group in sorted(_named(folder))]
        self.sources = [source for source in found if source.known.table.count >= LEAST]
        if not self.sources:
            raise SynthesisError(
                f"{folder} has no clip of {LEAST} frames or more that is labelled real or unknown."
            )
        self._reels: OrderedDict[int, Reel] = OrderedDict()

    def reel(self, number: int) -> Reel:
        """Return source ``number``, decoded; MediaError names a file that cannot be."""
        if number not in self._reels:
            self._reels[number] = _read(self.sources[number])
            while len(self._reels) > KEPT:
                self._reels.popitem(last=False)
        self._reels.move_to_end(number)
        return self._reels[number]


def _named(folder: Path) -> list[tuple[Path, str]]:
    """Return each clip's file and group."""
    manifest = folder / "manifest.jsonl"
    if not manifest.is_file():
        return [
            (path, path.relative_to(folder).as_posix())
            for path in folder.rglob("*")
            if path.suffix.lower() in SUFFIXES and path.is_file()
        ]
    lines = manifest.read_text(encoding="utf-8").splitlines()
    found = [_listed(manifest, at, line) for at, line in enumerate(lines, 1) if line.strip()]
    return [named for named in found if named]


def _listed(manifest: Path, number: int, text: str) -> tuple[Path, str] | None:
    """Read one line: None for a clip labelled fake."""
    try:
        line: dict[str, Any] = json.loads(text)
        name = line.get("media") or line["path"]
        if not stays_below(name):
            raise ValueError(f"{name!r} leaves the folder")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise SynthesisError(f"{manifest}:{number} names no clip: {error!r}.") from error
    if line.get("label", "unknown") == "fake":
        return None
    # Datasets keep their media in a folder of their own.
    places = [manifest.parent / name, manifest.parent / "media" / name]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise SynthesisError(f"{manifest}:{number}: {places[0]} is not there.")
    return path, str(line.get("group") or name)


def _measured(path: Path, group: str) -> Source:
    try:
        return Source(path, group, probe(path))
    except MediaRejectedError as error:
        raise SynthesisError(f"{path}: {error.message}") from error


def _read(source: Source) -> Reel:
    known = source.known
    scale = min(1.0, SIDE / max(known.width, known.height))
    size = round(known.width * scale), round(known.height * scale)
    frames = range(min(known.table.count, LONGEST))
    pictures = read_frames(source.path, known.table, frames, size=size)
    return Reel(source, pictures, float(known.avg_frame_rate))
