"""What every route demands before its view runs; the rest is `access.py`'s."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from annotation.models import ApiToken, Scope

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it imports this module

    from annotation.models import User


def asker(request: HttpRequest | Request | None) -> User:
    """The person who asks; below, everybody else has been turned away."""
    assert request is not None  # noqa: S101 -- a filter without a request is a bug
    return cast("User", request.user)


class Authenticated(BasePermission):
    """Somebody is signed in; a token also needs the scope for the method."""

    message = "This token does not have the scope for this."

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            return False
        if not isinstance(request.auth, ApiToken):
            return True
        scope = Scope.READ if request.method in SAFE_METHODS else Scope.WRITE
        return scope in request.auth.scopes


class InPerson(Authenticated):
    """For what a leaked token must not do: change the password, make more tokens."""

    message = "Sign in with the password to do this; a token may not."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and not isinstance(request.auth, ApiToken)
