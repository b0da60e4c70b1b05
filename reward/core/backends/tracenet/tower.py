"""The eye: factorised space and time convolutions over frames and their differences.

Space is read by 1×3×3 kernels, time by 3×1×1 kernels whose dilation grows, so that every cell of
the last map has seen the whole clip. Two scales are joined: the coarse one knows what happens
around, the fine one where.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

STRIDE = 4  # pixels per cell of the map


class Block(nn.Module):
    """x + time(space(x)), each a convolution with batch normalisation."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.space = nn.Conv3d(width, width, (1, 3, 3), padding=(0, 1, 1), bias=False)
        self.space_norm = nn.BatchNorm3d(width)
        self.time = nn.Conv3d(width, width, (3, 1, 1), padding=(1, 0, 0), bias=False)
        self.time_norm = nn.BatchNorm3d(width)
        nn.init.zeros_(self.time_norm.weight)  # begins as the identity

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.space_norm(self.space(x)), inplace=True)
        return functional.relu(x + self.time_norm(self._over_time(y)), inplace=True)

    def _over_time(self, x: Tensor) -> Tensor:
        """Convolve every ``dilation``-th moment with each other.

        Moments are dealt out to the rows, which costs nothing in this memory format; a dilated
        kernel does the same eight times slower (oneDNN, bfloat16, backward).
        """
        if self.dilation == 1:
            dealt: Tensor = self.time(x)
            return dealt
        batch, width, moments, height, columns = x.shape
        rows = (batch, moments // self.dilation, self.dilation * height, columns, width)
        dealt = self.time(x.permute(0, 2, 3, 4, 1).reshape(rows).permute(0, 4, 1, 2, 3))
        whole = (batch, moments, height, columns, width)
        return dealt.permute(0, 2, 3, 4, 1).reshape(whole).permute(0, 4, 1, 2, 3)


class Down(nn.Module):
    """Halve height and width."""

    def __init__(self, inside: int, outside: int, kernel: int) -> None:
        super().__init__()
        half = kernel // 2
        self.conv = nn.Conv3d(
            inside, outside, (1, kernel, kernel), (1, 2, 2), (0, half, half), bias=False
        )
        self.norm = nn.BatchNorm3d(outside)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(self.norm(self.conv(x)), inplace=True)


class Tower(nn.Module):
    """uint8 frames (batch, time, height, width, 3) → (batch, channels, time, height/4, width/4)."""

    def __init__(self, widths: tuple[int, int, int], depths: tuple[int, int, int]) -> None:
        super().__init__()
        low, middle, high = widths
        self.stem = Down(12, low, 5)
        self.low = nn.Sequential(*(Block(low, 1) for _ in range(depths[0])))
        self.to_middle = Down(low, middle, 3)
        self.middle = nn.Sequential(*(Block(middle, 2 ** (i % 3)) for i in range(depths[1])))
        self.to_high = Down(middle, high, 3)
        self.high = nn.Sequential(*(Block(high, 2 ** (i % 3)) for i in range(depths[2])))
        self.join = nn.Conv3d(middle + high, high, 1, bias=False)
        self.join_norm = nn.BatchNorm3d(high)
        self.mix = Block(high, 1)

    def forward(self, frames: Tensor) -> Tensor:
        x = self.low(self.stem(see(frames)))
        fine = self.middle(self.to_middle(x))
        coarse = self.high(self.to_high(fine))
        coarse = functional.interpolate(coarse, size=fine.shape[2:], mode="nearest")
        both = self.join_norm(self.join(torch.cat((fine, coarse), 1)))
        mixed: Tensor = self.mix(functional.relu(both))
        return mixed


def see(frames: Tensor) -> Tensor:
    """Give the pixels, the changes from the frame before and to the next, and from the clip's mean.

    (batch, time, height, width, 3) uint8 → (batch, 12, time, height, width).
    """
    x = frames.to(torch.float32).div_(255)
    light = x.mean((2, 3), keepdim=True)  # a flash or a flicker is no flaw
    x = x * ((light.mean(1, keepdim=True) + 0.05) / (light + 0.05)) - 0.5
    change = x[:, 1:] - x[:, :-1]
    none = torch.zeros_like(x[:, :1])
    before, after = torch.cat((none, change), 1), torch.cat((change, none), 1)
    seen = torch.cat((2 * x, 6 * before, 6 * after, 4 * (x - x.mean(1, keepdim=True))), -1)
    return seen.permute(0, 4, 1, 2, 3)  # channels last in memory
