"""The project ``clips`` and the people around it."""

from __future__ import annotations

from tests.annotation.api.conftest import (
    _no_counters_left,
    alice,
    bob,
    charlie,
    project,
    rita,
)

__all__ = ["_no_counters_left", "alice", "bob", "charlie", "project", "rita"]
