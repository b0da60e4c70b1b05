"""Which server, what it is shown, how it answers: the fields of ``connect --config FILE``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args, get_type_hints

from reward.core.answers import Coordinates, Style
from reward.core.errors import ConfigError
from reward.core.server import ChatError, Server

See = Literal["frames", "video"]
# Never part of a configuration, whatever the server calls it.
_SECRETS = ("key", "token", "authorization", "secret", "password")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A server and a manner of asking; the defaults suit a general model asked without training.

    ``see``: "frames" sends pictures with their times, "video" the clip itself, or below
    ``media_url`` the address to fetch it from. A clip is looked at ``fps`` times a second, at most
    ``max_frames`` times; a picture is scaled to sides that ``factor`` divides and at most
    ``frame_pixels`` pixels, so that a server that does the same to a video sees it as large.
    Boxes are read as ``coordinates``: pixels are those of the picture, or with ``source_pixels``
    of the source. ``form`` tells a model that was not taught how to answer. ``odds`` asks for the
    verdict's log-probabilities, ``constrain`` holds the answer to its pattern (vLLM).
    The rest is ``chat.Server``'s.
    """

    url: str
    model: str
    style: Style = Style.PAPER
    coordinates: Coordinates = Coordinates.PIXELS
    source_pixels: bool = False
    see: See = "frames"
    media_url: str = ""
    fps: float = 2.0
    max_frames: int = 16
    frame_pixels: int = 640 * 640
    factor: int = 28
    quality: int = 92  # of the pictures, JPEG
    form: bool = True
    odds: bool = False
    constrain: bool = False
    answer_tokens: int = 2048
    cache: str = ""  # a folder that keeps answers, so that a run that goes on pays once

    key_variable: str = "OPENAI_API_KEY"
    timeout_s: float = 120.0
    tries: int = 6
    longest_wait_s: float = 60.0
    concurrency: int = 8
    requests_per_minute: float | None = None
    temperature: float | None = 0.0
    price_in: float = 0.0  # dollars per million tokens
    price_out: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for name in ("fps", "max_frames", "frame_pixels", "factor", "answer_tokens"):
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be greater than 0, not {getattr(self, name)}.")
        if not 1 <= self.quality <= 100:
            raise ConfigError(f"quality is from 1 to 100, not {self.quality}.")
        if self.media_url and self.see != "video":
            raise ConfigError('media_url is where videos are fetched: it needs see = "video".')
        if secret := next((name for name in self.extra if _is_secret(name)), None):
            raise ConfigError(f"extra holds {secret!r}: secrets belong in the environment.")
        _ = self.server  # checks the rest

    @property
    def server(self) -> Server:
        """The part that says where and how fast to ask."""
        names = {one.name for one in dataclasses.fields(Server)}
        values = {name: getattr(self, name) for name in names}
        try:
            return Server(**values)
        except ChatError as error:
            raise ConfigError(error.message) from error


def read_config(values: dict[str, Any]) -> Config:
    """Build a configuration from JSON values; ConfigError names what cannot be."""
    kinds = get_type_hints(Config)
    for name, value in values.items():
        if name not in kinds:
            raise ConfigError(f"The remote backend has no setting {name!r}.")
        if not _fits(value, kinds[name]):
            raise ConfigError(f"{name} cannot be {value!r}: expected {_described(kinds[name])}.")
    for name in ("url", "model"):
        if not values.get(name):
            raise ConfigError(f"The remote backend needs a {name}.")
    known: dict[str, Any] = dict(values)
    if "style" in values:
        known["style"] = Style(values["style"])
    if "coordinates" in values:
        known["coordinates"] = Coordinates(values["coordinates"])
    return Config(**known)


def dump_config(config: Config) -> dict[str, Any]:
    """Return the fields as JSON values; ``read_config`` gives the same configuration back."""
    values = {one.name: getattr(config, one.name) for one in dataclasses.fields(config)}
    return values | {
        "style": config.style.value,
        "coordinates": config.coordinates.value,
        "extra": dict(config.extra),
    }


def _is_secret(name: str) -> bool:
    words = name.lower().replace("-", "_").split("_")
    return any(secret in words or f"api{secret}" in words for secret in _SECRETS)


def _fits(value: object, kind: Any) -> bool:
    if kind in (Style, Coordinates):
        return value in list(kind)
    if kind is float:
        return type(value) in (int, float)
    if kind in (int, bool, str):
        return type(value) is kind
    if options := get_args(kind):
        if kind == Mapping[str, Any]:
            return isinstance(value, dict)
        return any(_fits(value, one) if isinstance(one, type) else value == one for one in options)
    return value is None


def _described(kind: Any) -> str:
    if kind in (Style, Coordinates):
        return " or ".join(kind)
    if kind == Mapping[str, Any]:
        return "an object"
    if isinstance(kind, type):
        return kind.__name__
    return " or ".join(getattr(one, "__name__", str(one)) for one in get_args(kind))
