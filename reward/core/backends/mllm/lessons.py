"""What is learned from: one question and its answer, read and decoded when its turn comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.domain.document import Document
from annotation.formats.answers import lessons
from reward.core.backends.mllm.clips import Look, look_at, read_pictures
from reward.core.backends.mllm.config import Config
from reward.core.backends.mllm.prompts import Speaker, Tensors
from reward.core.contract import Example
from reward.core.errors import TrainingError

_WORDS = 400  # tokens of a question with its answer, about


@dataclass(frozen=True, slots=True)
class Lesson:
    """An example, the document its answer says, and what is looked at for it."""

    example: Example
    document: Document
    look: Look

    @property
    def length(self) -> int:
        """Its tokens, estimated without decoding."""
        return self.look.tokens + _WORDS


@dataclass(frozen=True, slots=True)
class Lessons:
    """Lessons in the order they are taken; what torch calls a map-style dataset."""

    taken: Sequence[Lesson]
    speaker: Speaker

    def __len__(self) -> int:
        return len(self.taken)

    def __getitem__(self, index: int) -> Tensors:
        lesson = self.taken[index]
        pictures = read_pictures(lesson.example, lesson.look)
        asked = self.speaker.ask(lesson.example, lesson.look, pictures)
        return self.speaker.lesson(asked, lesson.document, lesson.look)


def lessons_of(examples: Sequence[Example], config: Config, speaker: Speaker) -> list[Lesson]:
    """Return the lessons of ``examples``: in the paper style, one for each trace.

    TrainingError if nobody has judged any of them.
    """
    found = [
        Lesson(example, document, look_at(example, config, speaker.family))
        for example in examples
        for document in lessons(example.document or Document(), example.line.label, config.style)
    ]
    if not found:
        raise TrainingError("Nothing to learn from: no example says fake or real.")
    return found
