"""Dates as numbers: days since 1970."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["read_dates"]

_YEAR_FIRST = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?"
_YEAR_LAST = r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?: .*)?"
_CENTURY = 70  # 70 is 1970, 69 is 2069


def read_dates(texts: "pd.Series[Any]") -> NDArray[np.float64]:
    """Return the days of dates since 1970-01-01, (n,), nan for what is none; times are left out.

    2024-03-31, 31.03.2024, and 31/03/2024 or 03/31/2024: the day is first where a number over 12
    or a point says so.
    """
    codes, found = pd.factorize(texts.str.strip())
    values = pd.Series(found, dtype="str")
    days = _count_days(values.str.extract(rf"^{_YEAR_FIRST}$"))
    last = values.str.extract(rf"^{_YEAR_LAST}$")
    first, sign, second, year = (last[place] for place in range(4))
    is_day_first = (sign == ".").any() or (pd.to_numeric(first) > 12).any()
    month, day = (second, first) if is_day_first else (first, second)
    short = pd.to_numeric(year)
    full = short.where(short > 99, short + np.where(short < _CENTURY, 2000, 1900))
    others = _count_days(pd.concat([full, month, day], axis=1))
    days = np.where(np.isnan(days), others, days)
    return np.asarray(days[codes], np.float64)


def _count_days(parts: pd.DataFrame) -> NDArray[np.float64]:
    """Return the days of years, months and days, a column each."""
    table = parts.apply(pd.to_numeric).set_axis(["year", "month", "day"], axis=1)
    known = table.notna().all(axis=1)
    days = np.full(len(table), np.nan)
    if known.any():
        dates = pd.to_datetime(table[known], errors="coerce")
        passed = (dates - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
        days[known.to_numpy()] = passed.to_numpy(np.float64)
    return days
