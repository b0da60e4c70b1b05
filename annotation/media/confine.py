"""Run as a script: take limits upon oneself, then become the program that needs them.

A script rather than ``preexec_fn``, which may deadlock in a process with threads.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    cpu_s, memory, file_size, parent = map(int, sys.argv[1:5])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # the parent died before the kernel was told
            sys.exit(1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    _stay_nice()
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 - no shell is what is wanted


def _stay_nice() -> None:
    """Carry the worker's niceness into this new session, which Linux may weigh as a whole."""
    try:
        group = os.open("/proc/self/autogroup", os.O_WRONLY)
        os.write(group, str(os.nice(0)).encode())
    except OSError:
        pass


if __name__ == "__main__":
    main()
