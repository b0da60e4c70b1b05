"""Clips with planted traces: exact truth for training, tests and demonstrations.

``make`` gives one clip in memory, ``synthesize`` writes a data set.
"""

from __future__ import annotations

from reward.core.synthesis.clip import VERSION, Clip, make, twin
from reward.core.synthesis.config import Config
from reward.core.synthesis.writing import synthesize

__all__ = ["VERSION", "Clip", "Config", "make", "synthesize", "twin"]
