"""A data set is a manifest of dataset lines and a folder of media; a split never parts a group."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

from annotation.domain.document import parse
from annotation.errors import InvalidError
from annotation.formats import jsonl
from reward.core.contract import Example
from reward.core.errors import ManifestError, MediaError

Split = Literal["train", "val", "test"]
SPLITS: tuple[Split, ...] = ("train", "val", "test")
SALT = "v1"  # another salt deals all groups anew
# Of a thousand groups, how many go below each end: 8 : 1 : 1, as the paper's.
ENDS: tuple[tuple[int, Split], ...] = ((800, "train"), (900, "val"), (1000, "test"))


def read_manifest(path: Path, media: Path | None = None) -> list[Example]:
    """Read every line of ``path``; media files lie below ``media``.

    ManifestError names the file, the line and what is wrong there; MediaError the line whose file
    is not there. A video may have one line only: a second one is refused. A line without a split
    gets that of its group, if another line says it. Without ``media`` the files are neither needed
    nor looked for.
    """
    examples: dict[str, Example] = {}
    try:
        with path.open("rb") as lines:
            for number, data in enumerate(lines, start=1):
                if data.strip():
                    example = _example(path, number, data, media)
                    _refuse_twice(example, examples.get(example.line.video))
                    examples[example.line.video] = example
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from error
    if not examples:
        raise ManifestError(f"{path} has no line: there is nothing to read.")
    return _with_groups_together(list(examples.values()))


def split_of(example: Example) -> Split:
    """Return where the example belongs: as its line says, else by a hash of its group.

    A video without a group is a group of its own. The same group is always in the same place.
    """
    line = example.line
    if line.split:
        return _named(line.split)
    digest = hashlib.sha256(f"{SALT}:{line.group or line.video}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") * 1000 >> 64  # 0 to 999, evenly
    return next(split for end, split in ENDS if place < end)


def by_split(examples: Iterable[Example]) -> dict[Split, list[Example]]:
    """Sort examples into "train", "val" and "test"; all three keys are there."""
    parts: dict[Split, list[Example]] = {split: [] for split in SPLITS}
    for example in examples:
        parts[split_of(example)].append(example)
    return parts


@contextmanager
def naming_lines(examples: Iterable[Example]) -> Iterator[None]:
    """Say of a MediaError inside which line of the manifest names the file."""
    try:
        yield
    except MediaError as error:
        place = next((one.place for one in examples if one.path == error.path), None)
        if place is None:
            raise
        raise MediaError(f"{place}: {error.message}") from error


def manifest_hash(path: Path) -> str:
    """Return the SHA-256 of the manifest's bytes: the snapshot that a training run saw."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _example(path: Path, number: int, data: bytes, media: Path | None) -> Example:
    try:
        line = jsonl.decode(data, number=number)
        document = None
        if line.document is not None:
            document = parse(line.document, frame_count=len(line.pts))
    except InvalidError as error:
        raise ManifestError(f"{path}:{number}: {_reasons(error, number)}") from error
    if line.split and line.split not in SPLITS:
        raise ManifestError(f"{path}:{number}: split: Expected one of {', '.join(SPLITS)}.")
    example = Example(line, document, (media or Path()) / line.media, path, number)
    if media is not None and not example.path.is_file():
        raise MediaError(f"{path}:{number}: {example.path} is not there.")
    return example


def _refuse_twice(example: Example, earlier: Example | None) -> None:
    if earlier is not None:
        raise ManifestError(
            f"{example.place}: the video of line {earlier.number} again; one line each is read."
        )


def _with_groups_together(examples: list[Example]) -> list[Example]:
    """Let lines without a split follow those of their group that have one."""
    said = {one.line.group: one.line.split for one in examples if one.line.group and one.line.split}
    return [
        replace(one, line=replace(one.line, split=one.line.split or said.get(one.line.group, "")))
        for one in examples
    ]


def _reasons(error: InvalidError, number: int) -> str:
    """Join the problems; the line's number is already said, so the paths begin after it."""
    problems = ((p.path.removeprefix(str(number)).lstrip("/"), p.message) for p in error.problems)
    return " ".join(f"{path}: {message}" if path else message for path, message in problems)


def _named(split: str) -> Split:
    return next(name for name in SPLITS if name == split)
