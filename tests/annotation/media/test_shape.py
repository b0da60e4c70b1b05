from fractions import Fraction

import pytest

from annotation.media.shape import (
    UPRIGHT,
    Matrix,
    displayed,
    proxy_size,
    rotation_of,
    tile_size,
    turns_of,
)

ONE = 1 << 16


def matrix(a: int, b: int, c: int, d: int) -> Matrix:
    return (a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30)


@pytest.mark.parametrize(
    ("rows", "rotation", "turns"),
    [
        (UPRIGHT, 0, []),
        (matrix(0, 1, -1, 0), 90, ["ROTATE_270"]),  # Pillow turns anticlockwise
        (matrix(-1, 0, 0, -1), 180, ["FLIP_LEFT_RIGHT", "FLIP_TOP_BOTTOM"]),
        (matrix(0, -1, 1, 0), 270, ["ROTATE_90"]),
        (matrix(1, 0, 0, -1), 0, ["FLIP_TOP_BOTTOM"]),
        (matrix(-1, 0, 0, 1), 180, ["FLIP_LEFT_RIGHT"]),
        (matrix(0, 1, 1, 0), 90, ["TRANSPOSE"]),
        (matrix(0, -1, -1, 0), 270, ["TRANSVERSE"]),
        (matrix(1, 1, -1, 1), 0, []),  # 45 degrees: shown as stored
        (matrix(0, 0, 0, 0), 0, []),
    ],
)
def test_rotation_is_read_from_the_matrix(rows: Matrix, rotation: int, turns: list[str]) -> None:
    assert rotation_of(rows) == rotation
    assert turns_of(rows) == turns


@pytest.mark.parametrize(
    ("stored", "sar", "rotation", "expected"),
    [
        ((720, 576), Fraction(16, 15), 0, (768, 576)),
        ((720, 480), Fraction(8, 9), 0, (640, 480)),
        ((720, 480), Fraction(8, 9), 90, (480, 640)),
        ((101, 50), Fraction(3, 2), 0, (152, 50)),  # 151.5, halves up
        ((103, 50), Fraction(1, 2), 270, (50, 52)),  # 51.5
    ],
)
def test_the_width_takes_the_pixel_shape_before_turning(
    stored: tuple[int, int], sar: Fraction, rotation: int, expected: tuple[int, int]
) -> None:
    assert displayed(stored, sar, rotation) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1280, 720), (1280, 720)),
        ((321, 181), (322, 182)),
        ((1920, 1080), (1920, 1080)),
        ((3840, 2160), (1920, 1080)),
        ((2160, 3840), (1080, 1920)),
        ((4096, 1716), (1920, 806)),  # 1716 · 1920/4096 = 804.4
        ((2000, 2000), (1080, 1080)),
    ],
)
def test_the_proxy_fits_1080p_in_even_numbers(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert proxy_size(size) == expected


def test_tiles_keep_the_shape() -> None:
    assert tile_size((1280, 720), 90) == (160, 90)
    assert tile_size((180, 320), 90) == (52, 90)  # 50.6
