"""What people say about a file, made safe to store: a bare name and the known attributes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from annotation.errors import InvalidError, Problem
from annotation.models import Split, VideoLabel

NAME_LENGTH = 400
LENGTHS = {"generator": 200, "prompt": 20_000, "group": 200}
CHOICES = {"label": VideoLabel.values, "split": Split.values}
COLUMNS = (*CHOICES, *LENGTHS)


def file_name(raw: str) -> str:
    """The last part of a path without control or direction marks; never empty.

    Names are for people to read: files are stored by id.
    """
    bare = printable(raw.replace("\\", "/")).rstrip("/").rsplit("/", 1)[-1].strip()
    return bare[:NAME_LENGTH] or "video"


def printable(raw: str) -> str:
    """The text without what PostgreSQL refuses or a screen would not show (Cc, Cf, Cs)."""
    return "".join(c for c in raw if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def clean(raw: Mapping[str, Any]) -> dict[str, str]:
    """The known, non-empty attributes; other keys are ignored. Raises ``InvalidError``."""
    values = {name: _text(raw[name]) for name in COLUMNS if raw.get(name) not in (None, "")}
    values |= {name: values[name].lower() for name in CHOICES if name in values}
    problems = list(_problems(values))
    if problems:
        raise InvalidError(problems)
    return {name: value for name, value in values.items() if value}


def _text(value: object) -> str:
    """Line ends stay (prompts have them); NUL and lone surrogates go."""
    return str(value).encode(errors="ignore").decode().replace("\0", "").strip()


def _problems(values: Mapping[str, str]) -> Iterator[Problem]:
    for name, choices in CHOICES.items():
        if values.get(name) and values[name] not in choices:
            known = ", ".join(choices)
            yield Problem("unknown_choice", name, f"{values[name]!r} is not one of {known}.")
    for name, length in LENGTHS.items():
        if len(values.get(name, "")) > length:
            yield Problem("too_long", name, f"At most {length} characters fit.")
