"""Manifests of imports, JSON Lines or CSV: one file a line, with what is known of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.errors import InvalidError, Problem

MAX_FIELD = 10_000_000  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """``path`` as the line gives it, ``file`` as found from the manifest's folder."""

    line: int
    path: str
    file: Path
    values: dict[str, Any]


def read(manifest: Path) -> list[Entry]:
    """All entries; ``InvalidError`` names each line that has no path or cannot be read."""
    with manifest.open(encoding="utf-8-sig", newline="") as lines:
        rows = _csv(lines) if manifest.suffix.lower() == ".csv" else _json_lines(lines)
        found = list(rows)
    problems = [row for _, row in found if isinstance(row, str)]
    if problems:
        raise InvalidError([Problem("manifest", manifest.name, text) for text in problems])
    folder = manifest.absolute().parent
    return [
        Entry(line, str(row["path"]), folder / str(row["path"]), row)
        for line, row in found
        if not isinstance(row, str)
    ]


def _csv(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    csv.field_size_limit(MAX_FIELD)
    reader = csv.DictReader(lines)
    try:
        for row in reader:
            yield reader.line_num, _checked(reader.line_num, row)
    except csv.Error as error:
        yield reader.line_num, f"Line {reader.line_num} is not CSV: {error}."


def _json_lines(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, _checked(number, json.loads(line))
            except (json.JSONDecodeError, RecursionError):
                yield number, f"Line {number} is not JSON."


def _checked(number: int, row: object) -> dict[str, Any] | str:
    if not isinstance(row, dict) or not isinstance(row.get("path"), str) or not row["path"]:
        return f"Line {number} has no path."
    if "\0" in row["path"]:
        return f"Line {number} has a path that no file can have."
    return row
