"""Reading untrusted JSON part by part: each wrong part is noted with its place and becomes None.

Whatever the value holds (NaN, huge integers, deep nesting, odd keys), the only exception is
``InvalidError``. Values are never echoed: they may be endless.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from annotation.errors import InvalidError, Problem

PROBLEM_LIMIT = 100
_SHOWN_KEY = 64
# PostgreSQL's jsonb takes neither NUL nor half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

T = TypeVar("T")


class Reader:
    """Collects the problems of one value, in the order met, up to ``PROBLEM_LIMIT``."""

    __slots__ = ("problems",)

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, code: str, path: str, message: str) -> None:
        """Note a problem; past the limit, give up on the whole value."""
        if len(self.problems) == PROBLEM_LIMIT:
            raise InvalidError(
                self.problems, f"More than {PROBLEM_LIMIT} problems; these are the first."
            )
        self.problems.append(Problem(code, path, message))

    def record(
        self, value: object, path: str, *, required: frozenset[str], optional: frozenset[str]
    ) -> dict[str, object] | None:
        """Return the object if it has every required key and none that is unknown."""
        if not isinstance(value, dict):
            self.refuse("type", path, "This must be an object.")
            return None
        keys = value.keys()
        if required <= keys <= required | optional:
            return value
        for key in sorted(required - keys):
            self.refuse("missing_key", under(path, key), "This key is missing.")
        for key in sorted(map(_shown, keys - required - optional)):
            self.refuse("unknown_key", under(path, key), "This key is not part of the format.")
        return value if required <= keys else None

    def items(self, value: object, path: str, *, limit: int) -> list[object] | None:
        """Return the array if it is one and has at most ``limit`` entries."""
        if not isinstance(value, list):
            self.refuse("type", path, "This must be an array.")
        elif len(value) > limit:
            self.refuse("too_many", path, f"At most {limit} entries are allowed.")
        else:
            return value
        return None

    def numbers(self, value: object, path: str, *, count: int) -> list[object] | None:
        """Return the array if it is one of exactly ``count`` entries."""
        if isinstance(value, list) and len(value) == count:
            return value
        self.refuse("type", path, f"This must be an array of {count} numbers.")
        return None

    def integer(self, value: object, path: str, *, low: int, high: int) -> int | None:
        """Return the whole number if ``low <= value <= high``; 12.0 is 12, true is no number."""
        if type(value) is float and value.is_integer():
            value = int(value)
        if type(value) is not int:
            self.refuse("type", path, "This must be a whole number.")
        elif not low <= value <= high:
            self.refuse("out_of_range", path, f"This must be from {low} to {high}.")
        else:
            return value
        return None

    def number(self, value: object, path: str, *, low: float, high: float) -> float | None:
        """Return the number if it is finite and ``low <= value <= high``."""
        if type(value) is not float and type(value) is not int:
            self.refuse("type", path, "This must be a number.")
        elif not low <= value <= high:  # also true of NaN
            self.refuse("out_of_range", path, f"This must be from {low:g} to {high:g}.")
        else:
            return value
        return None

    def text(self, value: object, path: str, *, limit: int) -> str | None:
        """Return the string if it has at most ``limit`` characters, all of them storable."""
        if not isinstance(value, str):
            self.refuse("type", path, "This must be a text.")
        elif len(value) > limit:
            self.refuse("too_long", path, f"At most {limit} characters are allowed.")
        elif _UNSTORABLE.search(value):
            self.refuse("unstorable", path, "This text holds characters that cannot be stored.")
        else:
            return value
        return None

    def words(self, value: object, path: str, *, limit: int, ask: str) -> str | None:
        """Return the text without the space around it; ``ask`` says so where nothing is left."""
        text = self.text(value, path, limit=limit)
        if text is None:
            return None
        if not text.strip():
            self.refuse("blank", path, ask)
            return None
        return text.strip()

    def matching(self, value: object, path: str, pattern: re.Pattern[str], what: str) -> str | None:
        """Return the string if all of it matches the pattern, described by ``what``."""
        if not isinstance(value, str):
            self.refuse("type", path, "This must be a text.")
        elif not pattern.fullmatch(value):
            self.refuse("unknown_value", path, f"This must be {what}.")
        else:
            return value
        return None

    def choice(self, value: object, path: str, choices: Mapping[str, T]) -> T | None:
        """Return what the string stands for among ``choices``."""
        if isinstance(value, str) and (chosen := choices.get(value)) is not None:
            return chosen
        self.refuse("unknown_value", path, f"This must be one of: {', '.join(choices)}.")
        return None


def under(path: str, key: str) -> str:
    """Extend a path by an object's key."""
    return f"{path}/{key}" if path else key


def _shown(key: object) -> str:
    """Make any key fit a path: short, printable, escaped as JSON pointers are."""
    text = _UNPRINTABLE.sub("?", key[:_SHOWN_KEY]) if isinstance(key, str) else "?"
    return text.replace("~", "~0").replace("/", "~1")
