"""Bare files get dataset lines: usable ones in order, twins in one group, the rest by name."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from annotation.domain.timeline import FrameTable
from annotation.media.draw import draw_demo_clip
from annotation.media.encode import Encoding, encode
from reward.core.__main__ import main
from reward.core.data import read_manifest, split_of
from reward.core.twins import fingerprint, groups
from tests.annotation.media.conftest import Drawn, pictures_of


@pytest.fixture(scope="module")
def videos(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two clips, a twin and a copy of the first, and two files that are no video."""
    folder = tmp_path_factory.mktemp("videos")
    (folder / "deep").mkdir()
    draw_demo_clip(folder / "balloon.mp4", seed=1, seconds=0.5, size=(192, 128))
    draw_demo_clip(folder / "deep" / "other.mp4", seed=5, seconds=0.5, size=(192, 128))
    shutil.copy(folder / "balloon.mp4", folder / "copy.mp4")
    # Smaller, darker and in another codec.
    pictures = [(one[::2, ::2] * 0.8).astype(np.uint8) for one in pictures_of(folder / "copy.mp4")]
    encode(folder / "twin.webm", pictures, Encoding(codec="libvpx-vp9"))
    shutil.copy(drawn("rotated"), folder / "Rotated.MP4")
    (folder / "letter.mp4").write_text("Dear reader" * 50)
    (folder / "empty.mov").touch()
    (folder / "notes.txt").write_text("not even named like a video")
    return folder


def describe(videos: Path, out: Path, *options: str) -> int:
    return main(["manifest", "--videos", str(videos), "--out", str(out), *options])


def test_usable_videos_get_lines_and_the_others_are_named(
    videos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert describe(videos, tmp_path / "m.jsonl", "--json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "manifest": str(tmp_path / "m.jsonl"),
        "videos": 4,
        "repeated": 1,
        "twins": 2,
        "refused": [str(videos / "empty.mov"), str(videos / "letter.mp4")],
    }
    assert f"{videos / 'letter.mp4'}: This is an unknown kind of file, not a video." in err
    assert f"{videos / 'empty.mov'}: The file is empty." in err
    lines = [example.line for example in read_manifest(tmp_path / "m.jsonl", videos)]
    names = [line.media for line in lines]
    assert names == ["Rotated.MP4", "balloon.mp4", "deep/other.mp4", "twin.webm"]
    assert {(line.label, line.document, line.split) for line in lines} == {("unknown", None, "")}


def test_a_line_says_what_the_file_is(videos: Path, tmp_path: Path) -> None:
    describe(videos, tmp_path / "m.jsonl")
    rotated, balloon, *_ = read_manifest(tmp_path / "m.jsonl", videos)
    digest = hashlib.sha256((videos / "balloon.mp4").read_bytes()).hexdigest()
    assert balloon.line.video == balloon.line.media_sha256 == digest
    assert (balloon.line.width, balloon.line.height) == (192, 128)
    assert balloon.table.count == 12  # half a second at 24 fps
    assert balloon.table.duration_s == pytest.approx(0.5)
    # As people see it: 180 wide after turning.
    assert (rotated.line.width, rotated.line.height) == (180, 320)


def test_twins_share_a_group_and_so_a_split(videos: Path, tmp_path: Path) -> None:
    describe(videos, tmp_path / "m.jsonl")
    rotated, balloon, other, twin = read_manifest(tmp_path / "m.jsonl", videos)
    assert balloon.line.group == twin.line.group == f"twins-{balloon.line.video[:16]}"
    assert split_of(balloon) == split_of(twin)
    assert rotated.line.group == other.line.group == ""


def test_twins_of_twins_are_twins() -> None:
    # Directions 0°, 35° and 70°: cos 35° = 0.82 is alike, cos 70° = 0.34 is not; 180° a stranger.
    def looks(degrees: float) -> np.ndarray:
        one = np.zeros((4, 1024), np.float32)
        one[:, 0], one[:, 1] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        return one

    assert groups([looks(0), looks(180), looks(70), looks(35)]) == [0, 1, 0, 0]
    assert groups([looks(0), looks(180), looks(70)]) == [0, 1, 2]
    assert groups([]) == []


def test_one_differing_moment_makes_no_twins() -> None:
    one = np.zeros((4, 1024), np.float32)
    one[:, 0] = 1
    other = one.copy()
    other[2] = np.roll(one[2], 1)
    assert groups([one, other]) == [0, 1]


def test_videos_that_show_next_to_nothing_are_not_twins(tmp_path: Path) -> None:
    # The same faint ramp of six steps, as of a vignette, on two levels of grey.
    ramp = np.linspace(0, 6, 64).round().astype(np.uint8)[None, :, None]
    prints = []
    for level in (40, 180):
        path = tmp_path / f"{level}.mp4"
        picture = np.broadcast_to(level + ramp, (64, 64, 3))
        encode(path, [picture] * 8, Encoding(options={"crf": "1"}))
        prints.append(fingerprint(path, FrameTable((1, 25), tuple(range(8)), 8)))
    assert groups(prints) == [0, 1]


def test_a_folder_without_videos_is_refused_and_leaves_no_manifest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.mp4").write_text("Dear reader")
    assert describe(tmp_path / "in", tmp_path / "m.jsonl") == 1
    assert "has no video that can be used" in capsys.readouterr().err
    assert describe(tmp_path / "none", tmp_path / "m.jsonl") == 1
    assert "has no file that is named like a video" in capsys.readouterr().err
    assert not list(tmp_path.glob("*m.jsonl*"))
