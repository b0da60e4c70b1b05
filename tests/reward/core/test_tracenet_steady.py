"""A camera that moves is held still: what it did is measured, taken back, and given back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from annotation.domain.document import Explanation
from annotation.domain.geometry import Box
from annotation.domain.track import Keyframe, Track
from reward.core.backends.tracenet.augment import plain
from reward.core.backends.tracenet.documents import trace_of
from reward.core.backends.tracenet.steady import drifts
from reward.core.backends.tracenet.tubes import Found
from tests.reward.core.tracenet_clips import clip

SIZE = 64
STEPS = ((0, 0), (2, -1), (3, 4), (-2, 2), (0, 0), (1, 1), (-2, -3))


def filmed(steps: tuple[tuple[int, int], ...], seed: int = 0) -> NDArray[np.uint8]:
    """Pictures of one landscape whose content lies ``steps`` pixels right and down of its place."""
    coarse = np.random.default_rng(seed).integers(0, 255, (12, 12, 3)).astype(np.uint8)
    wide = np.asarray(Image.fromarray(coarse).resize((96, 96), Image.Resampling.BICUBIC))
    return np.stack([wide[16 - y : 80 - y, 16 - x : 80 - x] for x, y in steps])


def test_a_shaking_hand_is_measured() -> None:
    moved = drifts(filmed(STEPS)) * SIZE
    expected = np.array(STEPS) - np.array(STEPS[len(STEPS) // 2])  # from the middle picture
    assert moved == pytest.approx(expected, abs=0.35)


def test_a_thing_that_moves_is_no_camera() -> None:
    pictures = filmed(((0, 0),) * 7).copy()
    for number, picture in enumerate(pictures):
        picture[20:32, 5 + 6 * number : 17 + 6 * number] = 255
    assert np.abs(drifts(pictures)).max() * SIZE < 0.5


def test_a_camera_that_turns_away_is_left_alone() -> None:
    far = ((0, 0), (6, 0), (12, 0))  # the first lies 6 pixels of 64 off, the last 6: within reach
    assert drifts(filmed(far)).any()
    assert not drifts(filmed(((0, 0), (12, 0), (0, 0)))).any()  # 12 of 64 are too far


def test_a_steady_look_takes_the_movement_back_and_a_document_gives_it_back() -> None:
    steps = ((4, -2),) * 6 + ((0, 0),) * 6
    pictures = filmed(steps)
    shaken = replace(clip(1), pictures=pictures, drift=drifts(pictures))
    seen, view = plain(shaken, 4)
    assert np.abs(seen[0].astype(int) - seen[-1])[8:-8, 8:-8].mean() < 4
    # A trace that stands still in front of the camera wanders in the steady picture.
    still = replace(shaken.traces[0], track=Track((Keyframe(0, Box(0.25, 0.25, 0.25, 0.25)),)))
    _, view = plain(replace(shaken, traces=(still,)), 4)
    (tube,) = view.tubes
    left = tube.boxes[:, 0] * SIZE
    assert left == pytest.approx([12, 12, 16, 16], abs=0.5)
    found = Found(tube.boxes, 0, 1, 0.5, np.zeros((4, 1, 1), np.float32))
    said = trace_of(found, view, number=0, kind=0, explanation=Explanation())
    for frame in (0, 11):
        box = said.track.box_at(frame)
        assert box is not None
        assert box.x == pytest.approx(0.25, abs=0.03)
