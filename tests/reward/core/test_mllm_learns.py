"""The real code path learns: a batch to exact answers, interrupted to the same curve."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reward.core.answers import Style, write
from reward.core.backends import mllm
from reward.core.backends.mllm.backend import Mllm
from reward.core.backends.mllm.clips import look_at
from reward.core.backends.mllm.training import newest_state
from reward.core.contract import Example, Prediction
from reward.core.errors import ConfigError, MediaError, TrainingError
from tests.reward import tiny, tiny_clips

QUICK: dict[str, Any] = {
    "fps": 2.0,
    "max_frames": 4,
    "tune": "full",
    "learning_rate": 4e-3,
    "warmup": 0.1,
    "steps": 1,
    "batch": 2,
    "accumulate": 1,
    "dtype": "float32",
    "checkpointing": False,
    "answer_tokens": 256,
}
LORA = {**QUICK, "tune": "lora", "dropout": 0.1, "checkpointing": True}
# Seconds of work; minutes where several other runs share the cores.
pytestmark = pytest.mark.timeout(600)
slow = pytest.mark.slow
# One class by default, the others in the long run.
classes = [pytest.param(name, marks=[] if name == "qwen3_vl" else slow) for name in tiny.NAMES]


def learn(
    name: str, state: Path, values: dict[str, Any], *, stop: int | None = None
) -> tuple[Mllm, list[float]]:
    """Fit a fresh model to the four clips; ``stop`` interrupts it after that step."""
    backend = mllm.create(values, seed=3, model=str(tiny.base(name)))
    losses: list[float] = []

    def report(said: dict[str, Any]) -> None:
        losses.append(said["loss"])
        if said["step"] == stop:
            raise KeyboardInterrupt

    try:
        backend.fit(tiny_clips.some(), [], seconds=None, seed=3, state=state, report=report)
    except KeyboardInterrupt:
        assert stop
    return backend, losses


def said(backend: Mllm, examples: Sequence[Example], found: Sequence[Prediction]) -> list[str]:
    looks = [look_at(example, backend.config, backend.family) for example in examples]
    return [
        write(one.document, Style.DOCUMENT, look.ground)
        for one, look in zip(found, looks, strict=True)
    ]


@pytest.mark.parametrize("name", tiny.NAMES)
def test_each_class_trains_a_step_generates_and_is_understood(name: str, tmp_path: Path) -> None:
    backend, losses = learn(name, tmp_path, QUICK)
    found = backend.predict(tiny_clips.some()[:2])
    assert len(losses) == 1
    # About the logarithm of the vocabulary: nothing is known yet.
    assert 5 < losses[0] < 8
    assert [one.video for one in found] == [one.line.video for one in tiny_clips.some()[:2]]
    assert all(one.document.verdict in ("fake", "real") for one in found)
    assert all(len(one.confidences) == len(one.document.traces) for one in found)


@pytest.mark.parametrize("name", classes)
def test_one_batch_is_learned_to_exact_answers(name: str, tmp_path: Path) -> None:
    steps = 40 if name == "qwen3_vl" else 60
    values = {**QUICK, "train_vision": True, "batch": 4, "steps": steps}
    before, _ = learn(name, tmp_path / "none", QUICK)
    undecided = [one.p_fake for one in before.predict(tiny_clips.some())]
    backend, losses = learn(name, tmp_path / "run", values)
    found = backend.predict(tiny_clips.some())
    truth = [
        replace(one, document=e.document) for one, e in zip(found, tiny_clips.some(), strict=True)
    ]
    truth = [replace(one, confidences=(1.0,) * len(one.document.traces)) for one in truth]
    assert said(backend, tiny_clips.some(), found) == said(backend, tiny_clips.some(), truth)
    assert losses[-1] < 0.2 < losses[0]
    # The odds moved towards the verdict, from wherever they were, and agree with it.
    for odds, start, example in zip(found, undecided, tiny_clips.some(), strict=True):
        fake = example.line.label == "fake"
        assert (odds.p_fake > max(start, 0.9)) if fake else (odds.p_fake < min(start, 0.1))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("qwen3_vl", LORA),
        # Its files bear other names than its modules: resuming must know both.
        ("qwen2_5_vl", QUICK),
        pytest.param("qwen2_5_vl", LORA, marks=slow),
        pytest.param("qwen3_vl", QUICK, marks=slow),
        pytest.param("video_llama_3", LORA, marks=slow),
        pytest.param("video_llama_3", QUICK, marks=slow),
    ],
)
def test_an_interrupted_run_goes_on_to_the_same_curve(
    name: str, values: dict[str, Any], tmp_path: Path
) -> None:
    values = {**values, "steps": 5, "save_every": 2}
    whole, curve = learn(name, tmp_path / "whole", values)
    _, first = learn(name, tmp_path / "cut", values, stop=3)
    again, rest = learn(name, tmp_path / "cut", values)
    assert first == curve[:3]
    assert rest == curve[2:]  # from step 2, the last that was saved
    videos = tiny_clips.some()[:2]
    assert again.predict(videos) == whole.predict(videos)


def test_a_state_that_was_not_written_to_its_end_is_passed_over(tmp_path: Path) -> None:
    values = {**QUICK, "steps": 4, "save_every": 1}
    _, curve = learn("qwen3_vl", tmp_path, values, stop=3)
    half = tmp_path / "checkpoint-3"
    half.mkdir()
    (half / "trainer_state.json").write_text("{")
    newest = newest_state(tmp_path)
    assert newest
    assert newest.name == "checkpoint-2"
    assert not half.exists()
    _, rest = learn("qwen3_vl", tmp_path, values)
    assert rest[0] == curve[2]


def test_several_small_batches_step_like_one_large_one(tmp_path: Path) -> None:
    _, large = learn("qwen3_vl", tmp_path / "4", {**QUICK, "batch": 4, "steps": 3})
    small = {**QUICK, "batch": 1, "accumulate": 4, "steps": 3}
    _, small_losses = learn("qwen3_vl", tmp_path / "1", small)
    # Sums in another order; the losses are of the order of 5.
    assert small_losses == pytest.approx(large, abs=2e-3)


def test_bfloat16_learns_alike(tmp_path: Path) -> None:
    values = {**QUICK, "steps": 3}
    _, whole = learn("qwen3_vl", tmp_path / "32", values)
    backend, half = learn("qwen3_vl", tmp_path / "16", {**values, "dtype": "bfloat16"})
    # Eight bits of mantissa: a loss of 6 to about a hundredth.
    assert half == pytest.approx(whole, abs=0.03)
    assert half != whole
    assert len(backend.predict(tiny_clips.some()[:1])) == 1


def test_time_that_is_up_ends_the_run(tmp_path: Path) -> None:
    backend = mllm.create({**QUICK, "steps": 50}, seed=0, model=str(tiny.base("qwen3_vl")))
    story = backend.fit(
        tiny_clips.some(), [], seconds=0.0, seed=0, state=tmp_path, report=lambda values: None
    )
    assert (story["steps"], story["planned_steps"]) == (1, 50)
    assert json.loads(json.dumps(story)) == story


def test_a_loss_that_is_no_number_ends_the_run(tmp_path: Path) -> None:
    values = {**QUICK, "learning_rate": 1e30, "clip_norm": 1e30, "steps": 4, "warmup": 0}
    with pytest.raises(TrainingError, match=r"The loss became (nan|inf) at step"):
        learn("qwen3_vl", tmp_path, values)


@pytest.mark.parametrize("workers", [0, pytest.param(1, marks=slow)])
def test_a_damaged_clip_is_named_in_one_line(workers: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(tiny_clips.some()[0].path.read_bytes()[:-400])
    cut = replace(tiny_clips.some()[0], path=path)
    values = {**QUICK, "workers": workers, "batch": 1}
    backend = mllm.create(values, seed=0, model=str(tiny.base("qwen3_vl")))
    with pytest.raises(MediaError, match=r"^\S*cut\.mp4 [^\n]*$"):
        backend.fit([cut], [], seconds=None, seed=0, state=tmp_path, report=lambda values: None)


def test_a_base_must_be_named() -> None:
    with pytest.raises(ConfigError, match="needs --model"):
        mllm.create({}, seed=0)


@pytest.mark.parametrize("name", tiny.NAMES)
def test_only_what_shall_learn_learns(name: str) -> None:
    def learning(values: dict[str, Any]) -> set[str]:
        backend = mllm.create(values, seed=0, model=str(tiny.base(name)))
        named = backend.model.named_parameters()
        return {key for key, parameter in named if parameter.requires_grad}

    def of(found: set[str], part: str) -> bool:
        return any(part in key for key in found)

    tower = {"video_llama_3": "vision_model.encoder"}.get(name, "visual.blocks")
    bridge = {"video_llama_3": "projector.readout"}.get(name, "visual.merger")
    adapted, whole = learning(LORA), learning(QUICK)
    assert all("lora_" in key for key in adapted)
    assert of(adapted, "language_model.layers.1.mlp.down_proj")
    for found in (adapted, whole):
        assert of(found, bridge)
        assert not of(found, tower)
    assert of(whole, "embed_tokens")
    assert of(learning({**QUICK, "train_vision": True}), tower)
