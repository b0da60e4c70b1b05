"""The reward app's routes below ``/api/v1/``, by noun. The permission matrix names each."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
