"""A small data set of drawn clips: every other one has a flaw planted, with its document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.domain.document import (
    Document,
    Explanation,
    Origin,
    OriginKind,
    Trace,
    Verdict,
    dump,
)
from annotation.domain.taxonomy import Category
from annotation.domain.track import Keyframe, Track
from annotation.formats import jsonl
from annotation.formats.jsonl import Line
from annotation.media.probe import probe
from annotation.media.scenes import FLAWS, Flaw, draw_demo_clip


@dataclass(frozen=True, slots=True)
class Planted:
    """A manifest and its media folder."""

    manifest: Path
    media: Path
    lines: tuple[Line, ...]


def plant(folder: Path, splits: Sequence[str], *, size: tuple[int, int] = (96, 64)) -> Planted:
    """Draw one clip of half a second for each of ``splits``; those at odd places are fake."""
    media = folder / "media"
    media.mkdir(parents=True)
    lines = tuple(_line(media, number, split, size) for number, split in enumerate(splits))
    write(folder / "manifest.jsonl", lines)
    return Planted(folder / "manifest.jsonl", media, lines)


def write(path: Path, lines: Iterable[Line]) -> None:
    path.write_bytes(b"".join(jsonl.write(lines)))


def _line(media: Path, number: int, split: str, size: tuple[int, int]) -> Line:
    path = media / f"{number}.mp4"
    name = FLAWS[number // 2 % len(FLAWS)] if number % 2 else None
    flaw = draw_demo_clip(path, seed=number, flaw=name, seconds=0.5, size=size)
    known, digest = probe(path), hashlib.sha256(path.read_bytes()).hexdigest()
    return Line(
        video=digest,
        media=path.name,
        media_sha256=digest,
        width=known.width,
        height=known.height,
        time_base=known.table.time_base,
        pts=known.table.pts,
        end=known.table.end,
        label="fake" if flaw else "real",
        generator="drawn" if flaw else "",
        split=split,
        document=_document(flaw),
    )


def _document(flaw: Flaw | None) -> dict[str, Any]:
    if flaw is None:
        return dump(Document(Verdict.REAL))
    trace = Trace(
        "t1",
        flaw.span,
        Track((Keyframe(flaw.span.start, flaw.box),)),
        Category(flaw.category),
        explanation=Explanation("The balloon does what no balloon does.", "en"),
        origin=Origin(OriginKind.PLANTED),
    )
    return dump(Document(Verdict.FAKE, traces=(trace,)))
