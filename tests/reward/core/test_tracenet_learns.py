"""tracenet's loop: it learns by heart, nothing from lies, and the same from the same seed."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from annotation.domain.document import Trace
from annotation.domain.metrics import tiou
from annotation.domain.timeline import Span
from annotation.domain.track import Track
from reward.core.backends.tracenet.clips import Clip
from reward.core.backends.tracenet.config import Config
from reward.core.backends.tracenet.learning import STATE, Budget, Course, draw, learn
from reward.core.backends.tracenet.model import Habits, Tracenet
from reward.core.backends.tracenet.naming import lexicon_of
from reward.core.backends.tracenet.second import look_again
from reward.core.backends.tracenet.targets import KINDS
from reward.core.backends.tracenet.vocabulary import vocabulary_of
from reward.core.errors import TrainingError
from tests.reward.core.tracenet_clips import FRAMES, TINY, clips


def model_for(batch: list[Clip], config: Config = TINY, seed: int = 0) -> Tracenet:
    texts = [trace.explanation.text for clip in batch for trace in clip.traces]
    torch.manual_seed(seed)
    return Tracenet(config, vocabulary_of([*texts, *texts]), lexicon_of([(t, 0) for t in texts]))


def trained(
    batch: list[Clip],
    state: Path,
    *,
    config: Config = TINY,
    seed: int = 0,
    report: Any = lambda told: None,
) -> tuple[Tracenet, Course]:
    model = model_for(batch, config, seed)
    course = learn(
        model,
        model.objective,
        batch,
        memory=(),
        config=config,
        budget=Budget(None, config.steps),
        seed=seed,
        state=state,
        report=report,
    )
    return model, course


def weights(model: Tracenet) -> torch.Tensor:
    return torch.cat([value.flatten().float() for value in model.state_dict().values()])


@pytest.fixture(scope="module")
def by_heart(tmp_path_factory: pytest.TempPathFactory) -> Tracenet:
    """A model that knows ``clips(4)`` and nothing else."""
    config = replace(TINY, batch=4, steps=240, rate=4e-3)
    model, _ = trained(list(clips(4)), tmp_path_factory.mktemp("state"), config=config)
    model.habits = Habits(further=1.0)
    return model


def test_a_small_batch_is_learned_by_heart(by_heart: Tracenet) -> None:
    batch = list(clips(4))
    for clip, opinion in zip(batch, by_heart.judge(batch), strict=True):
        assert (opinion.p_fake > 0.5) is bool(clip.fake)
        for trace in clip.traces:
            said = by_heart.traces(by_heart.kept(opinion))[0]
            assert said.category == trace.category
            assert tiou(said.span, trace.span) > 0.7
            box, true = said.track.union(said.span), trace.track.union(trace.span)
            assert box is not None
            assert true is not None
            assert box.iou(true) > 0.6


def test_a_second_look_learns_from_what_is_found(by_heart: Tracenet) -> None:
    # The truth has moved since: two frames later, a quarter of the height down, renamed.
    model = deepcopy(by_heart)
    fakes = [clip for clip in clips(4) if clip.fake]
    moved = [replace(clip, traces=tuple(map(elsewhere, clip.traces))) for clip in fakes]
    before = model.judge(fakes)
    lessons = look_again(model, moved * 12, seed=0, seconds=None, report=lambda told: None)
    assert lessons >= 40
    for clip, old, new in zip(moved, before, model.judge(fakes), strict=True):
        was, now = old.found[0], new.found[0]
        assert now.begin - was.begin > 1 / FRAMES
        assert (now.boxes - was.boxes)[:, 1].mean() > 0.05
        said = model.network.kinds(new.pooled[:1]).argmax()
        assert KINDS[said] is clip.traces[0].category


def test_a_second_look_learns_places_where_nobody_named_a_kind(by_heart: Tracenet) -> None:
    model = deepcopy(by_heart)
    fakes = [clip for clip in clips(4) if clip.fake]
    unnamed = [replace(one, category=None) for clip in fakes for one in clip.traces]
    some = [replace(clip, traces=(one,)) for clip, one in zip(fakes, unnamed, strict=True)]
    look_again(model, some * 12, seed=0, seconds=None, report=lambda told: None)
    assert not any(part.any() for part in model.network.kinds[-1].parameters())
    assert model.network.nudge[-1].weight.any()


def elsewhere(trace: Trace) -> Trace:
    (only,) = trace.track.keyframes
    assert only.box is not None
    box = replace(only.box, y=only.box.y + only.box.h / 4)
    return replace(
        trace,
        span=Span(trace.span.start + 2, trace.span.end + 2),
        track=Track((replace(only, box=box),)),
        category=KINDS[(KINDS.index(trace.category) + 1) % len(KINDS)],
    )


def separation(model: Tracenet, some: list[Clip]) -> float:
    """How much likelier than the real clips the fake ones are said to be fake, -1 to 1."""
    said = [
        (bool(clip.fake), one.p_fake) for clip, one in zip(some, model.judge(some), strict=True)
    ]
    odds = [[p for fake, p in said if fake is which] for which in (True, False)]
    return sum(odds[0]) / len(odds[0]) - sum(odds[1]) / len(odds[1])


def test_shuffled_labels_teach_nothing(tmp_path: Path) -> None:
    # Every clip gets the truth of another. Real and fake clips take turns, and of every second four
    # the labels are exchanged: half of them are right, and no trace lies where its flaw is.
    batch, others = list(clips(48)), list(clips(64, first=1000))
    truths = [batch[(at ^ at // 4 % 2) - 16] for at in range(len(batch))]
    lies = [
        replace(clip, fake=truth.fake, traces=truth.traces)
        for clip, truth in zip(batch, truths, strict=True)
    ]
    config = replace(TINY, steps=40)
    misled, _ = trained(lies, tmp_path / "lies", config=config)
    assert abs(separation(misled, others)) < 0.15
    taught, _ = trained(batch, tmp_path / "truth", config=config)
    assert separation(taught, others) > 0.4


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(tmp_path: Path) -> None:
    batch = list(clips(8))
    first, _ = trained(batch, tmp_path / "1")
    again, _ = trained(batch, tmp_path / "2")
    other, _ = trained(batch, tmp_path / "3", seed=1)
    assert torch.equal(weights(first), weights(again))
    assert not torch.equal(weights(first), weights(other))


def test_an_interrupted_run_goes_on_to_the_same_curve(tmp_path: Path) -> None:
    batch = list(clips(12))
    whole, course = trained(batch, tmp_path / "whole")

    def interrupt(told: dict[str, Any]) -> None:
        if told["step"] == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trained(batch, tmp_path / "parts", report=interrupt)
    resumed, rest = trained(batch, tmp_path / "parts")
    assert rest.step == 8
    assert rest.losses == course.losses
    assert torch.equal(weights(whole), weights(resumed))


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_no_state(tmp_path: Path) -> None:
    batch = list(clips(8))
    model = model_for(batch)
    with torch.no_grad():
        model.network.cells.weight[0, 0] = torch.nan
    with pytest.raises(TrainingError, match="no number at step 1"):
        learn(
            model,
            model.objective,
            batch,
            memory=(),
            config=TINY,
            budget=Budget(None, 3),
            seed=0,
            state=tmp_path,
            report=lambda told: None,
        )
    assert not (tmp_path / STATE).exists()


def test_the_clock_counts_what_was_spent_before_an_interruption(tmp_path: Path) -> None:
    assert Budget(60.0, 10).done(step=99, elapsed=45.0) == 0.75
    assert Budget(None, 10).done(step=5, elapsed=45.0) == 0.5


def test_every_clip_is_seen_once_before_any_is_seen_again() -> None:
    batch = list(clips(16))
    seen = [id(one) for step in (0, 1) for one in draw(batch, (), TINY, seed=0, step=step)]
    assert sorted(seen) == sorted(id(one) for one in batch)


def test_replay_takes_its_share_of_every_batch() -> None:
    new, old = list(clips(16)), list(clips(4, first=100))
    drawn = draw(new, old, replace(TINY, replay=0.25), seed=0, step=0)
    assert sum(any(one is clip for clip in old) for one in drawn) == 2  # a quarter of 8
