"""``synthesize``: a data set of clips with planted traces, from footage or from nothing."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from reward.core.commands import add_progress, bar_of

EPILOG = """\
Examples:

  python -m reward.core synthesize --clips none --n 400 --seed 1 --out planted
  python -m reward.core synthesize --clips my-footage --n 400 --seed 1 --out planted-footage

About half of the clips are left as they are and labelled real. The others carry one to three
traces each. planted/manifest.jsonl has a line per clip, planted/media the files, and
planted/all_data.json the same in the format of DeeptraceReward.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "synthesize",
        help="make clips with planted traces, whose truth is known exactly",
        description="Plant traces of the nine kinds into footage or drawn scenes.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--clips",
        required=True,
        help='a folder of footage (with a manifest.jsonl or not), or "none" for drawn scenes',
    )
    parser.add_argument("--n", type=int, required=True, help="how many clips to make")
    parser.add_argument("--seed", type=int, required=True, help="the same seed, the same bytes")
    parser.add_argument("--out", type=Path, required=True, help="the folder to make")
    parser.add_argument("--config", type=Path, help="a JSON object: sizes, lengths, kinds, …")
    add_progress(parser)
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from reward.core.synthesis import config, synthesize

    begun = time.monotonic()
    with bar_of(args.progress, "synthesizing") as bar:
        lines = synthesize(
            args.out,
            n=args.n,
            seed=args.seed,
            clips=None if args.clips == "none" else Path(args.clips),
            config=config.load(args.config) if args.config else None,
            report=lambda done, total: bar.show(done / total, clips=f"{done}/{total}"),
        )
    rate = len(lines) / (time.monotonic() - begun)
    fake = sum(line.label == "fake" for line in lines)
    traces = sum(len(line.document["traces"]) for line in lines if line.document)
    if args.json:
        result = {
            "out": str(args.out),
            "clips": len(lines),
            "fake": fake,
            "traces": traces,
            "clips_per_s": round(rate, 2),
        }
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        sys.stdout.write(
            f"{args.out}: {len(lines)} clips, {fake} of them with {traces} traces,"
            f" {rate:.1f} clips/s\n"
        )
    return 0
