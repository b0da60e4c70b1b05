"""Lets torchvision load beside a CPU build of torch, for the video processors' pure transforms.

torchvision's wheel brings a compiled part that needs the torch it was built with. Where that part
does not load, its import stops at operators nobody declared ("operator torchvision::nms does not
exist"). The video processors call none of them: declaring their names is enough.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from annotation.errors import TelltaleError

# Operators for which torchvision registers shape functions at import, as its C++ declares them.
_SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
_declared: list[object] = []  # a torch.library.Library lives as long as it is referred to


class VisionError(TelltaleError):
    """The libraries for pictures are missing or do not fit together."""

    status = 503
    code = "vision"


def ready() -> None:
    """Import torchvision, declaring what its compiled part would have; do nothing if it loads.

    Raises VisionError with what to install where that does not help either.
    """
    if "torchvision" in sys.modules:
        return
    if importlib.util.find_spec("torchvision") is None:
        raise VisionError("torchvision is not installed: pip install --no-deps torchvision==0.28.0")
    try:
        import torchvision  # noqa: F401
    except RuntimeError as error:
        if "torchvision::" not in str(error):
            raise VisionError(f"torchvision does not load: {error}") from error
        _declare()
        _import_again()


def _declare() -> None:
    from torch.library import Library

    make: Any = Library  # torch gives it no types
    library = make("torchvision", "DEF")
    for schema in _SCHEMAS:
        library.define(schema)
    _declared.append(library)


def _import_again() -> None:
    # The failed import left half of its modules behind.
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]
    try:
        import torchvision  # noqa: F401
    except Exception as error:
        raise VisionError(f"torchvision does not load beside this torch: {error}") from error
