"""``manage.py import_checkpoint``: register a checkpoint that was trained elsewhere."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.errors import TelltaleError
from reward.actions import evaluations
from reward.management import asking
from reward.pipeline import checkpoints, sets


class Command(BaseCommand):
    help = "Copy a checkpoint's folder (or a zip of it) in, check it, and have it evaluated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR|ZIP")
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument(
            "--any-snapshot",
            action="store_true",
            help="although it learned from no snapshot of this project",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        project = asking.project_named(options["project"])
        folder: Path = options["folder"].expanduser().resolve()
        try:
            row = checkpoints.bring(project, folder, None, any_snapshot=options["any_snapshot"])
            counting = sets.ensure(project)
            evaluation = counting and evaluations.start_beside_serving(row, counting)
        except (OSError, TelltaleError) as error:
            raise CommandError(f"{folder} was not imported: {error}") from error
        body = {
            "checkpoint": row.name,
            "id": row.pk,
            "snapshot": row.snapshot and row.snapshot.name,
            "evaluation": evaluation and evaluation.pk,
        }
        self.stdout.write(json.dumps(body))
