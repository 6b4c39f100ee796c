"""SGD, momentum, RMSprop and Adam in NumPy, step by step, with all that they remember.

As Keras has them: Kingma and Ba, 2015, "Adam: a method for stochastic optimization", in Keras's
order of operations; RMSprop after Hinton's lecture 6e (2012).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.errors import ConfigError

__all__ = ["descend", "Move", "WALKERS"]

_MOMENTUM, _RHO, _BETA_1, _BETA_2, _EPSILON = 0.9, 0.9, 0.9, 0.999, 1e-7
_FAR = 1e6  # so far away, a walk has diverged and ends

Vector = NDArray[np.float64]
Gradient = Callable[[Vector], ArrayLike]


class Move(NamedTuple):
    """One step, all of them vectors of the parameters' shape.

    place: before the step. gradient: there. m: the running mean of gradients, or momentum's
    velocity; v: of their squares; m_hat, v_hat: corrected for their start at 0 (Adam). Where an
    optimizer has none of these, they are 0. change: what is added to the place.
    """

    place: Vector
    gradient: Vector
    m: Vector
    v: Vector
    m_hat: Vector
    v_hat: Vector
    change: Vector


def _sgd(g: Vector, m: Vector, v: Vector, rate: float, t: int) -> tuple[Vector, ...]:
    return m, v, m, v, -rate * g


def _momentum(g: Vector, m: Vector, v: Vector, rate: float, t: int) -> tuple[Vector, ...]:
    m = _MOMENTUM * m - rate * g
    return m, v, m, v, m


def _rmsprop(g: Vector, m: Vector, v: Vector, rate: float, t: int) -> tuple[Vector, ...]:
    v = _RHO * v + (1 - _RHO) * g**2
    return m, v, m, v, -rate * g / np.sqrt(v + _EPSILON)


def _adam(g: Vector, m: Vector, v: Vector, rate: float, t: int) -> tuple[Vector, ...]:
    m = _BETA_1 * m + (1 - _BETA_1) * g
    v = _BETA_2 * v + (1 - _BETA_2) * g**2
    m_hat, v_hat = m / (1 - _BETA_1**t), v / (1 - _BETA_2**t)
    # Keras divides by √v + ε before it corrects: the same but for where ε stands
    scale = rate * np.sqrt(1 - _BETA_2**t) / (1 - _BETA_1**t)
    return m, v, m_hat, v_hat, -scale * m / (np.sqrt(v) + _EPSILON)


WALKERS: dict[str, Callable[[Vector, Vector, Vector, float, int], tuple[Vector, ...]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "rmsprop": _rmsprop,
    "adam": _adam,
}


def descend(name: str, gradient: Gradient, start: ArrayLike, rate: float, steps: int) -> list[Move]:
    """Walk downhill, and return each step; fewer of them where it diverges.

    name: a key of `WALKERS`. gradient: of the surface at a place. rate: the learning rate, over 0.
    A step beyond a million, or to what is no number, is the last. Raises ConfigError for another
    name or rate.
    """
    if name not in WALKERS:
        raise ConfigError("unknown_name", field="optimizer", got=name, names=", ".join(WALKERS))
    if not rate > 0:
        raise ConfigError("rate", field="learning_rate", got=str(rate))
    place = np.asarray(start, dtype=np.float64)
    m = v = np.zeros_like(place)
    moves: list[Move] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, steps + 1):
            g = np.asarray(gradient(place), dtype=np.float64)
            m, v, m_hat, v_hat, change = WALKERS[name](g, m, v, rate, t)
            moves.append(Move(place, g, m, v, m_hat, v_hat, change))
            place = place + change
            if not (np.abs(place) < _FAR).all():
                break
    return moves
