"""Traces planted into footage: its things are found, its labels respected, its groups kept."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from annotation.media.encode import Encoding, encode
from reward.core.__main__ import main
from reward.core.data import read_manifest, split_of
from reward.core.synthesis import Config, Library, Series, make, synthesize, twin
from reward.core.synthesis.errors import SynthesisError
from reward.core.synthesis.footage import scene
from reward.core.synthesis.footage.follow import camera_path, follow, half_grey

SMALL = Config(long_side=(96, 120), frames=(14, 20), noise=(0, 0))
REAL = Path(__file__).resolve().parents[4] / "shared/clips"


def filmed(seed: int, frames: int = 40, shift: float = 2.0) -> NDArray[np.uint8]:
    """A mottled wall, a red disc that goes right by ``shift`` a frame, a blue one that stays."""
    dice = np.random.default_rng(seed)
    coarse = dice.integers(90, 170, (16, 22, 3)).astype(np.uint8)
    wall = coarse.repeat(10, 0).repeat(10, 1)[:150, :210]
    y, x = np.mgrid[0:150, 0:210]
    pictures = np.repeat(wall[None], frames, 0)
    for frame, picture in enumerate(pictures):
        picture[np.hypot(x - 60 - shift * frame, y - 60) < 18] = (210, 40, 40)
        picture[np.hypot(x - 50, y - 115) < 16] = (30, 50, 200)
    return pictures


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("footage")
    for name, seed in (("a.mp4", 1), ("b.mp4", 2), ("generated.mp4", 3)):
        encode(out / name, filmed(seed), Encoding(rate=Fraction(20), options={"crf": "12"}))
    encode(out / "short.mp4", filmed(4, frames=8), Encoding(rate=Fraction(20)))
    labels = {"a.mp4": "real", "b.mp4": "unknown", "generated.mp4": "fake", "short.mp4": "real"}
    lines = [json.dumps({"path": name, "label": label}) for name, label in labels.items()]
    (out / "manifest.jsonl").write_text("\n".join(lines))
    return out


def test_clips_labelled_fake_and_clips_too_short_are_left_out(folder: Path) -> None:
    assert [source.group for source in Library(folder).sources] == ["a.mp4", "b.mp4"]


def test_without_a_manifest_every_video_counts(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "c.mp4").write_bytes((folder / "generated.mp4").read_bytes())
    (tmp_path / "readme.txt").write_text("no video")
    assert [source.group for source in Library(tmp_path).sources] == ["c.mp4"]


def test_a_spot_is_followed_and_the_camera_is_told_from_it() -> None:
    pictures = filmed(1, frames=20)
    grey = half_grey(pictures)
    seen, path = follow(grey, (80.0, 60.0, 18.0), 10)
    assert seen == range(20)
    # Two pixels a frame from frame 10 on: 18 px by frame 19.
    assert path[19] == pytest.approx([18, 0], abs=1.5)
    assert np.abs(camera_path(grey)).max() <= 1
    panned = np.stack([np.roll(picture, 4 * k, 1) for k, picture in enumerate(filmed(1, 8, 0))])
    assert camera_path(half_grey(panned))[7] == pytest.approx([28, 0], abs=2)


def test_a_thing_is_cut_out_and_the_wall_closes_behind_it() -> None:
    pictures = filmed(1, frames=16)
    stage = scene.compose(np.random.default_rng(0), pictures)
    areas = {actor.still: actor.area(8) for actor in stage.actors if actor.whole}
    still = areas[True]
    assert still is not None
    # The blue disc: centre (50, 115), radius 16.
    assert still == pytest.approx((34, 99, 66, 131), abs=4)
    (actor,) = [a for a in stage.actors if a.area(8) == still]
    assert actor.behind is not None
    healed = actor.behind(8).patch
    inner = healed[..., 3] > 0.9
    # The wall's levels lie between 90 and 170; the disc's blue is 200 and its red 30.
    assert healed[inner][:, 0].mean() > 80
    assert healed[inner][:, 2].mean() < 180


def test_footage_is_untouched_outside_the_spans(folder: Path) -> None:
    library = Library(folder)
    config = Config(long_side=(96, 120), frames=(14, 20), fake_share=1.0)
    for index in range(8):
        clip = make(5, config, index=index, footage=library)
        same = twin(5, config, index=index, footage=library)
        spans = [trace.span for trace in clip.document.traces]
        quiet = [f for f in range(len(clip.pictures)) if not any(f in span for span in spans)]
        assert spans
        assert (clip.pictures[quiet] == same.pictures[quiet]).all()
        busy = [f for f in range(len(clip.pictures)) if f not in quiet]
        assert (clip.pictures[busy] != same.pictures[busy]).any((1, 2, 3)).all()


def test_clips_of_one_source_share_a_group_and_a_split(folder: Path, tmp_path: Path) -> None:
    synthesize(tmp_path / "d", n=12, seed=1, clips=folder, config=SMALL)
    examples = read_manifest(tmp_path / "d/manifest.jsonl", tmp_path / "d/media")
    groups: dict[str, set[str]] = {}
    for example in examples:
        groups.setdefault(example.line.group, set()).add(split_of(example))
    assert set(groups) == {"a.mp4", "b.mp4"}
    assert all(len(splits) == 1 for splits in groups.values())
    assert {example.line.label for example in examples} == {"fake", "real"}
    assert [example.line.provenance["synthesis"]["clip"] for example in examples] == list(range(12))


def test_both_labels_come_from_every_source(folder: Path) -> None:
    series = Series(9, SMALL, Library(folder))
    found = {(clip.group, bool(clip.document.traces)) for clip in map(series.make, range(24))}
    assert found == {(name, fake) for name in ("a.mp4", "b.mp4") for fake in (False, True)}


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ('{"path": "gone.mp4", "label": "real"}', r"manifest\.jsonl:1: .*gone\.mp4 is not there"),
        ('\n{"label": "real"}', r"manifest\.jsonl:2 names no clip"),
        ("nonsense", r"manifest\.jsonl:1 names no clip"),
        ('{"path": "../a.mp4"}', r"manifest\.jsonl:1 .*leaves the folder"),
        ('{"path": "bad.mp4"}', r"bad\.mp4: "),
        ('{"path": "bad.mp4", "label": "fake"}', "has no clip of 12 frames"),
    ],
)
def test_footage_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], manifest: str, said: str
) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips/bad.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 200)
    (tmp_path / "clips/manifest.jsonl").write_text(manifest)
    with pytest.raises(SynthesisError, match=said):
        Library(tmp_path / "clips")
    asked = f"synthesize --clips {tmp_path}/clips --n 2 --seed 1 --out {tmp_path}/out"
    assert main(asked.split()) == 1
    assert len(capsys.readouterr().err.splitlines()) <= 2
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="nowhere is no folder"):
        Library(tmp_path / "nowhere")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not REAL.is_dir(), reason="the shared clips are not there")
def test_real_footage_takes_all_nine_kinds(tmp_path: Path) -> None:
    lines = synthesize(tmp_path / "d", n=160, seed=1, clips=REAL, config=SMALL)
    kinds = [
        trace["category"] for line in lines for trace in (line.document or {"traces": []})["traces"]
    ]
    assert len(set(kinds)) == 9
    assert not any("generated" in line.group for line in lines)
