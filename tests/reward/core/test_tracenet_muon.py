"""Muon: kernels move by the same amount in every direction, whatever size the gradient has."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from reward.core.backends.tracenet.muon import Muon, even


@pytest.mark.parametrize("shape", [(8, 72), (72, 8), (16, 16)])
def test_singular_values_come_near_one(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    left, _, right = torch.linalg.svd(torch.randn(shape), full_matrices=False)
    uneven = left * torch.logspace(-1, 1, min(shape)) @ right
    values = torch.linalg.svdvals(even(uneven))
    assert values.quantile(0.25) > 0.6  # but for the very least ones
    assert values.max() < 1.3
    # Both face the same way: the nearest such matrix has the same singular vectors.
    assert (even(uneven) * uneven).sum() > 0


def test_a_step_does_not_depend_on_the_size_of_the_gradient() -> None:
    moved = []
    for size in (1e-3, 1e3):
        torch.manual_seed(0)
        kernel = nn.Parameter(torch.zeros(8, 4, 1, 3, 3))
        kernel.grad = size * torch.randn_like(kernel)
        Muon([kernel], 0.1, decay=0.0).step()
        moved.append(kernel.detach().clone())
    assert torch.allclose(*moved, atol=1e-4)
    assert moved[0].abs().max() > 0.01


def test_decay_shrinks_a_kernel_that_nothing_pulls() -> None:
    kernel = nn.Parameter(torch.ones(4, 4, 1, 1, 1))
    kernel.grad = torch.zeros_like(kernel)
    Muon([kernel], 0.1, decay=0.5).step()
    assert torch.allclose(kernel.detach(), torch.full_like(kernel, 0.95))
