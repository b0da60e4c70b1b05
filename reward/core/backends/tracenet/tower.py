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
SEEN = 15  # channels of what the first kernel sees


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
    """uint8 frames (b, time, height, width, 3) → (b, middle width, time, height/4, width/4)."""

    def __init__(self, widths: tuple[int, int, int], depths: tuple[int, int, int]) -> None:
        super().__init__()
        low, middle, high = widths
        self.stem = Down(SEEN, low, 5)
        self.low = nn.Sequential(*(Block(low, 1) for _ in range(depths[0])))
        self.to_middle = Down(low, middle, 3)
        self.middle = nn.Sequential(*(Block(middle, 2 ** (i % 3)) for i in range(depths[1])))
        self.to_high = Down(middle, high, 3)
        self.high = nn.Sequential(*(Block(high, 2 ** (i % 3)) for i in range(depths[2])))
        # Two kernels and a sum: what one kernel over both would say, without joining the maps.
        self.join_fine = nn.Conv3d(middle, middle, 1, bias=False)
        self.join_coarse = nn.Conv3d(high, middle, 1, bias=False)
        self.join_norm = nn.BatchNorm3d(middle)
        self.mix = Block(middle, 1)

    def forward(self, frames: Tensor) -> Tensor:
        x = self.low(self.stem(see(frames)))
        fine = self.middle(self.to_middle(x))
        coarse = self.join_coarse(self.high(self.to_high(fine)))
        both = self.join_norm(self.join_fine(fine) + _spread(coarse))
        mixed: Tensor = self.mix(functional.relu(both, inplace=True))
        return mixed


def _spread(coarse: Tensor) -> Tensor:
    """Give each cell the place of 2 × 2; by pictures, because that keeps channels last."""
    batch, width, moments, height, columns = coarse.shape
    pictures = coarse.permute(0, 2, 3, 4, 1).reshape(batch * moments, height, columns, width)
    spread = functional.interpolate(pictures.permute(0, 3, 1, 2), scale_factor=2, mode="nearest")
    whole = (batch, moments, 2 * height, 2 * columns, width)
    return spread.permute(0, 2, 3, 1).reshape(whole).permute(0, 4, 1, 2, 3)


def see(frames: Tensor) -> Tensor:
    """Give the pixels, and how they differ from the frames beside, the clip's mean and its begin.

    (batch, time, height, width, 3) uint8 → (batch, SEEN, time, height, width).
    """
    x = frames.to(torch.float32).div_(255)
    light = x.mean((2, 3), keepdim=True)  # a flash or a flicker is no flaw
    x.mul_((light.mean(1, keepdim=True) + 0.05) / (light + 0.05)).sub_(0.5)
    half = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else x.dtype
    seen = torch.zeros((*x.shape[:-1], SEEN), dtype=half)
    change = (x[:, 1:] - x[:, :-1]).mul_(6)
    seen[:, 1:, ..., 3:6] = change
    seen[:, :-1, ..., 6:9] = change
    seen[..., 9:12] = (x - x.mean(1, keepdim=True)).mul_(4)
    seen[..., 12:] = (x - x[:, :2].mean(1, keepdim=True)).mul_(3)
    seen[..., :3] = x.mul_(2)
    return seen.permute(0, 4, 1, 2, 3)  # channels last in memory
