"""``manage.py freeze``: a snapshot of a project's accepted documents, as on the page."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.errors import TelltaleError
from annotation.models import Project, Split, VideoLabel
from annotation.pipeline.lines import Filters
from annotation.pipeline.snapshots import freeze

NO_SPLIT = "none"


class Command(BaseCommand):
    help = "Freeze a project's accepted documents; id, sha256 and counts go to stdout in JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--name", required=True, help="no other snapshot of the project has it")
        parser.add_argument("--note", default="")
        parser.add_argument(
            "--label", action="append", default=[], choices=VideoLabel.values, dest="labels"
        )
        parser.add_argument("--generator", action="append", default=[], dest="generators")
        parser.add_argument(
            "--split",
            action="append",
            default=[],
            choices=[*Split.values, NO_SPLIT],
            dest="splits",
            help="only this split, or another one given as well",
        )
        parser.add_argument(
            "--reviewed-only", action="store_true", help="only what a reviewer accepted"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']!r}.")
        if not 0 < len(options["name"]) <= 100:
            raise CommandError("A snapshot's name has 1 to 100 characters.")
        filters = Filters(
            labels=tuple(options["labels"]),
            generators=tuple(options["generators"]),
            splits=tuple("" if split == NO_SPLIT else split for split in options["splits"]),
            reviewed_only=options["reviewed_only"],
        )
        try:
            snapshot = freeze(
                project, None, name=options["name"], note=options["note"], filters=filters
            )
        except TelltaleError as error:
            raise CommandError(str(error)) from error
        summary = {
            "id": snapshot.pk,
            "sha256": snapshot.sha256,
            "videos": snapshot.videos,
            "traces": snapshot.traces,
        }
        self.stdout.write(json.dumps(summary))
