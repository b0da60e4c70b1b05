"""The commands of ``python -m reward.core``: ``add(subparsers)`` teaches, ``run(args)`` does."""

from __future__ import annotations


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
