"""What needs no model: settings, sizes, and the order in which lessons are taken."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reward.core.answers import Style
from reward.core.backends.mllm.config import Config, dump_config, read_config
from reward.core.backends.mllm.order import order
from reward.core.backends.mllm.sizing import fit, tokens
from reward.core.devices import Device
from reward.core.errors import ConfigError

sides = st.integers(1, 4000)


def test_settings_pass_through_json_unchanged() -> None:
    config = Config(style=Style.PAPER, tune="full", train_vision=True, steps=7, fps=1.5)
    assert read_config(dump_config(config)) == config
    assert read_config({}) == Config()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"rang": 8}, "no setting 'rang'"),
        ({"rank": "8"}, "rank cannot be '8': expected int"),
        ({"rank": 0}, "rank must be greater than 0"),
        ({"checkpointing": 1}, "checkpointing cannot be 1"),
        ({"style": "prose"}, "expected paper or document"),
        ({"tune": "some"}, "expected lora or full"),
        ({"steps": 0}, "steps must be at least 1"),
        ({"train_vision": True}, "needs tune = full"),
        ({"answer_tokens": 100}, "at least 256 if constrained"),
        ({"weight_decay": -0.1}, "not negative"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(values: dict, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_config(values)


def test_a_frame_keeps_its_size_if_it_may_and_its_shape_if_it_may_not() -> None:
    # 640 and 360 lie nearest to 23 x 28 and 13 x 28.
    assert fit((640, 360), factor=28, pixels=10**6) == (644, 364)
    # 100,352 of 230,400 pixels: a factor of 1.515 per side, 422 x 237, rounded down to 28s.
    assert fit((640, 360), factor=28, pixels=128 * 28 * 28) == (420, 224)
    assert fit((9, 9), factor=28, pixels=10**6) == (28, 28)


@given(sides, sides, st.integers(1, 400))
def test_a_frame_is_whole_tokens_within_its_budget(width: int, height: int, budget: int) -> None:
    shown = fit((width, height), factor=28, pixels=budget * 28 * 28)
    assert shown[0] % 28 == shown[1] % 28 == 0
    assert min(shown) >= 28
    assert shown[0] * shown[1] <= budget * 28 * 28 or min(shown) == 28


def test_a_clip_is_as_many_tokens_as_its_frames_are_squares() -> None:
    # 15 x 8 squares; two frames share a token, so five frames count as three.
    assert tokens((420, 224), 5, factor=28, together=2) == 3 * 15 * 8
    assert tokens((420, 224), 5, factor=28, together=1) == 5 * 15 * 8


@given(st.lists(st.integers(1, 9), min_size=1, max_size=60), st.integers(1, 5), st.integers(0, 9))
def test_every_lesson_comes_once_in_each_pass(lengths: list[int], batch: int, seed: int) -> None:
    count = len(lengths)
    taken = order(lengths, batch=batch, total=2 * count, seed=seed)
    assert sorted(taken[:count]) == sorted(taken[count:]) == list(range(count))
    assert order(lengths, batch=batch, total=count, seed=seed) == taken[:count]


def test_a_batch_holds_lessons_of_about_the_same_length() -> None:
    lengths = [10 * (index % 16) for index in range(64)]  # four of each length
    taken = [lengths[index] for index in order(lengths, batch=4, total=64, seed=1)]
    batches = [taken[start : start + 4] for start in range(0, 64, 4)]
    assert all(len(set(batch)) == 1 for batch in batches)
    assert any(a[0] > b[0] for a, b in pairwise(batches))  # but the batches are shuffled


def test_the_batch_that_is_not_full_comes_last() -> None:
    # Sorted and cut into fours: 1 1 1 1, 5 5 9 9, and the two that are left.
    lengths = [1, 1, 1, 1, 5, 5, 9, 9, 9, 9]
    for seed in range(20):
        taken = [lengths[index] for index in order(lengths, batch=4, total=10, seed=seed)]
        assert taken[8:] == [9, 9]


def test_bfloat16_is_used_where_the_hardware_has_it_unless_told() -> None:
    assert Device("cuda", bf16=True).bf16_for("auto")
    assert not Device("cpu", bf16=False).bf16_for("auto")
    assert Device("cpu", bf16=False).bf16_for("bfloat16")
    assert not Device("cuda", bf16=True).bf16_for("float32")
