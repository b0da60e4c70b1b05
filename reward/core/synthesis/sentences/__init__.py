"""True sentences about planted traces: what, where and when, in English or Korean."""

from __future__ import annotations

from reward.core.synthesis.sentences.english import sentence as english
from reward.core.synthesis.sentences.facts import Facts, facts_of
from reward.core.synthesis.sentences.korean import sentence as korean

__all__ = ["Facts", "english", "facts_of", "korean"]
