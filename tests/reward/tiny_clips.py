"""Clips for the tiny models: coloured blots drifting sideways, every other one called fake."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from annotation.domain.document import parse
from annotation.formats.jsonl import Line
from annotation.formats.jsonl import encode as encode_line
from annotation.media.encode import Encoding, encode
from reward.core.contract import Example

FRAMES, RATE, SIZE = 16, 8, (96, 64)  # two seconds, (width, height)
CATEGORIES = ("object_distortion", "object_merging")


_made = tempfile.TemporaryDirectory(prefix="tiny-clips-", ignore_cleanup_errors=True)


@cache
def some() -> list[Example]:
    """Return four examples, drawn once for all tests of a process."""
    return examples(Path(_made.name), 4)


def examples(folder: Path, count: int) -> list[Example]:
    """Draw ``count`` clips into ``folder``; those with an even number are fake, with one trace.

    All last two seconds: where time stamps are text, the length alone would tell them apart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = [_example(folder, number) for number in range(count)]
    lines = b"".join(encode_line(one.line) for one in made)
    (folder / "manifest.jsonl").write_bytes(lines)
    return made


def _example(folder: Path, number: int) -> Example:
    path = folder / f"{number}.mp4"
    dice = np.random.default_rng(number)
    blots = Image.fromarray(dice.integers(0, 255, (3, 4, 3), dtype=np.uint8))
    still = np.array(blots.resize(SIZE))
    moving = [np.roll(still, 3 * frame, axis=1) for frame in range(FRAMES)]
    encode(path, moving, Encoding(rate=Fraction(RATE)))
    document = _document(number)
    line = Line(
        video=f"{number:064x}",
        media=path.name,
        media_sha256="0" * 64,
        width=SIZE[0],
        height=SIZE[1],
        time_base=(1, RATE),
        pts=list(range(FRAMES)),
        end=FRAMES,
        label=document["verdict"],
        split="train",
        document=document,
    )
    parsed = parse(document, frame_count=FRAMES)
    return Example(line, parsed, path, folder / "manifest.jsonl", number + 1)


def _document(number: int) -> dict[str, Any]:
    if number % 2:
        return {"schema": 1, "verdict": "real", "note": "", "traces": []}
    start = 2 + number
    trace = {
        "id": f"trace-{number}",
        "category": CATEGORIES[number // 2 % 2],
        "also": [],
        "tags": [],
        "span": [start, start + 7],
        "track": [{"frame": start, "box": [0.1 + 0.1 * number, 0.2, 0.3, 0.4]}],
        "explanation": {"text": "The cup melts.", "lang": "en"},
        "origin": {"kind": "planted"},
    }
    return {"schema": 1, "verdict": "fake", "note": "", "traces": [trace]}
