"""``make run``: the servers, the web process and the workers of one machine, under one parent.

It restarts a child that dies, stops all of them in order, and loads no Django itself.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from config import embedded, probe, web
from config.child import Child

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
LOOK_SECONDS = 0.1
READY_SECONDS = 60.0
NEEDED_BYTES = 500_000_000


class StartError(RuntimeError):
    """``make run`` cannot start; the message is one line for a person."""


def main(videos: list[str]) -> int:
    """Run until INT or TERM; import ``videos`` into the demo project once the web answers."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: asked.append(received))
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    data = Path(os.environ.get("TELLTALE_DATA") or ROOT / "data").expanduser().resolve()
    os.environ.update(HOST=host, PORT=port, TELLTALE_DATA=str(data))
    os.environ["TELLTALE_LOCAL"] = "1" if host in LOOPBACK else "0"
    try:
        _check_port(host, port)
        _check_disk(data)
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            embedded.urls(data)  # the children ask again for themselves
        _manage("setup")
        _serve(asked, videos=videos)
    except (StartError, embedded.EmbeddedError) as error:
        _say(str(error))
        return 1
    finally:
        embedded.leave(data)
    return 0


def _check_port(host: str, port: str) -> None:
    """Bind the address for a moment, so that a taken port is one line and not a traceback."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, int(port), type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (ValueError, OverflowError):
        raise StartError(f"PORT must be a number from 1 to 65535, not {port!r}.") from None
    except socket.gaierror:
        raise StartError(f"HOST={host} is not an address of this machine.") from None
    except PermissionError:
        raise StartError(f"Port {port} needs root; choose one above 1023 with PORT=…") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StartError(
                f"Port {port} of {host} is taken; stop what uses it, or choose another: "
                f"make run PORT={int(port) + 1}"
            ) from None
        raise StartError(f"{host}:{port} cannot be used: {error.strerror}.") from None


def _check_disk(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(data).free
    except OSError as error:
        raise StartError(f"The data directory {data} cannot be used: {error.strerror}.") from None
    if free < NEEDED_BYTES:
        raise StartError(
            f"The disk is full: {data} has {free // 10**6} MB free and needs "
            f"{NEEDED_BYTES // 10**6}. Make room, or choose another folder with TELLTALE_DATA."
        )


def _manage(*command: str) -> None:
    """Run one command to its end; it has told the reason if it fails."""
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=False)
    if done.returncode:
        raise StartError(f"`manage.py {command[0]}` failed; the lines above say why.")


def _serve(asked: list[int], *, videos: list[str]) -> None:
    """Start the children and watch them until a signal asks to stop."""
    celery = [sys.executable, "-m", "celery", "-q", "--skip-checks", "-A", "config.celery"]
    worker = ["worker", "-Q", "default", "-n", "default@%h", "-l", "WARNING"]
    beat = Child("beat", [*celery, "beat", "-l", "WARNING", "--pidfile="], stop_seconds=10)
    family = [
        Child("web", web.command(), stop_seconds=web.STOP_SECONDS),
        Child("worker", [*celery, *worker, "--without-gossip"], stop_seconds=60),
    ]
    gpu = _gpu_worker(celery)
    deadline = time.monotonic() + READY_SECONDS
    importing: subprocess.Popen[Any] | None = None
    try:
        while not asked:
            for child in family:
                for line in child.keep():
                    _say(line)
            if beat not in family and (_healthy() or time.monotonic() > deadline):
                _greet()
                family += [beat, *gpu]  # late: they take a core that the others need to start
                importing = _import(videos) if videos else None
            time.sleep(LOOK_SECONDS)
    finally:
        _say("stopping …")
        _stop(importing, family)


def _gpu_worker(celery: list[str]) -> list[Child]:
    """The worker that trains and predicts, after all others' work; none without the extra."""
    if importlib.util.find_spec("torch") is None:
        _say(
            "nothing trains or predicts here: the extra `reward` is not installed "
            "(`make reward` brings it)"
        )
        return []
    options = ["-Q", "gpu", "-c", "1", "-n", "gpu@%h", "-l", "WARNING", "--without-gossip"]
    # A training keeps its state when it is stopped, and goes on at the next start.
    nicer = ["nice", "-n", "5"] if shutil.which("nice") else []
    return [Child("gpu worker", [*nicer, *celery, "worker", *options], stop_seconds=15)]


def _stop(importing: subprocess.Popen[Any] | None, family: list[Child]) -> None:
    """Ask all at once, then wait for each."""
    if importing is not None and importing.poll() is None:
        importing.terminate()
        importing.wait()
    for child in family:
        child.ask_to_stop()
    for child in family:
        child.wait()


def _healthy() -> bool:
    answer = probe.ask(seconds=2)
    return answer is not None and answer.get("status") == "ok"


def _greet() -> None:
    address = f"http://{probe.name()}:{os.environ['PORT']}"
    if _healthy():
        _say(f"ready at {address} (Ctrl-C stops it)")
    else:
        _say(f"started, but {address}/healthz does not say ok yet; the lines above may say why")


def _import(videos: list[str]) -> subprocess.Popen[Any]:
    command = [sys.executable, "manage.py", "import_videos", *videos, "--project", "demo"]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def _say(line: str) -> None:
    sys.stderr.write(f"telltale: {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
