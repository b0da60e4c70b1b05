"""Projects are made with a manager and changed by one."""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, transaction

from annotation.errors import InvalidError, Problem
from annotation.models import Membership, Project, Role, User


def create(user: User | None, *, slug: str, name: str = "", **settings: Any) -> Project:
    """Make a project; whoever makes it manages it."""
    try:
        with transaction.atomic():
            project = Project.objects.create(slug=slug, name=name or slug, **settings)
            if user is not None:
                Membership.objects.create(project=project, user=user, role=Role.MANAGER)
    except IntegrityError:
        raise InvalidError(
            [Problem("taken", "slug", f"There is a project {slug!r} already.")]
        ) from None
    return project


def find_or_create(slug: str) -> Project:
    """The project of a command line, made if it is missing."""
    if not re.fullmatch(r"[-a-zA-Z0-9_]{1,64}", slug):
        sentence = "A project's slug is made of letters, digits, - and _, at most 64 of them."
        raise InvalidError([Problem("slug", "project", sentence)], sentence)
    return Project.objects.get_or_create(slug=slug, defaults={"name": slug})[0]


def change(project: Project, **values: Any) -> Project:
    """Change settings; tasks that exist stay, new ones follow them."""
    for name, value in values.items():
        setattr(project, name, value)
    project.save(update_fields=list(values))
    return project
