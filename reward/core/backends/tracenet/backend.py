"""tracenet behind the contract: learn, judge, be put away, go on from a checkpoint."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from annotation.domain.document import Trace
from annotation.domain.timeline import FrameTable
from reward.core.backends.tracenet import experience
from reward.core.backends.tracenet.allocation import keep_freed_memory
from reward.core.backends.tracenet.clips import Clip, batches, decode_clip
from reward.core.backends.tracenet.config import Config
from reward.core.backends.tracenet.documents import document_of
from reward.core.backends.tracenet.learning import Budget, learn
from reward.core.backends.tracenet.memory import load_memory, remember, save_memory
from reward.core.backends.tracenet.model import TOGETHER, Habits, Tracenet
from reward.core.backends.tracenet.naming import Lexicon, lexicon_of
from reward.core.backends.tracenet.phrases import filled
from reward.core.backends.tracenet.second import look_again
from reward.core.backends.tracenet.vocabulary import Vocabulary, vocabulary_of
from reward.core.contract import Example, Prediction, Report
from reward.core.errors import CheckpointError, TrainingError

SETTINGS = "config.json"
WEIGHTS = "model.safetensors"
UNTAUGHT = ("network.kinds.", "network.nudge.")
DECODING = 0.4  # share of the seconds that decoding may take at most
LOOKING = 0.08  # share of the seconds kept for the second look
TRYING = 0.04  # share of the seconds kept for what is measured afterwards
TRIED = 200  # clips of val at most, for what is measured afterwards


class Backend:
    """The contract's Backend; ``model`` is None until the texts to learn from have been seen."""

    name = "tracenet"

    def __init__(
        self, config: Config, seed: int, model: Tracenet | None = None, memory: Sequence[Clip] = ()
    ) -> None:
        self.config, self.seed, self.model, self.memory = config, seed, model, list(memory)

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
        """Learn; a model that was loaded goes on learning, and its memory is replayed."""
        begun = time.monotonic()
        keep_freed_memory()
        clips = self._decode(examples, seconds and DECODING * seconds, report)
        tried = self._decode(val[:TRIED], None, report)
        if not any(clip.fake is not None for clip in clips):
            raise TrainingError("No example says whether it is fake or real: nothing to learn.")
        config = self.config
        if self.model is not None:
            config = replace(config, rate=config.rate * config.tuning)
        model = self.model = self._ready(clips, seed)
        spent = time.monotonic() - begun
        left = None if seconds is None else seconds * (1 - LOOKING - TRYING) - spent
        course = learn(
            model,
            model.objective,
            clips,
            memory=self.memory,
            config=config,
            budget=Budget(None if left is None else max(left, 1.0), self.config.steps),
            seed=seed,
            state=state,
            report=report,
        )
        model.eval()
        lessons = look_again(
            model,
            [*self.memory, *clips],
            seed=seed,
            seconds=seconds and LOOKING * seconds,
            report=report,
        )
        measured = experience.measure(model, tried)
        self.memory = remember(self.memory, clips, self.config.memory, seed)
        return {
            "steps": course.step,
            "clips": len(clips),
            "seconds": round(time.monotonic() - begun, 1),
            "loss": round(sum(course.losses[-50:]) / max(len(course.losses[-50:]), 1), 4),
            "lessons": lessons,
            "replayed": len(self.memory),
            **measured,
        }

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """Judge each example; a file that cannot be decoded is a MediaError that names it."""
        if self.model is None:
            raise CheckpointError("This tracenet has learned nothing yet.")
        self.model.eval()
        keep_freed_memory()
        predictions: list[Prediction] = []
        for piece in batches(len(examples), TOGETHER):
            some = [examples[at] for at in piece]
            clips = [self._clip(example, stored=self.config.frames) for example in some]
            predictions += [
                self._prediction(example, opinion)
                for example, opinion in zip(some, self.model.judge(clips), strict=True)
            ]
        return predictions

    def save(self, folder: Path) -> None:
        """Write settings, weights and memory."""
        model = self.model
        if model is None:
            raise CheckpointError("This tracenet has learned nothing yet.")
        settings = {
            "config": self.config.dump(),
            "seed": self.seed,
            "pieces": model.vocabulary.pieces,
            "things": sorted(model.lexicon.things),
            "known": sorted(model.lexicon.known),
            "kinds": model.lexicon.kinds,
            "further": model.habits.further,
            "naming": model.habits.naming,
            "lean": model.habits.lean,
        }
        text = json.dumps(settings, indent=1, ensure_ascii=False, sort_keys=True)
        (folder / SETTINGS).write_text(text + "\n", encoding="utf-8")
        weights = {name: value.contiguous() for name, value in model.state_dict().items()}
        save_file(weights, folder / WEIGHTS)
        save_memory(self.memory, folder)

    def _ready(self, clips: Sequence[Clip], seed: int) -> Tracenet:
        """Make a new model for these texts, or teach the one there is their words."""
        told = [
            (trace.explanation.text, experience.kind_of(trace))
            for clip in (*self.memory, *clips)
            for trace in clip.traces
            if trace.explanation.text.strip()
        ]
        lexicon = lexicon_of(told)
        texts = list(experience.lessons(told, lexicon))
        torch.manual_seed(seed)
        if self.model is None:
            return Tracenet(self.config, vocabulary_of(texts), lexicon)
        self.model.lexicon = lexicon
        self.model.vocabulary = self.model.vocabulary.extended(texts)
        self.model.writer.grow(self.model.vocabulary.size)
        return self.model

    def _clip(self, example: Example, *, stored: int) -> Clip:
        return decode_clip(example, stored=stored, size=self.config.size)

    def _decode(
        self, examples: Sequence[Example], seconds: float | None, report: Report
    ) -> list[Clip]:
        """Decode each example once; when time is up, go on with what there is."""
        begun, clips = time.monotonic(), list[Clip]()
        for number, example in enumerate(examples, start=1):
            clips.append(self._clip(example, stored=self.config.stored))
            report({"decoded": number, "of": len(examples)})
            if seconds is not None and time.monotonic() - begun > seconds:
                break
        return clips

    def _prediction(self, example: Example, opinion: Any) -> Prediction:
        model = self.model
        assert model is not None  # noqa: S101
        kept = model.kept(opinion)
        traces = [_timed(trace, example.table) for trace in model.traces(kept)]
        document = document_of(traces)
        odds = tuple(min(tube.odds, 1.0) for tube in kept.found)
        return Prediction(example.line.video, document, opinion.p_fake, odds)


