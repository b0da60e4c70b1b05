"""Where files lie and the signed addresses by which they are fetched.

Keys are ``videos/<video id>/<part>-<hash>.<ext>`` and ``exports/<export id>/<name>``: a key's
content never changes, so an address may be cached for ever.
"""

from __future__ import annotations

import hmac
import math
import time
from hashlib import sha256
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from annotation.errors import ForbiddenError


def is_local() -> bool:
    """Whether files lie on this machine's disk (else in S3)."""
    return isinstance(default_storage._wrapped, FileSystemStorage)  # type: ignore[attr-defined]


def _signature(key: str, expires: int) -> str:
    message = f"{key}\n{expires}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"media\n" + message, sha256).hexdigest()


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
    query = urlencode({"expires": expires, "signature": _signature(key, expires)})
    return f"{settings.MEDIA_URL}{quote(key)}?{query}"


def check(key: str, expires: str, signature: str) -> None:
    """Raise ``ForbiddenError`` unless the signature is ours for this key and has not expired."""
    moment = int(expires) if expires.isascii() and expires.isdigit() and len(expires) < 12 else 0
    if moment < time.time() or not hmac.compare_digest(
        _signature(key, moment).encode(), signature.encode()
    ):
        raise ForbiddenError("This address has expired or was altered; load the page again.")
