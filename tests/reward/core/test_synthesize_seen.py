"""What is planted can be seen; where too little changes, the clip is given up or planted anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from annotation.domain.taxonomy import Category
from reward.core.synthesis import Config, make, twin
from reward.core.synthesis.artefacts import PLANNERS
from reward.core.synthesis.drawn import scene
from reward.core.synthesis.seen import CELLS, LEAST, LEVELS, would_be_seen

SMALL = Config(long_side=(112, 144), frames=(16, 24))


@pytest.mark.parametrize("kind", PLANNERS)
def test_trying_a_plan_out_leaves_the_stage_as_it_was(kind: Category) -> None:
    tried = 0
    for seed in range(12):
        dice = np.random.default_rng((3, seed))
        stage = scene.compose(dice, SMALL, (150, 110), 24)
        plan = PLANNERS[kind](stage, dice, range(len(stage.actors)))
        if plan is None:
            continue
        before, actors = stage.render(), list(stage.actors)
        would_be_seen(stage, plan)
        assert (stage.render() == before).all()
        assert stage.actors == actors
        tried += 1
    assert tried


@pytest.mark.parametrize("index", range(10))
def test_a_fake_differs_from_its_twin_by_more_than_a_glance_overlooks(index: int) -> None:
    # Ripples are what is overlooked most easily.
    config = replace(SMALL, kinds=("background_distortion",), fake_share=1.0, noise=(0.0, 0.0))
    fake, real = make(5, config, index=index), twin(5, config, index=index)
    assert fake.document.traces
    # The camera may crop a little of what was judged on the canvas, so two thirds will do.
    changes = [cells(a, b) for a, b in zip(fake.pictures, real.pictures, strict=True)]
    assert max((change > LEVELS).sum() for change in changes) >= 0.67 * LEAST


def cells(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return how much each cell of 1/48 of the shorter side differs, in levels."""
    side = min(a.shape[:2]) / CELLS
    rows, columns = (int(length / side) for length in a.shape[:2])
    whole = a.astype(np.int16) - b
    out = np.empty((rows, columns))
    for row in range(rows):
        for column in range(columns):
            part = whole[
                round(row * side) : round((row + 1) * side),
                round(column * side) : round((column + 1) * side),
            ]
            out[row, column] = np.abs(part.mean((0, 1))).mean()
    return out
