"""Dataset lines for bare video files, so that anything on disk can be predicted or labelled."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotation.errors import MediaRejectedError
from annotation.formats.jsonl import Line
from annotation.formats.paths import stays_below
from annotation.media.limits import DEFAULT_LIMITS
from annotation.media.probe import probe
from reward.core import twins
from reward.core.ahead import ahead
from reward.core.errors import MediaError

# Endings of the containers that ``annotation.media.sniff`` knows.
SUFFIXES = frozenset({".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".ts", ".m2ts", ".mts"})
# Nobody waits at a browser here, and the machine may be busy.
PATIENT = replace(DEFAULT_LIMITS, wall_s=120)
DEPTH = 8  # files looked at ahead


@dataclass(frozen=True, slots=True)
class Described:
    """A usable video: its line (label "unknown", no document, no group yet) and its looks."""

    path: Path
    line: Line
    print: twins.Print


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gives no video, and why, as the end of a sentence about it."""

    path: Path
    reason: str


def videos(folder: Path) -> list[Path]:
    """Return the files below ``folder`` that are named like videos, in order."""
    below = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in below if path.is_file())


def look(folder: Path, paths: Sequence[Path]) -> Iterator[Described | Refused]:
    """Measure and look at each file, several at once; yield what came of it, in order."""
    return ahead(paths, lambda path: _look(folder, path), depth=DEPTH)


def lines(found: Sequence[Described]) -> Iterator[Line]:
    """Yield one line per video, in order: of files with the same bytes the first counts.

    Near-twins get the group "twins-" and the first one's hash; others have none.
    """
    first = {one.line.video: one for one in reversed(found)}
    once = [one for one in found if first[one.line.video] is one]
    groups = twins.groups([one.print for one in once])
    sizes = Counter(groups)
    for one, group in zip(once, groups, strict=True):
        name = f"twins-{once[group].line.video[:16]}" if sizes[group] > 1 else ""
        yield replace(one.line, group=name)


def _look(folder: Path, path: Path) -> Described | Refused:
    name = path.relative_to(folder).as_posix()
    if not stays_below(name):
        return Refused(path, "Its name holds : or \\, which a manifest cannot carry.")
    try:
        known = probe(path, PATIENT)
        seen = twins.fingerprint(path, known.table)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (MediaRejectedError, MediaError) as error:
        return Refused(path, error.message)
    except OSError as error:
        return Refused(path, f"It cannot be read: {error.strerror}.")
    line = Line(
        video=digest,
        media=name,
        media_sha256=digest,
        width=known.width,
        height=known.height,
        time_base=known.table.time_base,
        pts=known.table.pts,
        end=known.table.end,
        label="unknown",
    )
    return Described(path, line, seen)
