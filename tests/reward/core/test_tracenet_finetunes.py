"""Ninety seconds from a checkpoint pay on a new domain, and cost little on the old one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from reward.core.backends.tracenet.backend import load
from reward.core.synthesis.config import Config
from tests.reward.core.test_tracenet_aims import measured, planted, trained

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

# Smaller and busier scenes, more noise, coarser coding: what the first domain never shows.
OTHER = Config(things=(6, 9), thing_size=(0.13, 0.22), noise=(6.0, 12.0), crf=(26, 34))
FIRST_SECONDS = float(os.environ.get("TRACENET_SECONDS", "600")) / 2


def test_fine_tuning_with_replay(tmp_path: Path) -> None:
    old, new = planted(tmp_path / "old", 900, 21), planted(tmp_path / "new", 100, 22, config=OTHER)
    old_test = planted(tmp_path / "old-test", 150, 23)
    new_test = planted(tmp_path / "new-test", 150, 24, config=OTHER)
    first = trained(old[:800], old[800:], tmp_path / "first", seconds=FIRST_SECONDS)
    before_old, before_new = measured(first, old_test), measured(first, new_test)
    (tmp_path / "checkpoint").mkdir()
    first.save(tmp_path / "checkpoint")
    second = trained(
        new, [], tmp_path / "second", seconds=90, backend=load(tmp_path / "checkpoint")
    )
    after_old, after_new = measured(second, old_test), measured(second, new_test)
    # Of all traces, not of the few that were found before: those are the plain ones.
    assert named(after_new) > named(before_new)
    assert after_new["box_iou"] > before_new["box_iou"]
    for name in ("accuracy", "category_accuracy", "box_iou"):
        assert after_old[name] > before_old[name] - 5


def named(numbers: dict[str, Any]) -> float:
    """How many traces were found and called by their kind."""
    return float((numbers["category_accuracy"] or 0) / 100 * numbers["matched"])
