"""The same project and people as the API's tests, and clients that are closed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from annotation.models import User
from tests.annotation.api.conftest import _no_counters_left, alice, bob, charlie, project, rita
from tests.annotation.faults.crowd import signed_in

__all__ = ["_no_counters_left", "alice", "bob", "charlie", "project", "rita"]

SignIn = Callable[[str, User], httpx.Client]


@pytest.fixture
def sign_in() -> Iterator[SignIn]:
    with ExitStack() as clients:
        yield lambda url, person: clients.enter_context(signed_in(url, person))
