"""API tokens: made once, shown once, thrown away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from annotation.errors import InvalidError, Problem
from annotation.models import ApiToken, Scope, User
from annotation.models.tokens import PREFIX, hash_of, new_secret

HINT_LENGTH = len(PREFIX) + 4


def create(
    user: User, *, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """The row, and the token itself, which nobody can read again."""
    if expires_at is not None and expires_at <= timezone.now():
        raise InvalidError([Problem("in_the_past", "expires_at", "Choose a time to come.")])
    wanted = set(scopes)
    known = [scope.value for scope in Scope if scope in wanted]
    if not known or len(known) < len(wanted):
        raise InvalidError([Problem("unknown_scope", "scopes", "Scopes are read and write.")])
    secret = new_secret()
    token = ApiToken.objects.create(
        user=user,
        name=name,
        hash=hash_of(secret),
        hint=secret[:HINT_LENGTH],
        scopes=known,
        expires_at=expires_at,
    )
    return token, secret
