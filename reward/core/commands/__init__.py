"""The commands of ``python -m reward.core``: ``add(subparsers)`` teaches, ``run(args)`` does."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reward.core.progress import Bar


def threads(text: str) -> int:
    """Read a number of threads from the command line; ValueError below 1."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def minutes(text: str) -> float:
    """Read a time from the command line; ValueError unless it is above 0 and finite."""
    if not 0 < (number := float(text)) < float("inf"):
        raise ValueError(text)
    return number


def add_progress(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--progress",
        choices=("bar", "json"),
        default="bar",
        help="on standard error: a bar for people, or a JSON object per line for programs",
    )


def bar_of(kind: str, label: str) -> Bar:
    """Return what shows progress from 0 to 1, as ``--progress`` asks."""
    from reward.core.plan import is_first
    from reward.core.progress import Bar, Events

    return Events(label, 1) if kind == "json" and is_first() else Bar(label, 1)
