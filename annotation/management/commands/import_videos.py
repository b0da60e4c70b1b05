"""``manage.py import_videos``: files, folders or a manifest's entries into a project."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.actions import projects, videos
from annotation.errors import InvalidError, TelltaleError
from annotation.formats import manifest as manifests
from annotation.management import waiting
from annotation.models import Project, Video, VideoState

BATCH = 100  # files in one transaction


class Command(BaseCommand):
    help = (
        "Import videos; one line a video goes to stdout: id, state, name. "
        "Fails if any file could not be imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument(
            "--manifest",
            type=Path,
            metavar="FILE",
            help="JSON Lines or CSV with path, label, generator, prompt, split, group",
        )
        parser.add_argument(
            "--wait", action="store_true", help="return when every video is ready or rejected"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.failed = 0
        try:
            sources = self._sources(options["paths"], options["manifest"])
            project = projects.find_or_create(options["project"])
        except InvalidError as error:
            raise CommandError("\n".join(problem.message for problem in error.problems)) from error
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
        ids: dict[int, None] = {}  # in order, each once
        for start in range(0, len(sources), BATCH):
            batch = sources[start : start + BATCH]
            ids |= dict.fromkeys(self._take_in(project, batch))
            self._say(f"{start + len(batch)} of {len(sources)} files read")
        if options["wait"]:
            waiting.until_prepared(list(ids), self._say)
        self._tell(list(ids))
        if self.failed:
            raise CommandError(f"{self.failed} of {len(sources)} files failed.")

    def _sources(self, paths: list[Path], manifest: Path | None) -> list[videos.Source]:
        """What PATHs select, described by the manifest; without PATHs, all that it lists."""
        entries = manifests.read(manifest) if manifest else []
        if not paths and not manifest:
            raise CommandError("Name files or folders, or a manifest.")
        known = {entry.file.resolve(): entry for entry in entries}
        files = _files(paths) if paths else [entry.file for entry in entries]
        if not files:
            raise CommandError("There is no video there.")
        return [_source(file, known.get(file.resolve())) for file in files]

    def _take_in(self, project: Project, batch: list[videos.Source]) -> list[int]:
        try:
            return [video.pk for video, _ in videos.register_all(project, batch, user=None)]
        except (TelltaleError, OSError) as error:
            if len(batch) > 1:  # find out which of them it is
                return [pk for one in batch for pk in self._take_in(project, [one])]
            self.failed += 1
            self._say(f"{batch[0].path}: {_sentence(error)}")
            return []

    def _tell(self, ids: list[int]) -> None:
        found = Video.objects.in_bulk(ids)
        for video_id in ids:
            if (video := found.get(video_id)) is None:
                continue  # somebody deleted it meanwhile
            self.stdout.write(f"{video.pk}\t{video.state}\t{video.name}")
            if video.state == VideoState.REJECTED:
                self.failed += 1
                self._say(f"{video.name} was rejected: {video.reason}")

    def _say(self, line: str) -> None:
        # File names may hold what this terminal cannot show.
        self.stderr.write(line.encode(errors="backslashreplace").decode(), style_func=str)


def _files(paths: list[Path]) -> list[Path]:
    """Files as named; of folders, all that end like a video, in order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (file for file in path.rglob("*") if file.suffix.lower() in videos.SUFFIXES)
            found += sorted(file for file in below if file.is_file())
        else:
            found.append(path)
    return found


def _source(file: Path, entry: manifests.Entry | None) -> videos.Source:
    if entry is None:
        return videos.Source(file, file.name)
    return videos.Source(
        file, file.name, attributes=entry.values, origin={"source_path": entry.path[:1000]}
    )


def _sentence(error: Exception) -> str:
    if isinstance(error, InvalidError):
        return " ".join(f"{problem.path}: {problem.message}" for problem in error.problems)
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror}."
    return str(error)
