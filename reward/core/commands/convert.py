"""``convert``: a checkpoint from weights that others published, or from adapters and their base."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

EPILOG = """\
Examples:

  python -m reward.core convert --from RewardModel --out published
      the paper's weights (hub: DeeptraceReward/RewardModel), in VideoLLaMA3's original layout,
      to be asked as the paper did; predict and evaluate take the result

  python -m reward.core convert --from Qwen3-VL-8B-Instruct --out zero-shot
      a base model as it is, for comparison

  python -m reward.core convert --from tuned --out tuned-merged
      a checkpoint with LoRA adapters, merged into its base: `vllm serve tuned-merged/model`

Only safetensors are read, and no code of the folder is run.
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "convert",
        help="make a checkpoint of published weights, or merge adapters",
        description="Make an mllm checkpoint of a folder of weights.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--from", dest="source", type=Path, required=True, metavar="DIR", help="what is converted"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="CKPT", help="must not exist")
    parser.add_argument("--config", type=Path, metavar="FILE", help="JSON, the mllm settings")
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from reward.core.backends.mllm.converting import convert
    from reward.core.backends.mllm.files import read_object
    from reward.core.train import code_version

    values = read_object(args.config) if args.config else {}
    card = convert(args.source, args.out, values, code=code_version())
    if args.json:
        sys.stdout.write(json.dumps({"checkpoint": str(args.out), "id": card.id}) + "\n")
    else:
        sys.stdout.write(f"{args.out}: checkpoint {card.id}\n")
    return 0
