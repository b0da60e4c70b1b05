"""A child of the supervisor: started again when it dies, stopped in time, gone with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.child import FIRST_PAUSE, Child
from tests.ops.conftest import ROOT, wait_until

STUBBORN = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
other = subprocess.Popen(["sleep", "600"])
pathlib.Path(sys.argv[1]).write_text(str(other.pid))
time.sleep(600)
"""


@pytest.fixture
def sleeper() -> Iterator[Child]:
    child = Child("sleeper", ["sleep", "600"], stop_seconds=5)
    yield child
    child.ask_to_stop()
    child.wait()


def test_a_dead_child_is_started_again_after_a_pause(sleeper: Child) -> None:
    assert sleeper.keep() == []
    assert sleeper.process is not None
    first = sleeper.process.pid
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert sleeper.keep() == [f"sleeper ended (signal 9); starting it again in {FIRST_PAUSE:g} s"]
    assert sleeper.keep() == []
    assert sleeper.process is None
    time.sleep(FIRST_PAUSE)
    assert sleeper.keep() == []
    assert sleeper.process.pid != first


def test_the_pauses_grow_while_it_keeps_dying() -> None:
    child = Child("broken", ["false"], stop_seconds=1)
    told: list[str] = []
    # It dies at once each time: after pauses of 0.5 and 1 s the third is 2 s.
    wait_until(lambda: told.extend(child.keep()) or len(told) == 3)
    assert [line.rsplit(" in ")[1] for line in told] == ["0.5 s", "1 s", "2 s"]


def test_a_child_that_ignores_term_is_killed_at_its_deadline_with_its_children(
    tmp_path: Path,
) -> None:
    note = tmp_path / "pid"
    child = Child("stubborn", [sys.executable, "-c", STUBBORN, str(note)], stop_seconds=0.5)
    child.keep()
    wait_until(lambda: note.exists() and note.read_text() != "")
    other = psutil.Process(int(note.read_text()))
    began = time.monotonic()
    child.ask_to_stop()
    child.wait()
    assert 0.4 < time.monotonic() - began < 3
    wait_until(lambda: not other.is_running() or other.status() == psutil.STATUS_ZOMBIE)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_child_ends_when_its_supervisor_is_killed() -> None:
    program = """
import time
from config.child import Child
child = Child("sleeper", ["sleep", "600"], stop_seconds=1)
child.keep()
print(child.process.pid, flush=True)
time.sleep(600)
"""
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    child = psutil.Process(int(supervisor.stdout.readline()))
    supervisor.kill()
    supervisor.communicate()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
