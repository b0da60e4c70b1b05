"""Ways in which an uploaded file can be broken; the same seed breaks it the same way."""

from __future__ import annotations

import random
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]


def cut_short(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data))]


def lose_the_beginning(data: bytes, dice: random.Random) -> bytes:
    return data[dice.randrange(1, len(data)) :]


def flip_a_few_bytes(data: bytes, dice: random.Random) -> bytes:
    return _flipped(data, dice, dice.randrange(1, 8), len(data))


def flip_many_bytes(data: bytes, dice: random.Random) -> bytes:
    return _flipped(data, dice, dice.randrange(50, 500), len(data))


def flip_the_header(data: bytes, dice: random.Random) -> bytes:
    return _flipped(data, dice, dice.randrange(4, 40), 1500)


def flip_the_tail(data: bytes, dice: random.Random) -> bytes:
    # MP4 keeps its index there, where a drawn clip was not made for streaming.
    tail = len(data) - min(len(data), 2500)
    return data[:tail] + _flipped(data[tail:], dice, dice.randrange(4, 60), 2500)


def blank_a_stretch(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    length = min(dice.randrange(16, 20_000), len(data) - start)
    return data[:start] + bytes(length) + data[start + length :]


def drop_a_stretch(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randrange(1, 5_000) :]


def repeat_a_stretch(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start : start + dice.randrange(1, 5_000)] + data[start:]


def noise_after_the_magic(data: bytes, dice: random.Random) -> bytes:
    return data[:48] + dice.randbytes(min(len(data), 40_000))


DAMAGES: tuple[Damage, ...] = (
    cut_short,
    lose_the_beginning,
    flip_a_few_bytes,
    flip_many_bytes,
    flip_the_header,
    flip_the_tail,
    blank_a_stretch,
    drop_a_stretch,
    repeat_a_stretch,
    noise_after_the_magic,
)


def _flipped(data: bytes, dice: random.Random, count: int, within: int) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[dice.randrange(min(within, len(changed)))] ^= dice.randrange(1, 256)
    return bytes(changed)
