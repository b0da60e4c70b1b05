"""Hypothesis strategies for the domain's values."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from annotation.domain.document import Document, Explanation, Origin, OriginKind, Trace, Verdict
from annotation.domain.geometry import Box
from annotation.domain.taxonomy import Category
from annotation.domain.timeline import FrameTable, Span
from annotation.domain.track import Keyframe, Track

FRAMES = 60

fractions = st.floats(0, 1, allow_subnormal=False)
sizes = st.floats(1e-3, 1)
inside_boxes = st.builds(
    lambda w, h, x, y: Box(x * (1 - w), y * (1 - h), w, h), sizes, sizes, fractions, fractions
)
far = st.floats(-10, 10)
any_boxes = st.builds(Box, far, far, sizes, sizes)
spans = st.tuples(st.integers(0, FRAMES - 1), st.integers(1, FRAMES)).map(
    lambda pair: Span(min(pair), max(pair)) if pair[0] != pair[1] else Span(pair[0], pair[1] + 1)
)


@st.composite
def tracks(draw: st.DrawFn, boxes: st.SearchStrategy[Box] = inside_boxes) -> Track:
    frames = sorted(draw(st.sets(st.integers(0, FRAMES - 1), max_size=6)))
    keyframes = [Keyframe(frame, draw(boxes | st.none())) for frame in frames]
    if keyframes and keyframes[0].box is None:
        keyframes[0] = Keyframe(frames[0], draw(boxes))
    return Track(tuple(keyframes))


@st.composite
def tables(draw: st.DrawFn) -> FrameTable:
    gaps = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=40))
    pts = [0]
    for gap in gaps:
        pts.append(pts[-1] + gap)
    time_base = (draw(st.integers(1, 1001)), draw(st.integers(1, 90000)))
    return FrameTable(time_base, tuple(pts[:-1]), pts[-1])


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,20}", fullmatch=True)
categories = st.sampled_from(Category)
origins = st.builds(
    Origin, st.sampled_from([kind for kind in OriginKind if kind is not OriginKind.SUGGESTION])
) | st.builds(Origin, st.just(OriginKind.SUGGESTION), ids, ids, st.booleans())
traces = st.builds(
    Trace,
    id=ids,
    span=spans,
    track=tracks(any_boxes),
    category=categories | st.none(),
    also=st.lists(categories, unique=True, max_size=3).map(tuple),
    tags=st.lists(texts, max_size=3).map(tuple),
    explanation=st.builds(Explanation, texts, st.sampled_from(["en", "ko", "und", "pt-BR"])),
    origin=origins,
)
documents = st.builds(
    Document,
    verdict=st.sampled_from(Verdict) | st.none(),
    note=texts,
    traces=st.lists(traces, max_size=3, unique_by=lambda trace: trace.id).map(tuple),
)

# What json.loads can give: NaN, infinities, endless integers, lone surrogates, any nesting.
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**300, 10**320)
    | st.floats()
    | st.text()
    | st.sampled_from(["__proto__", "constructor", "\ud800", "a\0b", "fake", "human", "suggestion"])
)
keys = st.sampled_from(
    ["schema", "verdict", "note", "traces", "id", "span", "track", "box", "frame", "__proto__"]
)
json_values: st.SearchStrategy[Any] = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text() | keys, inner)
)
