"""Every setting that the code or the compose file reads is named where people look for it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
READ_BY_PYTHON = re.compile(
    r"""(?:env\.(?:text|flag|number|words|path)\(|os\.environ(?:\.get\(|\[))\s*"([A-Z0-9_]+)\""""
)
READ_BY_COMPOSE = re.compile(r"\$\{([A-Z0-9_]+)")
# Of Django's or a test's own making, not for people to set.
INTERNAL = {"DJANGO_SETTINGS_MODULE"}


def settings_read() -> set[str]:
    """The names of all environment variables that mean something to Telltale."""
    sources = [*(ROOT / "annotation").rglob("*.py"), *(ROOT / "config").rglob("*.py")]
    read = {name for path in sources for name in READ_BY_PYTHON.findall(path.read_text())}
    return read | set(READ_BY_COMPOSE.findall((ROOT / "docker-compose.yml").read_text())) - INTERNAL


def test_the_example_names_every_setting() -> None:
    named = set(re.findall(r"^(?:# )?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    read = settings_read()
    assert {"SECRET_KEY", "DATABASE_URL", "WEB_WORKERS", "HTTP_PORT"} <= read
    assert read - named == set()
    assert named - read == {"PYTHON", "TELLTALE_CHROMIUM"}  # read by the scripts behind make


def test_the_page_on_configuration_describes_every_setting() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text()
    described = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", page, re.M))
    assert settings_read() - described == set()


def test_compose_hands_every_setting_of_the_settings_file_to_the_containers() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    handed = set(compose["services"]["web"]["environment"])
    read = set(READ_BY_PYTHON.findall((ROOT / "config" / "settings.py").read_text()))
    # The image sets HOST and PORT; the others are for a machine of one's own.
    assert read - handed == {"HOST", "PORT", "DEBUG", "TELLTALE_LOCAL"}


def test_compose_has_no_secret_of_its_own() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"):
        assert f"${{{name}:?" in text  # compose stops when it is unset or empty
        assert f"${{{name}:-" not in text
