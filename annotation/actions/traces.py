"""Traces projected from documents into columns, for filters and statistics."""

from __future__ import annotations

from collections.abc import Iterator

from annotation.domain.document import Document
from annotation.models import Annotation, Trace


def rewrite(annotation: Annotation, document: Document) -> None:
    """Replace the annotation's rows by those of its document; call inside a transaction."""
    Trace.objects.filter(annotation=annotation).delete()
    Trace.objects.bulk_create(rows(annotation, document))


def rows(annotation: Annotation, document: Document) -> Iterator[Trace]:
    """The unsaved rows; a trace that never shows a box in its span has none."""
    for trace in document.traces:
        box = trace.track.first_box(trace.span)
        if box is None:
            continue
        yield Trace(
            annotation=annotation,
            video_id=annotation.video_id,
            trace_id=trace.id,
            category=trace.category.value if trace.category else "",
            start=trace.span.start,
            end=trace.span.end,
            x=box.x,
            y=box.y,
            w=box.w,
            h=box.h,
            keyframes=len(trace.track.keyframes),
            explanation_length=len(trace.explanation.text),
            origin=trace.origin.kind.value,
        )
