"""The one page of the front end, for every address that is not the API's or a file's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Telltale</title>
<h1>The pages are not built yet</h1>
<p>Run <code>make frontend</code>, then load this page again. The API answers already.</p>
"""


@never_cache
@ensure_csrf_cookie
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The built page; it finds out by itself what its address means."""
    try:
        return HttpResponse((settings.FRONTEND_DIST / "index.html").read_bytes())
    except FileNotFoundError:
        return HttpResponse(NOT_BUILT, status=503)
