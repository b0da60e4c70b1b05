"""``python -m reward.core COMMAND``: finds the command, runs it, and says in one line what failed.

Results go to standard output; progress and complaints to standard error.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

from annotation.errors import InvalidError, TelltaleError

COMMANDS = (
    "synthesize",
    "manifest",
    "train",
    "predict",
    "evaluate",
    "compare",
    "show",
    "convert",
    "connect",
)
INTERRUPTED = 130  # as a shell has it

EPILOG = """\
A first round, from nothing to numbers:

  python -m reward.core synthesize --clips none --n 400 --seed 1 --out planted
  python -m reward.core train --manifest planted/manifest.jsonl --media planted/media \\
      --backend tracenet --minutes 10 --out model
  python -m reward.core manifest --videos my-videos --out mine.jsonl
  python -m reward.core predict --checkpoint model --manifest mine.jsonl --media my-videos \\
      --out mine-predicted.jsonl

"COMMAND --help" says more of each.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0, 1 after a complaint, 130 if interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m reward.core",
        description="Learn what gives a generated video away, and say it of new videos.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    modules = {name: import_module(f"reward.core.commands.{name}") for name in COMMANDS}
    for module in modules.values():
        module.add(subparsers)
    args = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    return _guarded(lambda: modules[args.command].run(args))


def _guarded(work: Callable[[], int]) -> int:
    """Turn what may go wrong in this world into one line; a bug keeps its traceback."""
    try:
        return work()
    except BrokenPipeError:  # whoever read standard output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except (TelltaleError, OSError, ModuleNotFoundError) as error:
        _say(_sentence(error))
        return 1


def _sentence(error: TelltaleError | OSError | ModuleNotFoundError) -> str:
    if isinstance(error, InvalidError):
        return "; ".join(f"{problem.path}: {problem.message}" for problem in error.problems)
    if isinstance(error, TelltaleError):
        return error.message
    if isinstance(error, OSError):
        return f"{error.filename or 'A file'}: {error.strerror or error}."
    return f"{error.name} is not installed; `make dev`, or the extra `reward`, brings it."


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """Let a request to end look like Ctrl-C, so that a run leaves what it can go on from."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not disturb that
    raise KeyboardInterrupt


def _say(message: str) -> None:
    line = " ".join(message.split())
    # File names may hold what this terminal cannot show.
    sys.stderr.write(f"reward.core: {line}\n".encode(errors="backslashreplace").decode())


if __name__ == "__main__":
    sys.exit(main())
