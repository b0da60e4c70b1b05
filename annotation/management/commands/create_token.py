"""``manage.py create_token``: an API token, printed alone and only now."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import tokens
from annotation.errors import InvalidError
from annotation.models import User


class Command(BaseCommand):
    help = "Make an API token for somebody and print it; only its hash is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")
        parser.add_argument("--scopes", required=True, metavar="read,write")
        parser.add_argument("--name", default="command line")
        parser.add_argument("--days", type=int, help="how long it is valid; for ever if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['user']!r}.")
        days: int | None = options["days"]
        try:
            _, secret = tokens.create(
                user,
                name=options["name"],
                scopes=[scope.strip() for scope in options["scopes"].split(",")],
                expires_at=None if days is None else timezone.now() + timedelta(days=days),
            )
        except InvalidError as error:
            raise CommandError(error.problems[0].message) from error
        self.stdout.write(secret)
