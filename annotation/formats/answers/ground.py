"""What the numbers of an answer mean: the clip's clock, and the picture that boxes are counted in.

Models write corners in units of their own and seconds; documents hold fractions and frames.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fmod

from annotation.domain.geometry import Box
from annotation.domain.timeline import FrameTable, Span


class Coordinates(StrEnum):
    """The unit of a box's corners: Qwen2.5-VL writes pixels, Qwen3-VL thousandths."""

    FRACTION = "fraction"  # 0 to 1, three decimals
    PERCENT = "percent"  # 0 to 100, one decimal
    THOUSAND = "thousand"  # 0 to 1000, whole
    PIXELS = "pixels"  # of the picture the model sees, whole


DECIMALS = {
    Coordinates.FRACTION: 3,
    Coordinates.PERCENT: 1,
    Coordinates.THOUSAND: 0,
    Coordinates.PIXELS: 0,
}
_WHOLE = {Coordinates.FRACTION: 1.0, Coordinates.PERCENT: 100.0, Coordinates.THOUSAND: 1000.0}
# How far past the edge, in frames, a corner may lie before the answer is said to leave the frame.
_SLACK = 0.005


@dataclass(frozen=True, slots=True)
class Ground:
    """The clip an answer speaks of; ``size`` is (width, height) of the picture pixels count in.

    Nothing but ``Coordinates.PIXELS`` needs ``size``.
    """

    table: FrameTable
    coordinates: Coordinates = Coordinates.THOUSAND
    size: tuple[int, int] = (1000, 1000)

    def __post_init__(self) -> None:
        if min(self.size) < 1:
            raise ValueError(f"a picture has at least one pixel: {self.size}")

    def corners(self, box: Box) -> tuple[str, str, str, str] | None:
        """Return left, top, right, bottom as written; None for a box outside the frame.

        Each is rounded to the unit's last decimal; a box never becomes empty by it.
        """
        if (inside := box.clamped()) is None:
            return None
        places = DECIMALS[self.coordinates]
        steps = [whole * 10**places for whole in self._whole(self.coordinates)]
        left, right = _rounded(inside.x, inside.x + inside.w, steps[0])
        top, bottom = _rounded(inside.y, inside.y + inside.h, steps[1])
        return (
            f"{left / 10**places:.{places}f}",
            f"{top / 10**places:.{places}f}",
            f"{right / 10**places:.{places}f}",
            f"{bottom / 10**places:.{places}f}",
        )

    def box(
        self, corners: Sequence[float], unit: Coordinates | None = None
    ) -> tuple[Box | None, str]:
        """Return the box between two opposite corners, kept inside the frame, and what is wrong.

        ``unit`` is what the answer itself says (a percent sign), else this clip's coordinates;
        where whole numbers were asked for, four from 0 to 1 with decimals are fractions.
        """
        unit = unit or self.coordinates
        if DECIMALS[unit] == 0 and max(corners) <= 1 and any(map(fmod, corners, [1] * 4)):
            unit = Coordinates.FRACTION
        width, height = self._whole(unit)
        left, right = sorted((corners[0] / width, corners[2] / width))
        top, bottom = sorted((corners[1] / height, corners[3] / height))
        if left >= right or top >= bottom:
            return None, "box is empty"
        inside = Box(left, top, right - left, bottom - top).clamped()
        if inside is None:
            return None, "box lies outside the frame"
        leaves = min(left, top) < -_SLACK or max(right, bottom) > 1 + _SLACK
        return inside, "box leaves the frame" if leaves else ""

    def start(self, seconds: float) -> int:
        """Return the frame that appears nearest to ``seconds``; the earlier of two as near."""
        frames = range(self.table.count)
        after = min(bisect_left(frames, seconds, key=self.table.seconds), len(frames) - 1)
        before = max(after - 1, 0)
        late = self.table.seconds(after) - seconds
        return before if seconds - self.table.seconds(before) <= late else after

    def end(self, seconds: float) -> int:
        """Return the exclusive frame (1 to the count) whose end lies nearest to ``seconds``."""
        ends = range(1, self.table.count + 1)
        after = min(bisect_left(ends, seconds, key=self._end_s), len(ends) - 1)
        before = max(after - 1, 0)
        late = self._end_s(ends[after]) - seconds
        return ends[before] if seconds - self._end_s(ends[before]) <= late else ends[after]

    def _end_s(self, end: int) -> float:
        return self.table.end_s(Span(end - 1, end))

    def _whole(self, unit: Coordinates) -> tuple[float, float]:
        """Return the numbers of the frame's right and bottom edges."""
        return self.size if unit is Coordinates.PIXELS else (_WHOLE[unit], _WHOLE[unit])


def _rounded(low: float, high: float, steps: float) -> tuple[int, int]:
    """Return both ends in whole steps of ``0 .. steps``, at least one step apart."""
    first, last = round(low * steps), round(high * steps)
    if first == last:
        first = min(first, int(steps) - 1)
        last = first + 1
    return first, last
