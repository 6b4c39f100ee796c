"""How numbers and dates are written on the screen: by Babel, as the language does.

How many digits a number has is said as Python does it (`,` `.1f` `.3g`), and rounded as Python
does it; how a date looks, as Unicode's patterns do (`yyyy-MM-dd`).
"""

import datetime
import math
import numbers
import string
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from mlp_explorer.words.languages import get_locale

__all__ = ["get_separators", "SlotWriter", "write_date", "write_number", "write_short"]


def write_number(value: Any, form: str = "") -> str:
    """Return a number; form: Python's, such as `,` for groups of digits or `.2f` for two places.

    The sign of what is below 0 is a minus, not a hyphen.

    >>> write_number(60000, ","), write_number(-0.5, "+.1f"), write_number(1e-06, "g")
    ('60,000', '−0.5', '1e-06')
    """
    text = format(value, form.replace(",", "").replace("+", ""))
    if text.startswith("-") and float(text) == 0:
        return write_number(0.0, form)  # −0 is 0
    if text.startswith("-"):
        return f"−{write_number(abs(value), form.replace('+', ''))}"
    if not math.isfinite(value) or "e" in text:
        return text.replace(".", get_decimal_symbol(get_locale()))
    digits = "#,##0" if "," in form else "0"
    places = "0" * len(text.partition(".")[2])
    pattern = f"{digits}.{places}" if places else digits
    signed = f"+{pattern}" if "+" in form else pattern
    return format_decimal(Decimal(text), signed, get_locale())


def get_separators() -> str:
    """Return the decimal sign, and what stands between groups of digits: as Plotly takes them."""
    return get_decimal_symbol(get_locale()) + get_group_symbol(get_locale())


def write_date(day: datetime.date, form: str = "medium") -> str:
    """Return a date, or a moment; form: a pattern, or `short`, `medium`, `long`, `full`."""
    write = format_datetime if isinstance(day, datetime.datetime) else format_date
    return write(day, form, locale=get_locale())


class SlotWriter(string.Formatter):
    """Fills slots as `str.format` does, with numbers and dates as the language writes them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return the text of one slot."""
        if isinstance(value, datetime.date):
            return write_date(value, format_spec or "medium")
        if isinstance(value, numbers.Real):
            return write_number(value, format_spec)
        return format(value, format_spec)


def write_short(number: float) -> str:
    """Return a number with four digits that count, without zeros at its end.

    >>> write_short(0.125), write_short(1234.56)
    ('0.125', '1235')
    """
    return write_number(float(f"{number:.4g}"), "g")
