"""The people of the API's tests, and a web server in production mode whose log is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.annotation.api.conftest import _no_counters_left, alice, bob, charlie, project, rita
from tests.served import served

__all__ = ["_no_counters_left", "alice", "bob", "charlie", "project", "rita"]

HOST = "telltale.example"
SECRET = "a-production-key-" + "9876543210" * 4


@dataclass(frozen=True)
class Production:
    """A running production server; ``log`` gets every line it writes, at level DEBUG."""

    url: str
    log: Path

    def client(self, **headers: str) -> httpx.Client:
        """A client behind the proxy that every production server has."""
        told = {"Host": HOST, "X-Forwarded-Proto": "https"} | headers
        return httpx.Client(base_url=self.url, headers=told, timeout=20)


@pytest.fixture(scope="session")
def _production(django_db_setup: None, django_db_blocker: Any, data_dir: Path) -> Iterator[Any]:
    from django.db import connection

    database = str(connection.settings_dict["NAME"])
    environment = os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(),
        "TELLTALE_LOCAL": "0",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": HOST,
        "PROXY_COUNT": "1",
        "LOG_LEVEL": "DEBUG",
        "WEB_WORKERS": "1",
        "WEB_THREADS": "2",
        "THROTTLE_ANONYMOUS": "100000/min",
    }
    log = data_dir / "production.log"
    with served(environment, log) as (url, _):
        yield Production(url, log)


@pytest.fixture
def production(_production: Production, transactional_db: None) -> Production:
    """The server, which sees what the test commits."""
    return _production
