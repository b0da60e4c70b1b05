"""What became of suggestions, read from the documents that people submitted.

The rows say what is due: a showing whose task is submitted and whose annotation is at another
revision than the one settled. So nothing is lost with a message or a process, a reviewer's later
change counts (the final trace is what a suggestion is compared with), and ``annotation``, which
knows nothing of suggestions, needs no hook. The sweep settles, and so does reading statistics.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from annotation.domain import document as documents
from annotation.domain.document import Trace
from annotation.domain.metrics import box_iou, tiou, viou
from annotation.models import Annotation, Project
from reward.actions.suggestions import OVER, odds_of
from reward.models import Outcome, Showing, Verb

AT_ONCE = 500
# From so much shared space and time on, a person's own trace says what the model says, and the
# editor asks nothing about it (`AGREES` in frontend/src/store/suggestions.ts).
AGREES = 0.5


def settle_due(project: Project | None = None) -> int:
    """Settle up to ``AT_ONCE`` submitted tasks (of one project); return how many."""
    rows = Showing.objects.filter(
        Q(settled=None) | ~Q(settled=F("task__annotation__revision")),
        task__annotation__isnull=False,
        task__state__in=OVER,
        # Shown afterwards, it had no part in what was submitted.
        task__submitted_at__gt=F("shown_at"),
    )
    if project is not None:
        rows = rows.filter(task__project=project)
    due = list(rows.select_related("prediction", "task__annotation").order_by("pk")[:AT_ONCE])
    for showing in due:
        _settle(showing, showing.task.annotation)
    return len(due)


@transaction.atomic
def _settle(showing: Showing, annotation: Annotation) -> None:
    prediction = showing.prediction
    final = documents.parse(annotation.document).traces
    suggested = documents.parse(prediction.document).traces
    for trace, odds in zip(suggested, odds_of(prediction), strict=True):
        kept = _kept(trace, final, str(prediction.pk))
        own = None if kept else _own(trace, final)
        Outcome.objects.update_or_create(
            task_id=showing.pk,
            prediction=prediction,
            trace_id=trace.id,
            defaults={
                **_measured(trace, kept, own),
                "video_id": annotation.video_id,
                "created_by_id": annotation.author_id,
                "category": trace.category.value if trace.category else "",
                "odds": odds,
            },
        )
    Showing.objects.filter(pk=showing.pk).update(settled=annotation.revision)


def _kept(suggested: Trace, final: tuple[Trace, ...], prediction: str) -> Trace | None:
    """The trace that came of the suggestion; of several the one that is most like it."""
    came = [
        trace
        for trace in final
        if (trace.origin.prediction, trace.origin.trace) == (prediction, suggested.id)
    ]
    return max(came, key=lambda trace: viou(suggested, trace), default=None)


def _own(suggested: Trace, final: tuple[Trace, ...]) -> Trace | None:
    """The trace that says what was suggested without having come of it; the one most like it."""
    same = [trace for trace in final if _says(trace, suggested)]
    return max(same, key=lambda trace: viou(suggested, trace), default=None)


def _says(trace: Trace, suggested: Trace) -> bool:
    named = trace.category == suggested.category or suggested.category in trace.also
    # The overlap of boxes over time is never above that of spans, which costs nothing to ask.
    return named and tiou(trace.span, suggested.span) >= AGREES and viou(trace, suggested) >= AGREES


def _measured(
    suggested: Trace, kept: Trace | None, own: Trace | None
) -> dict[str, Verb | float | None]:
    final = kept or own
    if final is None:
        return {"verb": Verb.REJECT, "iou": None, "tiou": None, "viou": None}
    verb = Verb.AGREE
    if kept is not None:
        verb = Verb.EDIT if _differs(suggested, kept) else Verb.ACCEPT
    return {
        "verb": verb,
        "iou": mean_box_iou(suggested, final),
        "tiou": tiou(suggested.span, final.span),
        "viou": viou(suggested, final),
    }


def _differs(suggested: Trace, kept: Trace) -> bool:
    """Whether a person changed it: the content tells, whatever a client says of it."""
    return any(
        getattr(suggested, part) != getattr(kept, part)
        for part in ("category", "also", "span", "track", "explanation")
    )


def mean_box_iou(a: Trace, b: Trace) -> float:
    """The mean box IoU over the frames in both spans where either shows a box; 0 without one."""
    pairs = [(a.track.box_at(f), b.track.box_at(f)) for f in a.span.shared(b.span)]
    shown = [pair for pair in pairs if pair != (None, None)]
    return sum(box_iou(*pair) for pair in shown) / len(shown) if shown else 0.0
