"""How colours look to those who see no red or no green, and how far apart they are then."""

import math
from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]

# Machado, Oliveira and Fernandes (2009), table of severity 1.0, for linear RGB.
SIGHTS: dict[str, Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """A colour such as #2E75B6 in CIE Lab, as a sight sees it; the first is lightness, 0–100."""
    seen = [min(max(part, 0.0), 1.0) for part in _times(SIGHTS[sight], _linear(colour))]
    x, y, z = (
        _cube_root(part / white) for part, white in zip(_times(_TO_XYZ, seen), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: str) -> float:
    """The distance of two colours to a kind of sight (CIE 1976; about 2.3 can just be noticed)."""
    return math.dist(lab(one, sight), lab(other, sight))


def lightness(one: str, other: str, sight: str) -> float:
    """The distance of two colours in lightness alone, 0–100."""
    return abs(lab(one, sight)[0] - lab(other, sight)[0])


def contrast(one: str, other: str) -> float:
    """The contrast of text and its ground, 1–21 (WCAG 2.2)."""
    darker, lighter = sorted(_times(_TO_XYZ, _linear(colour))[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(colour: str) -> list[float]:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _cube_root(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
