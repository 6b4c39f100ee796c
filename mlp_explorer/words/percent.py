"""Fractions, written in per cent."""

from mlp_explorer.words.numbers import write_number
from mlp_explorer.words.texts import N_, translate

__all__ = ["write_percent"]

_PERCENT = N_("{number} %")


def write_percent(share: float, places: int = 0) -> str:
    """Return a fraction in per cent, to so many decimal places: 0.984 is `98 %`."""
    number = float(f"{share:.{places}%}".removesuffix("%"))
    return translate(_PERCENT).format(number=write_number(number, f".{places}f"))
