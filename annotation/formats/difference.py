"""Two manifests in order of their videos, read side by side: what came, went, changed, stayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import orjson

Kind = Literal["added", "removed", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One video of either manifest; ``fields`` are those of its line that are not the same."""

    kind: Kind
    video: str  # SHA-256 of the original bytes
    name: str = ""
    fields: tuple[str, ...] = ()


def between(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[Difference]:
    """Compare canonical lines in ascending order of ``video``; never holds more than two."""
    olds, news = map(orjson.loads, before), map(orjson.loads, after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if old is not None and (new is None or old["video"] < new["video"]):
            yield _difference("removed", old)
            old = next(olds, None)
        elif new is not None and (old is None or new["video"] < old["video"]):
            yield _difference("added", new)
            new = next(news, None)
        elif old is not None and new is not None:
            changed = tuple(sorted(name for name in new if new[name] != old.get(name)))
            yield _difference("changed" if changed else "same", new, changed)
            old, new = next(olds, None), next(news, None)


def _difference(kind: Kind, line: dict[str, Any], fields: tuple[str, ...] = ()) -> Difference:
    return Difference(kind, line["video"], line.get("provenance", {}).get("name", ""), fields)
