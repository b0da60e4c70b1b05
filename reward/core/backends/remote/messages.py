"""What is put to a server: the question, and the clip as pictures with times or as a video."""

from __future__ import annotations

import base64
import io
import mimetypes
from typing import Any
from urllib.parse import quote

from annotation.formats.answers.ground import Coordinates
from reward.core.answers import Ground, Style, pattern, question
from reward.core.backends.mllm.sizing import Size, fit
from reward.core.backends.remote.config import Config
from reward.core.contract import Example
from reward.core.errors import MediaError
from reward.core.frames import at_rate, read_frames

_LARGEST = 64 * 2**20  # bytes of a video that is sent
_ALTERNATIVES = 20  # as many as OpenAI gives
# The paper quotes no zero-shot prompt of its own: its training question stands, and this says in
# the words of its training answers what form the answer takes.
_FORM = (
    'Reply in exactly one of these two forms and add nothing: "REAL. The video is real. There is '
    'no unnatural part." or "FAKE. The video is AI-generated. The unnatural part is at '
    '[x0, y0, x1, y1] starting [time] seconds. The reason is because [explanation]" where [time] '
    "is in seconds from the beginning and x0, y0, x1, y1 are {unit}."
)
_UNITS = {
    Coordinates.FRACTION: "fractions of the frame from 0 to 1",
    Coordinates.PERCENT: "percent of the frame's width and height",
    Coordinates.THOUSAND: "from 0 to 1000 across the frame",
    Coordinates.PIXELS: "pixels of the frame, which is {width} wide and {height} high",
}


def ground(example: Example, config: Config) -> Ground:
    """Return what the numbers of an answer about ``example`` mean."""
    size = _source(example) if config.source_pixels else _shown(example, config)
    return Ground(example.table, config.coordinates, size)


def body(example: Example, config: Config) -> dict[str, Any]:
    """Return the request about ``example``; MediaError names a file that cannot be sent."""
    base = ground(example, config)
    asked = question(config.style, base)
    if config.form and config.style is Style.PAPER:
        width, height = base.size
        unit = _UNITS[config.coordinates].format(width=width, height=height)
        asked = f"{asked} {_FORM.format(unit=unit)}"
    clip = _pictures(example, config) if config.see == "frames" else [_video(example, config)]
    content = [*clip, {"type": "text", "text": asked}]
    request: dict[str, Any] = {"messages": [{"role": "user", "content": content}]}
    if config.odds:
        request |= {"logprobs": True, "top_logprobs": _ALTERNATIVES}
    if config.constrain:
        expression = pattern(config.style, config.coordinates)
        request["structured_outputs"] = {"regex": expression}
    return request


def _pictures(example: Example, config: Config) -> list[dict[str, Any]]:
    from PIL import Image

    table = example.table
    frames = at_rate(table, config.fps, config.max_frames)
    pictures = read_frames(example.path, table, frames, size=_shown(example, config))
    content: list[dict[str, Any]] = []
    for frame, pixels in zip(frames, pictures, strict=True):
        file = io.BytesIO()
        # Full colour resolution: artefacts are the subject, the sending may add none.
        Image.fromarray(pixels).save(file, "JPEG", quality=config.quality, subsampling=0)
        content.append({"type": "text", "text": f"Frame at {table.seconds(frame):.2f} seconds:"})
        url = _data_url("image/jpeg", file.getvalue())
        content.append({"type": "image_url", "image_url": {"url": url}})
    return content


def _video(example: Example, config: Config) -> dict[str, Any]:
    if config.media_url:
        url = f"{config.media_url.rstrip('/')}/{quote(example.line.media)}"
    else:
        url = _data_url(mimetypes.guess_type(example.path)[0] or "video/mp4", _bytes(example))
    return {"type": "video_url", "video_url": {"url": url}}


def _bytes(example: Example) -> bytes:
    try:
        if example.path.stat().st_size > _LARGEST:
            raise MediaError(
                f"{example.path} has more than {_LARGEST >> 20} MiB: serve it below media_url.",
                path=example.path,
            )
        return example.path.read_bytes()
    except OSError as error:
        message = f"{example.path} cannot be read: {error.strerror}."
        raise MediaError(message, path=example.path) from error


def _data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _source(example: Example) -> Size:
    return example.line.width, example.line.height


def _shown(example: Example, config: Config) -> Size:
    return fit(_source(example), factor=config.factor, pixels=config.frame_pixels)
