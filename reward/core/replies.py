"""Answers that were paid for, kept by what was asked: an interrupted run does not pay twice."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """The first choice's text, and its tokens with their alternatives where they were asked for."""

    text: str
    tokens: tuple[dict[str, Any], ...] = ()


class Replies:
    """A folder with a file per request; one that cannot be read is as good as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, url: str, body: Mapping[str, Any]) -> Reply | None:
        """Return what the server at ``url`` answered to this very body, if it is known."""
        try:
            values = json.loads(self._file(url, body).read_text())
            return Reply(values["text"], tuple(values["tokens"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, url: str, body: Mapping[str, Any], reply: Reply) -> None:
        """Keep the answer; threads that keep the same one do not disturb each other."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(url, body)
        scratch = file.with_suffix(f".{threading.get_ident()}.partial")
        scratch.write_text(json.dumps({"text": reply.text, "tokens": reply.tokens}))
        scratch.replace(file)

    def _file(self, url: str, body: Mapping[str, Any]) -> Path:
        asked = json.dumps([url, body], sort_keys=True).encode()
        return self.folder / f"{hashlib.sha256(asked).hexdigest()}.json"
