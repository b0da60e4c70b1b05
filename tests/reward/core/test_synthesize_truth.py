"""A planted trace is where and when its document says, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from annotation.domain.document import dump, parse
from annotation.domain.geometry import Box
from annotation.domain.submission import problems
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import Span
from reward.core.synthesis import Config, Series, make, twin
from reward.core.synthesis.artefacts import PLANNERS, Plan
from reward.core.synthesis.drawn import scene
from reward.core.synthesis.stage import Area, Stage
from reward.core.synthesis.tracking import TOLERANCE, track

SMALL = Config(long_side=(112, 144), frames=(16, 24))
FRINGE = 32  # levels: what the soft edge of a thing, under an opacity of 0.12, may leave outside
SEEN = 16  # levels: what has begun to change by


def planned(kind: Category, seed: int) -> tuple[Stage, Plan]:
    """A drawn stage and a plan for it; the first of the seed's stages that has a place for one."""
    for attempt in range(30):
        dice = np.random.default_rng((seed, attempt))
        stage = scene.compose(dice, SMALL, (150, 110), 24)
        plan = PLANNERS[kind](stage, dice, range(len(stage.actors)))
        if plan is not None:
            return stage, plan
    raise AssertionError(f"no place for {kind} on 30 stages")


def covered(areas: Sequence[Area], size: tuple[int, int]) -> NDArray[np.bool_]:
    inside = np.zeros((size[1], size[0]), bool)
    for left, top, right, bottom in areas:
        rows = slice(max(0, int(np.floor(top))), max(0, int(np.ceil(bottom))))
        inside[rows, max(0, int(np.floor(left))) : max(0, int(np.ceil(right)))] = True
    return inside


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", PLANNERS)
def test_pixels_change_in_the_boxes_and_nowhere_else(kind: Category, seed: int) -> None:
    stage, plan = planned(kind, seed)
    before = stage.render()
    plan.apply()
    change = np.abs(stage.render().astype(int) - before).max(-1)

    outside_span = [frame for frame in range(stage.frames) if frame not in plan.span]
    assert not change[outside_span].any()
    for step, frame in enumerate(plan.span.frames):
        boxed = covered([plan.areas[step]], stage.size)
        # A thing that went its own way is missing where it would have been.
        left = covered(plan.clears[step :: len(plan.span)], stage.size)
        assert change[frame][~boxed & ~left].max(initial=0) <= FRINGE
        assert change[frame][boxed].max() > SEEN


@pytest.mark.parametrize("kind", [Category.OBJECT_TRAJECTORY, Category.UNEXPECTED_MOVE])
def test_a_thing_that_moves_away_leaves_what_was_behind_it(kind: Category) -> None:
    stage, plan = planned(kind, 5)
    (index,) = plan.cast
    plan.apply()
    after = stage.render()
    stage.actors.pop(index)
    empty = stage.render()
    for step, frame in enumerate(plan.span.frames):
        outside = ~covered([plan.areas[step]], stage.size)
        change = np.abs(after[frame].astype(int) - empty[frame])[outside]
        assert change.max(initial=0) <= FRINGE


@pytest.mark.parametrize("index", range(12))
def test_the_document_is_complete_and_true_to_the_finished_pictures(index: int) -> None:
    config = Config(long_side=(112, 144), frames=(16, 24), fake_share=1.0)
    clip, untouched = make(4, config, index=index), twin(4, config, index=index)
    count, height, width = clip.pictures.shape[:3]
    assert clip.document.traces
    assert not untouched.document.traces
    assert parse(dump(clip.document), frame_count=count) == clip.document
    assert not problems(clip.document, frame_count=count, require_explanation=True)

    spans = [trace.span for trace in clip.document.traces]
    change = np.abs(clip.pictures.astype(int) - untouched.pictures).max(-1)
    assert not change[[not any(f in span for span in spans) for f in range(count)]].any()
    for trace in clip.document.traces:
        for frame in trace.span.frames:
            box = trace.track.box_at(frame)
            assert box is not None
            assert box.inside
            left, top, wide, tall = box.to_pixels(width, height)
            part = change[frame, int(top) : int(top + tall) + 1, int(left) : int(left + wide) + 1]
            assert part.max() > 10


def test_boxes_follow_what_changes_through_every_frame_and_camera_move() -> None:
    kinds = ("object_disappearance",)
    config = Config(kinds=kinds, fake_share=1.0, most_traces=1, long_side=(160, 200), noise=(0, 0))
    overlaps = []
    for index in range(8):
        clip, untouched = make(6, config, index=index), twin(6, config, index=index)
        (trace,) = clip.document.traces
        height, width = clip.pictures.shape[1:3]
        change = np.abs(clip.pictures.astype(int) - untouched.pictures).max(-1) > SEEN
        for frame in trace.span.frames:
            rows = np.flatnonzero(change[frame].any(1))
            columns = np.flatnonzero(change[frame].any(0))
            box = trace.track.box_at(frame)
            assert box is not None
            if len(rows):
                sides = columns[0], rows[0], np.ptp(columns) + 1, np.ptp(rows) + 1
                seen = Box.from_pixels(*map(float, sides), frame=(width, height))
                overlaps.append(box.iou(seen))
    # A thing that is gone changes less than its box: parts are like what is behind them, or others
    # stand in front. On these clips boxes that stayed where they began would reach 0.83.
    assert np.mean(overlaps) > 0.87


def test_one_fake_clip_carries_up_to_three_traces_that_do_not_hide_each_other() -> None:
    series = Series(7, Config(long_side=(112, 128), frames=(16, 20), fake_share=1.0))
    clips = [series.make(index) for index in range(30)]
    counts = {len(clip.document.traces) for clip in clips}
    assert counts == {1, 2, 3}
    for clip in clips:
        traces = clip.document.traces
        for a in range(len(traces)):
            for b in range(a):
                for frame in traces[a].span.shared(traces[b].span):
                    first, second = (traces[k].track.box_at(frame) for k in (a, b))
                    # Boxes that share 15 % of the smaller one overlap by less than 0.15.
                    assert first is not None
                    assert second is not None
                    assert first.iou(second) < 0.25


def test_every_kind_is_planted_about_as_often() -> None:
    series = Series(2, Config(long_side=(64, 80), frames=(16, 20), fake_share=1.0, most_traces=1))
    kinds = [series.make(index).document.traces[0].category for index in range(90)]
    # 90 / 9 = 10 of each are expected, spread sqrt(90 · 1/9 · 8/9) = 3; some kinds need a scene
    # that offers two neighbours or a plain wall.
    assert min(kinds.count(kind) for kind in PLANNERS) >= 2


def test_a_track_keeps_few_keyframes_and_strays_from_no_box() -> None:
    # A box that goes right by 2 px a frame, then stops: the corner needs a keyframe of its own.
    lefts = [min(2.0 * step, 20.0) for step in range(21)]
    boxes = [Box(left / 100, 0.1, 0.2, 0.3) for left in lefts]
    found = track(Span(5, 26), boxes, (100, 100))
    assert [keyframe.frame for keyframe in found.keyframes] == [5, 15, 25]
    for step, box in enumerate(boxes):
        shown = found.box_at(5 + step)
        assert shown is not None
        assert abs(shown.x - box.x) * 100 <= TOLERANCE
