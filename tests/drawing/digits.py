"""Two digits, and how the tests measure a picture."""

import numpy as np

TURN = np.linspace(0, 2 * np.pi, 40)
SIX = [
    np.stack([60 + 25 * np.cos(TURN), 120 + 30 * np.sin(TURN)], axis=1),
    np.array([[36, 120], [40, 80], [55, 45], [75, 30]], dtype=float),
]
SEVEN = [np.array([[10, 10], [90, 12], [40, 140]], dtype=float)]
EDGES = np.arange(28) + 0.5


def find_centre(picture: np.ndarray) -> tuple[float, float]:
    """Give the centre of mass (x, y), counted from the corner of the first pixel."""
    total = picture.sum()
    return float(picture.sum(axis=0) @ EDGES / total), float(picture.sum(axis=1) @ EDGES / total)
