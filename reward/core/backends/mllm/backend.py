"""The contract's methods over one model: learn, judge, be put away."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reward.core.backends.mllm import adapters, bases, storing, training
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.judging import Judge
from reward.core.backends.mllm.lessons import lessons_of
from reward.core.backends.mllm.prompts import Speaker
from reward.core.backends.mllm.storing import About
from reward.core.contract import Example, Prediction, Report


class Mllm:
    """A multimodal language model with its processor; LoRA adapters are part of ``model``."""

    name = "mllm"

    def __init__(self, model: Any, processor: Any, origin: str, about: About) -> None:
        self.model = model
        self.config = about.config
        self.family = about.family
        self.speaker = Speaker(processor, about.family, about.config.style)
        self._origin = origin  # the base that adapters belong to
        self._fingerprint = about.fingerprint
        self._judge: Judge | None = None

    def fit(
        self,
        examples: Sequence[Example],
        val: Sequence[Example],
        *,
        seconds: float | None,
        seed: int,
        state: Path,
        report: Report,
    ) -> dict[str, Any]:
        """Fine-tune on ``examples``, resuming from ``state``; ``val`` is not looked at."""
        lessons = lessons_of(examples, self.config, self.speaker)
        self.make_ready(seed)
        if self.config.checkpointing:
            training.checkpoint_activations(self.model)
        self._judge = None
        run = training.Run(seconds, seed, state, report)
        story = training.learn(self.model, lessons, self.speaker, self.config, run)
        if story["processes"] > 1:
            self.model = None  # what is left of it is a shard
            gc.collect()
            self.model = adapters.reopen(self._origin, state / training.FINAL, self.config)
        training.keep_activations(self.model)
        gc.collect()
        return story

    def make_ready(self, seed: int) -> None:
        """Let learn what the configuration says, also in a whole checkpoint taken out again."""
        if self.config.tune == "full":
            self.model.float()  # an optimiser's small steps are lost in bfloat16
            training.freeze(self.model, self.family, train_vision=self.config.train_vision)
        elif not adapters.is_adapted(self.model):
            self._fingerprint = bases.fingerprint(self._origin)
            self.model = adapters.attach(self.model, self.family, self.config, seed=seed)

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """Judge each example; the odds are raw, as the verdict's logits give them."""
        self.model.eval()
        self._judge = self._judge or Judge(self.model, self.speaker, self.config)
        return list(self._judge.predict(examples))

    def save(self, folder: Path) -> None:
        """Write adapters, or whole weights, and the processor into ``folder``."""
        adapted = adapters.is_adapted(self.model)
        about = About(
            self.family,
            self.config,
            self._origin if adapted else "",
            self._fingerprint if adapted else "",
        )
        storing.write(folder, self.model, self.speaker.processor, about)


def begin(name: str, config: Config, *, seed: int) -> Mllm:
    """Load a base and make it ready to learn; ``seed`` draws the adapters' first weights."""
    whole = config.tune == "full"
    base = bases.load_base(name, dtype=config.dtype, attention=config.attention, train=whole)
    about = About(base.family, config)
    # Adapters must find their base again, wherever they are loaded from.
    origin = str(Path(name).resolve()) if Path(name).is_dir() else name
    backend = Mllm(base.model, base.processor, origin, about)
    backend.make_ready(seed)
    return backend


def resume(folder: Path) -> Mllm:
    """Load what ``save`` wrote."""
    about = storing.read_about(folder)
    model, processor = storing.read(folder, about)
    origin = about.base or str((folder / storing.MODEL).resolve())
    return Mllm(model, processor, origin, about)
