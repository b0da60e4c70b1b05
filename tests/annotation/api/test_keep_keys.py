"""/api/v1/session/keys/: the keys a person moved follow them to their other devices."""

from __future__ import annotations

from typing import Any

import pytest

from annotation.models import User
from tests import make

URL = "/api/v1/session/keys/"
MOVED = {"KeyJ": "KeyH", "label/KeyA": None, "Mod+Shift+KeyZ": "Shift+F2"}


def test_kept_for_the_next_session(bob: User) -> None:
    assert make.browser(bob).put(URL, {"keys": MOVED}).json() == {"keys": MOVED}
    assert make.browser(bob).get("/api/v1/session/").json()["user"]["keys"] == MOVED
    assert make.browser(bob).put(URL, {"keys": {}}).json() == {"keys": {}}


@pytest.mark.parametrize(
    "keys",
    [
        None,
        [],
        {"KeyJ": 1},
        {"KeyJ": "<b>"},
        {"other/KeyJ": None},
        {"K" * 25: None},
        {f"Key{n}": None for n in range(301)},
    ],
)
def test_malformed(bob: User, keys: Any) -> None:
    assert make.browser(bob).put(URL, {"keys": keys}).status_code == 400
    bob.refresh_from_db()
    assert bob.keys == {}
