"""A model put away and taken out again answers as before; adapters merge into their base."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from reward.core import checkpoint
from reward.core.__main__ import main
from reward.core.backends import mllm
from reward.core.backends.mllm import bases, storing
from reward.core.backends.mllm.backend import Mllm
from reward.core.checkpoint import Card
from reward.core.errors import CheckpointError, ConfigError
from tests.reward import tiny, tiny_clips

VALUES: dict[str, Any] = {
    "fps": 2.0,
    "max_frames": 4,
    "dtype": "float32",
    "learning_rate": 2e-2,
    "steps": 2,
    "warmup": 0.0,
    "batch": 2,
    "accumulate": 1,
    "answer_tokens": 256,
}
slow = pytest.mark.slow
classes = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "qwen3_vl" else slow) for name in tiny.NAMES]
)


@cache
def tuned(name: str, folder: Path) -> tuple[Mllm, Path]:
    """Two steps of LoRA, and the checkpoint of it."""
    backend = mllm.create(VALUES, seed=0, model=str(tiny.base(name)))
    state = folder / "state"
    backend.fit(
        tiny_clips.some(), [], seconds=None, seed=0, state=state, report=lambda values: None
    )
    checkpoint.save(folder / "tuned", Card(backend="mllm", config=VALUES), backend.save)
    return backend, folder / "tuned"


def logits(backend: Mllm) -> torch.Tensor:
    example = tiny_clips.some()[0]
    backend.predict([example])
    assert backend._judge
    inputs, _ = backend._judge._ask(example)
    with torch.no_grad():
        return backend.model(**inputs).logits


@classes
def test_adapters_are_taken_out_as_they_were_put_away_and_merge(name: str, tmp_path: Path) -> None:
    backend, folder = tuned(name, tmp_path)
    assert (folder / "adapter/adapter_model.safetensors").is_file()
    assert not (folder / "model").exists()
    checkpoint.load_card(folder)
    again = mllm.load(folder)
    assert torch.equal(logits(again), logits(backend))
    plain = mllm.create(VALUES, seed=1, model=str(tiny.base(name)))
    assert (logits(plain) - logits(backend)).abs().max() > 0.05  # they do change something

    assert main(["convert", "--from", str(folder), "--out", str(tmp_path / "merged")]) == 0
    card = checkpoint.load_card(tmp_path / "merged")
    assert card.parent == checkpoint.load_card(folder).id
    merged = mllm.load(tmp_path / "merged")
    # Logits of the order of 5; the products are summed in another order.
    assert (logits(merged) - logits(backend)).abs().max() < 1e-4
    assert storing.read_about(tmp_path / "merged").base == ""


@pytest.mark.parametrize("merge", [False, True])
def test_a_checkpoint_can_be_trained_on(merge: bool, tmp_path: Path) -> None:
    backend, folder = tuned("qwen3_vl", tmp_path)
    if merge:  # fresh adapters then lie on the merged weights, which are the base
        main(["convert", "--from", str(folder), "--out", str(tmp_path / "merged")])
        folder = tmp_path / "merged"
    again = mllm.load(folder)
    story = again.fit(
        tiny_clips.some(),
        [],
        seconds=None,
        seed=0,
        state=tmp_path / "on",
        report=lambda values: None,
    )
    assert story["steps"] == 2
    assert not torch.allclose(logits(again), logits(backend), atol=1e-2)
    next_one = tmp_path / "next"
    next_one.mkdir()
    again.save(next_one)
    base = folder / "model" if merge else tiny.base("qwen3_vl")
    assert storing.read_about(next_one).base == str(base.resolve())
    assert torch.equal(logits(mllm.load(next_one)), logits(again))


def test_another_base_under_the_adapters_is_refused(tmp_path: Path) -> None:
    base = tiny.build(tmp_path / "base", "qwen3_vl")
    backend = mllm.create(VALUES, seed=0, model=str(base))
    folder = tmp_path / "made"
    folder.mkdir()
    backend.save(folder)
    mllm.load(folder)
    config = json.loads((base / "config.json").read_text())
    (base / "config.json").write_text(json.dumps({**config, "transformers_version": "other"}))
    with pytest.raises(CheckpointError, match="is not the one that its adapters were trained on"):
        mllm.load(folder)


def test_pickled_adapters_are_not_opened(tmp_path: Path) -> None:
    _, whole = tuned("qwen3_vl", tmp_path)
    weights = whole / "adapter/adapter_model.safetensors"
    weights.rename(weights.with_name("adapter_model.bin"))
    with pytest.raises(CheckpointError, match=r"adapter_model\.safetensors is missing"):
        mllm.load(whole)


def test_damaged_settings_are_named(tmp_path: Path) -> None:
    (tmp_path / "mllm.json").write_text('{"schema": 2}')
    with pytest.raises(CheckpointError, match=r"mllm\.json is missing or damaged"):
        mllm.load(tmp_path)


def planted(folder: Path, name: str, marker: Path) -> Path:
    """A base whose files ask to run code that would leave ``marker``."""
    tiny.build(folder, name)
    (folder / "trap.py").write_text(f"open({str(marker)!r}, 'w').close()\nclass Trap: pass\n")
    maps = {
        "config.json": {"AutoConfig": "trap.Trap", "AutoModelForImageTextToText": "trap.Trap"},
        "processor_config.json": {"AutoProcessor": "trap.Trap"},
        "tokenizer_config.json": {"AutoTokenizer": ["trap.Trap", "trap.Trap"]},
    }
    for file, asked in maps.items():
        values = json.loads((folder / file).read_text())
        (folder / file).write_text(json.dumps({**values, "auto_map": asked}))
    return folder


@pytest.mark.parametrize("name", tiny.NAMES)
def test_code_in_a_base_is_never_run(name: str, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    folder = planted(tmp_path / "base", name, marker)
    found = bases.load_base(str(folder), dtype="float32", attention="sdpa")
    assert type(found.model).__module__.startswith("transformers.models.")
    assert type(found.processor).__module__.startswith("transformers.models.")
    assert not marker.exists()


def test_a_model_that_needs_its_own_code_is_refused(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    folder = planted(tmp_path / "base", "qwen3_vl", marker)
    values = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**values, "model_type": "trap"}))
    with pytest.raises(ConfigError, match="is a 'trap' model"):
        bases.load_base(str(folder), dtype="float32", attention="sdpa")
    assert not marker.exists()


def test_pickled_weights_are_not_opened(tmp_path: Path) -> None:
    folder = tiny.build(tmp_path / "base", "qwen3_vl")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    said = r"only safetensors are loaded, and pytorch_model\.bin could carry code"
    with pytest.raises(ConfigError, match=said):
        bases.load_base(str(folder), dtype="float32", attention="sdpa")


def test_what_is_not_there_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match=r"is no model's folder: it has no config\.json"):
        bases.load_base(str(tmp_path), dtype="float32", attention="sdpa")
    bases.quiet()
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ConfigError) as caught:
        bases.load_base("Qwen/Qwen3-VL-8B-Instruct", dtype="float32", attention="sdpa")
    assert caught.value.message.startswith("Qwen/Qwen3-VL-8B-Instruct cannot be loaded: ")
    assert "\n" not in caught.value.message


def test_newer_processors_are_told_that_frames_have_a_budget() -> None:
    for name in ("qwen2_5_vl", "qwen3_vl"):
        assert bases.load_processor(str(tiny.base(name))).video_processor.cap_pixels_per_frame
