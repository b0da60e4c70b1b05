"""Bring a checkpoint that was trained elsewhere: a folder or a zip, checked before it counts.

Nothing in it is run, and nothing but safetensors and text is taken.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings

from annotation import storage
from annotation.errors import ConflictError, TelltaleError
from annotation.formats.paths import stays_below
from annotation.models import Project, Snapshot, User
from reward.actions import checkpoints
from reward.core.checkpoint import CARD, SUFFIXES, Card, load_card
from reward.models import Checkpoint
from reward.pipeline.runs import size_of

MOST_FILES = 10_000
PIECE = 1 << 20


class RefusedError(TelltaleError):
    """What was sent is no checkpoint that this project can take."""

    status = 422
    code = "checkpoint_refused"


def bring(
    project: Project, source: Path, user: User | None, *, any_snapshot: bool = False
) -> Checkpoint:
    """Register the checkpoint of a folder or zip, which stays; ``RefusedError`` says why not.

    It must have learned from one of the project's snapshots, unless ``any_snapshot``.
    """
    root = Path(settings.CHECKPOINTS_ROOT) / project.slug
    root.mkdir(parents=True, exist_ok=True)
    with storage.room(), tempfile.TemporaryDirectory(prefix=".bringing-", dir=root) as scratch:
        copied = Path(scratch) / "checkpoint"
        if source.is_dir():
            _refuse_large(size_of(source))
            shutil.copytree(source, copied, symlinks=True)
        else:
            _unpack(source, copied)
        with _as_refusal(copied):
            card = load_card(copied)
        snapshot = _snapshot(project, card, any_snapshot=any_snapshot)
        if Checkpoint.objects.filter(project=project, name=card.id).exists():
            raise ConflictError(f"The project has checkpoint {card.id} already.", code="known")
        final = root / card.id
        shutil.rmtree(final, ignore_errors=True)  # of an attempt that failed
        size = size_of(copied)
        copied.rename(final)
        return checkpoints.register(project, card, size=size, snapshot=snapshot, user=user)


@contextmanager
def _as_refusal(folder: Path) -> Iterator[None]:
    """Say what is wrong without telling where on this machine it was looked at."""
    try:
        yield
    except TelltaleError as error:
        message = error.message.replace(f"{folder}/", "").replace(str(folder), "it")
        raise RefusedError(message) from None


def _snapshot(project: Project, card: Card, *, any_snapshot: bool) -> Snapshot | None:
    sha256 = str(card.data.get("manifest") or "")
    found = Snapshot.objects.filter(project=project, sha256=sha256).order_by("pk").first()
    if found is None and not any_snapshot:
        raise RefusedError(
            f"It learned from a manifest ({sha256[:16] or 'unnamed'}…) that is no snapshot of this "
            "project. Say any_snapshot to take it all the same.",
            code="unknown_snapshot",
        )
    return found


def _refuse_large(size: int) -> None:
    if size > settings.CHECKPOINT_MAX_BYTES:
        raise RefusedError(
            f"It has {size} bytes; at most {settings.CHECKPOINT_MAX_BYTES} are taken.",
            code="too_large",
        )


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack the checkpoint of a zip, which may lie in one folder of it."""
    try:
        with zipfile.ZipFile(archive) as opened:
            _take(opened, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise RefusedError(f"It is no zip that can be read: {error}.") from None


def _take(opened: zipfile.ZipFile, folder: Path) -> None:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise RefusedError(f"It has {len(entries)} files; at most {MOST_FILES} are taken.")
    for entry in entries:
        _refuse_entry(entry)
    _refuse_large(sum(entry.file_size for entry in entries))
    cards = [PurePosixPath(entry.filename) for entry in entries]
    tops = sorted((path.parent for path in cards if path.name == CARD), key=lambda p: len(p.parts))
    if not tops:
        raise RefusedError(f"It has no {CARD}, so it is no checkpoint.")
    left = settings.CHECKPOINT_MAX_BYTES
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if not path.is_relative_to(tops[0]):
            raise RefusedError(f"{entry.filename} does not belong to the checkpoint.")
        left = _write(opened, entry, folder / path.relative_to(tops[0]), left)


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if not stays_below(name) or kind not in {0, stat.S_IFREG}:
        raise RefusedError(f"{name!r} is no plain file below the checkpoint.")
    if PurePosixPath(name).suffix not in SUFFIXES:
        raise RefusedError(f"{name} is of a kind that is not kept in a checkpoint.")


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, left: int) -> int:
    """Write one file, whatever size the zip says it has; return the bytes that are left."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as source, place.open("xb") as out:
        while piece := source.read(PIECE):
            left -= len(piece)
            if left < 0:
                _refuse_large(settings.CHECKPOINT_MAX_BYTES + 1)
            out.write(piece)
    return left
