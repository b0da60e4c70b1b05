"""How the API describes itself: what every operation has in common, said once."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema as SpectacularSchema
from drf_spectacular.plumbing import ResolvedComponent, build_bearer_security_scheme_object
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import Direction, OpenApiParameter
from rest_framework import serializers

from annotation.api.errors import CONTENT_TYPE
from annotation.api.idempotency import HEADER
from annotation.domain.schema import document_schema

READ = ("400", "401", "403", "404", "429")
WRITE = (*READ, "409", "413", "415", "422")
IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Sent again with the same key, the request has no further effect (24 hours).",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description='The revision this is based on, as in the ETag: `"12"`.',
)
IF_MATCH_IF_ANY = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The revision that was looked at; a newer one is then answered with 412.",
)


class ProblemEntrySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    path = serializers.CharField(help_text="Where, such as `traces/0/span`; may be empty.")
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """Every refusal, as RFC 9457 has it; `code` is stable, `detail` is for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = ProblemEntrySerializer(many=True)  # type: ignore[assignment]  # the field of RFC 9457


class DocumentField(serializers.JSONField):
    """A document of schema 1, in answers possibly with the asked units."""


class DocumentFieldSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Publishes the one JSON Schema of the document as a component."""

    target_class = DocumentField

    def map_serializer_field(self, auto_schema: Any, direction: Direction) -> Any:
        schema = {key: value for key, value in document_schema().items() if key[0] != "$"}
        name = "Document"
        if direction == "response":
            name, schema = "StoredDocument", _opened(schema)
        component = ResolvedComponent(  # type: ignore[no-untyped-call]
            name, ResolvedComponent.SCHEMA, object=name, schema=schema
        )
        auto_schema.registry.register_on_missing(component)
        return component.ref


def _opened(schema: Any) -> Any:
    """The schema of an answer: ``?units=`` adds keys, and a client must expect more to come."""
    if isinstance(schema, dict):
        return {
            key: _opened(value) for key, value in schema.items() if key != "additionalProperties"
        }
    return [_opened(value) for value in schema] if isinstance(schema, list) else schema


class AutoSchema(SpectacularSchema):
    """Adds to every operation the errors it can answer, and ``Idempotency-Key`` where honoured."""

    def get_override_parameters(self) -> list[Any]:
        parameters = list(super().get_override_parameters())
        if self.method == "POST" and hasattr(getattr(self.view, "post", None), "is_idempotent"):
            parameters.append(IDEMPOTENCY_KEY)
        return parameters

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        refusal = self._get_response_for_code(  # type: ignore[no-untyped-call]
            ProblemSerializer, "400", [CONTENT_TYPE]
        )
        for code in READ if self.method == "GET" else WRITE:
            bodies.setdefault(code, {"description": ""})
        # A refusal that a view describes without a body of its own has the shape of all others.
        bodies = {
            code: refusal | body if code >= "400" and "content" not in body else body
            for code, body in bodies.items()
        }
        return dict(sorted(bodies.items()))


def name_ids(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Call the id in a path ``id`` where it holds only one, whatever the view calls it."""
    return result | {"paths": dict(_named(*entry) for entry in result["paths"].items())}


def _named(path: str, operations: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    ids = re.findall(r"\{([a-z]+_id)\}", path)
    if len(ids) != 1:
        return path, operations
    for operation in operations.values():
        for parameter in operation["parameters"]:
            if (parameter["in"], parameter["name"]) == ("path", ids[0]):
                parameter["name"] = "id"
    return path.replace(ids[0], "id"), operations


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """``Authorization: Token <token>``."""

    target_class = "annotation.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return build_bearer_security_scheme_object("Authorization", "Token")


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The browser's session; writes also need the header ``X-CSRFToken``."""

    target_class = "annotation.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
