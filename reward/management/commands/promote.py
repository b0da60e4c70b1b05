"""``manage.py promote``: let a checkpoint serve its project, or the whole site."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.errors import TelltaleError
from annotation.models import JobState, Project
from reward.actions import promotions
from reward.actions.promotions import NeedsConfirmationError
from reward.management import asking
from reward.models import Checkpoint


class Command(BaseCommand):
    help = (
        "Promote a checkpoint (default: the newest finished run's); what was done goes to stdout."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--checkpoint", metavar="NAME|ID")
        parser.add_argument("--yes", action="store_true", help="whatever the gate says")
        parser.add_argument(
            "--site", action="store_true", help="for every project that has none of its own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        project = asking.project_named(options["project"])
        row = _checkpoint(project, options["checkpoint"])
        try:
            done = promotions.promote(row, None, confirm=options["yes"], site=options["site"])
        except NeedsConfirmationError as error:
            raise CommandError(f"{error.message} Say --yes to promote it all the same.") from error
        except TelltaleError as error:
            raise CommandError(error.message) from error
        body = {
            "project": None if options["site"] else project.slug,
            "checkpoint": row.name,
            "before": done.before and done.before.name,
            "confirmed": done.confirmed,
        }
        self.stdout.write(json.dumps(body))


def _checkpoint(project: Project, asked: str | None) -> Checkpoint:
    rows = Checkpoint.objects.filter(project=project)
    if asked is None:
        found = rows.filter(run__job__state=JobState.DONE).order_by("-pk").first()
        if found is None:
            raise CommandError("No run of this project has finished.")
        return found
    found = rows.filter(name=asked).first()
    if found is None and asked.isascii() and asked.isdigit() and len(asked) < 16:
        found = rows.filter(pk=int(asked)).first()
    if found is None:
        raise CommandError(f"The project {project.slug!r} has no checkpoint {asked!r}.")
    return found
