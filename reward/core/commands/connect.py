"""``connect``: make a checkpoint of a server, calibrated if there is something to calibrate on."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

EPILOG = """\
Example, a general model as the paper's zero-shot baseline:

  echo '{"url": "https://api.openai.com/v1", "model": "gpt-4.1", "price_in": 2, "price_out": 8}' \\
      > server.json
  export OPENAI_API_KEY=...
  python -m reward.core connect --config server.json --out gpt-4.1
  python -m reward.core predict --checkpoint gpt-4.1 --manifest mine.jsonl --media my-videos \\
      --out predicted.jsonl

The key is read from the variable that the configuration calls key_variable and is never kept.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "connect",
        help="make a checkpoint of an OpenAI-compatible server",
        description="Keep how a server is asked as a checkpoint of the backend remote.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, required=True, help="the server's settings, JSON")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to make")
    parser.add_argument("--model", metavar="NAME", help="in place of the configuration's")
    parser.add_argument("--manifest", type=Path, help="its val split calibrates the odds")
    parser.add_argument("--media", type=Path, help="the folder the manifest points into")
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from reward.core.connect import connect

    card = connect(
        args.config, args.out, model=args.model, manifest=args.manifest, media=args.media
    )
    if args.json:
        sys.stdout.write(json.dumps(asdict(card)) + "\n")
    else:
        temperature = card.calibration["temperature"]
        sys.stdout.write(f"{args.out}: {card.config['model']}, temperature {temperature:.2f}\n")
    return 0
