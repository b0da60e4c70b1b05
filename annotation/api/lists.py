"""Cursor pages of plain bodies: filters, ``?project=`` and ``?fields=`` in one place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from annotation import access
from annotation.api.permissions import asker
from annotation.errors import InvalidError, Problem
from annotation.models import Role

Row = TypeVar("Row", bound=Model)
if TYPE_CHECKING:
    Generics = GenericAPIView[Any]  # generic in the stubs alone
else:
    Generics = GenericAPIView
Body = dict[str, Any]

PROJECT = OpenApiParameter("project", OpenApiTypes.STR, description="Only this project (its slug).")
FIELDS = OpenApiParameter(
    "fields", OpenApiTypes.STR, description="Only these fields of each row, comma-separated."
)


def in_project(
    request: Request, rows: QuerySet[Row], least: Role = Role.ANNOTATOR
) -> QuerySet[Row]:
    """The rows of ``?project=``, in which the role must be at least ``least``; all without it."""
    slug = request.query_params.get("project")
    if slug is None:
        return rows
    return rows.filter(project=access.project_for(asker(request), slug, least))


def selection(request: Request, known: Collection[str]) -> frozenset[str] | None:
    """The names in ``?fields=``, or ``None`` for all; an unknown name is refused."""
    asked = request.query_params.get("fields")
    if not asked:
        return None
    names = frozenset(name.strip() for name in asked.split(",")) - {""}
    unknown = sorted(names - set(known))
    if unknown:
        raise InvalidError(
            [Problem("unknown_field", "fields", f"There is no field {name!r}.") for name in unknown]
        )
    return names


def selected(body: Body, names: frozenset[str] | None) -> Body:
    """The body with only the named fields, in its own order."""
    return body if names is None else {key: body[key] for key in body if key in names}


class ListView(Generics):
    """A view whose GET answers a page; ``fields`` are the names that ``?fields=`` may ask for."""

    fields: Collection[str] = ()

    def page(self, rows: QuerySet[Row], body: Callable[[Row], Mapping[str, Any]]) -> Response:
        """Answer one page of the filtered rows, each as its body."""
        return self.page_of(rows, lambda found: [body(row) for row in found])

    def page_of(
        self, rows: QuerySet[Row], bodies: Callable[[Sequence[Row]], Sequence[Mapping[str, Any]]]
    ) -> Response:
        """The same for bodies that are made together."""
        names = selection(self.request, self.fields)
        found = self.paginate_queryset(self.filter_queryset(rows)) or []
        return self.get_paginated_response([selected(dict(row), names) for row in bodies(found)])
