"""How well a box is followed: on drawn clips, on real footage with a pasted thing, there and back.

``python -m bench.follow [folder of clips]``. The truth is known for drawn discs and for things
pasted onto footage; on footage as it is, a box followed forward and back should be where it began.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from annotation.domain.geometry import Box
from annotation.media.draw import picture

ROOT = Path(__file__).resolve().parent.parent
FRAMES = 90
MOST_WIDTH = 640
Pictures = list[NDArray[np.uint8]]  # each (height, width, 3)


@dataclass(frozen=True, slots=True)
class Case:
    """``truth`` is the box in every frame; only the first where nobody knows."""

    name: str
    pictures: Pictures
    truth: list[Box]
    order: list[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A case whose pictures lie in a file."""

    name: str
    raw: Path
    size: tuple[int, int]
    truth: list[Box]
    order: list[int]


def main() -> None:
    """Print the table; one line a box goes to the error stream."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "clips"
    clips = sorted(path for path in folder.rglob("*") if path.suffix in {".mp4", ".mkv"})
    groups = {
        "drawn discs": _drawn(),
        "things pasted onto footage": _pasted(clips),
        "footage, there and back": _there_and_back(clips),
    }
    sys.stdout.write(
        "| clips | boxes | mean IoU | followed | keyframes per 100 | frames/s |\n"
        "|---|---|---|---|---|---|\n"
    )
    for name, cases in groups.items():
        with tempfile.TemporaryDirectory() as scratch:
            asked = [_written(case, Path(scratch)) for case in cases]
            if asked:
                sys.stdout.write(_row(name, asked, Path(scratch)))
                sys.stdout.flush()


def _written(case: Case, scratch: Path) -> Asked:
    """Write the pictures as yuv420p, one after the other."""
    raw = scratch / f"{case.name.replace(' ', '-')}.yuv"
    with raw.open("wb") as file:
        for each in case.pictures:
            frame = av.VideoFrame.from_ndarray(each, format="rgb24")
            file.write(frame.reformat(format="yuv420p").to_ndarray().tobytes())
    height, width = case.pictures[0].shape[:2]
    return Asked(case.name, raw, (width, height), case.truth, case.order)


def _row(name: str, asked: list[Asked], scratch: Path) -> str:
    scores, shares, keyframes, rates = [], [], [], []
    for each, found in zip(asked, _followed(asked, scratch), strict=True):
        boxes = [Box(*box) for box in found["boxes"]]
        shares.append(len(boxes) / len(each.order))
        keyframes.append(100 * found["keyframes"] / len(boxes))
        rates.append(found["frames"] / found["seconds"])
        if len(each.truth) > 1:
            overlap = statistics.mean(
                box.iou(true) for box, true in zip(boxes, each.truth, strict=False)
            )
        else:  # there and back: only the end can be compared, if it was reached
            overlap = boxes[-1].iou(each.truth[0]) if len(boxes) == len(each.order) else math.nan
        line = f"{each.name}: {overlap:.2f}, {len(boxes)} of {len(each.order)}, {found['stop']}"
        sys.stderr.write(f"  {line}, {rates[-1]:.0f}/s\n")
        if not math.isnan(overlap):
            scores.append(overlap)
    return (
        f"| {name} | {len(asked)} | {statistics.mean(scores):.3f} | "
        f"{100 * statistics.mean(shares):.0f} % | {statistics.mean(keyframes):.0f} | "
        f"{statistics.median(rates):.0f} |\n"
    )


def _followed(asked: list[Asked], scratch: Path) -> list[dict[str, Any]]:
    file = scratch / "cases.json"
    cases = [
        {
            "file": str(each.raw),
            "width": each.size[0],
            "height": each.size[1],
            "order": each.order,
            "box": [each.truth[0].x, each.truth[0].y, each.truth[0].w, each.truth[0].h],
        }
        for each in asked
    ]
    file.write_text(json.dumps(cases))
    command = ["scripts/node", "node", "scripts/follow.mjs", str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _drawn() -> Iterator[Case]:
    """The swinging disc of the bar-coded clips, in three sizes of picture."""
    for width, height in ((320, 180), (640, 360), (960, 540)):
        pictures = [picture(number, width, height) for number in range(60)]
        yield Case(
            f"disc {width}", pictures, [_disc(n, width, height) for n in range(60)], [*range(60)]
        )


def _disc(number: int, width: int, height: int) -> Box:
    w, h = height / 3 / width, 1 / 3
    return Box(0.5 + 0.4 * math.sin(number / 6) - w / 2, 0.65 - h / 2, w, h)


def _pasted(clips: list[Path]) -> Iterator[Case]:
    """The middle of one clip, cut to an ellipse, moves and grows over another clip."""
    for number, (ground, thing) in enumerate(pairwise([*clips, *clips[:1]])):
        under, over = _read(ground), _read(thing)
        count = min(len(under), len(over), FRAMES)
        if count < 20:
            continue
        height, width = under[0].shape[:2]
        way = np.random.default_rng(number)
        turns, phase = way.uniform(0.6, 1.6, 2) * count / FRAMES, way.uniform(0, 2 * math.pi, 2)
        growth = way.uniform(-0.35, 0.5)
        pictures, truth = [], []
        for at in range(count):
            share = at / count
            side = 0.22 * min(width, height) * (1 + growth * share)
            x = width * (0.5 + 0.28 * math.sin(2 * math.pi * turns[0] * share + phase[0]))
            y = height * (0.5 + 0.25 * math.sin(2 * math.pi * turns[1] * share + phase[1]))
            w, h = round(side * 1.3), round(side)
            left = min(max(round(x - w / 2), 0), width - w)
            top = min(max(round(y - h / 2), 0), height - h)
            pictures.append(_paste(under[at], over[at], (left, top, w, h)))
            truth.append(Box(left / width, top / height, w / width, h / height))
        yield Case(f"{thing.stem} on {ground.stem}", pictures, truth, [*range(count)])


def _paste(
    under: NDArray[np.uint8], over: NDArray[np.uint8], place: tuple[int, int, int, int]
) -> NDArray[np.uint8]:
    left, top, w, h = place
    height, width = over.shape[:2]
    middle = Image.fromarray(over).crop(
        (int(width * 0.3), int(height * 0.3), int(width * 0.7), int(height * 0.7))
    )
    small = np.asarray(middle.resize((w, h), Image.Resampling.BOX))
    y, x = np.mgrid[0:h, 0:w]
    inside = ((x + 0.5) / w - 0.5) ** 2 + ((y + 0.5) / h - 0.5) ** 2 < 0.25
    mixed = under.copy()
    target = mixed[top : top + h, left : left + w]
    target[inside] = small[inside]
    return mixed


def _there_and_back(clips: list[Path]) -> Iterator[Case]:
    """The box in the middle third that has most to see, to the end and back to the first frame."""
    for clip in clips:
        pictures = _read(clip)[: FRAMES // 2]
        if len(pictures) < 20:
            continue
        there = [*range(len(pictures))]
        yield Case(clip.stem, pictures, [_busiest(pictures[0])], [*there, *reversed(there[:-1])])


def _busiest(rgb: NDArray[np.uint8]) -> Box:
    grey = rgb.mean(axis=2)
    best, found = -1.0, Box(0.4, 0.4, 0.2, 0.2)
    for y in np.arange(0.2, 0.61, 0.1):
        for x in np.arange(0.2, 0.61, 0.1):
            height, width = grey.shape
            part = grey[int(y * height) : int((y + 0.2) * height)]
            spread = float(part[:, int(x * width) : int((x + 0.2) * width)].std())
            if spread > best:
                best, found = spread, Box(float(x), float(y), 0.2, 0.2)
    return found


def _read(path: Path) -> Pictures:
    """The first pictures as they are stored; even sides, at most 640 pixels wide."""
    pictures: Pictures = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            width = min(frame.width, MOST_WIDTH) // 2 * 2
            height = round(frame.height * width / frame.width) // 2 * 2
            rgb = frame.reformat(width=width, height=height, format="rgb24")
            pictures.append(np.asarray(rgb.to_ndarray(), dtype=np.uint8))
            if len(pictures) == FRAMES:
                break
    return pictures


if __name__ == "__main__":
    main()
