"""How numbers are written on the screen."""

__all__ = ["write_percent"]


def write_percent(share: float, places: int = 0) -> str:
    """Return a fraction in per cent, to so many decimal places: 0.984 is `98 %`."""
    return f"{share:.{places}%}".replace("%", " %")
