"""The people of ``clips`` and the model that serves it."""

from tests.reward.fixtures import (
    _cores_as_before,
    _no_counters_left,
    alice,
    bob,
    charlie,
    checkpoint,
    project,
    rita,
)

__all__ = [
    "_cores_as_before",
    "_no_counters_left",
    "alice",
    "bob",
    "charlie",
    "checkpoint",
    "project",
    "rita",
]
