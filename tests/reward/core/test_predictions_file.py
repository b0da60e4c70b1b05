"""The predictions file: what is written is read, and every wrong line is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotation.domain.document import dump, empty
from reward.core import predictions
from reward.core.contract import Prediction
from reward.core.predictions import PredictionsError
from tests.reward.core.judged import example, said, trace

FAKE, REAL = example(1, "fake", trace()), example(2, "real")
SAID = [
    said(FAKE, "fake", trace("a"), trace("b"), p_fake=0.75, sure=(0.5, 0.25)).named("c1"),
    said(REAL, "real", p_fake=0.125),
]
LINE: dict[str, Any] = {
    "video": FAKE.line.video,
    "document": dump(SAID[0].document),
    "p_fake": 0.75,
    "confidences": [0.5, 0.25],
    "checkpoint": "c1",
}


def put(path: Path, *lines: object) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts) + "\n")
    return path


def without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in LINE.items() if key not in keys}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    predictions.write(tmp_path / "new" / "p.jsonl", SAID)
    assert predictions.read(tmp_path / "new" / "p.jsonl") == SAID
    first = json.loads((tmp_path / "new" / "p.jsonl").read_text().splitlines()[0])
    assert first == LINE


def test_confidences_and_checkpoint_may_be_missing(tmp_path: Path) -> None:
    (found,) = predictions.read(put(tmp_path / "p.jsonl", without("confidences", "checkpoint"), ""))
    assert (found.confidences, found.checkpoint) == ((1.0, 1.0), "")


def test_a_file_that_is_interrupted_while_written_is_not_there(tmp_path: Path) -> None:
    path = put(tmp_path / "p.jsonl", LINE)

    def broken() -> Iterator[Prediction]:
        yield SAID[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        predictions.write(path, broken())
    assert [one.name for one in tmp_path.iterdir()] == ["p.jsonl"]
    assert json.loads(path.read_text()) == LINE


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "this is not JSON"),
        ("[]", "must be a JSON object"),
        (without("p_fake"), "p_fake is missing"),
        (without("document", "video"), "document, video is missing"),
        ({**LINE, "colour": 1}, "'colour' is not part of the format"),
        ({**LINE, "video": 7}, "video and checkpoint must be texts"),
        ({**LINE, "p_fake": 1.5}, "numbers from 0 to 1"),
        ({**LINE, "p_fake": True}, "numbers from 0 to 1"),
        ({**LINE, "p_fake": "0.5"}, "numbers from 0 to 1"),
        ({**LINE, "confidences": [0.5, -1]}, "numbers from 0 to 1"),
        ({**LINE, "confidences": {}}, "numbers from 0 to 1"),
        ({**LINE, "confidences": [0.5]}, "1 confidences for 2 traces"),
        ({**LINE, "document": None}, "document/: This must be an object"),
        ({**LINE, "document": empty() | {"verdict": "maybe"}}, "document/verdict: This must be"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_the_reason(
    line: object, reason: str, tmp_path: Path
) -> None:
    path = put(tmp_path / "p.jsonl", {**LINE, "video": "other"}, "", line)
    with pytest.raises(PredictionsError, match=reason) as caught:
        predictions.read(path)
    assert str(caught.value).startswith(f"{path}:3: ")


def test_two_lines_for_one_video_are_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "p.jsonl", LINE, {**LINE, "video": "other"}, LINE)
    with pytest.raises(PredictionsError, match=rf"{path}:3: the video of line 1 again"):
        predictions.read(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PredictionsError, match=r"nowhere\.jsonl cannot be read: No such file"):
        predictions.read(tmp_path / "nowhere.jsonl")


def test_predictions_come_in_the_order_of_the_examples(tmp_path: Path) -> None:
    predictions.write(tmp_path / "p.jsonl", reversed(SAID))
    assert predictions.read_for(tmp_path / "p.jsonl", [FAKE, REAL]) == SAID


def test_a_video_that_the_manifest_lacks_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "p.jsonl", LINE, {**LINE, "video": "other"})
    with pytest.raises(
        PredictionsError, match=rf"{path}:2: no line of manifest\.jsonl has .*other"
    ):
        predictions.read_for(path, [FAKE])


def test_a_video_that_is_not_asked_about_may_be_there(tmp_path: Path) -> None:
    predictions.write(tmp_path / "p.jsonl", SAID)
    assert predictions.read_for(tmp_path / "p.jsonl", [REAL], known=[FAKE, REAL]) == SAID[1:]


def test_a_video_without_a_prediction_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "p.jsonl", LINE)
    with pytest.raises(PredictionsError, match=rf"{path} has no line for .* manifest\.jsonl:2\."):
        predictions.read_for(path, [FAKE, REAL])


def test_a_trace_past_the_end_of_its_video_is_named(tmp_path: Path) -> None:
    late = said(FAKE, "fake", trace(span=[5, 11]))
    predictions.write(tmp_path / "p.jsonl", [late])
    with pytest.raises(PredictionsError, match=r"p\.jsonl:1: a trace ends past the 10 frames"):
        predictions.read_for(tmp_path / "p.jsonl", [FAKE])
