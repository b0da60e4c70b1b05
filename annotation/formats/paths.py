"""Paths inside a dataset. Only names that stay below the dataset's own folder are taken."""

from __future__ import annotations

from pathlib import PurePosixPath


def stays_below(path: str) -> bool:
    """Tell whether ``path`` names something below the folder it is joined to, on any system."""
    if not path or "\0" in path or "\\" in path or ":" in path:
        return False
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts
