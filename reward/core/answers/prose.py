"""Answers of the ``paper`` style (``annotation.formats.answers.prose``), read back.

What was written there is read exactly; whatever else a model writes is searched for a verdict,
boxes, times and reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from annotation.domain.document import Document, Explanation, Origin, OriginKind, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.timeline import Span
from annotation.domain.track import Keyframe, Track
from annotation.formats.answers.ground import DECIMALS, Coordinates, Ground
from annotation.formats.answers.prose import FAKE, REAL
from annotation.formats.answers.style import TEXT, TRACES, tidy
from reward.core.answers import times
from reward.core.answers.reading import UNREAD_START, Reading

# No document takes NUL or half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LONGEST = 20_000  # characters of an answer that are looked at

_VERDICT = re.compile(r"\b(?P<no>(?:not|isn't|never)\s+(?:a\s+)?)?(?P<word>fake|real)\b", re.I)
_CAPITALS = re.compile(r"\b(?P<no>(?:not|NOT)\s+)?(?P<word>FAKE|REAL)\b")
_GENERATED = re.compile(r"(?P<no>\bnot\s+)?\bAI[- ]generated\b", re.I)
_LABEL = r"(?:[\"']?(?:x|y|left|top|right|bottom)[\w]{0,4}[\"']?\s?[=:]\s?)?"
_NUMBER = _LABEL + r"(-?\d{1,6}(?:\.\d{1,9})?)\s?(%?)(?:px|pixels)?"
_BETWEEN = r"[\s,;\])(\[]{1,6}"
_BOX = re.compile(rf"[\[({{]{{1,2}}\s?{_BETWEEN.join([_NUMBER] * 4)}\s?[\])}}]{{0,2}}", re.I)
_REASON = re.compile(
    r"\breasons?\b(?:\s+(?:is|are))?(?:\s+(?:because|that))?[\s:*\-]*"
    r"|\bexplanation\b(?:\s+is)?[\s:*\-]*|\bbecause\b[\s:]*",
    re.I,
)


def pattern(coordinates: Coordinates) -> str:
    """Return a bounded regular expression that every written answer matches as a whole."""
    return re.sub(r"\(\?P<\w+>", "(?:", _grammar(coordinates))


@cache
def _grammar(coordinates: Coordinates) -> str:
    places = DECIMALS[coordinates]
    number = r"[0-9]{1,5}" + (rf"\.[0-9]{{{places}}}" if places else "")
    box = ", ".join([number] * 4)
    return (
        rf"(?:(?P<real>{re.escape(REAL)})|{re.escape(FAKE)}"
        rf"(?: The unnatural part is(?: at \[(?P<box>{box})\])?"
        rf" starting (?P<onset>[0-9]{{1,6}}\.[0-9]{{2}}) seconds\."
        rf"(?: The reason is because (?P<reason>[^\n]{{1,{TEXT}}}))?)?)"
    ).replace("\\ ", " ")


def read(text: str, ground: Ground) -> Reading:
    """Understand an answer in words, however a model put it."""
    text = text[:_LONGEST].strip()
    if found := re.fullmatch(_grammar(ground.coordinates), text):
        return _written(found, ground)
    verdict = verdict_of(text)
    if verdict is None:
        return Reading(Document(), ("verdict",))
    if verdict is Verdict.REAL:
        return Reading(Document(verdict))
    unread: list[str] = []
    traces = [
        _trace(part, number, ground, unread)
        for number, part in enumerate(_parts(text), start=1)
        if number <= TRACES
    ]
    found_traces = tuple(trace for trace in traces if trace)
    if not found_traces:
        unread.append("trace")
    return Reading(Document(verdict, traces=found_traces), tuple(unread))


def _written(found: re.Match[str], ground: Ground) -> Reading:
    if found["real"]:
        return Reading(Document(Verdict.REAL))
    if not found["onset"]:
        return Reading(Document(Verdict.FAKE), ("trace",))
    box, wrong = None, "no box"
    if found["box"]:
        box, wrong = ground.box([float(side) for side in found["box"].split(", ")])
    trace = trace_of(1, ground, (float(found["onset"]), None), box, found["reason"] or "")
    unread = (f"trace 1: {wrong}",) if wrong else ()
    return Reading(Document(Verdict.FAKE, traces=(trace,)), unread)


def trace_of(
    number: int,
    ground: Ground,
    times_s: tuple[float | None, float | None],
    box: Box | None,
    reason: str,
) -> Trace:
    """Build a trace with one box; without an end it lasts to the end of the clip."""
    start_s, end_s = times_s
    start = 0 if start_s is None else ground.start(start_s)
    end = ground.table.count if end_s is None else max(ground.end(end_s), start + 1)
    return Trace(
        id=f"t{number}",
        span=Span(start, end),
        track=Track((Keyframe(start, box),)) if box else Track(),
        tags=(UNREAD_START,) if start_s is None else (),
        explanation=Explanation(tidy(_UNSTORABLE.sub("", reason))),
        origin=Origin(OriginKind.IMPORT),
    )


def verdict_of(text: str) -> Verdict | None:
    # Capitals are what was asked for: "It looks real at first. FAKE." is a FAKE.
    if found := _CAPITALS.search(text) or _VERDICT.search(text):
        fake = (found["word"].lower() == "fake") != bool(found["no"])
        return Verdict.FAKE if fake else Verdict.REAL
    if found := _GENERATED.search(text):
        return Verdict.REAL if found["no"] else Verdict.FAKE
    return None


def _parts(text: str) -> Iterator[str]:
    """Cut the answer before every box but the first: to each box its time and reason."""
    cuts = [0, *(box.start() for box in list(_BOX.finditer(text))[1:]), len(text)]
    return (text[a:b] for a, b in pairwise(cuts))


def _trace(part: str, number: int, ground: Ground, unread: list[str]) -> Trace | None:
    box, wrong = None, "no box"
    if found := _BOX.search(part):
        sides = found.groups()
        unit = Coordinates.PERCENT if "%" in sides else None
        box, wrong = ground.box([float(side) for side in sides[::2]], unit)
        # So that no number of the box is taken for a time.
        part = part[: found.start()] + " at here" + part[found.end() :]
    when = times.find(part)
    reason = _reason(part, when[2][1] if when else 0)
    if box is None and when is None and not reason:
        return None
    if wrong:
        unread.append(f"trace {number}: {wrong}")
    if when is None:
        unread.append(f"trace {number}: no time")
    elif when[0] > ground.table.duration_s:
        unread.append(f"trace {number}: starts after the end")
    span = when[:2] if when else (None, None)
    return trace_of(number, ground, span, box, reason)


def _reason(part: str, after: int) -> str:
    """Return the sentence behind "because", else whatever follows the time."""
    found = _REASON.search(part, after) or _REASON.search(part)
    rest = part[found.end() if found else after :]
    paragraph = rest.lstrip(" \n\t.,:;*`\"'])").split("\n\n")[0]
    return paragraph.strip(" \n*`\"'") if found or after else ""
