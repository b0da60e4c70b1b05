"""Fingers and a pen as the glass reports them: Playwright's own mouse is neither."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import CDPSession, Locator, Page

Place = tuple[float, float]


class Glass:
    """Touches of the page; places are fractions of an element."""

    def __init__(self, page: Page) -> None:
        self._cdp: CDPSession = page.context.new_cdp_session(page)

    def swipe(self, on: Locator, *path: Place) -> None:
        """One finger comes down at the first place and leaves at the last."""
        self.fingers(on, [[place] for place in path])

    def tap(self, on: Locator, place: Place) -> None:
        self.swipe(on, place)

    def fingers(self, on: Locator, moments: Sequence[Sequence[Place]]) -> None:
        """Where each finger is, moment by moment."""
        for index, places in enumerate(moments):
            points = [
                {"x": x, "y": y, "id": number}
                for number, (x, y) in enumerate(_points(on, place) for place in places)
            ]
            self._touch("touchMove" if index else "touchStart", points)
        self._touch("touchEnd", [])

    def draw(self, on: Locator, *path: Place) -> None:
        """The pen goes over the picture."""
        kinds = ["mousePressed", *["mouseMoved"] * (len(path) - 2), "mouseReleased"]
        for kind, place in zip(kinds, path, strict=True):
            x, y = _points(on, place)
            self._cdp.send(
                "Input.dispatchMouseEvent",
                {
                    "type": kind,
                    "x": x,
                    "y": y,
                    "button": "left",
                    "buttons": 0 if kind == "mouseReleased" else 1,
                    "clickCount": 1,
                    "pointerType": "pen",
                    "force": 0.5,
                },
            )

    def _touch(self, kind: str, points: list[dict[str, float]]) -> None:
        self._cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def _points(on: Locator, place: Place) -> Place:
    bounds = on.bounding_box()
    assert bounds is not None
    x, y = place
    return bounds["x"] + x * bounds["width"], bounds["y"] + y * bounds["height"]
