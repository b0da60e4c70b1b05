"""``show``: pictures of predictions, the best and the worst."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from reward.core.choice import CHOICES

EPILOG = """\
Example:

  python -m reward.core show --manifest planted/manifest.jsonl --media planted/media \\
      --predictions predicted.jsonl --split test --best 4 --worst 4 --out pictures

Each picture has six frames of a clip, what is true (white, dashed) and what the model says (solid,
in the category's colour), when, and in which words. Of videos that nobody has judged only the
model's side is drawn, and those with the highest odds of being generated count as the best.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "show",
        help="draw predictions on frames, good and bad ones",
        description="Draw what a model says on frames of its videos, beside what is true.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--manifest", type=Path, required=True, help="dataset lines, JSON Lines")
    parser.add_argument("--media", type=Path, required=True, help="the folder they point into")
    parser.add_argument("--predictions", type=Path, required=True, help="the file from predict")
    parser.add_argument("--split", choices=CHOICES, default="all", help="(default: all)")
    parser.add_argument("--best", type=int, default=3, metavar="N", help="(default: 3)")
    parser.add_argument("--worst", type=int, default=3, metavar="N", help="(default: 3)")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")


def run(args: argparse.Namespace) -> int:
    from reward.core import sheets
    from reward.core.data import naming_lines, read_manifest, split_of
    from reward.core.predictions import read_for

    lines = read_manifest(args.manifest, args.media)
    examples = [one for one in lines if args.split in ("all", split_of(one))]
    said = read_for(args.predictions, examples, known=lines)
    pairs = sorted(zip(examples, said, strict=True), key=lambda pair: -sheets.agreement(*pair))
    best, worst = pairs[: max(args.best, 0)], pairs[::-1][: max(args.worst, 0)]
    args.out.mkdir(parents=True, exist_ok=True)
    with naming_lines(examples):
        for name, chosen in (("best", best), ("worst", worst)):
            for number, (example, prediction) in enumerate(chosen, start=1):
                path = args.out / f"{name}-{number}.png"
                sheets.sheet(example, prediction).save(path)
                sys.stdout.write(f"{path}\t{example.line.media}\n")
    return 0
