"""The one translation of refusals to HTTP: RFC 9457 problem details with a code and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

from annotation.errors import InvalidError, Problem, StaleRevisionError, TelltaleError

CONTENT_TYPE = "application/problem+json"
_BY_CLASS: dict[type[Exception], tuple[int, str]] = {
    Http404: (404, "not_found"),
    PermissionDenied: (403, "forbidden"),
    UnreadablePostError: (408, "body_incomplete"),
    exceptions.NotAuthenticated: (401, "not_authenticated"),
    exceptions.AuthenticationFailed: (401, "authentication_failed"),
    exceptions.Throttled: (429, "throttled"),
}


def problem(
    status: int, code: str, detail: str, problems: list[Problem] | None = None
) -> dict[str, Any]:
    """The body of every error answer."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [asdict(entry) for entry in problems or []],
    }


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer what is named; anything else is a bug and stays one (500, logged)."""
    if isinstance(error, StaleRevisionError):
        response = Response(error.current, status=412)
        response["ETag"] = f'"{error.current["revision"]}"'
        return response
    if isinstance(error, TelltaleError):
        places = error.problems if isinstance(error, InvalidError) else None
        body = problem(error.status, error.code, error.message, places)
        return Response(body, status=error.status, content_type=CONTENT_TYPE)
    if isinstance(error, exceptions.ValidationError):
        body = problem(400, "invalid", "The input is not valid.", list(_places(error.detail)))
        return Response(body, status=400, content_type=CONTENT_TYPE)
    return _from_framework(error)


def _from_framework(error: Exception) -> Response | None:
    found = next((answer for known, answer in _BY_CLASS.items() if isinstance(error, known)), None)
    if found is None and isinstance(error, exceptions.APIException):
        found = (error.status_code, str(error.default_code))
    if found is None:
        return None
    status, code = found
    detail = getattr(error, "detail", None) or HTTPStatus(status).phrase
    response = Response(
        problem(status, code, str(detail)), status=status, content_type=CONTENT_TYPE
    )
    if getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        response["Retry-After"] = str(int(error.wait) + 1)  # type: ignore[attr-defined]
    return response


def _places(detail: Any, path: str = "") -> Iterator[Problem]:
    """Flatten DRF's nested details; ``path`` uses ``/`` between the names."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = path if name == "non_field_errors" else f"{path}/{name}".lstrip("/")
            yield from _places(inner, own)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _places(inner, f"{path}/{index}".lstrip("/") if nested else path)
    else:
        yield Problem(str(getattr(detail, "code", "invalid")), path, str(detail))


def answer(status: int, code: str, detail: str) -> JsonResponse:
    """A refusal from outside the API's own views, in the same shape."""
    return JsonResponse(problem(status, code, detail), status=status, content_type=CONTENT_TYPE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's own CSRF refusal (outside the API)."""
    return answer(403, "csrf_failed", "The page is out of date; load it again and retry.")


@csrf_exempt  # whoever posts to a wrong address should hear that it is wrong
def no_such_route(request: HttpRequest) -> HttpResponse:
    """Any address below /api/ that nothing else answers."""
    return answer(404, "not_found", "There is no such address in the API.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself refuses, such as a thousand parameters in one address."""
    return answer(400, "bad_request", "This request cannot be read.")


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug. The log has the traceback; the answer tells nothing of it."""
    return answer(500, "server_error", "Something went wrong on the server; try again.")


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: object
) -> HttpResponse:
    """What axes answers in place of ``response``: the API's own sign-in has said it already."""
    if response is not None and request.path.startswith("/api/"):
        return response
    return answer(429, "locked_out", "Too many attempts failed. Wait a quarter of an hour.")
