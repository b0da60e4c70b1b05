"""The project ``clips`` and the people around it."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from annotation.models import Project, User
from tests import make


@pytest.fixture(autouse=True)
def _no_counters_left() -> None:
    """Throttles count in Redis, which no rollback reaches."""
    cache.clear()


@pytest.fixture
def project(db: None) -> Project:
    return make.project()


@pytest.fixture
def alice(project: Project) -> User:
    """Manages ``clips``."""
    return User.objects.get(username="alice")


@pytest.fixture
def bob(project: Project) -> User:
    """Annotates in ``clips``."""
    return User.objects.get(username="bob")


@pytest.fixture
def rita(project: Project) -> User:
    """Reviews in ``clips``."""
    return User.objects.get(username="rita")


@pytest.fixture
def charlie(project: Project) -> User:
    """Has an account, and nothing to do with ``clips``."""
    return make.user("charlie")
