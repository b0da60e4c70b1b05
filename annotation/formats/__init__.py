"""Datasets as files: rows in, bytes out, and back. Pure: no Django, no database, no media."""
