"""What a file is, by its first bytes. The name says nothing, and ffmpeg is never left to guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import MediaRejectedError

ACCEPTED = "Telltale takes MP4, MOV, WebM, Matroska, AVI and MPEG-TS."
TS_PACKET = 188


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file Telltale takes: ffmpeg's demuxer for it and the type to serve it with."""

    demuxer: str
    mime_type: str


MP4 = Container("mov", "video/mp4")
QUICKTIME = Container("mov", "video/quicktime")
WEBM = Container("matroska", "video/webm")
MATROSKA = Container("matroska", "video/x-matroska")
AVI = Container("avi", "video/x-msvideo")
MPEG_TS = Container("mpegts", "video/mp2t")

MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp")
STILL_BRANDS = (b"avif", b"heic", b"heix", b"mif1", b"crx ", b"jxl ")

# Only to say what somebody sent instead; never to accept anything.
OTHERS: tuple[tuple[str, str], ...] = (
    (r"\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\0|MM\0\*|RIFF....WEBP|\x00\x00\x00\x0cjP  ", "a picture"),
    (r"\s*#EXTM3U|\s*ffconcat|v=0\r?\n|\s*\[playlist\]|\s*(<\?xml[^>]*>)?\s*<MPD", "a playlist"),
    (r"\s*(<\?xml|<!DOCTYPE|<svg|<html)", "a web page or drawing"),
    (r"ID3|\xff[\xf2-\xfb]|fLaC|OggS|RIFF....WAVE", "a sound or Ogg file"),
    (r"PK\x03\x04|\x1f\x8b|Rar!|7z\xbc\xaf", "an archive"),
    (r"%PDF", "a PDF"),
    (r"FLV|\x30\x26\xb2\x75|\x00\x00\x01\xba", "a video in a container that is not supported"),
)


def container_of(path: Path) -> Container:
    """Name the container of the file at ``path``; MediaRejectedError says what it is instead."""
    if not path.is_file():
        raise MediaRejectedError("The file is not there any more. Upload it again.")
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise MediaRejectedError("The file is empty. Upload it again.")
    found = _recognise(head)
    if found is None:
        raise MediaRejectedError(f"This is {_other_kind(head)}, not a video. {ACCEPTED}")
    return found


def _recognise(head: bytes) -> Container | None:
    if head[4:8] in MP4_BOXES and head[8:12] not in STILL_BRANDS:
        return QUICKTIME if head[8:12] == b"qt  " else MP4
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM if b"webm" in head[:64] else MATROSKA
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return AVI
    # Plain packets, or packets with four bytes of time before each (M2TS).
    if any(_syncs(head, start, TS_PACKET + start) for start in (0, 4)):
        return MPEG_TS
    return None


def _syncs(head: bytes, start: int, step: int) -> bool:
    marks = head[start : start + 4 * step : step]
    return len(marks) >= 3 and set(marks) == {0x47}


def _other_kind(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "a picture"
    for pattern, name in OTHERS:
        if re.match(pattern.encode("latin-1"), head, re.DOTALL):
            return name
    return "an unknown kind of file"
