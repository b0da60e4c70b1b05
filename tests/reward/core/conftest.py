"""Data sets, drawn clips and their proxies, made once per test run."""

from __future__ import annotations

import pytest

from reward.core import cores
from tests.annotation.media.conftest import drawn, rendered
from tests.reward.core.planted import Planted, plant

__all__ = ["drawn", "planted", "rendered"]


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Twelve drawn clips of half a second: eight to learn from, two each for val and test."""
    splits = ["train"] * 8 + ["val"] * 2 + ["test"] * 2
    return plant(tmp_path_factory.mktemp("planted") / "set", splits)


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> None:
    """The same weights whichever tests ran before: sums over more threads round differently."""
    cores.limit(1)
