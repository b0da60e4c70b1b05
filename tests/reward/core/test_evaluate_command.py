"""``evaluate`` and ``compare`` as they are typed: files in, numbers out, errors that name."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import TelltaleError
from annotation.formats import jsonl
from reward.core import predictions
from reward.core.contract import Example, Prediction
from reward.core.published import PUBLISHED
from tests.reward.core.chat_server import ChatServer, says
from tests.reward.core.judged import example, said, trace

KEYS = (
    "overall, accuracy, fake_accuracy, real_accuracy, explanation, box_iou, box_distance, "
    "time_distance, tiou, viou, category_accuracy, category_f1, auroc, ece, trace_f1"
)
EXAMPLES = [
    example(1, "fake", trace(), split="train"),
    example(2, "fake", trace(), split="test"),
    example(3, "real", split="test", generator=""),
]
RIGHT = [
    said(EXAMPLES[0], "fake", trace(), p_fake=0.9),
    said(EXAMPLES[1], "fake", trace(), p_fake=0.8),
    said(EXAMPLES[2], "real", p_fake=0.1),
]
WRONG = [RIGHT[0], said(EXAMPLES[1], "real", p_fake=0.3), RIGHT[2]]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A manifest, and predictions that are all right. No media: an evaluation needs none."""
    (tmp_path / "m.jsonl").write_bytes(b"".join(jsonl.encode(one.line) for one in EXAMPLES))
    predictions.write(tmp_path / "right.jsonl", RIGHT)
    return str(tmp_path / "m.jsonl"), str(tmp_path / "right.jsonl")


def run(command: str, *arguments: str) -> int:
    module = import_module(f"reward.core.commands.{command}")
    parser = argparse.ArgumentParser()
    module.add(parser.add_subparsers())
    status: int = module.run(parser.parse_args([command, *arguments]))
    return status


