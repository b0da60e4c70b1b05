"""``manage.py erase_user``: forget who an account belonged to."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.actions import people
from annotation.models import User


class Command(BaseCommand):
    help = "Close an account for good and forget its name; the work stays under its pseudonym."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["name"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['name']}.")
        people.erase(user)
        self.stderr.write(f"{options['name']} is {user.username} now.", style_func=str)
