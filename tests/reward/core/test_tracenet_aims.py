"""The aims for ten minutes on one core, measured on clips whose sources were never trained on."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from reward.core.backends import tracenet
from reward.core.contract import Backend, Example
from reward.core.data import read_manifest
from reward.core.evaluate import evaluate
from reward.core.judge import LocalJudge
from reward.core.synthesis.config import Config
from reward.core.synthesis.writing import synthesize

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]

CLIPS = Path(__file__).parents[3].parent / "shared" / "clips"
SECONDS = float(os.environ.get("TRACENET_SECONDS", "600"))
DRAWN = {"accuracy": 90, "auroc": 95, "category_accuracy": 70, "box_iou": 55, "tiou": 70}
FILMED = {"accuracy": 80, "auroc": 88, "box_iou": 45, "tiou": 60}


def planted(
    folder: Path, count: int, seed: int, clips: Path | None = None, config: Config | None = None
) -> list[Example]:
    synthesize(folder, n=count, seed=seed, clips=clips, config=config)
    return read_manifest(folder / "manifest.jsonl", folder / "media")


def trained(
    train: Sequence[Example],
    val: Sequence[Example],
    state: Path,
    *,
    seconds: float,
    backend: Backend | None = None,
) -> Backend:
    chosen = backend or tracenet.create({}, seed=0)
    told = chosen.fit(train, val, seconds=seconds, seed=0, state=state, report=lambda values: None)
    print(told)  # noqa: T201
    return chosen


def measured(backend: Backend, examples: Sequence[Example]) -> dict[str, Any]:
    begun = time.process_time()
    predictions = backend.predict(examples)
    rate = len(examples) / (time.process_time() - begun)
    found = evaluate(examples, predictions, LocalJudge())
    numbers = {name: value for name, value in found.items() if isinstance(value, int | float)}
    print({**{name: round(value, 1) for name, value in numbers.items()}, "clips/s": rate})  # noqa: T201
    return {**numbers, "rate": rate, "matched": found["counts"]["matched"]}


def short(numbers: dict[str, Any], aims: Mapping[str, float]) -> dict[str, str]:
    """What misses its aim, and by how much."""
    return {
        name: f"{numbers[name]:.1f}, wanted {aim}"
        for name, aim in aims.items()
        if (numbers[name] or 0) < aim
    }


def test_drawn_scenes(tmp_path: Path) -> None:
    some = planted(tmp_path / "drawn", 3100, 11)
    backend = trained(some[:3000], some[3000:], tmp_path / "state", seconds=SECONDS)
    alone = planted(tmp_path / "alone", 200, 12, config=Config(most_traces=1))
    several = planted(tmp_path / "several", 200, 14)
    numbers = measured(backend, alone)
    assert numbers["rate"] >= 8
    missed = short(numbers, DRAWN) | short(measured(backend, several), {"trace_f1": 60})
    assert not missed


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint of drawn scenes, at the budget of ``test_drawn_scenes``."""
    folder = tmp_path_factory.mktemp("drawn")
    some = planted(folder / "clips", 3100, 11)
    backend = trained(some[:3000], some[3000:], folder / "state", seconds=SECONDS)
    checkpoint = folder / "checkpoint"
    checkpoint.mkdir()
    backend.save(checkpoint)
    return checkpoint


@pytest.mark.skipif(not CLIPS.is_dir(), reason=f"no footage at {CLIPS}")
@pytest.mark.parametrize("turn", [0, 1, 2])
def test_real_footage_of_other_sources(tmp_path: Path, drawn: Path, turn: int) -> None:
    """A third of the sources labelled real is held out; ten minutes from the drawn checkpoint."""
    # Generated clips have flaws of their own, so nothing is measured on them.
    (tmp_path / "sources").mkdir()
    for path in (CLIPS / "generated").iterdir():
        (tmp_path / "sources" / path.name).symlink_to(path)
    others = planted(tmp_path / "generated", 900, 15, clips=tmp_path / "sources")
    some = planted(tmp_path / "filmed", 900, 14, clips=CLIPS / "real")
    held = set(sorted({one.line.group for one in some})[turn::3])
    known = [one for one in some if one.line.group not in held]
    begun = tracenet.load(drawn, {"tuning": 1.0, "replay": 0.25})
    train = [*known[100:], *others]
    backend = trained(train, known[:100], tmp_path / "state", seconds=SECONDS, backend=begun)
    unseen = [one for one in some if one.line.group in held][:250]
    assert not short(measured(backend, unseen), FILMED)
