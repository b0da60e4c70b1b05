"""How wrong a reading is: each trace counts once, however many cells it covers.

Where a document says nothing (no verdict, no kind, no track) nothing is learned.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from reward.core.backends.tracenet.heads import Network, Read
from reward.core.backends.tracenet.targets import UNKNOWN, Targets

FOCUS = 1.5  # exponent of the focal loss, Lin et al. 2017
ONSET = 2  # moments of a trace in which it is just beginning
USUAL_CELLS = 60.0  # of one trace: what the map's loss is measured in


class Losses(NamedTuple):
    """The parts, each about 1 for a model that knows nothing."""

    flaw: Tensor
    kind: Tensor
    box: Tensor
    times: Tensor
    fake: Tensor

    @property
    def total(self) -> Tensor:
        return self.flaw + self.kind + 2.0 * self.box + 1.0 * self.times + self.fake


def losses_of(network: Network, read: Read, targets: Targets) -> Losses:
    """Compare a reading with the truth of the same views."""
    owner = torch.from_numpy(targets.owner)
    cells = (owner > 0).nonzero(as_tuple=True)  # of traces: (n,) each of batch, moment, row, column
    trace = owner[cells] - 1
    nothing = read.flaw.sum() * 0
    flaw = _flaw_loss(read.flaw, owner)
    fake = _fake_loss(read.fake, torch.from_numpy(targets.fake))
    if not len(trace):
        return Losses(flaw, nothing, nothing, nothing, fake)
    share = 1 / torch.bincount(trace, minlength=len(targets.clip)).float()[trace]
    share = share / share.sum()  # each trace counts once
    boxes = torch.from_numpy(targets.boxes)[trace, cells[1]]
    times = torch.from_numpy(targets.times)[trace]
    kind = torch.from_numpy(targets.kind)
    pooled = pool(read, owner, len(kind))
    return Losses(
        flaw,
        _kind_loss(read.kind[cells], kind[trace], share)
        + _kind_loss(network.named(pooled).float(), kind, torch.ones(len(kind)) / len(kind)),
        (share * box_loss(read.box[cells], boxes)).sum(),
        (share * time_loss(read.times[cells], times)).sum(),
        fake,
    )


def pool(read: Read, owner: Tensor, traces: int) -> Tensor:
    """Average the features over each trace's cells: plainly, by the odds of a flaw, at its onset.

    ``owner`` as in Targets; returns (traces, POOLS * c).
    """
    batch, moments = owner.shape[:2]
    whose = owner.reshape(1, batch * moments, -1) == torch.arange(1, traces + 1).view(-1, 1, 1)
    seen = whose.any(2)  # (traces, batch * moments)
    onset = seen & (seen.cumsum(1) <= ONSET)
    odds = read.flaw.detach().reshape(batch * moments, -1).sigmoid() + 1e-3
    weights = torch.stack((whose.float(), whose * odds, (whose & onset[..., None]).float()), 1)
    weights = weights.flatten(2)  # (traces, POOLS, cells)
    weights = weights / weights.sum(2, keepdim=True).clamp(min=1e-3)
    features = read.features.flatten(0, 3)
    pooled = weights.flatten(0, 1).to(features.dtype) @ features
    return pooled.float().view(traces, -1)


def _flaw_loss(logits: Tensor, owner: Tensor) -> Tensor:
    wanted, known = (owner > 0).float(), (owner != UNKNOWN).float()
    plain = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    focal = plain * (1 - torch.exp(-plain)) ** FOCUS
    return (focal * known).sum() / (USUAL_CELLS * len(owner))


def _fake_loss(logits: Tensor, fake: Tensor) -> Tensor:
    known = (fake != UNKNOWN).float()
    plain = functional.binary_cross_entropy_with_logits(logits, fake.clamp(min=0), reduction="none")
    return (plain * known).sum() / known.sum().clamp(min=1)


def _kind_loss(logits: Tensor, kind: Tensor, share: Tensor) -> Tensor:
    plain = functional.cross_entropy(logits, kind, reduction="none", ignore_index=UNKNOWN)
    return (plain * share).sum() / (share * (kind != UNKNOWN)).sum().clamp(min=1e-6)


def box_loss(said: Tensor, true: Tensor) -> Tensor:
    """1 - GIoU (Rezatofighi et al. 2019) and the corners' distance; both (n, 4) → (n,)."""
    shared = (
        torch.minimum(said[:, 2:], true[:, 2:]) - torch.maximum(said[:, :2], true[:, :2])
    ).clamp(min=0)
    hull = torch.maximum(said[:, 2:], true[:, 2:]) - torch.minimum(said[:, :2], true[:, :2])
    both = shared.prod(1)
    either = (said[:, 2:] - said[:, :2]).prod(1) + (true[:, 2:] - true[:, :2]).prod(1) - both
    around = hull.prod(1).clamp(min=1e-6)
    giou = both / either.clamp(min=1e-6) - (around - either) / around
    return 1 - giou + 2 * (said - true).abs().mean(1)


def time_loss(said: Tensor, true: Tensor) -> Tensor:
    """1 - IoU of the spans and the ends' distance; both (n, 2) → (n,)."""
    shared = torch.minimum(said[:, 1], true[:, 1]) - torch.maximum(said[:, 0], true[:, 0])
    hull = torch.maximum(said[:, 1], true[:, 1]) - torch.minimum(said[:, 0], true[:, 0])
    return 1 - shared.clamp(min=0) / hull.clamp(min=1e-3) + 2 * (said - true).abs().mean(1)
