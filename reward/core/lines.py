"""A manifest's lines alone: an evaluation needs what they say is true, not the clips they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from annotation.domain.document import parse
from annotation.errors import InvalidError
from annotation.formats import jsonl
from reward.core.contract import Example
from reward.core.data import Split, split_of
from reward.core.errors import ManifestError
from reward.core.scores import truth

SPLITS: tuple[str, ...] = ("all", *get_args(Split))


def read_lines(manifest: Path) -> list[Example]:
    """Read every line; ManifestError names the file, the line and what is wrong there."""
    examples: dict[str, Example] = {}
    for example in _read(manifest):
        if earlier := examples.get(example.line.video):
            raise ManifestError(
                f"{example.place}: the video of line {earlier.number} again; one line each."
            )
        examples[example.line.video] = example
    if not examples:
        raise ManifestError(f"{manifest} has no line: there is nothing to compare with.")
    return list(examples.values())


def choose(examples: Sequence[Example], split: str) -> list[Example]:
    """Return the examples of one of ``SPLITS`` whose truth is known; ManifestError if none is."""
    chosen = [one for one in examples if split in ("all", split_of(one))]
    if not chosen:
        raise ManifestError(f"{examples[0].manifest} has no line of the split {split}.")
    if not (known := [one for one in chosen if truth(one) is not None]):
        raise ManifestError(f"{examples[0].manifest} says of no video whether it is fake or real.")
    return known


def _read(manifest: Path) -> Iterator[Example]:
    try:
        with manifest.open("rb") as lines:
            for number, data in enumerate(lines, start=1):
                if data.strip():
                    yield _example(manifest, number, data)
    except OSError as error:
        raise ManifestError(f"{manifest} cannot be read: {error.strerror}.") from error


def _example(manifest: Path, number: int, data: bytes) -> Example:
    try:
        line = jsonl.decode(data, number=number)
        document = line.document and parse(line.document, frame_count=len(line.pts))
    except InvalidError as error:
        reasons = " ".join(f"{problem.path}: {problem.message}" for problem in error.problems)
        raise ManifestError(f"{manifest}:{number}: {reasons}") from error
    return Example(line, document or None, manifest.parent / line.media, manifest, number)
