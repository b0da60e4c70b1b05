"""The small language model: it writes the explanation of one trace, word by word.

It is told the numbers in words (kind, place, time, language) and sees the trace twice: through the
tower, and as two small pictures of the place, before the flaw and during it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from reward.core.backends.tracenet.heads import POOLS
from reward.core.backends.tracenet.phrases import LANGUAGES, PLACES
from reward.core.backends.tracenet.targets import KINDS
from reward.core.backends.tracenet.vocabulary import END

GLIMPSE = 20  # pixels each way
FACTS = 48 + 24 + 24 + 16 + 16  # width of kind, place, to the end, language and named
CALM = 2.0  # exponent of the odds when words are drawn by chance
AROUND = 1.2  # how much more than the box a glimpse shows
IGNORED = -100


class Told(NamedTuple):
    """What the writer is told of n traces."""

    kind: Tensor  # (n,) index, -1 for unknown
    place: Tensor  # (n,)
    to_end: Tensor  # (n,) 1 if it lasts until the clip's end, else 0
    language: Tensor  # (n,)
    named: Tensor  # (n,) 1 if it may name the thing, else 0
    pooled: Tensor  # (n, POOLS * c) the tower's features of the trace
    glimpses: Tensor  # (n, 6, GLIMPSE, GLIMPSE): before and during, 0 to 1


class Writer(nn.Module):
    """A gated recurrent network over words, started and accompanied by what it is told."""

    def __init__(self, features: int, tokens: int, width: int = 192) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(KINDS) + 1, 48)
        self.place = nn.Embedding(len(PLACES), 24)
        self.to_end = nn.Embedding(2, 24)
        self.language = nn.Embedding(len(LANGUAGES), 16)
        self.named = nn.Embedding(2, 16)
        self.seen = nn.Sequential(nn.Linear(POOLS * features, 48), nn.ReLU(), nn.Dropout(0.3))
        self.looked = nn.Sequential(
            nn.Conv2d(6, 32, 3, 2, 1),
            nn.ReLU(),
            nn.Conv2d(32, 64, 3, 2, 1),
            nn.ReLU(),
            nn.Conv2d(64, 64, 3, 1, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Dropout(0.3),
            nn.Linear(64 * (GLIMPSE // 4) ** 2, 96),
            nn.ReLU(),
        )
        self.plan = nn.Linear(FACTS + 48 + 96, width)
        # Even sizes: a squashed plan would soon say the same whatever it was told.
        self.even = nn.LayerNorm(width)
        self.words = nn.Embedding(tokens, 96)
        self.memory = nn.GRU(96 + FACTS + width, width, batch_first=True)
        self.say = nn.Linear(width, tokens)

    def grow(self, tokens: int) -> None:
        """Make room for words that were learned since: as the average word, until they differ."""
        more = tokens - self.words.num_embeddings
        if more <= 0:
            return
        words, say = self.words, self.say
        self.words, self.say = nn.Embedding(tokens, 96), nn.Linear(say.in_features, tokens)
        with torch.no_grad():
            for new, old in ((self.words.weight, words.weight), (self.say.weight, say.weight)):
                new.copy_(torch.cat((old, old.mean(0, keepdim=True).expand(more, -1))))
            self.say.bias.copy_(torch.cat((say.bias, say.bias.min().expand(more))))

    def think(self, told: Told) -> Tensor:
        """Put all that is told together, the facts first: (n, FACTS + width)."""
        facts = (
            self.kind(told.kind + 1),
            self.place(told.place),
            self.to_end(told.to_end),
            self.language(told.language),
            self.named(told.named),
        )
        sights = (self.seen(told.pooled), self.looked(told.glimpses - 0.5))
        return torch.cat((*facts, self.even(self.plan(torch.cat((*facts, *sights), 1)))), 1)

    def forward(
        self, plan: Tensor, before: Tensor, state: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return logits of the next tokens after each of ``before`` (n, length), and the state."""
        heard = torch.cat((self.words(before), plan[:, None].expand(-1, before.shape[1], -1)), 2)
        begun = plan[None, :, FACTS:].contiguous() if state is None else state
        spoken, state = self.memory(heard, begun)
        return self.say(spoken), state

    def loss(self, told: Told, tokens: Tensor) -> Tensor:
        """Mean cross entropy of ``tokens`` (n, length), END-terminated, IGNORED after that."""
        before = torch.cat((torch.full_like(tokens[:, :1], END), tokens[:, :-1]), 1).clamp(min=0)
        logits, _ = self(self.think(told), before)
        return functional.cross_entropy(
            logits.flatten(0, 1), tokens.flatten(), ignore_index=IGNORED
        )


@dataclass(frozen=True, slots=True)
class Written:
    """Tokens of one text, without the end, and the odds (0 to 1) with which each was chosen."""

    tokens: list[int]
    odds: list[float]


def write(
    writer: Writer, told: Told, *, longest: int, dice: torch.Generator | None = None
) -> list[Written]:
    """Write one text per trace: always the likeliest next word, or with ``dice`` by chance."""
    plan = writer.think(told)
    last = torch.full((len(plan), 1), END)
    state: Tensor | None = None
    texts = [Written([], []) for _ in range(len(plan))]
    open_ = [True] * len(plan)
    for _ in range(longest):
        logits, state = writer(plan, last, state)
        odds = logits[:, 0].softmax(1)
        chosen = torch.multinomial(odds**CALM, 1, generator=dice) if dice else odds.argmax(1, True)
        for n, text in enumerate(texts):
            token = int(chosen[n])
            open_[n] = open_[n] and token != END
            if open_[n]:
                text.tokens.append(token)
                text.odds.append(float(odds[n, token]))
        if not any(open_):
            break
        last = chosen
    return texts


def glimpse(pictures: Tensor, boxes: Tensor, moments: Tensor) -> Tensor:
    """Cut squares around boxes out of pictures.

    ``pictures`` uint8 (t, height, width, 3); ``boxes`` (n, 4) left, top, right, bottom; ``moments``
    (n, 2), before and during. Returns (n, 6, GLIMPSE, GLIMPSE) from 0 to 1.
    """
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2 * AROUND
    theta = torch.zeros(len(boxes), 2, 3)
    theta[:, 0, 0], theta[:, 1, 1] = half[:, 0] * 2, half[:, 1] * 2
    theta[:, :, 2] = middle * 2 - 1
    grid = functional.affine_grid(theta, [len(boxes), 1, GLIMPSE, GLIMPSE], align_corners=False)
    seen = pictures[moments].float().div_(255)  # (n, 2, height, width, 3)
    seen = seen.permute(0, 1, 4, 2, 3).flatten(1, 2)
    return functional.grid_sample(seen, grid, padding_mode="border", align_corners=False)
