"""The web process: granian serving ``config.wsgi``. ``python -m config.web`` becomes it."""

from __future__ import annotations

import os
import sys

STOP_SECONDS = 30


def command() -> list[str]:
    """The command line, from HOST, PORT, WEB_WORKERS (processes) and WEB_THREADS (in each)."""
    # The database and the workers need as much of the machine as the web processes.
    processes = max((os.cpu_count() or 1) // 2, 1)
    return [
        *(sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi"),
        *("--host", os.environ.get("HOST") or "127.0.0.1"),
        *("--port", os.environ.get("PORT") or "8000"),
        *("--workers", os.environ.get("WEB_WORKERS") or str(processes)),
        *("--blocking-threads", os.environ.get("WEB_THREADS") or "8"),
        # A thread holds a database connection: keep both instead of making them anew.
        *("--blocking-threads-idle-timeout", "600"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5"),
        *("--workers-kill-timeout", str(STOP_SECONDS - 5)),
        # Its warnings are about the number of threads; what fails is an error.
        *("--no-ws", "--log-level", "error"),
    ]


if __name__ == "__main__":
    os.execv(sys.executable, command())  # noqa: S606 (no shell)
