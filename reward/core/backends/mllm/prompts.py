"""Questions and answers as tokens: the model's own chat template, the loss on the answer alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from annotation.domain.document import Document, Verdict
from reward.core.answers import Style, opening, question, write
from reward.core.backends.mllm.clips import Look, metadata
from reward.core.backends.mllm.families import Family
from reward.core.contract import Example
from reward.core.errors import ConfigError
from reward.core.frames import Pictures

IGNORED = -100  # the label of a token that no loss is taken of
# What an imported trace leaves open must not be learned as "there is none".
_OPEN = re.compile(r'"category":(null)|"boxes":(\[\])|"explanation":("")')
_REASON = "The reason is because"

Tensors = dict[str, Any]  # name to torch.Tensor


@dataclass(frozen=True, slots=True)
class Odds:
    """Where P(fake) is read: after ``prefix``, between the tokens ``fake`` and ``real``."""

    prefix: tuple[int, ...]
    fake: int
    real: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A model's processor, and the style in which it is asked and answers."""

    processor: Any
    family: Family
    style: Style
    stop: int = field(init=False)  # the token that ends an answer

    def __post_init__(self) -> None:
        object.__setattr__(self, "stop", self._stop())

    @property
    def tokenizer(self) -> Any:
        return self.processor.tokenizer

    def ask(self, example: Example, look: Look, pictures: Pictures) -> Tensors:
        """Return the model's input up to where its answer begins, as a batch of one."""
        import torch

        clip = torch.from_numpy(pictures).permute(0, 3, 1, 2)  # (frames, 3, height, width)
        encoded = self.processor(
            text=[self._prompt(question(self.style, look.ground))],
            videos=[clip],
            video_metadata=[metadata(example.table, look.frames)],
            do_sample_frames=False,
            do_resize=False,
            return_tensors="pt",
        )
        return {name: value for name, value in encoded.items() if torch.is_tensor(value)}

    def lesson(self, asked: Tensors, document: Document, look: Look) -> Tensors:
        """Append the answer that says ``document``, with labels: the prompt's are ``IGNORED``."""
        import torch

        ids, labels = self.answer(document, look)
        prompt = asked["input_ids"]
        told = {
            **asked,
            "input_ids": torch.cat([prompt, torch.tensor([ids])], dim=1),
            "labels": torch.cat([torch.full_like(prompt, IGNORED), torch.tensor([labels])], dim=1),
        }
        told["attention_mask"] = torch.ones_like(told["input_ids"])
        if "mm_token_type_ids" in asked:
            words = torch.zeros(1, len(ids), dtype=asked["mm_token_type_ids"].dtype)
            told["mm_token_type_ids"] = torch.cat([asked["mm_token_type_ids"], words], dim=1)
        return told

    def answer(self, document: Document, look: Look) -> tuple[list[int], list[int]]:
        """Return the tokens of the answer, its stop included, and their labels."""
        text = write(document, self.style, look.ground)
        encoded = self._encode(text, return_offsets_mapping=True)
        open_ = [found.span(found.lastindex or 0) for found in _OPEN.finditer(text)]
        if self.style is Style.PAPER:
            open_ = []
        labels = [
            IGNORED if any(start < last and first < end for first, last in open_) else token
            for token, (start, end) in zip(
                encoded["input_ids"], encoded["offset_mapping"], strict=True
            )
        ]
        # An answer that lacks its reason must not teach to stop where the reason would begin.
        cut = self.style is Style.PAPER and document.verdict is Verdict.FAKE and _REASON not in text
        return [*encoded["input_ids"], self.stop], [*labels, IGNORED if cut else self.stop]

    def odds(self) -> Odds:
        """Return the first token in which the two verdicts differ, as this tokenizer has it."""
        fake = self._encode(opening(self.style, Verdict.FAKE))["input_ids"]
        real = self._encode(opening(self.style, Verdict.REAL))["input_ids"]
        place = next(k for k, (a, b) in enumerate(zip(fake, real, strict=False)) if a != b)
        return Odds(tuple(fake[:place]), fake[place], real[place])

    def _encode(self, text: str, **options: Any) -> Any:
        # A person's explanation may spell "<|im_end|>"; it is text like any other.
        return self.tokenizer(text, add_special_tokens=False, split_special_tokens=True, **options)

    def _prompt(self, asked: str) -> str:
        prompt = str(self._render(asked))
        if not self.family.bare:
            return prompt
        # As the model was trained and as vLLM serves it; transformers 5 keeps the outer pair too.
        pad = self.processor.video_token
        return prompt.replace(f"<|vision_start|>{pad}<|vision_end|>", pad)

    def _render(self, asked: str, answer: str | None = None) -> Any:
        content = [{"type": "video"}, {"type": "text", "text": asked}]
        messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
        if answer is not None:
            messages.append({"role": "assistant", "content": answer})
        return self.processor.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=answer is None
        )

    def _stop(self) -> int:
        """Ask the template how it ends an answer."""
        prompt, whole = self._render("?"), self._render("?", "REAL.")
        if not whole.startswith(f"{prompt}REAL."):
            raise ConfigError(f"{self.family.title}'s chat template does not go on as it prompts.")
        rest = self.tokenizer(whole[len(prompt) + len("REAL.") :], add_special_tokens=False)
        stop = int(rest["input_ids"][0]) if rest["input_ids"] else self.tokenizer.eos_token_id
        if stop not in self.tokenizer.all_special_ids:
            raise ConfigError(f"{self.family.title}'s chat template ends no answer.")
        return stop
