"""Log lines: JSON in production, readable locally; control characters are encoded."""

from __future__ import annotations

import logging

import structlog
from django.conf import settings


def formatter() -> logging.Formatter:
    """The formatter that the root handler uses; encoding every value stops log injection."""
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=False, repr_native_str=True)
        if settings.LOCAL
        else structlog.processors.JSONRenderer()
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
