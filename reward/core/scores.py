"""One video's prediction against its truth: the paper's row scores, and the matching of traces.

Rules of arXiv 2509.22646: every annotated trace is a row, a real video is one row; the one
predicted trace is compared with each of them; on a generated video a missing trace counts worst.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, inf, sqrt
from typing import Final

from annotation.domain.document import Document, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.metrics import box_iou, match, tiou, viou
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import FrameTable
from reward.core.answers import UNREAD_START
from reward.core.contract import Example, Prediction

# From this vIoU on, inclusive, two traces are the same one.
SAME = 0.3
# Of one annotated trace; ``recall`` is 1 where a predicted trace was matched with it.
PER_ROW: Final = (
    "explanation",
    "box_iou",
    "box_distance",
    "time_distance",
    "tiou",
    "viou",
    "category_accuracy",
    "recall",
)
# Of a set of videos: a sum over a count.
RATIOS: Final = (
    "accuracy",
    "fake_accuracy",
    "real_accuracy",
    "explanation",
    "box_iou",
    "box_distance",
    "time_distance",
    "tiou",
    "viou",
    "category_accuracy",
    "trace_f1",
)


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one annotated trace, 0 to 1; None where its annotation says nothing of it."""

    categories: frozenset[Category]
    values: dict[str, float | None]  # by the names of ``PER_ROW``


@dataclass(frozen=True, slots=True)
class Scored:
    """One video, scored; ``rows`` is empty for a real one and for one nobody annotated.

    ``sums`` has (sum, count) for each of ``RATIOS``; ``categories`` one (true, named) pair for
    each matched trace whose annotation has a category.
    """

    fake: bool
    p_fake: float
    generator: str
    rows: tuple[Row, ...]
    sums: dict[str, tuple[float, float]]
    categories: tuple[tuple[Category, Category | None], ...] = ()


def truth(example: Example) -> bool | None:
    """Tell whether the video is generated: as its label says, else its verdict; None: unknown."""
    if example.line.label in ("fake", "real"):
        return example.line.label == "fake"
    verdict = example.document and example.document.verdict
    return {Verdict.FAKE: True, Verdict.REAL: False}.get(verdict) if verdict else None


def claims(document: Document) -> tuple[Trace, ...]:
    """Return the traces a document stands for: a video it does not call fake has none."""
    return document.traces if document.verdict is Verdict.FAKE else ()


def claimed(prediction: Prediction) -> Trace | None:
    """Return the most confident trace, the first of equals, or None."""
    traces = claims(prediction.document)
    sure = prediction.confidences
    return max(zip(sure, traces, strict=True), key=lambda pair: pair[0])[1] if traces else None


def words(example: Example, prediction: Prediction) -> list[tuple[str, str]]:
    """Return what a judge is asked: each true explanation with the predicted one, both filled."""
    said = _words(claimed(prediction))
    return [(text, said) for trace in _annotated(example) if (text := _words(trace)) and said]


def score(
    example: Example, prediction: Prediction, marks: Mapping[tuple[str, str], float]
) -> Scored:
    """Score an example whose truth is known; ``marks`` has the judge's answer to its ``words``."""
    fake = bool(truth(example))
    true, named = _annotated(example), claims(prediction.document)
    twins = _twins(true, named)
    right = prediction.document.verdict is (Verdict.FAKE if fake else Verdict.REAL)
    said = claimed(prediction)
    rows = tuple(
        _row(trace, said, twins.get(index), example.table, marks)
        for index, trace in enumerate(true)
    )
    traces = (2 * len(twins), len(named) + sum(map(_placed, true)))
    return Scored(
        fake=fake,
        p_fake=prediction.p_fake,
        generator=example.line.generator,
        rows=rows,
        sums=_sums(rows, fake=fake, right=right) | {"trace_f1": traces},
        categories=tuple(
            pair for index, twin in twins.items() if (pair := _labels(true[index], twin))
        ),
    )


def _twins(true: Sequence[Trace], named: Sequence[Trace]) -> dict[int, Trace]:
    """Return for each true trace that was found, by its index, the predicted one."""
    timed = [trace for trace in named if UNREAD_START not in trace.tags]
    return {pair.left: timed[pair.right] for pair in match(true, timed, SAME)}


def _sums(rows: Sequence[Row], *, fake: bool, right: bool) -> dict[str, tuple[float, float]]:
    count = max(len(rows), 1)  # a video without traces is one row, too
    verdicts = (right * count, count)
    sums: dict[str, tuple[float, float]] = {
        "accuracy": verdicts,
        "fake_accuracy": verdicts if fake else (0, 0),
        "real_accuracy": (0, 0) if fake else verdicts,
    }
    for name in PER_ROW:
        known = [value for row in rows if (value := row.values[name]) is not None]
        sums[name] = (sum(known), len(known))
    return sums


def _row(
    true: Trace,
    said: Trace | None,
    twin: Trace | None,
    table: FrameTable,
    marks: Mapping[tuple[str, str], float],
) -> Row:
    box = true.track.union(true.span)
    place = said.track.union(said.span) if said else None
    timed = said if said and UNREAD_START not in said.tags else None
    late = abs(table.start_s(timed.span) - table.start_s(true.span)) if timed else inf
    text, answer = _words(true), _words(said)
    labels = _labels(true, twin) if twin else None
    values = {
        "explanation": (marks[text, answer] if answer else 0.0) if text else None,
        "box_iou": box_iou(box, place) if box else None,
        "box_distance": _apart(box, place) if box else None,
        "time_distance": min(late / table.duration_s, 1.0),
        "tiou": tiou(true.span, timed.span) if timed else 0.0,
        "viou": (viou(true, timed) if timed else 0.0) if box else None,
        "category_accuracy": float(labels[0] is labels[1]) if labels else None,
        "recall": float(twin is not None) if box else None,
    }
    return Row(_categories(true), values)


def _categories(trace: Trace) -> frozenset[Category]:
    return frozenset(filter(None, (trace.category, *trace.also)))


def _labels(true: Trace, twin: Trace) -> tuple[Category, Category | None] | None:
    """Return the true category and the named one, which any of the true ones makes right."""
    if true.category is None:
        return None
    right = twin.category in _categories(true)
    return (twin.category if right and twin.category else true.category, twin.category)


def _apart(true: Box, said: Box | None) -> float:
    """Return the distance of the centres in fractions of the frame over the square root of 2."""
    if said is None:
        return 1.0
    gap = hypot(
        true.x + true.w / 2 - said.x - said.w / 2, true.y + true.h / 2 - said.y - said.h / 2
    )
    return min(gap / sqrt(2), 1.0)


def _annotated(example: Example) -> tuple[Trace, ...]:
    return example.document.traces if example.document and truth(example) else ()


def _placed(trace: Trace) -> bool:
    return trace.track.first_box(trace.span) is not None


def _words(trace: Trace | None) -> str:
    return trace.explanation.text.strip() if trace else ""
