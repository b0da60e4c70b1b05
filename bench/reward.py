"""``make bench-reward``: what decoding, training and predicting cost, and what limits them.

Each section runs in a process of its own, so that its memory is its own. Name sections to run only
those: ``python -m bench.reward decode``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

# Each is a module beside this one with ``section()``, which gives (what, measured) lines.
SECTIONS = ("decode", "tracenet", "fitting")


def main() -> int:
    wanted = sys.argv[1:] or list(SECTIONS)
    if len(wanted) == 1:
        for name, measured in import_module(f"bench.{wanted[0]}").section():
            sys.stdout.write(f"{name:<44} {measured}\n")
            sys.stdout.flush()
        return 0
    # One thread wherever a section does not say otherwise: what is measured is a core's work.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bench.reward"]
    return max(subprocess.run([*command, name], env=environment).returncode for name in wanted)  # noqa: PLW1510


if __name__ == "__main__":
    sys.exit(main())
