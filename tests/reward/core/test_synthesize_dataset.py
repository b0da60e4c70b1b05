"""``synthesize`` writes a data set that everything else can read, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from annotation.domain.schema import line_schema
from annotation.formats import jsonl
from annotation.formats.deeptrace import read as deeptrace
from annotation.media.probe import probe
from reward.core.__main__ import main
from reward.core.data import read_manifest
from reward.core.errors import ConfigError
from reward.core.frames import read_frames
from reward.core.synthesis import VERSION, Config, synthesize
from reward.core.synthesis.config import load
from reward.core.synthesis.encoding import dice_encoding
from reward.core.synthesis.errors import SynthesisError

SMALL = Config(long_side=(96, 128), frames=(12, 20))
N = 24


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("synthesis") / "planted"
    synthesize(out, n=N, seed=1, config=SMALL)
    return out


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def lines(folder: Path) -> Iterator[jsonl.Line]:
    return jsonl.read((folder / "manifest.jsonl").read_bytes().splitlines())


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    made: Path, tmp_path: Path
) -> None:
    synthesize(tmp_path / "again", n=N, seed=1, config=SMALL)
    synthesize(tmp_path / "other", n=2, seed=2, config=SMALL)
    assert files(tmp_path / "again") == files(made)
    assert not set(files(tmp_path / "other")) & {
        name for name in files(made) if name.startswith("media")
    }


def test_the_manifest_is_read_by_the_rest_and_agrees_with_the_files(made: Path) -> None:
    examples = read_manifest(made / "manifest.jsonl", made / "media")
    assert len(examples) == N
    fits = Draft202012Validator(line_schema())
    for example in examples:
        line = example.line
        assert not list(fits.iter_errors(json.loads(jsonl.encode(line))))
        assert hashlib.sha256(example.path.read_bytes()).hexdigest() == line.video
        assert line.media_sha256 == line.video
        known = probe(example.path)
        assert (known.width, known.height) == (line.width, line.height)
        assert known.table == line.table
        assert example.document is not None
        assert bool(example.document.traces) == (line.label == "fake")
        assert line.provenance["synthesis"]["version"] == VERSION
        assert read_frames(example.path, line.table, [0, line.table.count - 1]).shape[0] == 2


def test_about_half_is_real_and_each_drawn_clip_is_a_group_of_its_own(made: Path) -> None:
    found = list(lines(made))
    # 24 coins: 12 ± 2.4; six spreads to either side are between 5 and 19.
    assert 5 <= sum(line.label == "fake" for line in found) <= 19
    assert len({line.group for line in found}) == N


def test_all_data_json_is_the_released_format_with_paths_below_media(made: Path) -> None:
    release = deeptrace.read((made / "all_data.json").read_bytes())
    assert not release.notes
    assert len(release.videos) == N
    assert all((made / "media" / video.path).is_file() for video in release.videos)
    traces = {line.video: line.document and len(line.document["traces"]) for line in lines(made)}
    assert {video.id: len(video.traces) for video in release.videos} == traces


def test_the_command_says_its_rate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "config.json"
    settings.write_text('{"long_side": [64, 80], "frames": [12, 14], "kinds": ["sudden_blurring"]}')
    asked = f"synthesize --clips none --n 4 --seed 3 --out {tmp_path}/d --config {settings}"
    assert main(asked.split()) == 0
    assert re.search(
        r"4 clips, \d of them with \d traces, \d+\.\d clips/s", capsys.readouterr().out
    )
    kinds = {
        trace["category"]
        for line in lines(tmp_path / "d")
        for trace in (line.document or {})["traces"]
    }
    assert kinds <= {"sudden_blurring"}
    assert main(f"synthesize --clips none --n 2 --seed 3 --out {tmp_path}/e --json".split()) == 0
    assert json.loads(capsys.readouterr().out)["clips_per_s"] > 0


def test_narrow_pictures_are_not_given_to_x265() -> None:
    # Below the width of its blocks it writes past its memory: the process dies, now or later.
    def codecs(width: int) -> set[str]:
        dice = np.random.default_rng(0)
        return {dice_encoding(dice, SMALL, 25, width)[0].codec for _ in range(100)}

    assert codecs(64) - codecs(62) == {"libx265"}


def test_an_interrupted_run_leaves_nothing_to_see(tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesize(tmp_path / "planted", n=4, seed=1, config=SMALL, report=interrupt)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_left_alone(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(made)
    with pytest.raises(SynthesisError, match="already there"):
        synthesize(made, n=1, seed=1)
    assert main(f"synthesize --clips none --n 1 --seed 1 --out {made}".split()) == 1
    assert "already there" in capsys.readouterr().err
    assert files(made) == before


@pytest.mark.parametrize("wrong", ["--n 0 --seed 1", "--n 1 --seed -1"])
def test_no_clips_and_no_seed_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    assert main(f"synthesize --clips none {wrong} --out {tmp_path}/d".split()) == 1
    assert "one clip at least" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Expecting"),
        ('{"colour": 1}', "colour"),
        ('{"kinds": ["ghosts"]}', "ghosts"),
        ('{"frames": [30, 20]}', "ascending"),
        ('{"frames": [2, 4]}', "12 frames"),
        ('{"rates": []}', "at least one"),
        ('{"fake_share": 2}', "between 0 and 1"),
    ],
)
def test_a_wrong_configuration_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said) as refused:
        load(path)
    assert str(path) in refused.value.message
