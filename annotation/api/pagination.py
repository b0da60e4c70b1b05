"""Cursor pages: ``{"next", "previous", "results"}``, at most 500 rows, steady while rows arrive."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination

ZONES_END = timedelta(hours=16)  # from here on PostgreSQL knows no time zone


class NewestFirst(CursorPagination):
    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering: str | tuple[str, ...] = "-id"

    def decode_cursor(self, request: Any) -> Any:
        """The cursor; one that somebody made up is refused before it reaches the database."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                self.check_position(str(cursor.position))
            except ValueError:
                raise NotFound(self.invalid_cursor_message) from None
        return cursor

    def check_position(self, position: str) -> None:
        """Raise ``ValueError`` unless a row can stand there."""
        int(position)


class RecentlyUpdatedFirst(NewestFirst):
    ordering = ("-updated_at", "-id")

    def check_position(self, position: str) -> None:
        offset = datetime.fromisoformat(position).utcoffset()
        if offset is None or abs(offset) >= ZONES_END:
            raise ValueError(position)


ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-id",),
    "oldest": ("id",),
    "updated": ("-updated_at", "-id"),
    "name": ("name", "id"),
}


class VideosInOrder(RecentlyUpdatedFirst):
    """As ``?sort=`` says, newest first without it; the filter refuses what is no order."""

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        self.sort = request.query_params.get("sort") or "newest"
        return ORDERS.get(self.sort, ORDERS["newest"])

    def check_position(self, position: str) -> None:
        if self.sort == "updated":
            super().check_position(position)
        elif self.sort != "name":
            int(position)
        elif "\0" in position:
            raise ValueError(position)


class BySlug(NewestFirst):
    ordering = "slug"

    def check_position(self, position: str) -> None:
        if not re.fullmatch(r"[-\w]{1,64}", position):
            raise ValueError(position)
