from pathlib import Path

import pytest

from annotation.errors import MediaRejectedError
from annotation.media.sniff import container_of
from tests.annotation.media.conftest import Drawn


@pytest.mark.parametrize(
    ("name", "demuxer", "mime_type"),
    [
        ("constant", "mov", "video/mp4"),
        ("av1", "matroska", "video/x-matroska"),
        ("vp9", "matroska", "video/webm"),
        ("avi", "avi", "video/x-msvideo"),
        ("mpegts", "mpegts", "video/mp2t"),
    ],
)
def test_containers_are_told_by_their_bytes(
    drawn: Drawn, tmp_path: Path, name: str, demuxer: str, mime_type: str
) -> None:
    renamed = tmp_path / "holiday.txt"
    renamed.write_bytes(drawn(name).read_bytes())
    found = container_of(renamed)
    assert (found.demuxer, found.mime_type) == (demuxer, mime_type)


def test_quicktime_has_its_own_type(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ")
    assert container_of(path).mime_type == "video/quicktime"


def test_m2ts_is_a_transport_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.m2ts"
    path.write_bytes((b"\0\0\0\0\x47" + bytes(187)) * 5)
    assert container_of(path).demuxer == "mpegts"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "a picture"),
        (b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", "a playlist"),
        (b"\n  #EXTM3U\n", "a playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "a playlist"),
        (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n", "a playlist"),
        (b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', "a playlist"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "a web page or drawing"),
        (b"<!DOCTYPE html>", "a web page or drawing"),
        (b"ID3\x04", "a sound or Ogg file"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a sound or Ogg file"),
        (b"PK\x03\x04", "an archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"FLV\x01", "a video in a container that is not supported"),
        (b"hello", "an unknown kind of file"),
        (b"\x47", "an unknown kind of file"),
    ],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaRejectedError, match=f"^This is {kind}, not a video. Telltale takes"):
        container_of(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.touch()
    with pytest.raises(MediaRejectedError, match="empty"):
        container_of(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.mp4", tmp_path):
        with pytest.raises(MediaRejectedError, match="not there"):
            container_of(path)
