"""``manage.py create_user``: an account with a role in a project."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotation.actions import members, projects
from annotation.actions.sessions import check_password
from annotation.errors import InvalidError
from annotation.models import Membership, Role, User

SHORTEST = 8


class Command(BaseCommand):
    help = "Make an account, or give one a role; prints a password that it makes up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from stdin"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["name"]
        given = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else ""
        if options["password_stdin"] and len(given) < SHORTEST:
            raise CommandError(f"A password has at least {SHORTEST} characters.")
        try:
            UnicodeUsernameValidator()(name)
            with transaction.atomic():
                made_up = self._account(name, given)
                project = projects.find_or_create(options["project"])
                Membership.objects.update_or_create(
                    project=project,
                    user=User.objects.get(username=name),
                    defaults={"role": options["role"], "active": True},
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except InvalidError as error:
            raise CommandError(error.problems[0].message) from error
        self.stderr.write(f"{name} is {options['role']} in {project.slug}.", style_func=str)
        if made_up:
            self.stdout.write(made_up)

    def _account(self, name: str, given: str) -> str:
        """Make the account or change its password; the password, if it was made up here."""
        user = User.objects.filter(username=name).first()
        if user is not None and not given:
            self.stderr.write(f"{name} exists and keeps the password.", style_func=str)
            return ""
        user = user or User(username=name)
        if given:
            self._warn_of(given, user)
        password = given or members.generated_password()
        user.set_password(password)
        user.save()
        user.api_tokens.all().delete()  # a new password ends every other way in
        return "" if given else password

    def _warn_of(self, password: str, user: User) -> None:
        """Whoever has this machine may choose a weak password, and is told."""
        try:
            check_password(password, user, path="password")
        except InvalidError as error:
            for problem in error.problems:
                self.stderr.write(problem.message, style_func=str)
