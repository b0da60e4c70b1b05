"""Preparing videos never keeps people waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.stack import Stack

RUN = """
import sys
from annotation.media import child
bounds = child.Bounds(cpu_s=10, wall_s=20)
print(child.run([sys.executable, "-c", sys.argv[1]], bounds).output.decode())
"""


def test_the_worker_and_its_children_yield_to_the_web_process(stack: Stack) -> None:
    worker = psutil.Process(stack.worker.pid)
    ours = psutil.Process(stack.web.pid).nice()
    children = worker.children(recursive=True)
    assert children
    assert all(process.nice() > ours for process in [worker, *children])
    group = Path(f"/proc/{worker.pid}/autogroup")
    assert not group.exists() or group.read_text().endswith("nice 10\n")


def test_a_confined_child_keeps_its_parents_niceness() -> None:
    look = "import pathlib; print(pathlib.Path('/proc/self/autogroup').read_text())"
    if not Path("/proc/self/autogroup").exists():
        pytest.skip("this kernel does not weigh sessions")
    nice = ["nice", "-n", "7", sys.executable, "-c", RUN, look]
    done = subprocess.run(nice, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["nice", str(os.nice(0) + 7)]
