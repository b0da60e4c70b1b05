"""Resumable uploads by the tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload).

Extensions: creation, termination, expiration. ``Upload-Metadata`` carries ``project``,
``filename`` and the columns of a manifest; the answer to the last byte names the video.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import uploads
from annotation.api.idempotency import idempotent
from annotation.api.permissions import asker
from annotation.errors import InvalidError, Problem, TelltaleError
from annotation.models import Role, Upload

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"


class VersionError(TelltaleError):
    """The client speaks another version of tus, or none."""

    status = 412
    code = "tus_version"


class Untouched(BaseParser):
    """Leaves the body where it is: the view streams it to the disk."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        return {}


def _header(name: str, *, required: bool = True) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required)


RESUMABLE = _header("Tus-Resumable")
REFUSED: dict[int, OpenApiResponse | None] = {
    410: OpenApiResponse(description="The upload has expired."),
    412: OpenApiResponse(description="`Tus-Resumable` names another version."),
    423: OpenApiResponse(description="Another request is sending bytes of this upload."),
    503: OpenApiResponse(description="The disk is full."),
}


class TusView(APIView):
    """Speaks tus: demands its version, and names it in every answer."""

    parser_classes = (Untouched,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            raise VersionError(f"Send the header Tus-Resumable: {VERSION}.")

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answered: Response = super().finalize_response(request, response, *args, **kwargs)
        answered["Tus-Resumable"] = answered["Tus-Version"] = VERSION
        return answered

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What this server can do."""
        headers = {
            "Tus-Extension": "creation,termination,expiration",
            "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES),
        }
        return Response(status=204, headers=headers)


def _number(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise InvalidError([Problem("not_a_number", name, f"{name} must be a whole number.")])
    return int(value)


def _metadata(request: Request) -> dict[str, str]:
    """``key base64,key base64``; a key may lack its value."""
    found: dict[str, str] = {}
    for pair in filter(None, request.headers.get("Upload-Metadata", "").split(",")):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            problem = Problem("not_base64", f"Upload-Metadata/{key}", "It is not UTF-8 in base64.")
            raise InvalidError([problem]) from None
    return found


def _headers(upload: Upload, offset: int) -> dict[str, str]:
    headers = {"Upload-Offset": str(offset), "Cache-Control": "no-store"}
    if upload.video_id is None:
        return headers | {"Upload-Expires": http_date(upload.expires_at.timestamp())}
    return headers | {"Telltale-Video": str(upload.video_id)}


class UploadListView(TusView):
    @extend_schema(
        request=None,
        responses={201: None} | REFUSED,
        parameters=[RESUMABLE, _header("Upload-Length"), _header("Upload-Metadata")],
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        """Begin an upload; ``Location`` is where its bytes go."""
        length = _number(request, "Upload-Length")
        given = _metadata(request)
        project = access.project_for(asker(request), given.get("project", ""), Role.MANAGER)
        name = given.get("filename", "")
        upload = uploads.create(project, asker(request), length=length, name=name, given=given)
        location = f"{request.path}{upload.pk}/"
        return Response(status=201, headers=_headers(upload, 0) | {"Location": location})


class UploadView(TusView):
    @extend_schema(responses={200: None}, parameters=[RESUMABLE])
    def head(self, request: Request, upload_id: UUID) -> Response:
        """How many bytes have arrived."""
        upload = access.upload_for(asker(request), upload_id)
        uploads.finish(upload)
        headers = _headers(upload, uploads.offset(upload))
        return Response(headers=headers | {"Upload-Length": str(upload.length)})

    @extend_schema(
        request={BYTES: OpenApiTypes.BINARY},
        responses={204: None} | REFUSED,
        parameters=[RESUMABLE, _header("Upload-Offset")],
    )
    def patch(self, request: Request, upload_id: UUID) -> Response:
        """Send bytes from ``Upload-Offset`` on; after the last, ``Telltale-Video`` is the video."""
        upload = access.upload_for(asker(request), upload_id)
        if request.content_type != BYTES:
            raise UnsupportedMediaType(str(request.content_type))
        start = _number(request, "Upload-Offset")
        offset = uploads.append(upload, start, request._request.read)
        uploads.finish(upload)
        return Response(status=204, headers=_headers(upload, offset))

    @extend_schema(responses={204: None} | REFUSED, parameters=[RESUMABLE])
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """Give the upload up."""
        uploads.drop(access.upload_for(asker(request), upload_id))
        return Response(status=204)
