"""``train``: a checkpoint from a manifest, interrupted and resumed as life goes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reward.core.commands import add_progress, bar_of, minutes, threads

if TYPE_CHECKING:
    from reward.core.progress import Bar

EPILOG = """\
Examples:

  python -m reward.core train --manifest planted/manifest.jsonl --media planted/media \\
      --backend tracenet --minutes 10 --out model
  python -m reward.core train --manifest new.jsonl --media videos --init model --minutes 2 \\
      --out model-2

Lines whose split is "train" are learned from; "val" calibrates the odds and gives the numbers on
the checkpoint's card; "test" is not looked at. Lines without a split are dealt out by their group.
Ctrl-C leaves .OUT.partial beside OUT: the same command with --resume goes on from there.
"""

SHOWN = ("decoded", "judged", "of", "step", "steps", "loss")  # of what the backends report


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "train",
        help="learn from a manifest and publish a checkpoint",
        description="Train a reward model on the documents of a manifest.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--manifest", type=Path, required=True, help="dataset lines, JSON Lines")
    parser.add_argument("--media", type=Path, required=True, help="the folder they point into")
    parser.add_argument(
        "--backend",
        choices=("tracenet", "mllm"),
        default="tracenet",
        help="tracenet: small, learns on a CPU; mllm: a multimodal language model, wants a GPU",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="CKPT", help="must not exist")
    parser.add_argument("--model", metavar="PATH|ID", help="mllm: the base model")
    parser.add_argument("--init", type=Path, metavar="CKPT", help="fine-tune this checkpoint")
    parser.add_argument("--config", type=Path, metavar="FILE", help="JSON, the backend's settings")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument("--minutes", type=minutes, metavar="T", help="stop fitting after T minutes")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--threads", type=threads, metavar="N", help="cores to keep busy")
    add_progress(parser)
    parser.add_argument("--json", action="store_true", help="say the result as JSON")


def run(args: argparse.Namespace) -> int:
    from reward.core import cores
    from reward.core.plan import Plan, is_first
    from reward.core.train import train

    plan = Plan(
        manifest=args.manifest,
        media=args.media,
        out=args.out,
        backend=args.backend,
        model=args.model,
        init=args.init,
        config=_config(args.config),
        seconds=60 * args.minutes if args.minutes else None,
        seed=args.seed,
    )
    cores.limit(args.threads)
    shown = SHOWN if args.progress == "bar" else None
    with bar_of(args.progress, "training") as bar:
        card = train(plan, resume=args.resume, report=lambda values: _show(bar, values, shown))
    if not is_first():
        return 0
    if args.json:
        result = {"checkpoint": str(args.out), "id": card.id, "metrics": card.metrics}
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        sys.stdout.write(f"{args.out}: checkpoint {card.id}\n{_numbers(card.metrics)}")
    return 0


def _show(bar: Bar, values: dict[str, Any], shown: Sequence[str] | None) -> None:
    """Show the values named, of all that the backend reports; None: all of them."""
    done = values.get("done", values.get("step", 0) / values.get("steps", inf))
    bar.show(done, **{name: values[name] for name in shown or values if name in values})


def _config(path: Path | None) -> dict[str, Any]:
    from reward.core.errors import ConfigError

    if path is None:
        return {}
    try:
        values = json.loads(path.read_text())
    except ValueError as error:
        raise ConfigError(f"{path} is not JSON: {error}.") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} must hold a JSON object.")
    return values


def _numbers(metrics: dict[str, Any]) -> str:
    """The metrics of the validation set that are numbers, one a line."""
    if not metrics:
        return "no line of the split val: neither calibrated nor measured\n"
    shown = {name: value for name, value in metrics.items() if isinstance(value, float)}
    return "on val:\n" + "".join(f"  {name:<18} {value:6.1f}\n" for name, value in shown.items())
