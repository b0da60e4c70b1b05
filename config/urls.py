"""Every address: the API, media, the admin, health, and the page for all the rest."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path

from annotation.api.errors import no_such_route
from annotation.api.health import healthz
from annotation.api.media import serve
from annotation.api.page import index

urlpatterns = [
    path("healthz", healthz),
    path("api/v1/", include("annotation.api.urls")),
    path("api/v1/", include("reward.api.urls")),
    re_path(r"^api/", no_such_route),
    path("media/<path:key>", serve),
    path("admin/", admin.site.urls),
    re_path(r"^(?!static/|media/).*$", index),
]
handler400 = "annotation.api.errors.bad_request"
handler500 = "annotation.api.errors.server_error"
