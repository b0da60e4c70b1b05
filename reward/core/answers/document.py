"""Answers of the ``document`` style (``annotation.formats.answers.document``), read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from annotation.domain.document import Document, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category, category_of_label
from annotation.domain.track import Keyframe, Track
from annotation.formats.answers.ground import DECIMALS, Coordinates, Ground
from annotation.formats.answers.style import BOXES, TEXT, TRACES
from reward.core.answers import loose, prose, times
from reward.core.answers.reading import Reading

_NAMES = {
    "verdict": ("verdict", "label", "answer", "prediction", "result"),
    "traces": ("traces", "trace", "artifacts", "unnatural_parts", "parts"),
    "category": ("category", "type", "kind"),
    "start": ("start", "start_time", "start_s", "starting_time", "time"),
    "end": ("end", "end_time", "end_s"),
    "boxes": ("boxes", "box", "bbox", "bbox_2d", "coordinates"),
    "explanation": ("explanation", "reason", "description", "why"),
}


@cache
def pattern(coordinates: Coordinates) -> str:
    """Return a bounded regular expression that every written answer matches as a whole."""
    places = DECIMALS[coordinates]
    number = "[0-9]{1,5}" + (rf"\.[0-9]{{{places}}}" if places else "")
    time = r"[0-9]{1,6}\.[0-9]{2}"
    box = rf"\[{time}(?:,{number},{number},{number},{number})?\]"
    letter = r'(?:[^"\\\x00-\x1f]|\\["\\bfnrt]|\\u00[01][0-9a-f])'
    category = "|".join([f'"{category.value}"' for category in Category] + ["null"])
    trace = (
        rf'\{{"category":(?:{category}),"start":{time},"end":{time},'
        rf'"boxes":\[(?:{box}(?:,{box}){{0,{BOXES - 1}}})?\],'
        rf'"explanation":"{letter}{{0,{TEXT}}}"\}}'
    )
    traces = rf"(?:{trace}(?:,{trace}){{0,{TRACES - 1}}})?"
    return rf'\{{"verdict":"(?:real","traces":\[\]|fake","traces":\[{traces}\])\}}'


def read(text: str, ground: Ground) -> Reading:
    """Understand an answer in JSON; one that holds none is read as prose."""
    data, clean = loose.find_object(text)
    if data is None:
        reading = prose.read(text, ground)
        return replace(reading, unread=("JSON", *reading.unread))
    unread = [] if clean else ["JSON in part"]
    said = _get(data, "verdict")
    verdict = prose.verdict_of(said) if isinstance(said, str) else None
    if verdict is None:
        unread.append("verdict")
    traces = tuple(_traces(data, ground, unread)) if verdict is not Verdict.REAL else ()
    if verdict is Verdict.FAKE and not traces:
        unread.append("trace")
    return Reading(Document(verdict, traces=traces), tuple(unread))


def _traces(data: dict[str, Any], ground: Ground, unread: list[str]) -> Iterator[Trace]:
    found = _get(data, "traces")
    if found is None and _get(data, "boxes") is not None:
        found = data  # a single trace, unwrapped
    parts = [found] if isinstance(found, dict) else found if isinstance(found, list) else []
    for number, part in enumerate(parts[:TRACES], start=1):
        if isinstance(part, dict):
            yield _trace(part, number, ground, unread)
        else:
            unread.append(f"trace {number}")


def _trace(data: dict[str, Any], number: int, ground: Ground, unread: list[str]) -> Trace:
    said, text = _get(data, "category"), _get(data, "explanation")
    category = category_of_label(said.replace("-", " ")) if isinstance(said, str) else None
    start, end = times.seconds(_get(data, "start")), times.seconds(_get(data, "end"))
    trace = prose.trace_of(
        number, ground, (start, end), None, text if isinstance(text, str) else ""
    )
    track, wrong = _track(_get(data, "boxes"), trace.span.start, ground)
    problems = [
        *(["category"] if category is None and said is not None else []),
        *(["no time"] if start is None else []),
        *(["starts after the end"] if (start or 0) > ground.table.duration_s else []),
        *wrong,
    ]
    unread += [f"trace {number}: {problem}" for problem in problems]
    return replace(trace, category=category, track=track)


def _track(value: object, start: int, ground: Ground) -> tuple[Track, list[str]]:
    """Read the boxes in order of time; a box without a time is placed at the start."""
    entries = value if isinstance(value, list) else []
    if len(numbers := _numbers(entries)) == 4 == len(entries):
        entries = [entries]
    places: dict[int, Box | None] = {}
    wrong: list[str] = []
    for entry in entries[: 4 * BOXES]:
        numbers = _numbers(entry) if isinstance(entry, list) else []
        if len(numbers) not in (1, 4, 5):
            wrong.append("a box")
            continue
        frame = start if len(numbers) == 4 else ground.start(numbers[0])
        box, problem = (None, "") if len(numbers) == 1 else ground.box(numbers[-4:])
        if problem:
            wrong.append(problem)
        if box or not problem:
            places[frame] = box
    if not any(places.values()):
        return Track(), wrong or ["no box"]
    return Track(tuple(_grounded(places, start))), wrong


def _grounded(places: dict[int, Box | None], start: int) -> Iterator[Keyframe]:
    """Put the keyframes in order; a track that begins with absence borrows its first box."""
    frames = sorted(places)
    first = next(box for frame in frames if (box := places[frame]))
    if places[frames[0]] is None:
        if frames[0] > 0:
            yield Keyframe(frames[0] - 1, first)
        else:
            frames = frames[[bool(places[frame]) for frame in frames].index(True) :]
    yield from (Keyframe(frame, places[frame]) for frame in frames)


def _numbers(values: list[Any]) -> list[float]:
    """Return the entries as numbers, the first perhaps a clock; [] if one is none."""
    found = [times.seconds(value) for value in values]
    plain = [
        float(value) if isinstance(value, int | float) and abs(value) < 1e6 else second
        for value, second in zip(values, found, strict=True)
    ]
    numbers = [number for number in plain if number is not None]
    return numbers if len(numbers) == len(plain) else []


def _get(data: dict[str, Any], what: str) -> Any:
    """Return the first value under one of the names that models use for ``what``."""
    by_name = {re.sub(r"[\s-]+", "_", key.lower()): value for key, value in data.items()}
    return next((by_name[name] for name in _NAMES[what] if by_name.get(name) is not None), None)
