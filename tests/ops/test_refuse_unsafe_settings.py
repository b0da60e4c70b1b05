"""Web and workers refuse to start in production with a weak secret, DEBUG or open hosts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.ops.conftest import ROOT

SAFE = {"SECRET_KEY": "q7" * 25, "ALLOWED_HOSTS": "telltale.example.org", "DEBUG": "0"}
WEB = ["-c", "import config.wsgi"]
WORKER = ["-m", "celery", "-A", "config.celery", "report"]

REFUSED = {
    "no key": ({"SECRET_KEY": ""}, "SECRET_KEY"),
    "a short key": ({"SECRET_KEY": "q7" * 10}, "SECRET_KEY"),
    "a default key": ({"SECRET_KEY": "change-me-" + "q7" * 25}, "SECRET_KEY"),
    "Django's key": ({"SECRET_KEY": "django-insecure-" + "q7" * 25}, "SECRET_KEY"),
    "debugging": ({"DEBUG": "1"}, "DEBUG"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    "no host": ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
}


def start(arguments: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    """Start one entry under production's rules."""
    environment = os.environ | {"TELLTALE_LOCAL": "0"} | SAFE | changes
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("entry", [WEB, WORKER], ids=["web", "worker"])
def test_safe_settings_start(entry: list[str]) -> None:
    done = start(entry)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("what", REFUSED)
def test_the_web_process_refuses(what: str) -> None:
    changes, named = REFUSED[what]
    done = start(WEB, **changes)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {named} must " in done.stderr


def test_a_worker_refuses() -> None:
    done = start(WORKER, SECRET_KEY="")
    assert done.returncode != 0
    assert "SECRET_KEY must " in done.stderr + done.stdout


def test_a_command_for_a_public_address_refuses_in_one_line() -> None:
    environment = {name: text for name, text in os.environ.items() if name != "TELLTALE_LOCAL"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment | {"HOST": "0.0.0.0", "SECRET_KEY": ""},  # noqa: S104 (refused)
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "telltale: SECRET_KEY must be set to at least 32 random characters.\n"
