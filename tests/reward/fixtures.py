"""The project ``clips`` with the people around it, and a model that serves it."""

from __future__ import annotations

import pytest

from annotation.models import Project
from reward.core import cores
from reward.models import Checkpoint
from tests.annotation.api.conftest import _no_counters_left, alice, bob, charlie, project, rita
from tests.reward import served

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


@pytest.fixture(autouse=True)
def _cores_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other test run on fewer cores because a model was loaded here."""
    monkeypatch.setattr(cores, "_limit", cores._limit)


@pytest.fixture
def checkpoint(project: Project) -> Checkpoint:
    """A tiny model that serves ``clips``."""
    return served.checkpoint(project)
