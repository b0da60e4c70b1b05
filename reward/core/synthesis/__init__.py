"""Clips with planted traces: exact truth for training, tests and demonstrations.

``Series(seed).make(index)`` gives a clip in memory, drawn or cut from a ``Library`` of footage;
``synthesize`` writes a data set.
"""

from __future__ import annotations

from reward.core.synthesis.clip import VERSION, Clip, Series, make, twin
from reward.core.synthesis.config import Config
from reward.core.synthesis.footage.sources import Library
from reward.core.synthesis.writing import synthesize

__all__ = ["VERSION", "Clip", "Config", "Library", "Series", "make", "synthesize", "twin"]
