"""The annotation app: what people see, draw and decide."""

from __future__ import annotations

from django.apps import AppConfig


class AnnotationConfig(AppConfig):
    name = "annotation"
    verbose_name = "Annotation"

    def ready(self) -> None:
        # Publishing a job needs the configured Celery application in every process.
        from config import celery  # noqa: F401
