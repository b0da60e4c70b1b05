"""``manage.py import_deeptrace``: a release's videos and traces, as accepted documents."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.actions import deeptrace, projects
from annotation.actions.deeptrace import Outcome
from annotation.errors import InvalidError, TelltaleError
from annotation.formats.deeptrace.read import read
from annotation.formats.deeptrace.source import Release
from annotation.management import waiting
from annotation.models import Project, Video, VideoState

NOTES_SHOWN = 1_000
CLIPPED = "span_clipped"


class Command(BaseCommand):
    help = "Import DeeptraceReward's all_data.json; a summary in JSON goes to stdout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="all_data.json")
        parser.add_argument("--media", required=True, type=Path, metavar="DIR")
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument(
            "--first-frame-base",
            type=int,
            choices=[0, 1],
            default=0,
            help="the number of a video's first frame in the file",
        )
        parser.add_argument(
            "--wait", action="store_true", help="return when every video is ready or rejected"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        media: Path = options["media"]
        if not media.is_dir():
            raise CommandError(f"There is no folder {media}.")
        release = _release(options["file"], options["first_frame_base"])
        try:
            project = projects.find_or_create(options["project"])
            outcome = deeptrace.take_in(
                project, release, media, user=None, report=lambda done: self._tell(done, release)
            )
        except (OSError, TelltaleError) as error:
            raise CommandError(str(error)) from error
        self._explain(note.sentence for note in sorted(outcome.notes, key=lambda note: note.row))
        summary = _summary(project, release, outcome)
        if options["wait"]:
            summary |= waiting.until_prepared([*outcome.added, *outcome.already], self._say)
            self._explain(_rejections(outcome.added))
            clipped = _clipped(outcome.added)
            self._explain(clipped)
            summary["clipped"] = len(clipped)
        self.stdout.write(json.dumps(summary))
        if not outcome.added and not outcome.already and release.rows:
            raise CommandError("No video of the file could be imported.")
        if rejected := summary.get("rejected"):
            raise CommandError(f"{rejected} of {len(release.videos)} videos were rejected.")

    def _tell(self, done: int, release: Release) -> None:
        self._say(f"{done} of {len(release.videos)} videos registered")

    def _say(self, line: str) -> None:
        # Names in the file may hold what this terminal cannot show.
        self.stderr.write(line.encode(errors="backslashreplace").decode(), style_func=str)

    def _explain(self, sentences: Iterable[str]) -> None:
        told = 0
        for sentence in sentences:
            told += 1
            if told <= NOTES_SHOWN:
                self._say(sentence)
        if told > NOTES_SHOWN:
            self._say(f"… and {told - NOTES_SHOWN} more.")


def _release(path: Path, first_frame_base: int) -> Release:
    try:
        return read(path.read_bytes(), first_frame_base=first_frame_base)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except InvalidError as error:
        raise CommandError(f"{path}: {error.problems[0].message}") from error


def _summary(project: Project, release: Release, outcome: Outcome) -> dict[str, Any]:
    """Count videos that came in and were there, and rows that were not taken or were changed."""
    codes = Counter(note.code for note in outcome.notes)
    return {
        "project": project.slug,
        "rows": release.rows,
        "videos": len(release.videos),
        "added": len(outcome.added),
        "already": len(outcome.already),
        "skipped_rows": sum(note.skipped for note in outcome.notes),
        "clamped": codes.pop("box_clamped", 0),
        "notes": dict(sorted(codes.items())),
    }


def _rejections(added: list[int]) -> list[str]:
    rejected = Video.objects.filter(pk__in=added, state=VideoState.REJECTED).order_by("pk")
    return [
        f"{path} was rejected: {reason}"
        for path, reason in rejected.values_list("source_path", "reason")
    ]


def _clipped(added: list[int]) -> list[str]:
    """Tell which traces left their video; that is known only once it is prepared."""
    imports = Video.objects.filter(pk__in=added).values_list("provenance__import", flat=True)
    notes = (note for told in imports for note in told["notes"])
    return [f"Row {note['row']}: {note['message']}" for note in notes if note["code"] == CLIPPED]
