"""Run as a script: end with the worker, stay as nice as it, then become the program.

A script rather than ``preexec_fn``, which may deadlock in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent = int(sys.argv[1])
    if sys.platform == "linux":
        # TERM, so that a training keeps what it can go on from.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # the parent died before the kernel was told
            sys.exit(1)
    try:
        group = os.open("/proc/self/autogroup", os.O_WRONLY)
        os.write(group, str(os.nice(0)).encode())
    except OSError:
        pass
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell is what is wanted


if __name__ == "__main__":
    main()
