"""Several processes that train together, started by torchrun as ``accelerate launch`` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reward.core import checkpoint
from reward.core.backends import mllm
from reward.core.backends.mllm import training
from reward.core.errors import CheckpointError, ConfigError
from tests.reward import tiny, tiny_clips

VALUES: dict[str, Any] = {
    "fps": 2.0,
    "max_frames": 4,
    "dtype": "float32",
    "learning_rate": 1e-2,
    "steps": 3,
    "batch": 1,
    "accumulate": 1,
    "dropout": 0.0,
    "answer_tokens": 256,
}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("tune", ["lora", "full"])
def test_two_processes_learn_as_one_with_twice_the_batch(tune: str, tmp_path: Path) -> None:
    clips = tiny_clips.some()[0].manifest
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({**VALUES, "tune": tune}))
    out = tmp_path / "out"
    command = [
        *(sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2"),
        *("--rdzv_backend", "c10d", "--rdzv_endpoint", "localhost:0"),
        *("-m", "reward.core", "train", "--backend", "mllm", "--seed", "0"),
        *("--model", str(tiny.base("qwen3_vl")), "--config", str(settings)),
        *("--manifest", str(clips), "--media", str(clips.parent), "--out", str(out)),
    ]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    card = checkpoint.load_card(out)
    assert card.training["processes"] == 2
    assert done.stdout.count("checkpoint") == 1  # one of them speaks

    alone = mllm.create(
        {**VALUES, "tune": tune, "batch": 2}, seed=0, model=str(tiny.base("qwen3_vl"))
    )
    alone.fit(
        tiny_clips.some(), [], seconds=None, seed=0, state=tmp_path, report=lambda values: None
    )
    together = mllm.load(out).predict(tiny_clips.some())
    for one, other in zip(alone.predict(tiny_clips.some()), together, strict=True):
        assert one.p_fake == pytest.approx(other.p_fake, abs=1e-3)


def test_adapters_that_fsdp_would_lose_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FSDP_ACTIVATION_CHECKPOINTING", "true")
    adapted = mllm.create(VALUES, seed=0, model=str(tiny.base("qwen3_vl")))
    with pytest.raises(ConfigError, match="set fsdp_activation_checkpointing to false"):
        training.checkpoint_activations(adapted.model)
    whole = mllm.create({**VALUES, "tune": "full"}, seed=0, model=str(tiny.base("qwen3_vl")))
    training.checkpoint_activations(whole.model)


def test_adapters_that_were_lost_are_missed(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    backend = mllm.create(VALUES, seed=0, model=str(tiny.base("qwen3_vl")))
    backend.save(tmp_path)
    weights = tmp_path / "adapter/adapter_model.safetensors"
    kept = {name: value for name, value in load_file(weights).items() if "visual" in name}
    assert kept
    save_file(kept, weights, metadata={"format": "pt"})
    with pytest.raises(CheckpointError, match="lacks adapters it should have"):
        mllm.load(tmp_path)
