"""``manifest``: dataset lines for the video files of a folder."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

EPILOG = """\
Example:

  python -m reward.core manifest --videos my-videos --out mine.jsonl

Every video below the folder gets one line with its frame table, label "unknown" and no document:
ready to be predicted with --media my-videos. Videos that show the same footage share a group, so
that no split parts them. Files that cannot be used are named on standard error; the others get
their lines all the same, and the exit status is 1.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "manifest",
        help="write dataset lines for bare video files",
        description="Describe the videos of a folder as a manifest.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--videos", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="M", help="JSON Lines")
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from annotation.formats import jsonl
    from reward.core import describe
    from reward.core.errors import MediaError
    from reward.core.progress import Bar
    from reward.core.publish import publishing

    paths = describe.videos(args.videos)
    if not paths:
        raise MediaError(f"{args.videos} has no file that is named like a video.")
    found, refused = [], []
    with Bar("looking", len(paths)) as bar:
        for one in bar.over(describe.look(args.videos, paths)):
            if isinstance(one, describe.Described):
                found.append(one)
            else:
                refused.append(one)
                bar.note(f"{one.path}: {one.reason}")
    if not found:
        raise MediaError(f"{args.videos} has no video that can be used.")
    lines = list(describe.lines(found))
    with publishing(args.out) as file:
        file.writelines(jsonl.write(lines))
    result = {
        "manifest": str(args.out),
        "videos": len(lines),
        "repeated": len(found) - len(lines),
        "twins": sum(bool(line.group) for line in lines),
        "refused": [str(one.path) for one in refused],
    }
    sys.stdout.write(json.dumps(result) + "\n" if args.json else _sentence(result))
    return 1 if refused else 0


def _sentence(result: dict[str, Any]) -> str:
    return (
        f"{result['manifest']}: {result['videos']} videos, {result['twins']} of them near-twins;"
        f" {result['repeated']} files left out as copies, {len(result['refused'])} as unusable\n"
    )
