"""Every route below ``/api/v1/`` with the class that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

PREFIX = "api/v1/"


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    """(route without the prefix, view class) of each pattern."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern) and route.startswith(PREFIX):
            view = getattr(entry.callback, "cls", None) or getattr(
                entry.callback, "view_class", None
            )
            yield route.removeprefix(PREFIX), view
