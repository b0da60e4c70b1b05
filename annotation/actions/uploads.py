"""Resumable uploads. The bytes on the disk are the truth about how many have arrived."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from annotation.actions import attributes, videos
from annotation.errors import (
    ConflictError,
    InvalidError,
    Problem,
    TelltaleError,
    TooLargeError,
    UnavailableError,
)
from annotation.models import Project, Upload, User, Video

CHUNK = 1 << 20  # bytes
RESERVE = 256 * 2**20  # bytes of the disk that uploads leave free


class GoneError(TelltaleError):
    """The upload has expired; its bytes are dropped."""

    status = 410
    code = "gone"


class LockedError(TelltaleError):
    """Another request is still writing to the upload."""

    status = 423
    code = "locked"


def folder() -> Path:
    """Where the bytes of unfinished uploads lie; every web process must see the same one."""
    return Path(settings.DATA_DIR) / "uploads"


def _path(upload_id: UUID) -> Path:
    return folder() / upload_id.hex


def _expiry() -> Any:
    return timezone.now() + timedelta(hours=settings.UPLOAD_HOURS)


def create(
    project: Project, user: User, *, length: int, name: str, given: Mapping[str, Any]
) -> Upload:
    """Begin an upload of ``length`` bytes; what is wrong with it is said before a byte is sent."""
    if length < 1:
        raise InvalidError([Problem("empty", "Upload-Length", "The file is empty.")])
    if length > settings.UPLOAD_MAX_BYTES:
        raise TooLargeError(f"A file may have at most {settings.UPLOAD_MAX_BYTES} bytes.")
    folder().mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder()).free < length + RESERVE:
        raise UnavailableError("The server's disk has no room for this file.", code="disk_full")
    return Upload.objects.create(
        project=project,
        user=user,
        length=length,
        name=attributes.file_name(name),
        attributes=attributes.clean(given),
        expires_at=_expiry(),
    )


def offset(upload: Upload) -> int:
    """How many bytes have arrived; all of them once it has become a video."""
    if upload.video_id is not None:
        return upload.length
    if upload.expires_at < timezone.now():
        raise GoneError("This upload has expired; begin it again.")
    path = _path(upload.pk)
    return path.stat().st_size if path.exists() else 0


def append(upload: Upload, start: int, read: Callable[[int], bytes]) -> int:
    """Write what ``read`` gives from byte ``start`` on; tell the new offset.

    Whatever arrived before a cut stays. ``read(n)`` returns up to n bytes, and none at the end.
    """
    with _held(upload) as file:
        arrived = offset(upload)
        if start != arrived:
            raise ConflictError(f"{arrived} bytes have arrived, not {start}.", code="offset")
        if upload.video_id is None:
            arrived = _write(file, arrived, upload.length, read)
    Upload.objects.filter(pk=upload.pk).update(offset=arrived, expires_at=_expiry())
    return arrived


@contextmanager
def _held(upload: Upload) -> Iterator[BinaryIO]:
    folder().mkdir(parents=True, exist_ok=True)
    with _path(upload.pk).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError("Another request is still sending this file.") from None
        yield file


def _write(file: BinaryIO, arrived: int, length: int, read: Callable[[int], bytes]) -> int:
    try:
        while arrived < length and (chunk := read(min(CHUNK, length - arrived))):
            file.write(chunk)
            arrived += len(chunk)
        file.flush()
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise UnavailableError("The server's disk is full.", code="disk_full") from error
        # The connection was cut: the client asks for the offset and goes on from there.
        file.flush()
        return os.fstat(file.fileno()).st_size
    return arrived


def finish(upload: Upload) -> Video | None:
    """Make a video of a complete upload; ``None`` while bytes are missing. Safe to repeat."""
    if upload.video_id is None:
        if offset(upload) < upload.length:
            return None
        source = videos.Source(_path(upload.pk), upload.name, upload.attributes, move=True)
        video, _ = videos.register(upload.project, source, user=upload.user)
        Upload.objects.filter(pk=upload.pk).update(video=video, offset=upload.length)
        upload.video = video
    return upload.video


def drop(upload: Upload) -> None:
    """Forget the upload and its bytes; a video made of it stays."""
    path = _path(upload.pk)
    upload.delete()
    path.unlink(missing_ok=True)


def drop_expired() -> None:
    """Forget uploads past their end, and bytes that no upload knows."""
    Upload.objects.filter(expires_at__lt=timezone.now()).delete()
    if not folder().exists():
        return
    known = {pk.hex for pk in Upload.objects.filter(video=None).values_list("pk", flat=True)}
    old = timezone.now().timestamp() - 3600
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
