"""``train`` and ``predict`` from end to end: a model too small to be good, on clips too few."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reward.core import predictions
from reward.core.__main__ import main
from reward.core.checkpoint import load_card
from reward.core.data import manifest_hash
from tests.reward.core.planted import Planted, write

TINY = {"widths": [8, 8, 8], "depths": [1, 1, 1], "steps": 3, "frames": 4, "stored": 4, "size": 32}


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "tiny.json"
    path.write_text(json.dumps(TINY))
    return path


def train(planted: Planted, out: Path, *options: object) -> int:
    named = ["--manifest", planted.manifest, "--media", planted.media, "--out", out]
    return main(["train", *map(str, named), "--threads", "1", *map(str, options)])


def predict(checkpoint: Path, planted: Planted, out: Path, *options: str) -> int:
    named = ["--checkpoint", checkpoint, "--manifest", planted.manifest, "--media", planted.media]
    return main(["predict", *map(str, [*named, "--out", out]), "--threads", "1", *options])


@pytest.fixture(scope="session")
def trained(planted: Planted, config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained") / "model"
    assert train(planted, out, "--config", config, "--seed", 3) == 0
    return out


def test_the_card_says_what_was_learned_from_and_how_it_went(
    trained: Path, planted: Planted
) -> None:
    card = load_card(trained)
    assert card.backend == "tracenet"
    assert {name: card.config[name] for name in TINY} == TINY
    assert card.data == {
        "manifest": manifest_hash(planted.manifest),
        "videos": {"train": 8, "val": 2, "test": 2},
        "fake": {"train": 4, "val": 1, "test": 1},
    }
    assert card.training["seed"] == 3
    assert card.training["steps"] == 3
    assert card.metrics["judge"].startswith("local")
    assert card.metrics["accuracy"] in (0, 50, 100)  # of two videos
    assert card.calibration["temperature"] > 0
    assert {"nll_before", "nll_after"} <= card.metrics.keys()
    assert len(card.code) == 12
    assert card.created.endswith("+00:00")


def test_nothing_is_left_beside_a_published_checkpoint(trained: Path) -> None:
    assert [path.name for path in trained.parent.iterdir()] == ["model"]


def test_the_same_seed_gives_the_same_weights(
    trained: Path, planted: Planted, config: Path, tmp_path: Path
) -> None:
    assert train(planted, tmp_path / "again", "--config", config, "--seed", 3) == 0
    assert train(planted, tmp_path / "other", "--config", config, "--seed", 4) == 0
    files = [load_card(path).files for path in (trained, tmp_path / "again", tmp_path / "other")]
    assert files[0]["model.safetensors"] == files[1]["model.safetensors"]
    assert files[0]["model.safetensors"] != files[2]["model.safetensors"]


def test_every_line_gets_a_prediction_with_calibrated_odds(
    trained: Path, planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert predict(trained, planted, tmp_path / "p.jsonl", "--json") == 0
    assert json.loads(capsys.readouterr().out)["videos"] == 12
    found = predictions.read(tmp_path / "p.jsonl")
    assert [one.video for one in found] == [line.video for line in planted.lines]
    card = load_card(trained)
    assert {one.checkpoint for one in found} == {card.id}
    # Ten times as cool, the same odds lie further from one half.
    hotter = tmp_path / "model"
    shutil.copytree(trained, hotter)
    values = json.loads((hotter / "checkpoint.json").read_text())
    values["calibration"]["temperature"] *= 10
    (hotter / "checkpoint.json").write_text(json.dumps(values))
    assert predict(hotter, planted, tmp_path / "h.jsonl") == 0
    for cool, warm in zip(found, predictions.read(tmp_path / "h.jsonl"), strict=True):
        assert abs(warm.p_fake - 0.5) < abs(cool.p_fake - 0.5)


def test_a_video_without_a_document_is_predicted_all_the_same(
    trained: Path, planted: Planted, tmp_path: Path
) -> None:
    bare = [replace(line, document=None, label="unknown", split="") for line in planted.lines[:2]]
    write(tmp_path / "bare.jsonl", bare)
    assert predict(trained, replace(planted, manifest=tmp_path / "bare.jsonl"), tmp_path / "p") == 0
    assert len(predictions.read(tmp_path / "p")) == 2


def test_fine_tuning_names_its_parent(trained: Path, planted: Planted, tmp_path: Path) -> None:
    assert train(planted, tmp_path / "child", "--init", trained) == 0
    child, parent = load_card(tmp_path / "child"), load_card(trained)
    assert child.parent == parent.id
    assert child.config == parent.config
    assert child.files["model.safetensors"] != parent.files["model.safetensors"]


def test_without_val_lines_nothing_is_calibrated_or_claimed(
    planted: Planted, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "m.jsonl", [line for line in planted.lines if line.split != "val"])
    short = replace(planted, manifest=tmp_path / "m.jsonl")
    assert train(short, tmp_path / "model", "--config", config) == 0
    card = load_card(tmp_path / "model")
    assert card.calibration == {"temperature": 1.0, "bias": 0.0}
    assert card.metrics == {}
    assert "neither calibrated nor measured" in capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    """The complaint: one line on standard error, after the bar's."""
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if not line.startswith(("training", "predicting"))] == lines[-1:]
    return lines[-1].removeprefix("reward.core: ")


def test_an_existing_place_is_refused_before_anything_is_read(
    trained: Path, planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = load_card(trained)
    assert train(replace(planted, manifest=tmp_path / "none"), trained) == 1
    assert "exists already" in refused(capsys)
    assert load_card(trained) == before


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"widht": 3}, "tracenet has no setting widht"),
        ({"frames": "many"}, "tracenet's frames cannot be 'many'"),
        ([], "must hold a JSON object"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(
    planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str], config: Any, reason: str
) -> None:
    (tmp_path / "c.json").write_text(json.dumps(config))
    assert train(planted, tmp_path / "model", "--config", tmp_path / "c.json") == 1
    assert reason in refused(capsys)
    assert not (tmp_path / "model").exists()


def test_fine_tuning_takes_other_settings_but_none_that_the_weights_depend_on(
    trained: Path,
    planted: Planted,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = tmp_path / "config.json"
    config.write_text('{"tuning": 0.5, "steps": 2}')
    assert train(planted, tmp_path / "child", "--init", trained, "--config", config) == 0
    child, parent = load_card(tmp_path / "child"), load_card(trained)
    assert child.config == {**parent.config, "tuning": 0.5, "steps": 2}
    assert child.training["steps"] == 2

    config.write_text('{"size": 96}')
    assert train(planted, tmp_path / "other", "--init", trained, "--config", config) == 1
    assert "brings its own size" in refused(capsys)


def test_lines_that_nobody_has_judged_are_nothing_to_learn_from(
    planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        tmp_path / "m.jsonl",
        [replace(line, document=None, label="unknown") for line in planted.lines],
    )
    assert train(replace(planted, manifest=tmp_path / "m.jsonl"), tmp_path / "model") == 1
    assert "has nothing to learn from" in refused(capsys)
