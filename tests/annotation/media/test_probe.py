from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from annotation.domain.timeline import FrameTable
from annotation.errors import MediaRejectedError
from annotation.media.draw import VARIANTS, Clip, Encoding, draw_clip
from annotation.media.probe import Limits, probe
from tests.annotation.media.conftest import Drawn

# The frames left after a cut without encoding again, counted from the bar codes by hand.
CUT = {"edit_list": 45, "open_gop": 35, "open_gop_without_edit_list": 48}


@pytest.mark.parametrize("name", VARIANTS)
def test_size_and_count_are_what_people_see(drawn: Drawn, name: str) -> None:
    clip = VARIANTS[name]
    found = probe(drawn(name))
    assert (found.width, found.height) == (clip.width, clip.height)
    assert found.rotation == clip.encoding.rotation
    assert found.sar == clip.encoding.sar
    assert found.has_audio == (clip.audio_s > 0)
    # Matroska leaves times out at a cut within a group of pictures: rendering settles the count.
    if name != "open_gop_without_edit_list":
        assert found.table.count == CUT.get(name, clip.frames)


def test_constant_frames_are_evenly_spaced(drawn: Drawn) -> None:
    table = probe(drawn("constant")).table
    assert [table.seconds(k) for k in (0, 1, 39)] == pytest.approx([0, 0.04, 1.56])
    assert table.duration_s == pytest.approx(1.6)  # 40 frames at 25 per second


def test_ntsc_frames_keep_their_exact_times(drawn: Drawn) -> None:
    table = probe(drawn("ntsc")).table
    assert {b - a for a, b in pairwise(table.pts)} == {1001}
    assert table.time_base == (1, 30_000)


def test_variable_frames_keep_their_own_times(drawn: Drawn) -> None:
    timing = VARIANTS["variable"].timing
    assert timing is not None
    found = probe(drawn("variable"))
    assert found.table.pts == tuple(timing[1])
    assert found.table.time_base == (1, 90_000)
    assert found.table.end > timing[1][-1]


def test_times_count_from_the_first_frame(drawn: Drawn) -> None:
    # MPEG-TS starts its clock at 1.4 s, ours starts with the first frame.
    assert probe(drawn("mpegts")).table.pts[:2] == (0, 3600)


def test_a_long_sound_track_does_not_lengthen_the_video(drawn: Drawn) -> None:
    found = probe(drawn("long_audio"))
    assert found.has_audio
    assert found.table.duration_s == pytest.approx(1.6)


def test_the_average_rate_is_frames_over_duration(drawn: Drawn) -> None:
    assert probe(drawn("ntsc")).avg_frame_rate == Fraction(30_000, 1_001)


def test_one_frame_is_a_video(tmp_path: Path) -> None:
    found = probe(draw_clip(tmp_path / "one.mp4", Clip(frames=1)))
    assert found.table == FrameTable((1, 12_800), (0,), 512)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pixels=320 * 180 - 1), "320 × 180 pixels, which is too large"),
        (Limits(side=319), "320 × 180 pixels, which is too large"),
        (Limits(min_side=200), "at least 200 on each side"),
        (Limits(duration_s=1.5), "lasts 2 s"),
        (Limits(frames=39), "more than 39 frames"),
        (Limits(rate=20), "more than 20 frames per second"),
    ],
)
def test_what_is_over_a_limit_is_refused(drawn: Drawn, limits: Limits, reason: str) -> None:
    with pytest.raises(MediaRejectedError, match=reason):
        probe(drawn("constant"), limits)


def test_what_is_just_within_the_limits_is_taken(drawn: Drawn) -> None:
    limits = Limits(pixels=320 * 180, side=320, min_side=180, duration_s=1.6, frames=40, rate=25)
    assert probe(drawn("constant"), limits).table.count == 40


def test_a_high_rate_is_refused(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "fast.mp4", Clip(encoding=Encoding(rate=Fraction(1000))))
    with pytest.raises(MediaRejectedError, match="more than 240 frames per second"):
        probe(clip)
