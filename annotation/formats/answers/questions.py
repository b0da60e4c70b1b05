"""What models are asked, in either style.

The ``paper`` question is DeeptraceReward's training question word for word (arXiv 2509.22646); the
``<video>`` that begins it there is where each model's own chat template puts the clip.
"""

from __future__ import annotations

from annotation.domain.taxonomy import Category
from annotation.formats.answers.ground import Coordinates, Ground
from annotation.formats.answers.style import Style

PAPER = (
    "Decide whether the video is AI-generated or real by detecting unnatural parts. If you don't "
    "detect any unnatural parts and think the video is real, reply with REAL. Otherwise, if you "
    "detect any, reply with FAKE, and provide the coordinates of the unnatural parts in "
    "[x0, y0, x1, y1] format, the starting time of them, and an explanation."
)
_DOCUMENT = (
    "Decide whether the video is AI-generated or real by detecting unnatural parts. Reply with "
    'one line of JSON: {{"verdict":"real","traces":[]}} if you detect none, else '
    '{{"verdict":"fake","traces":[{{"category":…,"start":…,"end":…,"boxes":[[time,x0,y0,x1,y1],…],'
    '"explanation":…}}]}} with one entry per unnatural part. category is one of {categories}. '
    "start, end and time are seconds; boxes follow the part, {unit}. explanation says in one "
    "sentence what is unnatural."
)
_UNITS = {
    Coordinates.FRACTION: "corners as fractions of the frame from 0 to 1",
    Coordinates.PERCENT: "corners in percent of the frame",
    Coordinates.THOUSAND: "corners from 0 to 1000 across the frame",
    Coordinates.PIXELS: "corners in pixels of a frame of {width}x{height}",
}


def question(style: Style, ground: Ground) -> str:
    """Return the question whose answer ``read`` expects."""
    if style is Style.PAPER:
        return PAPER
    width, height = ground.size
    unit = _UNITS[ground.coordinates].format(width=width, height=height)
    names = ", ".join(category.value for category in Category)
    return _DOCUMENT.format(categories=names, unit=unit)
