"""Asking this machine's web process how it is. ``python -m config.probe`` is for containers."""

from __future__ import annotations

import http.client
import json
import os
import sys
from typing import Any

WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 (names what to look behind)


def name() -> str:
    """A name under which the web process answers: the first allowed one, else the address."""
    host = os.environ.get("HOST") or "127.0.0.1"
    allowed = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return allowed or (f"[{host}]" if ":" in host else host)


def ask(*, seconds: float) -> dict[str, Any] | None:
    """What /healthz says; ``None`` while nobody answers in time."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port = int(os.environ.get("PORT") or 8000)
    web = http.client.HTTPConnection(
        "127.0.0.1" if host in WILDCARDS else host, port, timeout=seconds
    )
    try:
        web.request("GET", "/healthz", headers={"Host": name()})
        said = json.load(web.getresponse())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        web.close()
    return said if isinstance(said, dict) else None


if __name__ == "__main__":
    answer = ask(seconds=4)
    sys.exit(0 if answer and answer["database"] else 1)
