"""A split goes by what the data say, else by the group: never by row, never by chance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from reward.core.contract import Example
from reward.core.data import by_split, read_manifest, split_of
from tests.annotation.formats.lines import line
from tests.reward.core.planted import write


def example(video: str, *, group: str = "", split: str = "") -> Example:
    return Example(line(video=video, group=group, split=split), None, Path(), Path(), 1)


def test_the_lines_own_split_decides() -> None:
    for split in ("train", "val", "test"):
        assert split_of(example("a", group="g", split=split)) == split


def test_a_group_is_never_parted() -> None:
    for group in range(200):
        places = {split_of(example(f"video {n}", group=f"group {group}")) for n in range(5)}
        assert len(places) == 1


def test_videos_without_a_group_are_dealt_eight_one_one() -> None:
    # 10,000 of them: 8,000 and twice 1,000 expected; three standard deviations are 120 and 90.
    places = Counter(split_of(example(f"{n:064x}")) for n in range(10_000))
    assert abs(places["train"] - 8_000) < 120
    assert abs(places["val"] - 1_000) < 90
    assert abs(places["test"] - 1_000) < 90


def test_a_video_keeps_its_place_for_good() -> None:
    # SHA-256 of "v1:b" begins with 73b6, which is 0.452 of ffff; "v1:j" cebf 0.808; "v1:h" eb29
    # 0.919. Below 0.8 is train, below 0.9 val.
    names = ("b", "j", "h")
    assert [split_of(example(name)) for name in names] == ["train", "val", "test"]


def test_a_group_named_like_a_video_is_dealt_like_it() -> None:
    # So that the first clip of a group stays where it was before it had twins.
    assert split_of(example("b")) == split_of(example("other", group="b"))


def test_a_line_without_a_split_follows_its_group(tmp_path: Path) -> None:
    lines = [
        line(video="1" * 64, group="g", split=""),
        line(video="2" * 64, group="g", split="test"),
        line(video="3" * 64, group="h", split=""),
        line(video="4" * 64, group="", split=""),
    ]
    write(tmp_path / "m.jsonl", lines)
    read = read_manifest(tmp_path / "m.jsonl")
    assert [one.line.split for one in read] == ["test", "test", "", ""]


def test_sorting_keeps_every_example_once_and_all_three_names() -> None:
    examples = [example(f"{n}") for n in range(30)]
    parts = by_split(examples)
    assert sorted(one.line.video for part in parts.values() for one in part) == sorted(
        one.line.video for one in examples
    )
    assert list(by_split([])) == ["train", "val", "test"]
