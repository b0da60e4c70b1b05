"""Who asks: a session (browser) or an API token (program). Answers 401, never 403, when nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from annotation.models import ApiToken
from annotation.models.tokens import hash_of

if TYPE_CHECKING:
    from annotation.models import User

TOUCH_EVERY = timedelta(minutes=5)
# Every request asks this, so it reads no more than nearly every request needs.
COLUMNS = (
    "scopes",
    "expires_at",
    "last_used_at",
    *(f"user__{name}" for name in ("username", "is_active", "is_superuser", "language")),
)


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session with its CSRF check; the header makes DRF answer 401 to nobody."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Token <token>``. ``request.auth`` is the ``ApiToken``."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "token":
            return None
        now = timezone.now()
        found = ApiToken.objects.filter(hash=hash_of(secret.strip()), user__is_active=True)
        token = next(iter(found.select_related("user").only(*COLUMNS).order_by()), None)
        if token is None or (token.expires_at is not None and token.expires_at <= now):
            raise exceptions.AuthenticationFailed("The token is unknown or has expired.")
        if token.last_used_at is None or token.last_used_at < now - TOUCH_EVERY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"
