"""A compiled model's state as variables and as arrays."""

from collections.abc import Sequence
from typing import Any

import keras
from numpy.typing import NDArray

from mlp_explorer.errors import ConfigError

__all__ = ["list_rest", "list_state", "write_state"]


def list_state(model: keras.Model) -> list[keras.Variable]:
    """Return all that training changes: weights, seeds of dropout, the built optimizer's state."""
    layers = [variable for layer in model.layers for variable in layer.variables]
    return layers + model.optimizer.variables


def list_rest(model: keras.Model) -> list[keras.Variable]:
    """Return the state without the weights and the learning rate: a checkpoint's `slots`."""
    known = {id(variable) for variable in [*model.weights, model.optimizer.learning_rate]}
    return [variable for variable in list_state(model) if id(variable) not in known]


def write_state(
    model: keras.Model, weights: Sequence[NDArray[Any]], slots: Sequence[NDArray[Any]]
) -> None:
    """Give the model these weights and, unless there are none, these slots.

    Raises ConfigError if their shapes are not the model's.
    """
    _check("weights", weights, model.weights)
    if slots:
        _check("optimizer", slots, list_rest(model))
        _assign(list_rest(model), slots)
    _assign(model.weights, weights)


def _check(name: str, arrays: Sequence[NDArray[Any]], needed: Sequence[keras.Variable]) -> None:
    given, wanted = ([tuple(part.shape) for part in parts] for parts in (arrays, needed))
    if given != wanted:
        raise ConfigError(f"{name}_shape", got=_list(given), wanted=_list(wanted))


def _list(shapes: Sequence[tuple[int, ...]]) -> str:
    return ", ".join(" × ".join(map(str, shape)) or "one number" for shape in shapes) or "none"


def _assign(variables: Sequence[keras.Variable], arrays: Sequence[NDArray[Any]]) -> None:
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)
