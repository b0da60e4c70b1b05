"""The published JSON Schemas of a document and of a dataset line."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation.domain import schema


class DocumentSchemaView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(responses=OpenApiTypes.OBJECT, auth=[])
    def get(self, request: Request) -> Response:
        """JSON Schema of the document: verdict and traces of one video."""
        return Response(schema.document_schema())


class LineSchemaView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(responses=OpenApiTypes.OBJECT, auth=[])
    def get(self, request: Request) -> Response:
        """JSON Schema of one line of an exported dataset."""
        return Response(schema.line_schema())
