import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotation.media.draw import AV1, VARIANTS, Clip, draw_clip, picture, read_barcode
from annotation.media.probe import probe
from annotation.media.scenes import FLAWS, draw_demo_clip
from tests.annotation.media.conftest import Drawn, difference, pictures_of


@pytest.mark.parametrize("number", [0, 1, 2, 1365, 2730, 4095])
def test_a_barcode_is_read_back(number: int) -> None:
    assert read_barcode(picture(number, 160, 91)) == number


def test_a_barcode_survives_shrinking_and_grey() -> None:
    small = Image.fromarray(picture(1234, 640, 360)).convert("L").convert("RGB").resize((107, 61))
    assert read_barcode(np.asarray(small)) == 1234


def test_a_picture_without_a_barcode_is_refused() -> None:
    with pytest.raises(ValueError, match="no bar code"):
        read_barcode(np.full((90, 160, 3), 200, np.uint8))


def test_a_barcode_with_one_wrong_cell_is_refused() -> None:
    broken = picture(5, 320, 180)
    broken[:45, 9 * 20 : 10 * 20] = 235  # cell 9 holds bit 4, which is 0 in 5
    with pytest.raises(ValueError, match="no bar code"):
        read_barcode(broken)


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="4096"):
        picture(4096, 320, 180)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("constant", "h264"), ("hevc", "hevc"), ("vp9", "vp9"), ("av1", "av1"), ("avi", "mpeg4")],
)
def test_variants_have_the_codec_they_are_named_for(drawn: Drawn, name: str, codec: str) -> None:
    assert probe(drawn(name)).codec == codec


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="Linux tells the priority")
def test_drawing_av1_leaves_the_process_its_priority(tmp_path: Path) -> None:
    # As root, the encoder makes its caller a real-time process, and so every browser started later.
    before = os.sched_getscheduler(0)
    draw_clip(tmp_path / "clip.mkv", Clip(suffix=".mkv", encoding=AV1, frames=2))
    assert os.sched_getscheduler(0) == before == os.SCHED_OTHER


def test_variable_steps_differ_and_stay_within_what_is_promised() -> None:
    timing = VARIANTS["variable"].timing
    assert timing is not None
    time_base, pts = timing
    steps = [float(step * time_base) for step in np.diff(pts)]
    assert len(set(steps)) > 20
    assert min(steps) > 0.016
    assert max(steps) <= 0.1


def test_a_demo_clip_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.mp4", "two.mp4", "other.mp4")]
    for path, seed in zip(paths, (3, 3, 4), strict=True):
        assert draw_demo_clip(path, seed=seed, seconds=0.5, size=(160, 90)) is None
    one, two, other = (list(pictures_of(path)) for path in paths)
    assert len(one) == 12  # half a second at 24 frames per second
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert not np.array_equal(one[0], other[0])


@pytest.mark.parametrize("category", FLAWS)
def test_a_planted_flaw_is_seen_in_its_box_and_span_only(tmp_path: Path, category: str) -> None:
    clean, flawed = tmp_path / "clean.mp4", tmp_path / "flawed.mp4"
    draw_demo_clip(clean, seed=5, seconds=1.5, size=(320, 180))
    flaw = draw_demo_clip(flawed, seed=5, flaw=category, seconds=1.5, size=(320, 180))
    assert flaw is not None
    assert flaw.category == category
    changes = [
        difference(a, b) for a, b in zip(pictures_of(clean), pictures_of(flawed), strict=True)
    ]
    within = changes[flaw.span.start + 2 : flaw.span.end - 2]  # a melt starts and ends gently
    outside = changes[: flaw.span.start] + changes[flaw.span.end :]
    assert min(within) > 2 * max(outside)
    assert flaw.box.inside


def test_an_unknown_flaw_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot plant"):
        draw_demo_clip(tmp_path / "a.mp4", seed=1, flaw="glitch")
