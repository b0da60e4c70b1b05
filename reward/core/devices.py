"""Where models run: the GPU if there is one, else the CPU; bfloat16 where the hardware has it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

DType = Literal["auto", "bfloat16", "float32"]
# Flags of /proc/cpuinfo; without one of them, bfloat16 is emulated and slower than float32.
_BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})


@dataclass(frozen=True, slots=True)
class Device:
    """What a model is put on: ``kind`` as torch names it, and whether bfloat16 pays there."""

    kind: Literal["cuda", "cpu"]
    bf16: bool

    def bf16_for(self, dtype: DType) -> bool:
        """Return whether to compute in bfloat16 where a configuration says ``dtype``."""
        return self.bf16 if dtype == "auto" else dtype == "bfloat16"


@cache
def choose() -> Device:
    """Return this process's device; of several GPUs, the one its launcher gave it."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
        return Device("cuda", torch.cuda.is_bf16_supported())
    return Device("cpu", _cpu_has_bf16(Path("/proc/cpuinfo")))


def _cpu_has_bf16(cpuinfo: Path) -> bool:
    try:
        words = cpuinfo.read_text().split()
    except OSError:  # no Linux: float32 is always right
        return False
    return not _BF16_FLAGS.isdisjoint(words)
