"""Reads tests/vectors, the numbers that the Python and the TypeScript domain must both give."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parents[2] / "vectors"


def load(name: str) -> dict[str, Any]:
    return json.loads((VECTORS / f"{name}.json").read_text())


def changed(base: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of ``base`` with the case's ``set`` (path to value) and ``drop`` (paths)."""
    result = deepcopy(base)
    for path, value in case.get("set", {}).items():
        parent, key = _place(result, path)
        parent[key] = value
    for path in case.get("drop", []):
        parent, key = _place(result, path)
        del parent[key]
    return result


def _place(root: Any, path: str) -> tuple[Any, Any]:
    *parents, last = path.split("/")
    for part in parents:
        root = root[int(part)] if isinstance(root, list) else root[part]
    return root, int(last) if isinstance(root, list) else last
