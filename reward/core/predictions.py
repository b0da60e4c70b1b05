"""The predictions file: one JSON line per video, whoever or whatever wrote it.

    {"video": sha256, "document": …, "p_fake": 0.93, "confidences": [0.8], "checkpoint": "…"}

``confidences`` and ``checkpoint`` may be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from annotation.domain.document import dump, parse
from annotation.errors import InvalidError, TelltaleError
from reward.core.contract import Example, Prediction

_NEEDS = frozenset({"video", "document", "p_fake"})
_TAKES = frozenset({"confidences", "checkpoint"})


class PredictionsError(TelltaleError):
    """A predictions file that cannot be read, or does not fit its manifest."""

    code = "predictions"


def write(path: Path, predictions: Iterable[Prediction]) -> None:
    """Write one line per prediction; ``path`` appears, or is replaced, only when all are there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.partial")
    try:
        with scratch.open("wb") as file:
            file.writelines(map(_encode, predictions))
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def read(path: Path) -> list[Prediction]:
    """Read every line; PredictionsError names the file, the line and what is wrong there."""
    return [prediction for _, prediction in _numbered(path)]


def read_for(
    path: Path, examples: Sequence[Example], *, known: Iterable[Example] = ()
) -> list[Prediction]:
    """Read the predictions of ``examples``, in their order.

    PredictionsError for a line whose video neither they nor the other ``known`` ones have, whose
    document does not fit the video's frames, and for an example without a line.
    """
    videos = {example.line.video: example for example in (*known, *examples)}
    found: dict[str, Prediction] = {}
    for number, prediction in _numbered(path):
        if (example := videos.get(prediction.video)) is None:
            manifest = examples[0].manifest if examples else "the manifest"
            raise PredictionsError(
                f"{path}:{number}: no line of {manifest} has the video {prediction.video}."
            )
        if any(trace.span.end > example.table.count for trace in prediction.document.traces):
            raise PredictionsError(
                f"{path}:{number}: a trace ends past the {example.table.count} frames of the "
                f"video ({example.place})."
            )
        found[prediction.video] = prediction
    for example in examples:
        if example.line.video not in found:
            raise PredictionsError(f"{path} has no line for the video of {example.place}.")
    return [found[example.line.video] for example in examples]


def _encode(prediction: Prediction) -> bytes:
    values = {
        "video": prediction.video,
        "document": dump(prediction.document),
        "p_fake": prediction.p_fake,
        "confidences": list(prediction.confidences),
        "checkpoint": prediction.checkpoint,
    }
    return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)


def _numbered(path: Path) -> Iterator[tuple[int, Prediction]]:
    """Yield every line that is not blank with its 1-based number."""
    lines: dict[str, int] = {}
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file, start=1):
                if not data.strip():
                    continue
                prediction = _decode(data, f"{path}:{number}")
                if earlier := lines.get(prediction.video):
                    raise PredictionsError(
                        f"{path}:{number}: the video of line {earlier} again; one line each."
                    )
                lines[prediction.video] = number
                yield number, prediction
    except OSError as error:
        raise PredictionsError(f"{path} cannot be read: {error.strerror}.") from error


def _decode(data: bytes, place: str) -> Prediction:
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise PredictionsError(f"{place}: this is not JSON: {error}.") from error
    if not isinstance(values, dict):
        raise PredictionsError(f"{place}: a prediction must be a JSON object.")
    if missing := sorted(_NEEDS - values.keys()):
        raise PredictionsError(f"{place}: {', '.join(missing)} is missing.")
    if unknown := sorted(values.keys() - _NEEDS - _TAKES):
        raise PredictionsError(f"{place}: {unknown[0][:40]!r} is not part of the format.")
    return _prediction(values, place)


def _prediction(values: dict[str, Any], place: str) -> Prediction:
    video, checkpoint = values["video"], values.get("checkpoint") or ""
    if not (isinstance(video, str) and video and isinstance(checkpoint, str)):
        raise PredictionsError(f"{place}: video and checkpoint must be texts.")
    try:
        document = parse(values["document"])
    except InvalidError as error:
        problem = error.problems[0]
        raise PredictionsError(f"{place}: document/{problem.path}: {problem.message}") from error
    # As sure of every trace: the first then is the most confident one.
    confidences = values.get("confidences")
    odds = [1.0] * len(document.traces) if confidences is None else confidences
    if not isinstance(odds, list) or not all(map(_is_odds, [values["p_fake"], *odds])):
        raise PredictionsError(f"{place}: p_fake and confidences must be numbers from 0 to 1.")
    if len(odds) != len(document.traces):
        raise PredictionsError(
            f"{place}: {len(odds)} confidences for {len(document.traces)} traces."
        )
    return Prediction(video, document, float(values["p_fake"]), tuple(map(float, odds)), checkpoint)


def _is_odds(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
