"""Importing a release the size of the paper's: rows, files hashed and stored, jobs written.

``python -m bench.rows`` prints the seconds. The files are tiny, so that what is measured is
Telltale and not the disk.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

from bench.seed import TRACES, VIDEOS


def main() -> None:
    """Time the import from the file on the disk to the committed rows."""
    django.setup()
    from annotation.actions import deeptrace, projects
    from annotation.formats.deeptrace.read import read

    project = projects.find_or_create("bench-rows")
    with tempfile.TemporaryDirectory() as folder:
        media = Path(folder)
        release = _release(media)
        begun = time.perf_counter()
        parsed = read(release.read_bytes())
        outcome = deeptrace.take_in(project, parsed, media, user=None, report=lambda _: None)
        seconds = time.perf_counter() - begun
    # They are no videos: nothing is to be prepared.
    project.delete()
    sys.stdout.write(f"{seconds:.2f} s for {len(outcome.added)} videos, {TRACES} rows\n")


def _release(media: Path) -> Path:
    rows = []
    for number in range(VIDEOS):
        name = f"videos/{number}.mp4"
        (media / name).parent.mkdir(exist_ok=True)
        (media / name).write_bytes(b"clip %d" % number)
        rows += [_row(number, name)] * (2 if number < TRACES - VIDEOS else 1)
    path = media / "all_data.json"
    path.write_text(json.dumps(rows))
    return path


def _row(number: int, name: str) -> dict[str, Any]:
    return {
        "video_id": f"v{number}",
        "video_path": name,
        "video_type": "fake_video",
        "video_source": "Sora",
        "video_prompt": "Two otters play in a stream.",
        "video_mime_type": "video/mp4",
        "video_width": 1280,
        "video_height": 720,
        "video_frame_count": 150,
        "video_frame_rate": 25.0,
        "video_duration": 6.0,
        "split": "train",
        "faketrace_bbox": {"left": 100, "top": 80, "width": 200, "height": 160},
        "faketrace_first_frame": 12,
        "faketrace_duration": 3.2,
        "faketrace_check_applies": ["merging"],
        "faketrace_explanations": "Two otters become one shape.",
    }


if __name__ == "__main__":
    main()
