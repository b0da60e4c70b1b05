"""Request bodies no larger than their address takes, refused before a byte of them is read.

Django checks forms for forgery before anything else, and writes the files in them to the disk for
that, whoever sends them and however large they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import orjson

SMALL = 16 * 1024**2  # bytes
# Here alone files come in; the views behind ask who sends them first, and know UPLOAD_MAX_BYTES.
FOR_FILES = (
    "/api/v1/videos/",
    "/api/v1/uploads/",
    "/api/v1/checkpoints/",
    "/api/v1/rewards/",
)

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def bounded(application: Application) -> Application:
    """The application behind this limit."""

    def guarded(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > SMALL and not environ.get("PATH_INFO", "").startswith(FOR_FILES):
            return _too_large(start_response)
        return application(environ, start_response)

    return guarded


def _too_large(start_response: Callable[..., Any]) -> list[bytes]:
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    body = orjson.dumps(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "code": "too_large",
            "detail": "The body is larger than this address takes.",
            "errors": [],
        }
    )
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
