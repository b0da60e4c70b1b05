"""The web entry point. Every address is loaded at once, so that a broken one stops the start."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.bodies import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = bounded(get_wsgi_application())
len(get_resolver().url_patterns)
