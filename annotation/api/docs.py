"""The API's description of itself, and the page that shows it."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


@cache
def _schema() -> Any:
    """Made once per process: it takes a second and depends on nothing but the code."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


class SchemaView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(_schema(), headers={"Cache-Control": "public, max-age=3600"})


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files, with no script or style that our policy forbids."""

    template_name = "annotation/docs.html"
    url_name = "schema"
