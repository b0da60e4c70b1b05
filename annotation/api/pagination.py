"""Cursor pages: ``{"next", "previous", "results"}``, at most 500 rows, steady while rows arrive."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering = "-id"


class RecentlyUpdatedFirst(NewestFirst):
    ordering = ("-updated_at", "-id")
