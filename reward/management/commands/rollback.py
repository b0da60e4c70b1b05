"""``manage.py rollback``: return to the checkpoint that served before."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.errors import TelltaleError
from reward.actions import promotions
from reward.management import asking


class Command(BaseCommand):
    help = "Undo the last promotion of a project, or of the site's default."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--project", metavar="SLUG")
        which.add_argument("--site", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        project = None if options["site"] else asking.project_named(options["project"])
        try:
            done = promotions.roll_back(project, None)
        except TelltaleError as error:
            raise CommandError(error.message) from error
        body = {
            "project": project and project.slug,
            "checkpoint": done.checkpoint and done.checkpoint.name,
            "before": done.before and done.before.name,
        }
        self.stdout.write(json.dumps(body))
