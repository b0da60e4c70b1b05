"""The project ``clips`` with the people around it, and a model that serves it."""

from __future__ import annotations

import pytest

from annotation.models import Project
from reward.models import Checkpoint
from tests.annotation.api.conftest import _no_counters_left, alice, bob, charlie, project, rita
from tests.reward import served

__all__ = ["_no_counters_left", "alice", "bob", "charlie", "project", "rita"]


@pytest.fixture
def checkpoint(project: Project) -> Checkpoint:
    """A tiny model that serves ``clips``."""
    return served.checkpoint(project)
