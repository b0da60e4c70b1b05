"""A snapshot's folder as one zip: the manifest as it was frozen, and the media that it names.

Unpacked, ``python -m reward.core train --manifest manifest.jsonl --media .`` takes it anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson
from django.core.files.storage import default_storage

from annotation import storage
from annotation.errors import TelltaleError
from annotation.formats.archive import Archive
from annotation.models import Snapshot, Video
from annotation.pipeline.progress import reported
from annotation.pipeline.snapshots import NAME


def write(snapshot: Snapshot, out: BinaryIO, report: Callable[[float], None]) -> None:
    """Write the zip to ``out``, a file that can seek; ``report`` hears the share that is done."""
    with storage.as_file(snapshot.manifest) as manifest, Archive(out) as archive:
        with manifest.open("rb") as text:
            archive.add(NAME, text, snapshot.size)
        _add_media(snapshot, manifest, archive, report)


def _add_media(
    snapshot: Snapshot, manifest: Path, archive: Archive, report: Callable[[float], None]
) -> None:
    with manifest.open("rb") as lines:
        for line in reported(map(orjson.loads, lines), snapshot.videos, report):
            try:
                # The media cost far more than a query each.
                with default_storage.open(_original(snapshot, line)) as source:
                    archive.add(line["media"], cast(BinaryIO, source), source.size)
            except FileNotFoundError as error:
                raise _missing(snapshot, line) from error


def _original(snapshot: Snapshot, line: dict[str, Any]) -> str:
    found = Video.objects.filter(project=snapshot.project, sha256=line["video"])
    key = found.values_list("original", flat=True).first()
    if not key:
        raise _missing(snapshot, line)
    return key


def _missing(snapshot: Snapshot, line: dict[str, Any]) -> TelltaleError:
    name = line["provenance"].get("name", "")
    return TelltaleError(
        f"The video {name!r} ({line['video'][:12]}…) of the snapshot {snapshot.name!r} is no "
        "longer there. Import it again, or freeze a new snapshot without it.",
        code="media_missing",
    )
