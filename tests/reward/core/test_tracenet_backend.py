"""tracenet behind the contract, on files: fit, predict, save, load, go on from a checkpoint."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from annotation.domain.document import Document, Explanation, Verdict, dump, parse
from annotation.formats.jsonl import Line
from annotation.media.encode import Encoding, encode
from reward.core.backends import tracenet
from reward.core.backends.tracenet.backend import Backend, load
from reward.core.backends.tracenet.config import Config
from reward.core.contract import Example
from reward.core.errors import CheckpointError, ConfigError, MediaError, TrainingError
from tests.reward.core.tracenet_clips import FRAMES, TINY, clip

CONFIG = {**TINY.dump(), "steps": 6, "memory": 4}


def examples(folder: Path, count: int, first: int = 0) -> list[Example]:
    """Write clips of 12 frames at 8 frames a second, every second one fake."""
    return [_example(folder, number) for number in range(first, first + count)]


def _example(folder: Path, number: int) -> Example:
    path, made = folder / f"{number}.mp4", clip(number)
    encode(path, made.pictures, Encoding(rate=Fraction(8), options={"crf": "20"}))
    traces = tuple(
        replace(trace, explanation=Explanation("The square fades at 0.5 s.", "en"))
        for trace in made.traces
    )
    verdict = Verdict.FAKE if traces else Verdict.REAL
    document = Document(verdict, "", traces)
    line = Line(
        video=f"{number:064x}",
        media=path.name,
        media_sha256="",
        width=made.pictures.shape[2],
        height=made.pictures.shape[1],
        time_base=(1, 8),
        pts=tuple(range(FRAMES)),
        end=FRAMES,
        label=verdict.value,
        document=dump(document),
    )
    return Example(line, document, path, folder / "manifest.jsonl", number + 1)


def fitted(folder: Path, some: list[Example], backend: Backend | None = None) -> Backend:
    chosen = backend or Backend(Config.read(json.loads(json.dumps(CONFIG))), 0)
    chosen.fit(some, some[:2], seconds=None, seed=0, state=folder, report=lambda told: None)
    return chosen


def convince(backend: Backend, logit: float) -> None:
    """Let the model find every clip as fake as that."""
    assert backend.model is not None
    last = backend.model.network.verdict[-1]
    assert isinstance(last, torch.nn.Linear)
    last.bias.data.fill_(logit)


def test_what_it_predicts_are_documents_with_odds(tmp_path: Path) -> None:
    some = examples(tmp_path, 6)
    backend = fitted(tmp_path / "state", some)
    convince(backend, 9.0)
    predictions = backend.predict(some)
    assert [one.video for one in predictions] == [example.line.video for example in some]
    for one in predictions:
        document = parse(dump(one.document), frame_count=FRAMES)
        assert document.verdict == "fake"
        assert 1 <= len(document.traces) == len(one.confidences) <= TINY.traces
        for trace in document.traces:
            assert trace.category is not None
            assert all(frame.box and frame.box.inside for frame in trace.track.keyframes)


def test_a_clip_that_seems_real_has_no_traces(tmp_path: Path) -> None:
    some = examples(tmp_path, 4)
    backend = fitted(tmp_path / "state", some)
    convince(backend, -9.0)
    for one in backend.predict(some):
        assert one.document == Document(Verdict.REAL)
        assert one.p_fake < 0.5


def test_what_was_saved_predicts_the_same(tmp_path: Path) -> None:
    some = examples(tmp_path, 6)
    backend = fitted(tmp_path / "state", some)
    (tmp_path / "saved").mkdir()
    backend.save(tmp_path / "saved")
    assert load(tmp_path / "saved").predict(some) == backend.predict(some)


def test_a_checkpoint_goes_on_learning_and_replays_what_it_knew(tmp_path: Path) -> None:
    backend = fitted(tmp_path / "state", examples(tmp_path, 6))
    (tmp_path / "saved").mkdir()
    backend.save(tmp_path / "saved")
    again = load(tmp_path / "saved")
    assert len(again.memory) == 4
    old = {one.pictures.tobytes() for one in again.memory}
    fitted(tmp_path / "more", examples(tmp_path, 4, first=50), again)
    # Six learned from before and four now: the memory of four is shared between both.
    kept = sum(one.pictures.tobytes() in old for one in again.memory)
    assert 1 <= kept <= 3
    assert len(again.memory) == 4


def test_a_damaged_video_is_named(tmp_path: Path) -> None:
    some = examples(tmp_path, 4)
    some[2].path.write_bytes(b"no video")
    with pytest.raises(MediaError, match=r"2\.mp4"):
        fitted(tmp_path / "state", some)


def test_nothing_can_be_learned_from_clips_that_nobody_judged(tmp_path: Path) -> None:
    some = [
        replace(one, document=None, line=replace(one.line, label="unknown"))
        for one in examples(tmp_path, 2)
    ]
    with pytest.raises(TrainingError, match="nothing to learn"):
        fitted(tmp_path / "state", some)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "memory.json"])
def test_a_damaged_checkpoint_is_named(tmp_path: Path, name: str) -> None:
    backend = fitted(tmp_path / "state", examples(tmp_path, 4))
    (tmp_path / "saved").mkdir()
    backend.save(tmp_path / "saved")
    (tmp_path / "saved" / name).write_bytes(b"{}")
    with pytest.raises(CheckpointError, match=name.split(".", maxsplit=1)[0]):
        load(tmp_path / "saved")


def test_a_checkpoint_from_before_the_second_look_still_judges(tmp_path: Path) -> None:
    some = examples(tmp_path, 4)
    backend = fitted(tmp_path / "state", some)
    (tmp_path / "saved").mkdir()
    backend.save(tmp_path / "saved")
    path = tmp_path / "saved" / "model.safetensors"
    weights = load_file(path)
    save_file({k: v for k, v in weights.items() if ".kinds." not in k and ".nudge." not in k}, path)
    before, after = backend.predict(some), load(tmp_path / "saved").predict(some)
    assert [one.p_fake for one in after] == [one.p_fake for one in before]


@pytest.mark.parametrize(
    "config", [{"depth": 3}, {"frames": 2}, {"frames": 15}, {"size": 60}, {"batch": "16"}]
)
def test_a_configuration_that_cannot_be_is_refused(config: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        tracenet.create(config, seed=0)


def test_there_is_no_base_model() -> None:
    with pytest.raises(ConfigError, match="--init"):
        tracenet.create({}, seed=0, model="some/base")
