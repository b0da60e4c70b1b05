"""Who asks: a session (browser) or an API token (program). Answers 401, never 403, when nobody."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from annotation.models import ApiToken, User
from annotation.models.tokens import hash_of

TOUCH_EVERY = timedelta(minutes=5)


def _columns(model: type[Model], *wanted: str) -> list[str]:
    """The wanted columns in the model's own order, in which ``from_db`` expects their values."""
    own = [field.attname for field in model._meta.concrete_fields]
    return sorted(wanted, key=own.index)


# Every request of a program asks this. Written out: compiling it costs more than asking.
_TOKEN = _columns(ApiToken, "id", "scopes", "expires_at", "last_used_at")
_PERSON = _columns(User, "id", "username", "is_active", "is_superuser", "language")
_FIND = f"""
SELECT {", ".join(f"token.{name}" for name in _TOKEN)},
    {", ".join(f"person.{name}" for name in _PERSON)}
FROM annotation_apitoken AS token JOIN annotation_user AS person ON person.id = token.user_id
WHERE token.hash = %s AND person.is_active
"""  # noqa: S608 -- the names are the constants above


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
        token = _find(secret.strip())
        if token is None or (token.expires_at is not None and token.expires_at <= now):
            raise exceptions.AuthenticationFailed("The token is unknown or has expired.")
        if token.last_used_at is None or token.last_used_at < now - TOUCH_EVERY:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


def _find(secret: str) -> ApiToken | None:
    """The token and its person, with the columns that requests need; the rest loads when read."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [hash_of(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    token = ApiToken.from_db(connection.alias, _TOKEN, row[: len(_TOKEN)])
    token.user = User.from_db(connection.alias, _PERSON, row[len(_TOKEN) :])
    return token
