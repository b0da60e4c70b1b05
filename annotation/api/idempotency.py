"""``Idempotency-Key``: a POST sent again with its key gets the first answer and has no effect.

The key is written in the transaction of the effect. A duplicate that arrives meanwhile waits for
that transaction; a refusal or a crash takes the key back with everything else.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import orjson
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.errors import ConflictError, InvalidError, Problem, TelltaleError
from annotation.models import IdempotentRequest

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
# What else decides the effect of a request.
_TELLING = ("If-Match", "Upload-Length", "Upload-Metadata")
# What else an answer must repeat.
_REPEATED = ("ETag", "Location", "Tus-Resumable", "Upload-Offset", "Upload-Expires")

View = TypeVar("View")
Rest = ParamSpec("Rest")
Method = Callable[Concatenate[View, Request, Rest], Response]


class KeyReusedError(TelltaleError):
    """The key already belongs to a different request."""

    status = 422
    code = "idempotency_key_reused"


def idempotent(*, keeps_answer: bool = True) -> Callable[[Method[View, Rest]], Method[View, Rest]]:
    """Make a POST method honour the header.

    ``keeps_answer=False`` is for answers that hold a secret: they are not stored, and a repeated
    request is told that it was done.
    """

    def decorate(post: Method[View, Rest]) -> Method[View, Rest]:
        @functools.wraps(post)
        def answer(
            view: View, request: Request, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> Response:
            key = request.headers.get(HEADER)
            if key is None or not request.user.is_authenticated:
                return post(view, request, *args, **kwargs)
            _check(key)
            fingerprint = _fingerprint(request)
            with transaction.atomic():
                row, is_first = IdempotentRequest.objects.get_or_create(
                    user=request.user, key=key, defaults={"fingerprint": fingerprint}
                )
                if not is_first:
                    return _again(row, fingerprint)
                response = post(view, request, *args, **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                else:
                    _store(row, response, keeps_answer=keeps_answer)
            return response

        answer.is_idempotent = True  # type: ignore[attr-defined]
        return cast("Method[View, Rest]", answer)

    return decorate


def _check(key: str) -> None:
    if not _KEY.fullmatch(key):
        message = "The key must be 1 to 200 printable ASCII characters without spaces."
        raise InvalidError([Problem("idempotency_key", HEADER, message)])


def _fingerprint(request: Request) -> str:
    """A keyed hash of the request: bodies may hold passwords."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"request\n", hashlib.sha256)
    digest.update(f"{request.method} {request.get_full_path()}\n".encode())
    for name in _TELLING:
        digest.update(f"{name}: {request.headers.get(name, '')}\n".encode())
    for part in _parts(request):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _parts(request: Request) -> list[bytes]:
    data: Any = request.data
    if not hasattr(data, "lists"):
        try:
            return [orjson.dumps(data, option=orjson.OPT_SORT_KEYS)]
        except orjson.JSONEncodeError as error:
            raise InvalidError(
                [Problem("too_deep", "", "The body is nested too deeply.")]
            ) from error
    parts: list[bytes] = []
    for name, values in sorted(data.lists()):
        parts.append(name.encode())
        parts += [_bytes_of(value) for value in values]
    return parts


def _bytes_of(value: str | UploadedFile[Any]) -> bytes:
    if isinstance(value, str):
        return value.encode()
    digest = hashlib.sha256((value.name or "").encode())
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return digest.digest()


def _again(row: IdempotentRequest, fingerprint: str) -> Response:
    if not hmac.compare_digest(row.fingerprint, fingerprint):
        raise KeyReusedError("This key was used for a different request; choose a new one.")
    if row.body is None:
        raise ConflictError(
            "This was done already; its answer is shown only once.", code="already_done"
        )
    return Response(row.body["data"], status=row.status, headers=row.body["headers"])


def _store(row: IdempotentRequest, response: Response, *, keeps_answer: bool) -> None:
    row.status = response.status_code
    if keeps_answer:
        headers = {name: response[name] for name in _REPEATED if name in response}
        data = orjson.loads(orjson.dumps(response.data, default=str))
        row.body = {"data": data, "headers": headers}
    row.save(update_fields=["status", "body"])
