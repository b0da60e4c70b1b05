"""A data set on disk: media, dataset lines and ``all_data.json``, visible only when whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from annotation.domain import document
from annotation.formats import jsonl
from annotation.formats.deeptrace import write as deeptrace
from annotation.formats.jsonl import Line
from reward.core.synthesis import encoding
from reward.core.synthesis.clip import VERSION, Series
from reward.core.synthesis.config import Config
from reward.core.synthesis.errors import SynthesisError
from reward.core.synthesis.footage.sources import Library

GENERATOR = "planted"


def synthesize(
    out: Path,
    *,
    n: int,
    seed: int,
    clips: Path | None = None,
    config: Config | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> list[Line]:
    """Write ``n`` clips to the new folder ``out``: manifest.jsonl, media/ and all_data.json.

    Clips come from the footage in the folder ``clips``, or are drawn. The same arguments give the
    same bytes. ``report`` is called with the clips done and ``n``.
    """
    if n < 1 or seed < 0:
        raise SynthesisError(f"Ask for one clip at least, and a seed from 0 on: {n}, {seed}.")
    series = Series(seed, config or Config(), Library(clips) if clips else None)
    with _publishing(out) as folder:
        (folder / "media").mkdir()
        written: dict[int, Line] = {}
        # All clips of one source after the other, so that each is decoded once.
        for index in sorted(range(n), key=lambda index: (series.source_of(index), index)):
            written[index] = _write(folder / "media", series, index)
            report(len(written), n)
        lines = [written[index] for index in range(n)]
        (folder / "manifest.jsonl").write_bytes(b"".join(jsonl.write(lines)))
        rows = (row for line in lines for row in deeptrace.rows(line, deeptrace.Options()))
        (folder / "all_data.json").write_bytes(b"".join(deeptrace.encode(rows)))
    return lines


def _write(media: Path, series: Series, index: int) -> Line:
    made = series.make(index)
    how, suffix = encoding.dice_encoding(
        series.file_dice(index), series.config, made.rate, made.pictures.shape[2]
    )
    scratch = media / f"clip{suffix}"
    table = encoding.write(scratch, made, how)
    digest = hashlib.sha256(scratch.read_bytes()).hexdigest()
    fake = bool(made.document.traces)
    line = Line(
        video=digest,
        media=f"clip{suffix}",
        media_sha256=digest,
        width=made.pictures.shape[2],
        height=made.pictures.shape[1],
        time_base=list(table.time_base),
        pts=list(table.pts),
        end=table.end,
        label="fake" if fake else "real",
        generator=GENERATOR if fake else "",
        group=made.group,
        document=document.dump(made.document),
        provenance={
            "synthesis": {
                "version": VERSION,
                "seed": series.seed,
                "clip": index,
                "planted": list(made.planted),
            }
        },
    )
    # The media lie where all_data.json says: it names them itself.
    line = replace(line, media=deeptrace.path_of(line))
    (media / line.media).parent.mkdir(exist_ok=True)
    scratch.rename(media / line.media)
    return line


@contextmanager
def _publishing(final: Path) -> Iterator[Path]:
    """Yield a folder that becomes ``final`` only if the block succeeds."""
    if final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise SynthesisError(f"{final} is already there: name another folder for --out.")
    scratch = final.with_name(f".{final.name}.{os.getpid()}.partial")
    scratch.mkdir(parents=True)
    try:
        yield scratch
        scratch.replace(final)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
