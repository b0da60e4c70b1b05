"""``python -m reward.core`` as a process group of its own: watched, logged, and never outliving us.

What kills it (memory, a person, a bug in a driver) does not take the worker along.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import psutil

from annotation.errors import TelltaleError

ROOT = Path(__file__).resolve().parents[2]
LEASH = Path(__file__).with_name("leash.py")
LOOK_SECONDS = 0.5
STOP_SECONDS = 20.0
COMPLAINT = "reward.core: "
PIDS = "process.json"
# What a training has no use for.
SECRETS = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "POSTGRES_PASSWORD", "S3_")

Values = dict[str, Any]


class ProcessError(TelltaleError):
    """The process ended badly; the message is its own complaint, or what ended it."""

    code = "process"


def run(
    command: Sequence[str],
    folder: Path,
    log: Path,
    *,
    on_values: Callable[[Values], object],
    on_look: Callable[[], object],
) -> None:
    """Run to the end; ``ProcessError`` says why it failed.

    ``on_values`` gets each JSON object that it writes on a line; other lines go to ``log``.
    ``on_look`` is called about twice a second. Whatever either raises ends the process first.
    """
    stop_earlier(folder)
    with log.open("ab") as kept:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *command],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _remember(folder, process.pid)
        try:
            complaint = _watch(process, kept, on_values, on_look)
        finally:
            stop(process)
            (folder / PIDS).unlink(missing_ok=True)
    if process.returncode:
        raise ProcessError(complaint or _ending(process.returncode))


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then kill what is left of it and of all it started."""
    family = _family(process.pid)
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
    _kill(family)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def stop_earlier(folder: Path) -> None:
    """End what a worker that died left running in this folder; it may be keeping its state."""
    try:
        known = json.loads((folder / PIDS).read_text())
        process = psutil.Process(known["pid"])
        if process.create_time() != known["created"]:
            return
        family = _family(process.pid)
        process.terminate()
        psutil.wait_procs([process], STOP_SECONDS)
        _kill([process, *family])
    except (OSError, ValueError, KeyError, psutil.Error):
        return


def _remember(folder: Path, pid: int) -> None:
    with suppress(psutil.Error):
        known = {"pid": pid, "created": psutil.Process(pid).create_time()}
        (folder / PIDS).write_text(json.dumps(known))


def _watch(
    process: subprocess.Popen[bytes],
    log: IO[bytes],
    on_values: Callable[[Values], object],
    on_look: Callable[[], object],
) -> str:
    """Return the last complaint once the process has closed its output."""
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    complaint = ""
    while True:
        try:
            line = lines.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            on_look()
            continue
        if line is None:
            process.wait()
            return complaint
        if (values := _values(line)) is not None:
            on_values(values)
            continue
        log.write(line)
        log.flush()
        text = line.decode(errors="replace").strip()
        if text.startswith(COMPLAINT):
            complaint = text.removeprefix(COMPLAINT)


def _read(process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    assert process.stdout is not None  # noqa: S101 - Popen was given a pipe
    with suppress(ValueError, OSError):  # closed while it was being read
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def _values(line: bytes) -> Values | None:
    if not line.startswith(b'{"progress"'):
        return None
    try:
        values = json.loads(line)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def _family(pid: int) -> list[psutil.Process]:
    """All it started, also what leads a session of its own, as the processes of torchrun do."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def _kill(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, STOP_SECONDS)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)} | {
        "PYTHONUNBUFFERED": "1"
    }


def _ending(code: int) -> str:
    if code == -signal.SIGKILL:
        return "It was killed (signal 9); the machine may be out of memory. The log says more."
    if code < 0:
        return f"It was ended by signal {-code}. The log says more."
    return f"It ended with exit status {code}. The log says more."
