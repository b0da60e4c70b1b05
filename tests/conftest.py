"""A PostgreSQL and a Redis of the tests' own, in a data directory that goes with them.

The environment is set before Django loads, so this file imports Django late.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from config import embedded

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


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The data directory of the whole test run."""
    return _data
