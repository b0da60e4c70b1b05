"""Time as frame numbers. Seconds exist only at the edges, read from the frame table."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import lt


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The frames ``start <= frame < end`` of one video."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must be ordered and non-empty: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, frame: int) -> bool:
        return self.start <= frame < self.end

    @property
    def frames(self) -> range:
        return range(self.start, self.end)

    def shared(self, other: Span) -> range:
        """Return the frames in both spans, possibly none."""
        return range(max(self.start, other.start), min(self.end, other.end))


@dataclass(frozen=True, slots=True)
class FrameTable:
    """When each frame of a video is shown.

    ``pts[k]`` and ``end`` (the end of the last frame) count units of ``time_base`` =
    (numerator, denominator) seconds from the first frame, which is shown at 0.
    """

    time_base: tuple[int, int]
    pts: tuple[int, ...]
    end: int

    def __post_init__(self) -> None:
        if len(self.time_base) != 2 or min(self.time_base) <= 0:
            raise ValueError(f"time base must be two positive integers: {self.time_base}")
        if not self.pts or self.pts[0] != 0:
            raise ValueError("a frame table starts with a frame at 0")
        if not all(map(lt, self.pts, self.pts[1:])):
            raise ValueError("frame times must strictly increase")
        if self.end <= self.pts[-1]:
            raise ValueError(f"the end {self.end} must come after the last frame {self.pts[-1]}")

    @property
    def count(self) -> int:
        return len(self.pts)

    @property
    def duration_s(self) -> float:
        return self._in_seconds(self.end)

    def seconds(self, frame: int) -> float:
        """Return when ``frame`` appears; IndexError for a frame the video does not have."""
        if frame < 0:
            raise IndexError(f"no frame {frame}")
        return self._in_seconds(self.pts[frame])

    def start_s(self, span: Span) -> float:
        """Return when the span's first frame appears, at most the video's end."""
        return self._edge_s(span.start)

    def end_s(self, span: Span) -> float:
        """Return when the frame after the span appears, or the video's end."""
        return self._edge_s(span.end)

    def frame_at(self, seconds: float) -> int:
        """Return the frame on screen at ``seconds``: the first before 0, the last past the end."""
        # Frames are compared in seconds: seconds / time base may round below its own frame.
        shown = bisect_right(range(self.count), seconds, key=self.seconds)
        return max(shown - 1, 0)

    def _edge_s(self, frame: int) -> float:
        return self._in_seconds(self.pts[frame] if frame < self.count else self.end)

    def _in_seconds(self, units: int) -> float:
        numerator, denominator = self.time_base
        return units * numerator / denominator
