"""What is read off the map: per cell a flaw's odds, kind, box and times; per clip a verdict.

Every cell speaks for itself, so that several flaws can be found, and many cells agree on each.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from reward.core.backends.tracenet.targets import KINDS
from reward.core.backends.tracenet.tower import Tower

POOLS = 3  # ways in which the features of one trace are averaged


class Read(NamedTuple):
    """What the model says of a batch of b clips, t moments, maps of h × w cells, c channels."""

    flaw: Tensor  # (b, t, h, w) logits
    kind: Tensor  # (b, t, h, w, 9) logits
    box: Tensor  # (b, t, h, w, 4) left, top, right, bottom, about 0 to 1
    times: Tensor  # (b, t, h, w, 2) begin and end, about 0 to 1
    fake: Tensor  # (b,) logits
    features: Tensor  # (b, t, h, w, c), as wide as the tower computes

    def only(self, at: int) -> Read:
        """Return the reading of clip ``at``, as a batch of one."""
        return Read(*(part[at : at + 1] for part in self))


class Network(nn.Module):
    """Tower and heads."""

    def __init__(self, widths: tuple[int, int, int], depths: tuple[int, int, int]) -> None:
        super().__init__()
        width = widths[1]
        self.tower = Tower(widths, depths)
        self.inner = nn.Linear(width, width)
        self.cells = nn.Linear(width, 1 + 4 + 2 + len(KINDS))
        self.verdict = nn.Sequential(
            nn.Linear(2 * width + 2, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 1)
        )
        self.lean = nn.Linear(2, 1)  # how far a clip is as fake as its likeliest flaw: learned
        nn.init.zeros_(self.lean.weight)
        nn.init.zeros_(self.lean.bias)
        self.named = nn.Sequential(  # the kind of a true tube: what the tower learns to tell
            nn.Linear(POOLS * width, 96), nn.ReLU(), nn.Dropout(0.2), nn.Linear(96, len(KINDS))
        )
        # Taught afterwards, on found tubes: the kind, and how far times and box are off.
        self.kinds = _second(POOLS * width, len(KINDS))
        self.nudge = _second(POOLS * width + 6, 6)
        nn.init.constant_(self.cells.bias[:1], -3.0)  # flaws are rare

    def forward(self, frames: Tensor) -> Read:
        """Judge uint8 frames (batch, time, height, width, 3)."""
        seen = self.tower(frames).permute(0, 2, 3, 4, 1)  # (b, t, h, w, c), contiguous
        said = self.cells(functional.relu(self.inner(seen), inplace=True)).float()
        flaw, sides, reach, kind = torch.split(said, [1, 4, 2, len(KINDS)], -1)
        flaw = flaw.squeeze(-1)
        return Read(flaw, kind, _boxes(sides), _times(reach), self.judge(flaw, seen), seen)

    def judge(self, flaw: Tensor, features: Tensor) -> Tensor:
        """Look at the clip where flaws are likely, and at all of it: (b,) logits of fake."""
        odds = flaw.flatten(1)
        weights = torch.stack((odds.softmax(1), torch.full_like(odds, 1 / odds.shape[1])), 1)
        # One product, so that the backward pass fills one map and no more.
        seen = torch.bmm(weights.to(features.dtype), features.flatten(1, 3)).flatten(1)
        top = odds.topk(8, 1).values.mean(1, keepdim=True)
        peak = odds.max(1, keepdim=True).values
        likeliest = torch.cat((top, peak), 1)
        told: Tensor = self.lean(likeliest) + self.verdict(torch.cat((seen.float(), likeliest), 1))
        return told.squeeze(1).float()


def _second(width: int, says: int) -> nn.Sequential:
    """A head of its own that says nothing, zeros, before it is taught."""
    last = nn.Linear(96, says)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    spread = nn.BatchNorm1d(width, affine=False)
    return nn.Sequential(spread, nn.Linear(width, 96), nn.ReLU(), nn.Dropout(0.4), last)


def _boxes(sides: Tensor) -> Tensor:
    """Turn four distances from each cell's centre into left, top, right, bottom."""
    _, _, height, width, _ = sides.shape
    y = (torch.arange(height) + 0.5) / height
    x = (torch.arange(width) + 0.5) / width
    centre = torch.stack((x.expand(height, width), y[:, None].expand(height, width)), -1)
    near, far = torch.split(0.25 * functional.softplus(sides), [2, 2], -1)
    return torch.cat((centre - near, centre + far), -1)


def _times(reach: Tensor) -> Tensor:
    """Turn two durations from each moment into begin and end."""
    count = reach.shape[1]
    now = ((torch.arange(count) + 0.5) / count).view(1, count, 1, 1, 1)
    back, on = torch.split(0.4 * functional.softplus(reach), [1, 1], -1)
    return torch.cat((now - back, now + on), -1)
