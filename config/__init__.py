"""Wiring only: settings, URLs, entry points. Importing Celery here lets ``delay`` find the app."""
