"""/healthz: one answer for balancers and supervisors, quick even when a part hangs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from django.test import Client

from config import heartbeat
from tests.stack import ROOT, Stack, free_port

HEALTHY = {"status": "ok", "database": True, "redis": True, "workers": 1}


@pytest.fixture(autouse=True)
def _no_workers() -> None:
    heartbeat.client().delete(heartbeat.KEY)


def answer(client: Client) -> tuple[int, Any]:
    response = client.get("/healthz")
    return response.status_code, response.json()


@pytest.mark.django_db
def test_no_worker_is_unavailable(client: Client) -> None:
    assert answer(client) == (
        503,
        {"status": "unavailable", "database": True, "redis": True, "workers": 0},
    )


@pytest.mark.django_db
def test_workers_count_for_ten_seconds_after_their_last_word(client: Client) -> None:
    now = heartbeat.client().time()[0]
    heartbeat.client().zadd(heartbeat.KEY, {"fresh": now - 5, "silent": now - 15})
    assert answer(client) == (200, HEALTHY)


def test_a_real_worker_is_heard_and_leaves_in_order(stack: Stack) -> None:
    deadline = time.monotonic() + 10
    while httpx.get(f"{stack.url}/healthz").json() != HEALTHY:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    second = subprocess.Popen(
        [
            *(sys.executable, "-m", "celery", "-A", "config.celery", "worker", "-Q", "nothing"),
            *("-n", "second@%h", "-c", "1", "-l", "ERROR", "--without-gossip"),
        ],
        cwd=ROOT,
        env=stack.environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    while httpx.get(f"{stack.url}/healthz").json()["workers"] != 2:
        assert time.monotonic() < deadline + 10
        time.sleep(0.1)
    second.send_signal(signal.SIGTERM)
    second.wait(20)
    assert httpx.get(f"{stack.url}/healthz").json()["workers"] == 1


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield server.getsockname()[1]


@contextmanager
def web(**changes: str) -> Iterator[str]:
    """A web process of its own with changed settings; yields its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "config.web"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "WEB_WORKERS": "1", "WEB_THREADS": "2"} | changes,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while not is_listening(port):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/healthz"
    finally:
        process.terminate()
        process.wait(30)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_parts_that_hang_are_answered_for_in_under_a_second() -> None:
    with silent_server() as port:
        changes = {
            "DATABASE_URL": f"postgresql://telltale@127.0.0.1:{port}/telltale",
            "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        }
        with web(**changes) as address:
            httpx.get(address, timeout=20)  # the first request imports the application
            for _ in range(3):
                began = time.monotonic()
                response = httpx.get(address, timeout=20)
                assert time.monotonic() - began < 1
                assert (response.status_code, response.json()) == (
                    503,
                    {"status": "unavailable", "database": False, "redis": False, "workers": 0},
                )


def test_parts_that_are_gone_are_named() -> None:
    nowhere = quote("/nowhere", safe="")
    changes = {
        "DATABASE_URL": f"postgresql://telltale@/telltale?host={nowhere}",
        "REDIS_URL": "unix:///nowhere",
    }
    with web(**changes) as address:
        assert httpx.get(address, timeout=20).json() == {
            "status": "unavailable",
            "database": False,
            "redis": False,
            "workers": 0,
        }
