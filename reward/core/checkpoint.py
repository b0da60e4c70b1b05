"""A checkpoint is a folder that is there only when it is whole, and whose card explains it.

Weights are safetensors and everything else is text: nothing that could carry code is kept or read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from reward.core.errors import CheckpointError
from reward.core.publish import blaming_full_disk

CARD = "checkpoint.json"
SCHEMA = 1
SUFFIXES = frozenset({".safetensors", ".json", ".txt", ".jinja", ".md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a checkpoint says of itself.

    ``data`` names the snapshot it learned from (the manifest's hash, clips per split), ``parent``
    is the id of the checkpoint it began with, ``code`` the version that made it, ``created`` an
    ISO 8601 time in UTC; ``files`` maps each file's name below the folder to its SHA-256.
    """

    backend: str
    config: dict[str, Any]
    data: dict[str, Any] = field(default_factory=dict)
    metrics: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, float] = field(default_factory=lambda: {"temperature": 1.0, "bias": 0.0})
    training: dict[str, Any] = field(default_factory=dict)
    parent: str = ""
    code: str = ""
    created: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that change with anything the card says."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def save(out: Path, card: Card, write: Callable[[Path], None], *, replacing: bool = False) -> Card:
    """Let ``write`` fill a folder, seal it with the card, and only then name it ``out``.

    Returns the card with its files. CheckpointError if ``out`` exists (unless ``replacing``) or a
    file of a kind that is not kept was written; OSError, with nothing left behind, if the disk is
    full.
    """
    refuse_existing(out, replacing=replacing)
    with _scratch(out) as folder:
        write(folder)
        _refuse_strangers(folder)
        sealed = replace(card, files={name: _sha256(folder / name) for name in _names(folder)})
        text = json.dumps({"schema": SCHEMA, **asdict(sealed)}, indent=2, sort_keys=True)
        (folder / CARD).write_text(text + "\n")
        _flush(folder)
        _publish(folder, out)
    return sealed


def load_card(folder: Path) -> Card:
    """Read the card after checking every file's hash; CheckpointError names the file at fault."""
    card = _card(folder / CARD)
    found = set(_names(folder)) - {CARD}
    for name in sorted(card.files.keys() - found):
        raise CheckpointError(f"{folder / name} is missing: the checkpoint is not whole.")
    for name in sorted(found - card.files.keys()):
        raise CheckpointError(f"{folder / name} does not belong to the checkpoint.")
    _refuse_strangers(folder)
    for name, expected in sorted(card.files.items()):
        if _sha256(folder / name) != expected:
            raise CheckpointError(f"{folder / name} is not as it was saved: its hash differs.")
    return card


def refuse_existing(out: Path, *, replacing: bool = False) -> None:
    """CheckpointError if something is at ``out`` that must not be, or cannot be, replaced."""
    if out.exists() and not replacing:
        raise CheckpointError(f"{out} exists already; name another, or remove it first.")
    if out.exists() and not (out / CARD).is_file():
        raise CheckpointError(f"{out} is no checkpoint, so it is not replaced.")


def _card(path: Path) -> Card:
    try:
        values = json.loads(path.read_text())
    except FileNotFoundError as error:
        raise CheckpointError(f"{path.parent} is no checkpoint: it has no {CARD}.") from error
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CheckpointError(f"{path} is damaged: {error}.") from error
    if not isinstance(values, dict) or values.pop("schema", None) != SCHEMA:
        raise CheckpointError(f"{path} is damaged: only schema {SCHEMA} can be read.")
    return _checked(path, values)


def _checked(path: Path, values: dict[str, Any]) -> Card:
    """Build the card if every value is of its kind."""
    kinds = {"backend": str, "parent": str, "code": str, "created": str}
    names = {one.name for one in fields(Card)}
    if values.keys() != names:
        wrong = ", ".join(sorted(values.keys() ^ names))
        raise CheckpointError(f"{path} is damaged: it lacks or has too much of: {wrong}.")
    for name, value in values.items():
        if not isinstance(value, kinds.get(name, dict)):
            raise CheckpointError(f"{path} is damaged: {name} is of another kind.")
    hashes = values["files"]
    if not all(
        isinstance(one, str) and re.fullmatch("[0-9a-f]{64}", one) for one in hashes.values()
    ):
        raise CheckpointError(f"{path} is damaged: files holds what is no hash.")
    numbers = values["calibration"]
    if not all(type(numbers.get(name)) in (int, float) for name in ("temperature", "bias")):
        raise CheckpointError(f"{path} is damaged: calibration needs temperature and bias.")
    return Card(**values)


def _refuse_strangers(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise CheckpointError(f"{path} is no plain file: it is not kept in a checkpoint.")
        if path.is_file() and path.suffix not in SUFFIXES:
            raise CheckpointError(f"{path} is of a kind that is not kept in a checkpoint.")


def _names(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """Yield a folder beside ``out``, gone afterwards if it was not renamed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.saving-", dir=out.parent))
    folder.chmod(0o755)
    try:
        with blaming_full_disk(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Make the files outlast a power cut, and readable, before their folder gets its name."""
    for name in _names(folder):
        (folder / name).chmod(0o644)  # safetensors keeps its files to their owner
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())


def _publish(folder: Path, out: Path) -> None:
    if not out.exists():
        folder.rename(out)
        return
    # A folder cannot be renamed onto a full one: the old one steps aside, for an instant.
    old = folder.with_name(f"{folder.name}.old")
    out.rename(old)
    folder.rename(out)
    shutil.rmtree(old, ignore_errors=True)
