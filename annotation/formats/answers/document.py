"""The ``document`` style: verdict and traces as one line of JSON, times in seconds.

    {"verdict":"fake","traces":[{"category":"object_distortion","start":0.40,"end":3.20,
     "boxes":[[0.40,310,220,490,620],[2.00,350,220,530,620]],"explanation":"The left hand melts."}]}

An entry of ``boxes`` is a time and the corners left, top, right, bottom, in the unit agreed on; a
time alone says that from there on nothing is to be seen. Between entries the box moves linearly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from annotation.domain.document import Document, Trace, Verdict
from annotation.formats.answers.ground import Ground
from annotation.formats.answers.keyframes import fewest
from annotation.formats.answers.style import BOXES, TRACES, tidy


def write(document: Document, ground: Ground) -> str:
    """Give the answer: at most ``TRACES`` traces, ``BOXES`` boxes each, ``TEXT`` characters."""
    fake = document.verdict is not Verdict.REAL
    traces = ",".join(_dump(trace, ground) for trace in document.traces[:TRACES]) if fake else ""
    return f'{{"verdict":"{"fake" if fake else "real"}","traces":[{traces}]}}'


def _dump(trace: Trace, ground: Ground) -> str:
    category = f'"{trace.category.value}"' if trace.category else "null"
    start, end = ground.table.start_s(trace.span), ground.table.end_s(trace.span)
    boxes = ",".join(_boxes(trace, ground))
    text = json.dumps(tidy(trace.explanation.text), ensure_ascii=False)
    return (
        f'{{"category":{category},"start":{start:.2f},"end":{end:.2f},'
        f'"boxes":[{boxes}],"explanation":{text}}}'
    )


def _boxes(trace: Trace, ground: Ground) -> Iterator[str]:
    for keyframe in fewest(trace.track, trace.span, BOXES):
        corners = ground.corners(keyframe.box) if keyframe.box else None
        time = f"{ground.table.seconds(keyframe.frame):.2f}"
        yield f"[{','.join((time, *corners))}]" if corners else f"[{time}]"
