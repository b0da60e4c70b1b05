"""Passwords, where changing one ends every other way in, and what a person set for themselves."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from annotation.errors import InvalidError, Problem
from annotation.models import User


def check_password(password: str, user: User, *, path: str) -> None:
    """Raise ``InvalidError`` with every reason why the password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidError(
            Problem(str(reason.code), path, " ".join(reason.messages))
            for reason in error.error_list
        ) from None


@transaction.atomic
def change_password(user: User, *, current: str, new: str) -> User:
    """Replace the password, for whoever knows the current one."""
    if not user.check_password(current):
        raise InvalidError([Problem("wrong_password", "current", "The password is not correct.")])
    check_password(new, user, path="new")
    return replace_password(user, new)


def keep_keys(user: User, keys: dict[str, str | None]) -> User:
    """Replace what the person changed of the editor's keyboard."""
    user.keys = keys
    user.save(update_fields=["keys"])
    return user


@transaction.atomic
def replace_password(user: User, new: str) -> User:
    """Set a password that was checked. Sessions end by Django's session hash, API tokens here."""
    user.set_password(new)
    user.save(update_fields=["password"])
    user.api_tokens.all().delete()
    return user
