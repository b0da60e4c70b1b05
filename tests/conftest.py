"""A PostgreSQL and a Redis of the tests' own, in a data directory that goes with them.

The environment is set before Django loads, so this file imports Django late.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from config import embedded
from tests import stack as stacks

# Whitenoise warns of a missing folder; `make test` fills it before.
(Path(__file__).resolve().parent.parent / ".static").mkdir(exist_ok=True)
_data = Path(tempfile.mkdtemp(prefix="telltale-tests-"))
_database_url, _redis_url = embedded.urls(_data, durable=False)
for _name in [name for name in os.environ if name.startswith(("S3_", "THROTTLE_", "AXES_"))]:
    del os.environ[_name]
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings",
    TELLTALE_DATA=str(_data),
    TELLTALE_LOCAL="1",
    DATABASE_URL=_database_url,
    REDIS_URL=_redis_url,
    SECRET_KEY="only-for-tests-" + "0123456789" * 4,
    HOST="127.0.0.1",
    DEBUG="0",
)

import django  # noqa: E402 (after the environment)

django.setup()


def pytest_unconfigure() -> None:
    """Stop the servers and remove their data."""
    embedded.leave(_data)
    shutil.rmtree(_data, ignore_errors=True)


@pytest.fixture(autouse=True)
def _static_files_are_looked_up(request: pytest.FixtureRequest, settings: Any) -> None:
    """Let a test's clients not list all static files first, each of them anew."""
    settings.WHITENOISE_AUTOREFRESH = request.path.name != "test_page.py"


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The data directory of the whole test run."""
    return _data


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that use the stack last: its worker takes every job that is published."""
    items.sort(key=lambda item: "stack" in getattr(item, "fixturenames", ()))


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Shares the tests out by what they need; each process has servers of its own.

    The library needs none, so it goes well with the browser's tests, which keep a core busy.
    """

    def _split_scope(self, nodeid: str) -> str:
        alone = ("tests/browser/", "tests/reward/core/")
        return next((each for each in alone if nodeid.startswith(each)), "tests/")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares:
    return Shares(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each process make its own environment: with these settings it would use ours."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(scope="session")
def _running_stack(
    django_db_setup: None, django_db_blocker: Any, data_dir: Path
) -> Iterator[stacks.Stack]:
    from django.db import connection

    with stacks.running(str(connection.settings_dict["NAME"]), data_dir) as stack:
        yield stack


@pytest.fixture
def stack(_running_stack: stacks.Stack, transactional_db: None) -> Iterator[stacks.Stack]:
    """A web server and a worker on the test database, which see what the test commits."""
    _running_stack.forget_jobs()
    yield _running_stack
    _running_stack.wait_idle()  # before the tables are emptied
