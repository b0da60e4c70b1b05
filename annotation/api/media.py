"""Stored files by signed address: ranges, validators that never change, fixed content types.

nginx takes the sending over where ACCEL_REDIRECT names its internal location; S3 never comes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from annotation import storage
from annotation.api.errors import answer
from annotation.errors import NotFoundError, TelltaleError

CHUNK = 256 * 1024  # bytes
# Never from the file's own words: a page that calls itself a video is not served as a page.
TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".png": "image/png",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".zip": "application/zip",
}
SHOWN = ("proxy-", "poster-", "filmstrip-")
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class UnsatisfiableError(TelltaleError):
    status = 416
    code = "range_not_satisfiable"


@require_safe
def serve(request: HttpRequest, key: str) -> HttpResponse | StreamingHttpResponse:
    """The file of a key, or a part of it, to whoever has a valid address."""
    try:
        storage.check(key, request.GET.get("expires", ""), request.GET.get("signature", ""))
        path = _path(key)
        size = path.stat().st_size
        return _answer(request, key, path, size)
    except UnsatisfiableError as error:
        response = answer(error.status, error.code, error.message)
        response["Content-Range"] = f"bytes */{size}"
        return response
    except TelltaleError as error:
        return answer(error.status, error.code, error.message)


def _path(key: str) -> Path:
    try:
        path = Path(default_storage.path(key))
    except (SuspiciousFileOperation, NotImplementedError):
        raise NotFoundError("There is no such file.") from None
    if not path.is_file():
        raise NotFoundError("There is no such file.")
    return path


def _headers(key: str) -> dict[str, str]:
    name = key.rsplit("/", 1)[-1]
    headers = {
        "Content-Type": TYPES.get(Path(name).suffix.lower(), "application/octet-stream"),
        "ETag": f'"{sha256(key.encode()).hexdigest()[:32]}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if not name.startswith(SHOWN):
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return headers


def _answer(
    request: HttpRequest, key: str, path: Path, size: int
) -> HttpResponse | StreamingHttpResponse:
    headers = _headers(key)
    if settings.ACCEL_REDIRECT:
        internal = f"{settings.ACCEL_REDIRECT.rstrip('/')}/{quote(key)}"
        return HttpResponse(headers=headers | {"X-Accel-Redirect": internal})
    if headers["ETag"] in _tags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    part = _part(request, headers["ETag"], size)
    start, end = part or (0, size)  # end exclusive
    headers["Content-Length"] = str(end - start)
    if part is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_bytes(path, start, end - start), status=status, headers=headers)


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


def _part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """The asked part as start and exclusive end; ``None`` for the whole file.

    What is not one byte range is ignored as RFC 9110 allows, but several are refused.
    """
    asked = request.headers.get("Range", "").replace(" ", "")
    condition = request.headers.get("If-Range")
    if not asked.startswith("bytes=") or condition not in (None, etag):
        return None
    if "," in asked:
        raise UnsatisfiableError("Ask for one range at a time.")
    found = ONE_RANGE.fullmatch(asked)
    if found is None or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
        if last and int(last) < start:
            return None
    if start >= end:
        raise UnsatisfiableError(f"The file has {size} bytes.")
    return start, end


def _bytes(path: Path, start: int, count: int) -> Iterator[bytes]:
    # Opened when the first bytes are asked for: an answer that nobody reads leaks no file.
    with path.open("rb") as file:
        file.seek(start)
        while count > 0 and (chunk := file.read(min(CHUNK, count))):
            count -= len(chunk)
            yield chunk
