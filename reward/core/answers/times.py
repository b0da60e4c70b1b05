"""Seconds as models write them: 3.2, "3.2s", "00:03", "1:02:03.5"."""

from __future__ import annotations

import re

# Clock before plain, or "00:03" would be read as 0.
TIME = r"(?:(?:\d{1,2}:)?\d{1,3}:\d{2}(?:\.\d{1,6})?|\d{1,6}(?:\.\d{1,6})?)"
_UNIT = r"\s?-?(?:(?:seconds?|secs?|s)\b|초)"
_VALUE = re.compile(rf"\s*(?:t\s*=\s*)?({TIME})(?:{_UNIT})?\s*", re.IGNORECASE)

# As in: starting 3.2 seconds; starts at about 00:03; start time: [3.2 s] to [4.8 s].
_START = re.compile(
    rf"\bstart(?:s|ing|ed)?\b[^\d\n.]{{0,40}}?(?P<start>{TIME})"
    rf"(?:{_UNIT})?[\])]?(?:\s?(?:to|until|till|through|-|–|—)\s?[\[(]?(?P<end>{TIME}))?",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    rf"\b(?P<start>{TIME})(?:{_UNIT})?\s?(?:to|until|till|through|-|–|—)\s?(?P<end>{TIME}){_UNIT}"
    rf"|\b(?P<alone>\d{{1,6}}(?:\.\d{{1,6}})?){_UNIT}"
    r"|\b(?P<clock>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,6})?)\b",
    re.IGNORECASE,
)


def seconds(value: object) -> float | None:
    """Return what a JSON value says of time, in seconds from 0; None if it says nothing."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value < 1e6 else None
    found = _VALUE.fullmatch(value[:40]) if isinstance(value, str) else None
    return _total(found[1]) if found else None


def find(text: str) -> tuple[float, float | None, tuple[int, int]] | None:
    """Return onset, end if given, and their place in a sentence; None if it names no time."""
    if found := _START.search(text):
        end = found["end"]
        return _total(found["start"]), _total(end) if end else None, found.span()
    if found := _ANYWHERE.search(text):
        first = found["start"] or found["alone"] or found["clock"]
        return _total(first), _total(found["end"]) if found["end"] else None, found.span()
    return None


def _total(clock: str) -> float:
    total = 0.0
    for part in clock.split(":"):
        total = total * 60 + float(part)
    return total
