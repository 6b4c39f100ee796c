"""Fractions, written in per cent, and scores, which may be such."""

from mlp_explorer.words.numbers import write_number
from mlp_explorer.words.texts import N_, translate

__all__ = ["write_percent", "write_score"]

_PERCENT = N_("{number} %")


def write_percent(share: float, places: int = 0) -> str:
    """Return a fraction in per cent, to so many decimal places: 0.984 is `98 %`."""
    number = float(f"{share:.{places}%}".removesuffix("%"))
    return translate(_PERCENT).format(number=write_number(number, f".{places}f"))


def write_score(score: float, form: str, places: int = 1) -> str:
    """Return a score; form: "percent", to so many decimal places, or "number", to two more."""
    return (
        write_percent(score, places)
        if form == "percent"
        else write_number(score, f".{places + 2}f")
    )
