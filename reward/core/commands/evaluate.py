"""``evaluate``: the paper's numbers and better ones for any predictions file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reward.core.choice import CHOICES

EPILOG = """\
Example:

  python -m reward.core predict --checkpoint model --manifest planted/manifest.jsonl \\
      --media planted/media --out predicted.jsonl
  python -m reward.core evaluate --manifest planted/manifest.jsonl --predictions predicted.jsonl \\
      --split test

All numbers are times 100; a dash, or null in JSON, is what this set does not define. Box and time
distance and ECE are better when small. Overall is (Acc + Expl + IoU + 100 - TDist) / 4, as in the
paper. Every line with a known truth counts unless --split says otherwise; the lines of a training
run's "train" split flatter it.

A judge's URL is an OpenAI-compatible server ("https://api.openai.com/v1"); its key is read from
OPENAI_API_KEY, its model is --judge-model, else the only one it serves, else gpt-4.1. Scores of
different judges do not compare: the result names its own.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "evaluate",
        help="measure predictions against what is true",
        description="Measure a predictions file against the documents of a manifest.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--manifest", type=Path, required=True, help="dataset lines, JSON Lines")
    parser.add_argument("--predictions", type=Path, required=True, help="the file from predict")
    parser.add_argument("--split", choices=CHOICES, default="all", help="(default: all)")
    add_judge(parser)
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def add_judge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--judge", default="local", metavar="local|URL", help="who scores explanations"
    )
    parser.add_argument("--judge-model", metavar="NAME", help="the model, if the judge is a URL")


def run(args: argparse.Namespace) -> int:
    from reward.core.choice import choose
    from reward.core.data import read_manifest
    from reward.core.evaluate import evaluate
    from reward.core.judge import judge_of
    from reward.core.predictions import read_for
    from reward.core.tables import report

    judge = judge_of(args.judge, args.judge_model)
    lines = read_manifest(args.manifest)
    examples = choose(lines, args.split)
    result = evaluate(examples, read_for(args.predictions, examples, known=lines), judge)
    result["split"] = args.split
    sys.stdout.write((json.dumps(result) if args.json else report(result)) + "\n")
    return 0