def evaluate(files: tuple[str, str], *options: str) -> int:
    manifest, said = files
    return run("evaluate", "--manifest", manifest, "--predictions", said, *options)


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_json_has_the_keys_of_the_interface(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(files, "--json") == 0
    found = printed(capsys)
    assert found.keys() >= {*KEYS.split(", "), "judge", "baselines"}
    assert (found["accuracy"], found["overall"]) == (100, pytest.approx(100))
    assert found["judge"] == "local:chrf2-33-66"
    assert found["counts"]["videos"] == 3
    assert found["baselines"]["always_fake"]["accuracy"] == pytest.approx(100 * 2 / 3)
    # Odds 0.9, 0.8 and 0.1 in bins of their own: off by 0.1, 0.2 and 0.1.
    assert found["ece"] == pytest.approx(100 * 0.4 / 3)


def test_people_see_a_table_with_trivial_answers_and_the_papers_rows(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(files)
    text = capsys.readouterr().out
    assert "3 videos, 2 of them generated, 2 traces" in text
    assert "Judge of explanations: local:chrf2-33-66." in text
    names = ["this", "whole frame", "centre box", "start 0", "always fake"]
    assert all(f"\n{name} " in text for name in names)
    assert all(f"paper: {row.model}" in text for row in PUBLISHED)
    assert "object_distortion" in text


def test_every_line_counts_unless_a_split_is_chosen(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(files, "--json", "--split", "test")
    found = printed(capsys)
    assert (found["split"], found["counts"]["videos"]) == ("test", 2)
    with pytest.raises(TelltaleError, match=r"m\.jsonl has no line of the split val"):
        evaluate(files, "--split", "val")


def test_the_judge_may_be_a_server(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with ChatServer(lambda body, number: says("0.5")).running() as server:
        evaluate(files, "--json", "--judge", server.url)
    found = printed(capsys)
    assert (found["explanation"], found["judge"]) == (50, f"tiny at {server.url}")
    # Both traces have the same two explanations: asked once.
    assert len(server.bodies) == 1


def test_without_any_known_truth_there_is_nothing_to_measure(tmp_path: Path) -> None:
    one = example(1, "unknown", judged=False)
    (tmp_path / "m.jsonl").write_bytes(jsonl.encode(one.line))
    predictions.write(tmp_path / "p.jsonl", [said(one, "real")])
    with pytest.raises(TelltaleError, match="says of no video whether it is fake or real"):
        evaluate((str(tmp_path / "m.jsonl"), str(tmp_path / "p.jsonl")))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"{\n", r"m\.jsonl:2: .*This is not JSON"),
        (jsonl.encode(EXAMPLES[0].line), r"m\.jsonl:2: the video of line 1 again"),
        (
            jsonl.encode(EXAMPLES[1].line).replace(b'"span":[2,6]', b'"span":[2,99]'),
            r"m\.jsonl:2: traces/0/span/1: This must be from 0 to 10",
        ),
    ],
)
def test_a_wrong_line_of_the_manifest_is_named(
    text: bytes, reason: str, files: tuple[str, str]
) -> None:
    Path(files[0]).write_bytes(jsonl.encode(EXAMPLES[0].line) + text)
    with pytest.raises(TelltaleError, match=reason):
        evaluate(files)


def compared(
    files: tuple[str, str], said: list[Prediction], capsys: pytest.CaptureFixture[str]
) -> Any:
    manifest, right = files
    other = str(Path(right).with_name("other.jsonl"))
    predictions.write(Path(other), said)
    assert run("compare", right, other, "--manifest", manifest, "--json") == 0
    return printed(capsys) | {"other": other}


def test_a_candidate_that_says_the_same_is_not_worse(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(files, RIGHT, capsys)
    assert found["gate"][found["other"]] == {"not_worse": True, "reasons": []}
    assert found["differences"][found["other"]]["accuracy"] == {
        "difference": 0,
        "low": 0,
        "high": 0,
    }


def test_a_candidate_that_gets_a_video_wrong_is_worse(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(files, WRONG, capsys)
    assert not found["gate"][found["other"]]["not_worse"]
    gap = found["differences"][found["other"]]["accuracy"]["difference"]
    assert gap == pytest.approx(-100 / 3)


def test_compare_wants_two_different_ones_and_media_for_a_checkpoint(
    files: tuple[str, str], tmp_path: Path
) -> None:
    manifest, right = files
    for one in ([right], [right, right]):
        with pytest.raises(TelltaleError, match="two or more"):
            run("compare", *one, "--manifest", manifest)
    with pytest.raises(TelltaleError, match="is a checkpoint: --media says where"):
        run("compare", right, str(tmp_path), "--manifest", manifest)


def test_a_server_becomes_a_checkpoint_that_compare_can_ask(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, right = files
    for one in EXAMPLES:  # the same address for all: what is sent is not looked at
        media = tmp_path / one.line.media
        media.parent.mkdir(exist_ok=True)
        media.write_bytes(b"not looked at")
    with ChatServer(lambda body, number: says("REAL")).running() as server:
        (tmp_path / "server.json").write_text(
            json.dumps({"url": server.url, "model": "tiny", "see": "video"})
        )
        config, out = str(tmp_path / "server.json"), str(tmp_path / "checkpoint")
        assert run("connect", "--config", config, "--out", out, "--json") == 0
        assert printed(capsys)["backend"] == "remote"
        arguments = ("--manifest", manifest, "--media", str(tmp_path), "--json")
        assert run("compare", right, out, *arguments) == 0
    found = printed(capsys)
    assert found["metrics"][out]["accuracy"] == pytest.approx(100 / 3)
    assert found["gate"][out]["not_worse"] is False


def test_a_server_is_calibrated_on_the_val_split(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def clip(number: int) -> Example:
        return example(number, ("real", "fake")[number % 2], split="val", media=f"{number}.mp4")

    clips = [clip(number) for number in range(8)]
    (tmp_path / "m.jsonl").write_bytes(b"".join(jsonl.encode(one.line) for one in clips))
    for one in clips:
        (tmp_path / one.line.media).write_bytes(b"not looked at")
    # It calls every video real, and is wrong about half of them.
    with ChatServer(lambda body, number: says("REAL")).running() as server:
        config = tmp_path / "server.json"
        config.write_text(json.dumps({"url": server.url, "model": "tiny", "see": "video"}))
        options = ("--manifest", str(tmp_path / "m.jsonl"), "--media", str(tmp_path), "--json")
        run("connect", "--config", str(config), "--out", str(tmp_path / "out"), *options)
    card = printed(capsys)
    assert card["calibration"]["temperature"] > 10
    assert card["metrics"]["ece_before"] == pytest.approx(50, abs=0.1)
    assert card["metrics"]["ece_after"] < 35
