"""Build an export: lines in, one file out, one chunk of videos in memory at a time."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage

from annotation import storage
from annotation.actions import jobs
from annotation.errors import TelltaleError
from annotation.formats import jsonl, parquet, sft
from annotation.formats.archive import Archive
from annotation.formats.deeptrace import write as deeptrace
from annotation.formats.deeptrace.write import Options
from annotation.formats.jsonl import Line
from annotation.models import Export, ExportFormat, Job, Project, Snapshot
from annotation.pipeline import folders, lines
from annotation.pipeline.progress import reported
from annotation.pipeline.snapshots import in_folder

INNER_NAMES = {
    ExportFormat.JSONL: "manifest.jsonl",
    ExportFormat.DEEPTRACE: "all_data.json",
    ExportFormat.SFT: "sft.jsonl",
    ExportFormat.PARQUET: "data.parquet",
}
# Without media, what follows the project's slug; the published file has a name of its own.
ENDINGS = {
    ExportFormat.JSONL: ".jsonl",
    ExportFormat.SFT: "-sft.jsonl",
    ExportFormat.PARQUET: ".parquet",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for. With ``media`` the file is a zip that also holds the originals."""

    format: ExportFormat
    media: bool = False
    options: Options = field(default_factory=Options)  # of deeptrace
    answers: sft.Options = field(default_factory=sft.Options)

    @classmethod
    def of(cls, export: Export) -> Wanted:
        """What the row asks for; an option that it does not name is the usual one."""
        given = asdict(Options()) | asdict(sft.Options()) | export.options
        return cls(
            ExportFormat(export.format),
            export.media,
            Options(given["box"], given["first_frame_base"]),
            sft.Options(given["style"], given["coordinates"]),
        )

    def filename(self, project: Project) -> str:
        """Give the name under which the file is downloaded."""
        if self.media:
            return f"{project.slug}-{self.format.value}.zip"
        if self.format == ExportFormat.DEEPTRACE:
            return INNER_NAMES[self.format]
        return f"{project.slug}{ENDINGS[self.format]}"

    def keeps(self, line: Line) -> bool:
        """Whether the format has any place for the video."""
        if self.format == ExportFormat.DEEPTRACE:
            return deeptrace.has_place(line)
        return self.format != ExportFormat.SFT or sft.has_place(line)


@dataclass(slots=True)
class Written:
    """What a file holds; ``left_out`` are accepted videos that its format has no place for."""

    videos: int = 0
    traces: int = 0
    left_out: int = 0


@dataclass(slots=True)
class _Names:
    """The names taken in one zip; each video has one of its own."""

    taken: set[str] = field(default_factory=set)

    def give(self, line: Line, wanted: Wanted) -> Line:
        """Point the line's ``media``, and the source's path, at a free name in the zip."""
        if wanted.format != ExportFormat.DEEPTRACE:
            return in_folder(line)
        if deeptrace.path_of(line) in self.taken:
            source = line.provenance["source"] | {"path": ""}
            line = replace(line, provenance=line.provenance | {"source": source})
        name = deeptrace.path_of(line)
        self.taken.add(name)
        return replace(line, media=name)


def build(job: Job) -> None:
    """Write the job's export into the storage; twice gives the same file."""
    export = Export.objects.select_related("project").get(job=job)
    name, write_to = _work(export, lambda share: jobs.report(job, share))
    key = f"exports/{export.pk}/{name}"
    with (
        storage.room(),
        tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder,
    ):
        path = Path(folder) / name
        with path.open("w+b") as out:
            written = write_to(out)
        size = path.stat().st_size
        with path.open("rb") as done:
            digest = hashlib.file_digest(done, "sha256").hexdigest()
        storage.put(path, key, move=True)
    Export.objects.filter(pk=export.pk).update(
        file=key, size=size, sha256=digest, videos=written.videos, traces=written.traces
    )


def _work(
    export: Export, report: Callable[[float], None]
) -> tuple[str, Callable[[BinaryIO], Written]]:
    """The file's name, and what writes it."""
    if export.format == ExportFormat.SNAPSHOT:
        snapshot = Snapshot.objects.select_related("project").get(pk=export.options["snapshot"])
        name = f"{export.project.slug}-snapshot-{snapshot.sha256[:12]}.zip"
        return name, lambda out: _write_folder(snapshot, out, report)
    wanted = Wanted.of(export)
    return wanted.filename(export.project), lambda out: write(export.project, wanted, out, report)


def _write_folder(snapshot: Snapshot, out: BinaryIO, report: Callable[[float], None]) -> Written:
    folders.write(snapshot, out, report)
    return Written(snapshot.videos, snapshot.traces)


def write(
    project: Project, wanted: Wanted, out: BinaryIO, report: Callable[[float], None]
) -> Written:
    """Write the project's accepted documents to ``out``, a file that can seek."""
    written = Written()
    videos = lines.accepted(project)
    found = reported(lines.stream(videos, project), videos.count(), report)
    kept = _kept(found, wanted, written)
    if wanted.media:
        _write_zip(kept, wanted, out)
    else:
        _write_text(_placed(kept, wanted), wanted, out)
    return written


def _write_text(kept: Iterable[Line], wanted: Wanted, out: BinaryIO) -> None:
    if wanted.format == ExportFormat.PARQUET:
        parquet.write(kept, out)
    else:
        out.writelines(_encoded(kept, wanted))


def _placed(kept: Iterable[Line], wanted: Wanted) -> Iterator[Line]:
    """Without media the lines of ``jsonl`` name keys; the others, places in a folder of media."""
    in_place = wanted.format in {ExportFormat.SFT, ExportFormat.PARQUET}
    return (in_folder(line) if in_place else line for line in kept)


def _write_zip(kept: Iterable[Line], wanted: Wanted, out: BinaryIO) -> None:
    # The text grows beside the zip while the media go into it, and goes in last.
    with (
        Archive(out) as archive,
        tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as text,
    ):
        name = INNER_NAMES[wanted.format]
        _write_text(_archived(kept, wanted, archive), wanted, cast(BinaryIO, text))
        size = text.tell()
        text.seek(0)
        archive.add(name, cast(BinaryIO, text), size)
        if wanted.format == ExportFormat.SFT:
            info = sft.dataset_info(name)
            archive.add("dataset_info.json", io.BytesIO(info), len(info))


def _archived(kept: Iterable[Line], wanted: Wanted, archive: Archive) -> Iterator[Line]:
    names = _Names()
    for line in kept:
        named = names.give(line, wanted)
        try:
            with default_storage.open(line.media) as source:
                archive.add(named.media, cast(BinaryIO, source), source.size)
        except FileNotFoundError as error:
            message = f"The file of video {line.video} is missing from the storage."
            raise TelltaleError(message, code="media_missing") from error
        yield named


def _encoded(kept: Iterable[Line], wanted: Wanted) -> Iterator[bytes]:
    if wanted.format == ExportFormat.JSONL:
        return jsonl.write(kept)
    if wanted.format == ExportFormat.SFT:
        return sft.encode(row for line in kept for row in sft.rows(line, wanted.answers))
    return deeptrace.encode(row for line in kept for row in deeptrace.rows(line, wanted.options))


def _kept(found: Iterable[Line], wanted: Wanted, written: Written) -> Iterator[Line]:
    for line in found:
        if not wanted.keeps(line):
            written.left_out += 1
            continue
        written.videos += 1
        written.traces += len((line.document or {})["traces"])
        yield line
