"""A manifest is read whole or refused with the line at fault."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from annotation.domain.document import Verdict
from annotation.formats import jsonl
from annotation.formats.jsonl import Line
from reward.core.data import manifest_hash, read_manifest
from reward.core.errors import ManifestError, MediaError
from tests.annotation.formats.lines import document, line, trace
from tests.reward.core.planted import write


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with the file that ``a_line(0)``, ``a_line(1)`` … name."""
    folder = tmp_path / "media"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.mp4").write_bytes(b"not looked into")
    return folder


def a_line(number: int, **changed: object) -> Line:
    return line(**{"video": f"{number:064x}", "media": f"{number}.mp4"} | changed)


def read(media: Path, *lines: Line) -> list[str]:
    write(media.parent / "m.jsonl", lines)
    return [example.place for example in read_manifest(media.parent / "m.jsonl", media)]


def test_each_line_becomes_an_example_with_its_file_document_and_place(media: Path) -> None:
    manifest = media.parent / "m.jsonl"
    write(manifest, [a_line(0), a_line(1, document=None)])
    first, second = read_manifest(manifest, media)
    assert first.path == media / "0.mp4"
    assert first.document is not None
    assert first.document.verdict is Verdict.FAKE
    assert first.table.count == 10
    assert second.document is None
    assert second.place == f"{manifest}:2"


def test_blank_lines_count_as_lines_and_as_nothing_else(media: Path) -> None:
    manifest = media.parent / "m.jsonl"
    manifest.write_bytes(b"\n" + jsonl.encode(a_line(0)) + b"  \n" + jsonl.encode(a_line(1)))
    assert [example.number for example in read_manifest(manifest, media)] == [2, 4]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b'{"schema": 1, "video":', "This is not JSON"),
        (b"[1, 2]", "must be a JSON object"),
        (b'{"schema": 2}', "schema: Only schema 1 can be read"),
        (b"\xff\xfe", "This is not JSON"),
    ],
)
def test_a_line_that_does_not_parse_is_named(media: Path, broken: bytes, reason: str) -> None:
    manifest = media.parent / "m.jsonl"
    manifest.write_bytes(jsonl.encode(a_line(0)) + broken + b"\n")
    with pytest.raises(ManifestError) as caught:
        read_manifest(manifest, media)
    assert caught.value.message.startswith(f"{manifest}:2: ")
    assert reason in caught.value.message


def test_every_problem_of_a_line_is_said_with_its_place(media: Path) -> None:
    values = orjson.loads(jsonl.encode(a_line(0))) | {"width": 0, "label": "maybe"}
    manifest = media.parent / "m.jsonl"
    manifest.write_bytes(orjson.dumps(values))
    with pytest.raises(ManifestError, match=r"m\.jsonl:1: .*width: Expected a positive integer\."):
        read_manifest(manifest, media)
    with pytest.raises(ManifestError, match=r"label: Expected one of fake, real, unknown\."):
        read_manifest(manifest, media)


def test_a_document_must_fit_the_lines_own_frames(media: Path) -> None:
    # The line has ten frames: a span may end at 10, not at 11.
    read(media, a_line(0, document=document(trace(span=[2, 10]))))
    with pytest.raises(ManifestError, match=r"m\.jsonl:2: traces/0/span/1: .*from 0 to 10"):
        read(media, a_line(0), a_line(1, document=document(trace(span=[2, 11]))))


def test_a_split_is_one_of_three(media: Path) -> None:
    with pytest.raises(ManifestError, match=r"m\.jsonl:1: split: Expected one of train, val, test"):
        read(media, a_line(0, split="dev"))


def test_a_video_has_one_line(media: Path) -> None:
    with pytest.raises(ManifestError, match=r"m\.jsonl:3: the video of line 1 again"):
        read(media, a_line(0), a_line(1), a_line(0, media="2.mp4"))


def test_a_file_that_is_not_there_is_named_with_its_line(media: Path) -> None:
    with pytest.raises(MediaError, match=r"m\.jsonl:2: .*media/gone\.mp4 is not there"):
        read(media, a_line(0), a_line(1, media="gone.mp4"))


def test_files_are_not_looked_for_where_they_are_not_needed(media: Path) -> None:
    write(media.parent / "m.jsonl", [a_line(0, media="gone.mp4")])
    assert len(read_manifest(media.parent / "m.jsonl")) == 1


@pytest.mark.parametrize("path", ["../secret.mp4", "/etc/passwd", "a/../../b.mp4"])
def test_no_line_reaches_out_of_the_media_folder(media: Path, path: str) -> None:
    with pytest.raises(ManifestError, match="media: Expected a path below the media folder"):
        read(media, a_line(0, media=path))


def test_a_manifest_without_lines_is_refused(media: Path) -> None:
    with pytest.raises(ManifestError, match="has no line"):
        read(media)


def test_a_manifest_that_is_not_there_is_refused(media: Path) -> None:
    with pytest.raises(ManifestError, match="No such file"):
        read_manifest(media / "none.jsonl", media)


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_bytes(b"abc")
    # SHA-256 of "abc", the first example of FIPS 180-2.
    assert manifest_hash(tmp_path / "m.jsonl").startswith("ba7816bf8f01cfea414140de5dae2223")
