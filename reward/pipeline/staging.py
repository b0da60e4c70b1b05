"""A manifest and its media as a folder that ``python -m reward.core`` takes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import orjson
from django.core.files.storage import default_storage

from annotation import storage
from annotation.errors import TelltaleError
from annotation.formats.paths import stays_below
from annotation.models import Project, Video

MANIFEST = "manifest.jsonl"
CHUNK = 500


class MissingVideosError(TelltaleError):
    """Videos of a manifest were deleted since."""

    code = "videos_missing"


def lay_out(
    project: Project, manifest: str, folder: Path, report: Callable[[float], object]
) -> Path:
    """Put the manifest (a storage key) and its media below ``folder``; return its path.

    ``MissingVideosError`` says how many of its videos are gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / MANIFEST
    with storage.room():
        with storage.as_file(manifest) as stored:
            shutil.copyfile(stored, path)
        media = list(_media(path))
        missing = []
        for start in range(0, len(media), CHUNK):
            report(start / len(media))
            missing += _fetch(project, media[start : start + CHUNK], folder)
    if missing:
        were = "was" if len(missing) == 1 else "were"
        raise MissingVideosError(
            f"{len(missing)} of the snapshot's {len(media)} videos {were} deleted since "
            f"(first {missing[0][:16]}…): freeze a new snapshot."
        )
    return path


def _media(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as lines:
        for line in lines:
            values = orjson.loads(line)
            if not stays_below(values["media"]):
                raise TelltaleError(f"The manifest names {values['media']!r}.", code="manifest")
            yield values["video"], values["media"]


def _fetch(project: Project, wanted: Sequence[tuple[str, str]], folder: Path) -> list[str]:
    hashes = [sha256 for sha256, _ in wanted]
    rows = Video.objects.filter(project=project, sha256__in=hashes).exclude(original="")
    originals = dict(rows.values_list("sha256", "original"))
    return [
        sha256
        for sha256, media in wanted
        if sha256 not in originals or not _put(originals[sha256], folder / media)
    ]


def _put(key: str, place: Path) -> bool:
    """Let the file be at ``place``: linked where that goes, so that deleting it harms no run."""
    if place.exists():
        return True
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = place.with_name(f".{place.name}.partial")
    scratch.unlink(missing_ok=True)
    try:
        if storage.is_local():
            source = Path(default_storage.path(key))
            try:
                os.link(source, scratch)
            except FileNotFoundError:
                return False
            except OSError:  # another file system
                scratch.symlink_to(source)
        else:
            with default_storage.open(key) as stored, scratch.open("wb") as copy:
                shutil.copyfileobj(stored, copy, 1 << 20)
    except FileNotFoundError:
        return False
    scratch.replace(place)
    return place.exists()
