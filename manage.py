#!/usr/bin/env python
"""Telltale's commands. On a machine of its own (HOST is loopback) they need no configuration."""

from __future__ import annotations

import os
import sys

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def main() -> None:
    """Run one command; trouble with the configuration or the servers is one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if os.environ.get("HOST", "127.0.0.1") in LOOPBACK:
        os.environ.setdefault("TELLTALE_LOCAL", "1")

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config.embedded import EmbeddedError

    try:
        execute_from_command_line(sys.argv)
    except (EmbeddedError, ImproperlyConfigured) as error:
        sys.exit(f"telltale: {error}")


if __name__ == "__main__":
    main()