def _timed(trace: Trace, table: FrameTable) -> Trace:
    """Put the trace's times into its words."""
    text = filled(trace.explanation.text, table.start_s(trace.span), table.end_s(trace.span))
    return replace(trace, explanation=replace(trace.explanation, text=text))


def create(config: dict[str, Any], *, seed: int) -> Backend:
    """Make a tracenet with fresh weights; ConfigError for a setting it does not have."""
    return Backend(Config.read(config), seed)


def load(folder: Path, config: Mapping[str, Any] | None = None) -> Backend:
    """Read what ``save`` wrote; CheckpointError names the file that is not as it should be.

    ``config`` replaces settings that the weights do not depend on; ConfigError for any other.
    """
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        kept = Config.read(settings["config"])
        vocabulary = Vocabulary(tuple(settings["pieces"]))
        things, known = frozenset(settings["things"]), frozenset(settings["known"])
        lexicon = Lexicon(things, known, settings["kinds"])
        model = Tracenet(kept, vocabulary, lexicon)
        model.habits = Habits(settings["further"], settings["naming"], settings["lean"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{folder / SETTINGS} is not a tracenet's: {error}.") from error
    try:
        weights = load_file(folder / WEIGHTS)
        if not any(name.startswith(UNTAUGHT) for name in weights):
            # From before the second look: its heads say nothing yet.
            fresh = model.state_dict()
            weights |= {name: fresh[name] for name in fresh if name.startswith(UNTAUGHT)}
        model.load_state_dict(weights)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise CheckpointError(f"{folder / WEIGHTS} does not fit its settings: {error}.") from error
    model.eval()
    model.config = kept.changed(config or {})
    return Backend(model.config, settings["seed"], model, load_memory(folder))
