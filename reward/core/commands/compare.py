"""``compare``: predictions or checkpoints side by side, and whether the newer is not worse."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reward.core.choice import CHOICES
from reward.core.commands.evaluate import add_judge
from reward.core.contract import Example, Prediction
from reward.core.errors import ConfigError

EPILOG = """\
Example, the serving checkpoint first:

  python -m reward.core compare serving candidate --manifest planted/manifest.jsonl \\
      --media planted/media --split test
  python -m reward.core compare before.jsonl after.jsonl --manifest planted/manifest.jsonl

Intervals come from 1,000 bootstrap draws of videos, the same for both. The gate says "not worse"
unless Overall, Acc, AUROC, IoU, tIoU or TrF1 is lower beyond chance, or lower by more than one
point.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "compare",
        help="put predictions or checkpoints side by side",
        description="Compare predictions files or checkpoints on the same videos.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "models", type=Path, nargs="+", metavar="PREDICTIONS|CHECKPOINT", help="the base first"
    )
    parser.add_argument("--manifest", type=Path, required=True, help="dataset lines, JSON Lines")
    parser.add_argument("--media", type=Path, help="the folder they point into, for checkpoints")
    parser.add_argument("--split", choices=CHOICES, default="all", help="(default: all)")
    add_judge(parser)
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from reward.core.choice import choose
    from reward.core.compare import compare, report
    from reward.core.data import read_manifest
    from reward.core.evaluate import numbers, scores
    from reward.core.judge import judge_of

    names = [str(path) for path in args.models]
    if len(set(names)) < 2 or len(set(names)) < len(names):
        raise ConfigError(
            "compare takes two or more predictions files or checkpoints, all named once."
        )
    judge = judge_of(args.judge, args.judge_model)
    lines = read_manifest(args.manifest)
    examples = choose(lines, args.split)
    scored = {
        name: scores(
            list(zip(examples, _said(path, examples, lines, args.media), strict=True)), judge
        )
        for name, path in zip(names, args.models, strict=True)
    }
    result = compare(scored, {name: numbers(videos) for name, videos in scored.items()})
    result |= {"judge": judge.name, "split": args.split, "videos": len(examples)}
    sys.stdout.write((json.dumps(result) if args.json else report(result)) + "\n")
    return 0


def _said(
    path: Path, examples: Sequence[Example], lines: Sequence[Example], media: Path | None
) -> list[Prediction]:
    """Read a predictions file, or let a checkpoint predict."""
    from reward.core.predictions import read_for

    if not path.is_dir():
        return read_for(path, examples, known=lines)
    if media is None:
        raise ConfigError(f"{path} is a checkpoint: --media says where the videos are.")
    from reward.core import backends, checkpoint, data
    from reward.core.calibrate import Calibration
    from reward.core.predict import stream
    from reward.core.progress import Bar

    card = checkpoint.load_card(path)
    wanted = {one.line.video for one in examples}
    manifest = examples[0].manifest
    found = [one for one in data.read_manifest(manifest, media) if one.line.video in wanted]
    backend = backends.load(card, path)
    with Bar(f"predicting with {path}", len(found)) as bar:
        return list(bar.over(stream(backend, found, Calibration.from_card(card.calibration))))
