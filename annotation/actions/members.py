"""Who works in a project: added with a role, changed, and let go without losing their work."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from annotation.actions.sessions import check_password
from annotation.errors import ConflictError, InvalidError, Problem
from annotation.models import Membership, Project, Role, User


def generated_password() -> str:
    """A password of 80 random bits in groups of four, easy to type."""
    letters = "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


@transaction.atomic
def add(project: Project, *, username: str, role: Role, password: str = "") -> Membership:
    """Give a person a role; a password makes their account. Somebody who left comes back."""
    user = _new_user(username, password) if password else _known_user(username)
    membership, created = Membership.objects.select_for_update().get_or_create(
        project=project, user=user, defaults={"role": role}
    )
    if not created:
        if membership.active:
            raise ConflictError(f"{username} is a member already.", code="already_member")
        membership.role, membership.active = role, True
        membership.save(update_fields=["role", "active"])
    return membership


def _known_user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        sentence = "There is no such account; give a password to make it."
        raise InvalidError([Problem("no_account", "username", sentence)])
    return user


def _new_user(username: str, password: str) -> User:
    user = User(username=username)
    check_password(password, user, path="password")
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        sentence = "This account exists; leave the password out to add it."
        raise InvalidError([Problem("taken", "username", sentence)]) from None
    return user


@transaction.atomic
def change(membership: Membership, *, role: Role | None = None, active: bool | None = None) -> None:
    """Change the role, or let the person go or come back; a project keeps a manager."""
    # All managers are locked, so that two of them cannot demote each other at once.
    managers = Membership.objects.select_for_update().filter(
        project=membership.project_id, role=Role.MANAGER, active=True
    )
    remaining = {manager.pk for manager in managers.order_by("pk")} - {membership.pk}
    membership.refresh_from_db(fields=["role", "active"])
    managed = membership.active and membership.role == Role.MANAGER
    membership.role = membership.role if role is None else role
    membership.active = membership.active if active is None else active
    manages = membership.active and membership.role == Role.MANAGER
    if managed and not manages and not remaining:
        raise ConflictError("The project would be left without a manager.", code="last_manager")
    membership.save(update_fields=["role", "active"])
