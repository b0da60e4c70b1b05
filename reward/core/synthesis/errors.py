"""What synthesis refuses."""

from __future__ import annotations

from annotation.errors import TelltaleError


class SynthesisError(TelltaleError):
    """Footage that cannot be used, or an output folder that is in the way."""

    code = "synthesis"
