"""``manage.py export``: the same file as an export in the page, without a worker."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from annotation.errors import TelltaleError
from annotation.formats import sft
from annotation.formats.deeptrace.write import Options
from annotation.models import EXPORTED, ExportFormat, Project
from annotation.pipeline.exports import Wanted, write


class Command(BaseCommand):
    help = "Write a project's accepted documents to a file; a summary in JSON goes to stdout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--format", required=True, choices=EXPORTED)
        parser.add_argument("--out", required=True, type=Path, metavar="PATH")
        parser.add_argument("--media", action="store_true", help="a zip that also holds the videos")
        parser.add_argument(
            "--box",
            choices=["union", "onset"],
            default="union",
            help="deeptrace: which box of a trace",
        )
        parser.add_argument(
            "--first-frame-base",
            type=int,
            choices=[0, 1],
            default=0,
            help="deeptrace: the number of a video's first frame",
        )

        parser.add_argument(
            "--style",
            choices=sft.STYLES,
            default=sft.Options().style,
            help="sft: sentences with one trace each, or the document as JSON",
        )
        parser.add_argument(
            "--coordinates",
            choices=sft.COORDINATES,
            default=sft.Options().coordinates,
            help="sft: corners in pixels of the source, or from 0 to 1000",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']!r}.")
        wanted = Wanted(
            ExportFormat(options["format"]),
            options["media"],
            Options(options["box"], options["first_frame_base"]),
            sft.Options(options["style"], options["coordinates"]),
        )
        path: Path = options["out"].expanduser().resolve()
        try:
            with _publishing(path) as out:
                written = write(project, wanted, out, self._report)
        except (OSError, TelltaleError) as error:
            raise CommandError(f"Nothing was written to {path}: {error}") from error
        summary = {
            "project": project.slug,
            "format": wanted.format.value,
            "out": str(path),
            "videos": written.videos,
            "traces": written.traces,
            "left_out": written.left_out,
        }
        self.stdout.write(json.dumps(summary))

    def _report(self, share: float) -> None:
        self.stderr.write(f"{share:.0%} written", style_func=str)


@contextmanager
def _publishing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file beside ``path`` that takes its name only if the block succeeds."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with scratch.open("w+b") as out:
            yield out
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
