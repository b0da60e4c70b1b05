"""``make bench``: all of the bench's tables."""

from __future__ import annotations

from bench import platform

platform.main()
