"""What `make run` starts: web and workers on servers of their own, kept alive, stopped in order."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from config.embedded.place import Place
from tests.ops.conftest import ROOT, server_pids, wait_until
from tests.stack import free_port

START_SECONDS = 120

pytestmark = pytest.mark.timeout(400)


class Program:
    """A running supervisor and what it says."""

    def __init__(self, data: Path, **changes: str) -> None:
        self.data, self.port, self.log = data, free_port(), data.parent / f"{data.name}.log"
        own = {
            "DATABASE_URL",
            "REDIS_URL",
            "SECRET_KEY",
            "TELLTALE_LOCAL",
            "DJANGO_SETTINGS_MODULE",
        }
        self.environment = {name: text for name, text in os.environ.items() if name not in own} | {
            "TELLTALE_DATA": str(data),
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
            "WORKER_CONCURRENCY": "1",
            **changes,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def said(self) -> str:
        return self.log.read_text()

    def is_healthy(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).is_success
        except httpx.TransportError:
            return False

    def child(self, word: str) -> psutil.Process | None:
        """The supervisor's own child whose command line has the word."""
        children = psutil.Process(self.process.pid).children()
        return next((child for child in children if word in child.cmdline()), None)

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def running(data: Path) -> Iterator[Program]:
    program = Program(data)
    try:
        wait_until(lambda: "ready at" in program.said(), START_SECONDS)
        wait_until(program.is_healthy, START_SECONDS)
        yield program
    finally:
        program.process.terminate()
        program.process.wait(70)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("run") / "data") as started:
        yield started


def test_the_first_start_makes_a_demo_with_an_account_for_each_role(program: Program) -> None:
    said = program.said()
    assert f"ready at http://127.0.0.1:{program.port} " in said
    for role in ("annotator", "reviewer", "manager"):
        assert len(re.findall(rf"^{role}\t\S{{16,}}$", said, re.M)) == 1
    assert program.manage("shell", "-v0", "-c", "print(Project.objects.get().slug)") == "demo\n"


def test_the_secret_key_is_for_its_owner_alone(program: Program) -> None:
    key = program.data / "secret_key"
    assert len(key.read_text().strip()) >= 32
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(program.data.stat().st_mode) & 0o007 == 0


@pytest.mark.parametrize(("name", "word"), [("web", "granian"), ("worker", "worker")])
def test_a_killed_child_comes_back(program: Program, name: str, word: str) -> None:
    before = program.child(word)
    assert before is not None
    before.kill()
    wait_until(lambda: f"{name} ended (signal 9); starting it again" in program.said())
    wait_until(lambda: program.child(word) not in {None, before})
    wait_until(program.is_healthy, START_SECONDS)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="without the extra reward")
def test_the_gpu_worker_runs_beside_the_others_and_gives_way_to_them(program: Program) -> None:
    wait_until(lambda: None not in {program.child("gpu"), program.child("default")})
    gpu, worker = program.child("gpu"), program.child("default")
    assert gpu is not None
    assert worker is not None
    wait_until(lambda: gpu.nice() > worker.nice())
    assert "-c 1" in " ".join(gpu.cmdline())


def test_a_taken_port_is_one_line(program: Program, tmp_path: Path) -> None:
    second = Program(tmp_path / "data", PORT=str(program.port))
    assert second.process.wait(60) == 1
    assert second.said() == (
        f"telltale: Port {program.port} of 127.0.0.1 is taken; stop what uses it, "
        f"or choose another: make run PORT={program.port + 1}\n"
    )


def test_a_public_address_without_a_secret_key_is_refused(tmp_path: Path) -> None:
    program = Program(tmp_path / "data", HOST="0.0.0.0", ALLOWED_HOSTS="x")  # noqa: S104
    assert program.process.wait(60) == 1
    assert "telltale: SECRET_KEY must be set to at least 32 random characters.\n" in program.said()


def test_term_stops_everything_and_a_second_start_keeps_the_project(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as first:
        wait_until(lambda: first.child("beat") is not None)  # it comes last
        family = psutil.Process(first.process.pid).children(recursive=True)
        assert len(family) >= 5  # web and its process, worker and its process, beat
    assert first.process.returncode == 0
    assert [each for each in family if each.is_running()] == []
    wait_until(lambda: not server_pids(Place.of(data)))
    with running(data) as second:
        assert second.said().count("annotator\t") == 1  # the log of both starts
        assert second.manage("shell", "-v0", "-c", "print(User.objects.count())") == "3\n"
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(60) == 0
