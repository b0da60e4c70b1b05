"""What goes wrong is said in one line with its file, and nothing half-written is ever seen."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reward.core.__main__ import main
from reward.core.checkpoint import load_card
from reward.core.errors import CheckpointError, MediaError, TrainingError
from reward.core.plan import Plan
from reward.core.train import train
from tests.reward.core.planted import Planted

ROOT = Path(__file__).resolve().parents[3]
TINY = {"widths": [8, 8, 8], "depths": [1, 1, 1], "steps": 4, "frames": 4, "stored": 4, "size": 32}


def plan_for(planted: Planted, out: Path, **changed: Any) -> Plan:
    plan = Plan(manifest=planted.manifest, media=planted.media, out=out, config=TINY)
    return replace(plan, **changed)


@pytest.fixture(scope="session")
def trained(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("faultless") / "model"
    train(plan_for(planted, out))
    return out


@pytest.fixture
def model(trained: Path, tmp_path: Path) -> Path:
    """A copy of the trained checkpoint to be damaged."""
    shutil.copytree(trained, tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture
def media(planted: Planted, tmp_path: Path) -> Planted:
    """A copy of the data set to be damaged."""
    shutil.copytree(planted.media, tmp_path / "media")
    return replace(planted, media=tmp_path / "media")


def predict(checkpoint: Path, planted: Planted, out: Path) -> int:
    named = ["--checkpoint", checkpoint, "--manifest", planted.manifest, "--media", planted.media]
    return main(["predict", *map(str, [*named, "--out", out]), "--threads", "1"])


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("reward.core: ")
    return line.removeprefix("reward.core: ")


def stop_at(step: int) -> Any:
    """A report that does what Ctrl-C does, at that step."""

    def report(values: dict[str, Any]) -> None:
        if values.get("step") == step:
            raise KeyboardInterrupt

    return report


def test_a_corrupt_checkpoint_is_refused_by_its_file(
    model: Path, planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray((model / "model.safetensors").read_bytes())
    data[-5] ^= 1
    (model / "model.safetensors").write_bytes(data)
    assert predict(model, planted, tmp_path / "p.jsonl") == 1
    said = complaint(capsys)
    assert said == f"{model / 'model.safetensors'} is not as it was saved: its hash differs."
    assert not list(tmp_path.glob("*p.jsonl*"))


def test_a_damaged_clip_is_named_and_no_predictions_are_seen(
    model: Path, media: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = media.media / "7.mp4"
    damaged.write_bytes(damaged.read_bytes()[:900])
    assert predict(model, media, tmp_path / "p.jsonl") == 1
    assert f"{media.manifest}:8: {damaged}" in complaint(capsys)
    assert not list(tmp_path.glob("*p.jsonl*"))


def test_a_damaged_clip_stops_training_and_is_named(media: Planted, tmp_path: Path) -> None:
    damaged = media.media / "3.mp4"
    damaged.write_bytes(damaged.read_bytes()[:900])
    with pytest.raises(MediaError, match=r"manifest\.jsonl:4: .*3\.mp4"):
        train(plan_for(media, tmp_path / "out"))
    assert not list(tmp_path.glob("*out*"))


def test_a_missing_clip_is_named_before_anything_is_decoded(
    model: Path, media: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (media.media / "5.mp4").unlink()
    assert predict(model, media, tmp_path / "p.jsonl") == 1
    assert complaint(capsys) == f"{media.manifest}:6: {media.media / '5.mp4'} is not there."


def test_a_line_that_does_not_parse_is_named(
    model: Path, planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = tmp_path / "m.jsonl"
    manifest.write_bytes(planted.manifest.read_bytes()[:-40])
    assert predict(model, replace(planted, manifest=manifest), tmp_path / "p.jsonl") == 1
    assert complaint(capsys).startswith(f"{manifest}:12: This is not JSON")


def test_a_loss_that_is_no_number_ends_the_run_and_publishes_nothing(
    planted: Planted, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match=r"step \d+"):
        train(plan_for(planted, tmp_path / "out", config={**TINY, "rate": 1e30, "steps": 50}))
    assert not list(tmp_path.glob("*out*"))


def test_an_interrupted_run_goes_on_to_the_same_weights(
    planted: Planted, trained: Path, tmp_path: Path
) -> None:
    plan = plan_for(planted, tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        train(plan, report=stop_at(2))
    assert not plan.out.exists()
    with pytest.raises(CheckpointError, match="go on from it with --resume, or remove it"):
        train(plan)
    steps: list[int] = []
    card = train(plan, resume=True, report=lambda values: steps.append(values.get("step", 0)))
    assert min(step for step in steps if step) == 3
    assert card.files["model.safetensors"] == load_card(trained).files["model.safetensors"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_goes_on_as_itself_only(planted: Planted, tmp_path: Path) -> None:
    plan = plan_for(planted, tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        train(plan, report=stop_at(2))
    with pytest.raises(CheckpointError, match="with another config, seed: it cannot go on"):
        train(replace(plan, seed=1, config={**TINY, "rate": 0.1}), resume=True)


def test_a_run_stopped_before_its_first_step_leaves_nothing(
    planted: Planted, tmp_path: Path
) -> None:
    def report(values: dict[str, Any]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(plan_for(planted, tmp_path / "out"), report=report)
    assert list(tmp_path.iterdir()) == []


def test_resuming_what_never_began_begins_it(planted: Planted, tmp_path: Path) -> None:
    assert train(plan_for(planted, tmp_path / "out"), resume=True).backend == "tracenet"


def test_a_request_to_end_is_answered_in_one_line(planted: Planted, tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(json.dumps({**TINY, "steps": 1_000_000}))
    named = ["--manifest", planted.manifest, "--media", planted.media, "--out", tmp_path / "out"]
    command = [
        sys.executable,
        "-m",
        "reward.core",
        "train",
        *named,
        "--config",
        tmp_path / "c.json",
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:
        try:
            wait_for(tmp_path / ".out.partial" / "plan.json", process)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=50)
        finally:
            process.kill()  # or it would outlive a test that failed
    assert process.returncode == 130
    lines = err.decode().splitlines()
    assert [line.split()[0] for line in lines] == ["training", "reward.core:"]
    assert not (tmp_path / "out").exists()


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 50
    while not path.exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.getuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_leaves_no_checkpoint(
    planted: Planted, tiny_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.json").write_text(json.dumps(TINY))
    named = ["--manifest", planted.manifest, "--media", planted.media, "--out", tiny_disk / "out"]
    assert main(["train", *map(str, [*named, "--config", tmp_path / "c.json"])]) == 1
    assert "No space left on device" in complaint(capsys)
    assert not (tiny_disk / "out").exists()
    assert not list(tiny_disk.glob("*saving*"))


def test_a_full_disk_is_said_and_leaves_no_predictions(
    model: Path, planted: Planted, tiny_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny_disk / "ballast").write_bytes(bytes(63_000))
    assert predict(model, planted, tiny_disk / "p.jsonl") == 1
    assert "No space left on device" in complaint(capsys)
    assert [path.name for path in tiny_disk.iterdir()] == ["ballast"]


def test_a_manifest_is_not_cut_short_by_a_full_disk(
    planted: Planted, tiny_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny_disk / "ballast").write_bytes(bytes(62_000))
    out = str(tiny_disk / "m.jsonl")
    assert main(["manifest", "--videos", str(planted.media), "--out", out]) == 1
    assert "No space left on device" in complaint(capsys)
    assert [path.name for path in tiny_disk.iterdir()] == ["ballast"]
