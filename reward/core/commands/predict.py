"""``predict``: what a checkpoint says of each video of a manifest."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from reward.core.commands import add_progress, bar_of, threads

EPILOG = """\
Example:

  python -m reward.core manifest --videos my-videos --out mine.jsonl
  python -m reward.core predict --checkpoint model --manifest mine.jsonl --media my-videos \\
      --out mine-predicted.jsonl

Each line of the file is {"video": sha256, "document": {...}, "p_fake": 0.93,
"confidences": [one per trace], "checkpoint": id}. The reward of a video is 1 - p_fake.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "predict",
        help="write a document with odds for each video of a manifest",
        description="Judge every video of a manifest with a trained checkpoint.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--checkpoint", type=Path, required=True, help="the folder from train")
    parser.add_argument("--manifest", type=Path, required=True, help="dataset lines, JSON Lines")
    parser.add_argument("--media", type=Path, required=True, help="the folder they point into")
    parser.add_argument("--out", type=Path, required=True, help="the predictions file to write")
    parser.add_argument("--threads", type=threads, help="cores to keep busy (default: all)")
    add_progress(parser)
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from reward.core import cores
    from reward.core.predict import predict

    cores.limit(args.threads)
    begun = time.monotonic()
    with bar_of(args.progress, "predicting") as bar:
        videos = predict(
            args.checkpoint,
            args.manifest,
            args.media,
            args.out,
            report=lambda done, total: bar.show(done / total, videos=f"{done}/{total}"),
        )
    rate = videos / (time.monotonic() - begun)
    if args.json:
        result = {"predictions": str(args.out), "videos": videos, "videos_per_s": round(rate, 2)}
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        sys.stdout.write(f"{args.out}: {videos} videos, {rate:.1f} a second\n")
    return 0
