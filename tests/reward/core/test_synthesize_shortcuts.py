"""Nothing about a file gives its label away: a probe of what can be measured finds chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reward.core.data import read_manifest
from reward.core.synthesis import Config, synthesize
from tests.reward.core.file_statistics import Chance, separable, statistics

REAL = Path(__file__).resolve().parents[4] / "shared/clips/real"
SMALL = Config(long_side=(80, 112), frames=(12, 20))


def probed(
    out: Path, n: int, config: Config, *, seed: int = 11, clips: Path | None = None
) -> Chance:
    synthesize(out, n=n, seed=seed, config=config, clips=clips)
    examples = read_manifest(out / "manifest.jsonl", out / "media")
    values = [statistics(example.line, out / "media") for example in examples]
    return separable(values, [example.line.label == "fake" for example in examples])


def test_a_linear_probe_on_file_statistics_finds_chance(tmp_path: Path) -> None:
    found = probed(tmp_path / "planted", 320, SMALL)
    assert found.low <= 0.5 <= found.high


def test_the_probe_finds_a_shortcut_where_there_is_one() -> None:
    dice = np.random.default_rng(0)
    fake = dice.random(160) < 0.5
    values = dice.normal(size=(160, 5))
    values[:, 2] += fake
    # Two normal distributions one apart: an area of 0.76.
    found = separable(values.tolist(), fake.tolist())
    assert found.low > 0.5
    assert found.auroc == pytest.approx(0.76, abs=0.1)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.skipif(not REAL.is_dir(), reason="the shared clips are not there")
def test_a_linear_probe_finds_chance_on_footage(tmp_path: Path) -> None:
    found = probed(tmp_path / "planted", 300, SMALL, clips=REAL)
    assert found.low <= 0.5 <= found.high


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_linear_probe_finds_chance_on_many_clips_of_the_usual_kind(tmp_path: Path) -> None:
    # Of a thousand clips even labels that were dealt blindly may look separable by 0.03.
    found = probed(tmp_path / "planted", 2000, Config(), seed=7)
    assert found.low <= 0.5 <= found.high
