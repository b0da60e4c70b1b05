"""Log lines: JSON in production, readable locally; control characters are encoded."""

from __future__ import annotations

import logging

import structlog
from django.conf import settings


def _visible(text: str) -> str:
    """The text with everything that is no visible character written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _written_out(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """One line stays one line; those of a traceback are indented, so that none is taken for one."""
    event["event"] = _visible(str(event.get("event", "")))
    if "exception" in event:
        lines = str(event["exception"]).splitlines()
        event["exception"] = "\n".join(f"  {_visible(line)}" for line in lines)
    return event


def formatter() -> logging.Formatter:
    """The formatter that the root handler uses; encoding every value stops log injection."""
    renderers: list[structlog.typing.Processor] = (
        [_written_out, structlog.dev.ConsoleRenderer(colors=False, repr_native_str=True)]
        if settings.LOCAL
        else [structlog.processors.JSONRenderer()]
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
            *renderers,
        ],
    )
