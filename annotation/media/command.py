"""The one ffmpeg command that makes proxy, filmstrip and poster, and why its options are so."""

from __future__ import annotations

from pathlib import Path

from annotation.media import ffmpeg, shape
from annotation.media.limits import DEFAULT_LIMITS
from annotation.media.probe import Probe

CRF = 16
THREADS = 2
FILMSTRIP_FRAMES = 24
FILMSTRIP_HEIGHT = 90
POSTER_HEIGHT = 360
MAX_TIMESCALE = 1_000_000

# ISO/IEC 23091-4 numbers → ffmpeg's names, for the YCbCr matrices that swscale can apply.
MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc"}
PRIMARIES = {1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020"}
TRANSFERS = {1: "bt709", 4: "gamma22", 5: "gamma28", 6: "smpte170m", 7: "smpte240m",
             13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12"}  # fmt: skip

# What ffmpeg takes a picture for that does not say: most untagged clips were written that way from
# RGB. Said aloud in the proxy, or Chromium would guess BT.709 from 720 lines upwards.
UNSAID_MATRIX, UNSAID_LIGHT = "smpte170m", "bt709"


def filmstrip_frames(count: int) -> tuple[int, ...]:
    """Return the frames that the filmstrip shows, left to right: up to 24, evenly spaced."""
    tiles = min(count, FILMSTRIP_FRAMES)
    return tuple((2 * tile + 1) * count // (2 * tiles) for tile in range(tiles))


def poster_frame(count: int) -> int:
    return count // 2


def timescale(probe: Probe) -> int:
    """Return the ticks per second in which the proxy can say every time of the frame table."""
    return min(probe.table.time_base[1], MAX_TIMESCALE)


def arguments(source: Path, probe: Probe, outputs: tuple[Path, Path, Path]) -> list[str]:
    """Return the command that renders ``source`` to (proxy, filmstrip, poster)."""
    proxy, filmstrip, poster = map(ffmpeg.url, outputs)
    picture = ["-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-update", "1"]
    return [
        ffmpeg.executable(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
        "-progress", "pipe:1", "-stats_period", "0.2", "-filter_complex_threads", "1",
        *_input(source, probe),
        "-filter_complex", _filters(probe), "-fps_mode", "passthrough",
        "-map", "[proxy]", *_encoding(probe), proxy,
        "-map", "[filmstrip]", *picture, filmstrip,
        "-map", "[poster]", *picture, poster,
    ]  # fmt: skip


def _input(source: Path, probe: Probe) -> list[str]:
    # -xerror: a picture that the decoder had to make up is no evidence of anything.
    return [
        "-xerror", "-protocol_whitelist", "file", "-f", probe.demuxer,
        "-max_pixels", str(DEFAULT_LIMITS.pixels), "-threads", str(THREADS),
        "-i", ffmpeg.url(source),
    ]  # fmt: skip


def _encoding(probe: Probe) -> list[str]:
    ticks = str(timescale(probe))
    matrix, primaries, transfer = _colours(probe)
    return [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", str(CRF), "-g", "1", "-bf", "0",
        "-threads", str(THREADS), "-enc_time_base", f"1/{ticks}", "-video_track_timescale", ticks,
        "-color_range", "tv", "-colorspace", matrix,
        "-color_primaries", primaries, "-color_trc", transfer,
        "-map_metadata", "-1", "-map_chapters", "-1", "-flags:v", "+bitexact",
        "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4",
    ]  # fmt: skip


def _filters(probe: Probe) -> str:
    """Turn (ffmpeg does by itself), then stretch each output to its size; see ``_colours``."""
    matrix, primaries, transfer = _colours(probe)
    width, height = shape.proxy_size((probe.width, probe.height))
    tile_width, tile_height = shape.tile_size((probe.width, probe.height), FILMSTRIP_HEIGHT)
    poster = shape.tile_size((probe.width, probe.height), min(POSTER_HEIGHT, probe.height))
    frames = filmstrip_frames(probe.table.count)
    chosen = "+".join(f"eq(n,{frame})" for frame in frames)
    jpeg = "out_color_matrix=smpte170m:out_range=pc,format=yuvj420p,setsar=1"
    return (
        "[0:V:0]setpts=PTS-STARTPTS,split=3[all][some][one];"
        f"[all]scale={width}:{height}:out_color_matrix={matrix}:out_range=tv,format=yuv420p,"
        f"setsar=1,setparams=range=tv:colorspace={matrix}"
        f":color_primaries={primaries}:color_trc={transfer}[proxy];"
        f"[some]select='{chosen}',scale={tile_width}:{tile_height}:{jpeg},"
        f"tile={len(frames)}x1[filmstrip];"
        f"[one]select='eq(n,{poster_frame(probe.table.count)})',"
        f"scale={poster[0]}:{poster[1]}:{jpeg}[poster]"
    )


def _colours(probe: Probe) -> tuple[str, str, str]:
    """Return the (matrix, primaries, transfer) of the proxy: the source's, where it says them."""
    return (
        MATRICES.get(probe.colour.matrix, UNSAID_MATRIX),
        PRIMARIES.get(probe.colour.primaries, UNSAID_LIGHT),
        TRANSFERS.get(probe.colour.transfer, UNSAID_LIGHT),
    )
