"""One's own API tokens. The token is in the answer that makes it, and never again."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import tokens
from annotation.api.idempotency import idempotent
from annotation.api.lists import Body, ListView
from annotation.api.permissions import Authenticated, InPerson, asker
from annotation.models import ApiToken, Scope


def token_body(token: ApiToken) -> Body:
    """A token without its secret; ``prefix`` is how it begins."""
    return {
        "id": token.pk,
        "name": token.name,
        "prefix": token.hint,
        "scopes": token.scopes,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
        "created_at": token.created_at,
    }


class TokenInput(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), allow_empty=False, max_length=4
    )
    expires_at = serializers.DateTimeField(allow_null=True, default=None)


class TokenSerializer(TokenInput):
    id = serializers.IntegerField()
    prefix = serializers.CharField(help_text="How the token begins.")
    last_used_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class NewTokenSerializer(TokenSerializer):
    token = serializers.CharField(help_text="Shown this once; only its hash is stored.")


class TokenListView(ListView):
    queryset = ApiToken.objects.none()
    fields = tuple(TokenSerializer().fields)

    def get_permissions(self) -> list[BasePermission]:
        return [Authenticated() if self.request.method in SAFE_METHODS else InPerson()]

    @extend_schema(responses=TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own tokens."""
        return self.page(ApiToken.objects.filter(user=asker(request)), token_body)

    @extend_schema(request=TokenInput, responses={201: NewTokenSerializer})
    @idempotent(keeps_answer=False)
    def post(self, request: Request) -> Response:
        """Make a token; this answer alone shows it."""
        data = TokenInput(data=request.data)
        data.is_valid(raise_exception=True)
        token, secret = tokens.create(asker(request), **data.validated_data)
        return Response(token_body(token) | {"token": secret}, status=201)


class TokenView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, token_id: int) -> Response:
        """Revoke one's own token."""
        access.token_for(asker(request), token_id).delete()
        return Response(status=204)
