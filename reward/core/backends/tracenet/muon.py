"""Muon: steps of even size in every direction of a kernel (Keller Jordan 2024).

The momentum of a kernel, laid out as a matrix of outputs by inputs, is replaced by the nearest
matrix whose singular values are all about 1. A kernel that few inputs have shaped so far learns
from the others, too: in the same minutes tracenet gets twice as far as with AdamW alone
(``docs/experiments.md``).
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

_QUINTIC = (3.4445, -4.7750, 2.0315)  # brings singular values near 1 fast, and no nearer
_ROUNDS = 5


class Muon(torch.optim.Optimizer):
    """For convolution kernels (out, in, …) alone; norms, biases and words are AdamW's."""

    def __init__(
        self, kernels: Iterable[nn.Parameter], lr: float, *, momentum: float = 0.95, decay: float
    ) -> None:
        super().__init__(kernels, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Move every kernel that has a gradient."""
        for group in self.param_groups:
            for kernel in group["params"]:
                if kernel.grad is not None:
                    self._move(kernel, group)

    def _move(self, kernel: nn.Parameter, group: dict[str, float]) -> None:
        state = self.state[kernel]
        if not state:
            state["momentum"] = torch.zeros_like(kernel)
        gradient, moving = kernel.grad, state["momentum"]
        assert gradient is not None  # noqa: S101
        moving.mul_(group["momentum"]).add_(gradient)
        ahead = gradient.add(moving, alpha=group["momentum"])
        way = even(ahead.flatten(1)).view_as(kernel)
        kernel.mul_(1 - group["lr"] * group["decay"])
        kernel.add_(way, alpha=-group["lr"] * max(1.0, len(kernel) / way[0].numel()) ** 0.5)


def even(matrix: Tensor) -> Tensor:
    """Return the matrix (rows, columns) with all its singular values near 1."""
    a, b, c = _QUINTIC
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.T if tall else matrix) / (matrix.norm() + 1e-7)
    for _ in range(_ROUNDS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    near: Tensor = x.T if tall else x
    return near
