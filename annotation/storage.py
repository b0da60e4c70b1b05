"""Where files lie and the signed addresses by which they are fetched.

Keys are ``videos/<video id>/<part>-<hash>.<ext>``, ``exports/<export id>/<name>`` and
``snapshots/<hash>/<name>``: a key's content never changes, so an address may be cached for ever.
"""

from __future__ import annotations

import contextlib
import errno
import hmac
import math
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from annotation.errors import ForbiddenError, UnavailableError


def is_local() -> bool:
    """Whether files lie on this machine's disk (else in S3)."""
    # The lazy object answers for the class it stands for, and is made by being asked.
    return isinstance(default_storage, FileSystemStorage)


@contextmanager
def room() -> Iterator[None]:
    """Say in a sentence that the disk is full, where writing fails for that."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise UnavailableError(
            "The server's disk is full; free some space and try again.", code="disk_full"
        ) from error


def put(path: Path, key: str, *, move: bool = False) -> None:
    """Store the file under ``key``, whole or not at all; ``move`` gives the file up.

    A key's content never changes, so storing it again is harmless.
    """
    if not is_local():
        with path.open("rb") as source:
            default_storage.save(key, File(source))
    else:
        final = Path(default_storage.path(key))
        final.parent.mkdir(parents=True, exist_ok=True)
        if not (move and _renamed(path, final)):
            _copied(path, final)
    if move:
        path.unlink(missing_ok=True)


def _renamed(path: Path, final: Path) -> bool:
    """Rename the file, unless it lies on another file system."""
    try:
        path.replace(final)
    except OSError:
        return False
    final.chmod(0o644)
    return True


def _copied(path: Path, final: Path) -> None:
    scratch = final.with_name(f".{uuid.uuid4().hex}.partial")
    try:
        shutil.copyfile(path, scratch)
        scratch.replace(final)
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def as_file(key: str) -> Iterator[Path]:
    """Yield a local path to the stored file; one from S3 is fetched and dropped afterwards."""
    if is_local():
        yield Path(default_storage.path(key))
        return
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / Path(key).name
        with default_storage.open(key) as stored, path.open("wb") as copy:
            shutil.copyfileobj(stored, copy, 1 << 20)
        yield path


def drop_folder(folder: str, *, keep: frozenset[str] = frozenset()) -> None:
    """Delete the files of a folder of keys but those in ``keep``; a missing folder is fine."""
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if f"{folder}/{name}" not in keep:
            default_storage.delete(f"{folder}/{name}")
    if is_local() and not keep:
        with contextlib.suppress(OSError):  # another attempt may be writing there
            Path(default_storage.path(folder)).rmdir()


def _signature(key: str, expires: int) -> str:
    message = f"{key}\n{expires}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), b"media\n" + message, "sha256").hex()


def signed_url(key: str) -> str | None:
    """A short-lived address for a key; ``None`` for an empty one.

    The expiry is rounded up so that the address stays the same, and cacheable, for a while.
    """
    if not key:
        return None
    if not is_local():
        return default_storage.url(key)
    step = settings.MEDIA_URL_SECONDS // 2
    expires = math.ceil(time.time() / step) * step + step
    signature = _signature(key, expires)
    return f"{settings.MEDIA_URL}{quote(key)}?expires={expires}&signature={signature}"


def check(key: str, expires: str, signature: str) -> None:
    """Raise ``ForbiddenError`` unless the signature is ours for this key and has not expired."""
    moment = int(expires) if expires.isascii() and expires.isdigit() and len(expires) < 12 else 0
    if moment < time.time() or not hmac.compare_digest(
        _signature(key, moment).encode(), signature.encode()
    ):
        raise ForbiddenError("This address has expired or was altered; load the page again.")
