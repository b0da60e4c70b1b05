"""Numbers side by side for people; what is undefined shows as a dash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reward.core.metrics import METRICS
from reward.core.published import PUBLISHED
from reward.core.scores import PER_ROW

# Short heads in the paper's order; an arrow where less is better.
HEADS: Final = {
    "overall": "Overall",
    "accuracy": "Acc",
    "fake_accuracy": "Fake",
    "real_accuracy": "Real",
    "explanation": "Expl",
    "box_iou": "IoU",
    "box_distance": "BDist↓",
    "time_distance": "TDist↓",
    "tiou": "tIoU",
    "viou": "vIoU",
    "category_accuracy": "CatAcc",
    "category_f1": "CatF1",
    "auroc": "AUROC",
    "ece": "ECE↓",
    "trace_f1": "TrF1",
    "recall": "Found",
    "videos": "Videos",
    "traces": "Traces",
}
LOWER_IS_BETTER: Final = frozenset({"box_distance", "time_distance", "ece"})


def table(rows: Mapping[str, Mapping[str, Any]], columns: Sequence[str] = METRICS) -> str:
    """Return one line per row, its name first, numbers right-aligned under their heads."""
    lines = [["", *(HEADS[column] for column in columns)]]
    lines += [[name, *(_cell(row.get(column)) for column in columns)] for name, row in rows.items()]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([name.ljust(widths[0]), *map(str.rjust, cells, widths[1:])]).rstrip()
        for name, *cells in lines
    )


def report(result: Mapping[str, Any]) -> str:
    """Return an evaluation for people: ours, trivial answers, the paper's rows, breakdowns."""
    counts = result["counts"]
    published = {f"paper: {row.model}": row._asdict() for row in PUBLISHED}
    trivial = {name.replace("_", " "): row for name, row in result["baselines"].items()}
    parts = [
        f"{counts['videos']} videos, {counts['fake']} of them generated, {counts['traces']} traces"
        f" ({counts['explanations']} explained, {counts['matched']} found)."
        f" Judge of explanations: {result['judge']}.",
        table({"this": result, **trivial, **published}),
        "The paper's rows are of its own test set and its own judge.",
    ]
    if result["generators"]:
        parts.append(table(result["generators"], ("videos", *METRICS)))
    if result["categories"]:
        parts.append(table(result["categories"], ("traces", *PER_ROW)))
    return "\n\n".join(parts)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if isinstance(value, float) else str(value)
