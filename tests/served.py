"""A web server of a test's own, with the environment it asks for."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.stack import ROOT, free_port

START_SECONDS = 60.0
STOP_SECONDS = 35.0


def start(environment: Mapping[str, str], port: int, log: Path) -> subprocess.Popen[bytes]:
    """Start ``config.web`` on the port, without waiting for it."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "config.web"],
            cwd=ROOT,
            env=dict(environment) | {"PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


@contextmanager
def served(
    environment: Mapping[str, str], log: Path
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run ``config.web`` until the block ends; its address and its process."""
    port = free_port()
    web = start(environment, port, log)
    url = f"http://127.0.0.1:{port}"
    try:
        await_answer(url, web, log)
        yield url, web
    finally:
        web.terminate()
        try:
            web.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            web.kill()
            web.wait()


def await_answer(url: str, web: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers anything at all."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(f"{url}/healthz", timeout=5)
        except httpx.TransportError:
            if time.monotonic() > deadline or web.poll() is not None:
                raise AssertionError(f"no web server:\n{log.read_text()[-3000:]}") from None
            time.sleep(0.1)
        else:
            return
