"""What can be said of a table otherwise than its content tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mlp_explorer.errors import DatasetError

__all__ = ["DECIMALS", "LEAVE_OUT", "SEPARATORS", "TableChoices", "Use"]

SEPARATORS = (";", "\t", "|", ",", " ")  # a blank stands for any number of them
DECIMALS = (".", ",")
MOST_HEADER_ROWS = 2

Use = Literal["number", "classes", "leave out"]
LEAVE_OUT: Use = "leave out"


@dataclass(frozen=True)
class TableChoices:
    """What a person says of a table; None: it is told from the content.

    target: name of the column with the answers. separator: one of `SEPARATORS`. decimal: "." or
    ",". header: how many rows of names there are, 0 to 2. encoding: as Python calls it. answer:
    whether the answers are classes or a number. columns: how others are used, by name.
    """

    target: str | None = None
    separator: str | None = None
    decimal: str | None = None
    header: int | None = None
    encoding: str | None = None
    answer: Literal["classes", "number"] | None = None
    columns: Mapping[str, Use] = field(default_factory=dict)

    def check(self) -> None:
        """Raise DatasetError for a choice that there is not."""
        _check("separator", self.separator, SEPARATORS)
        _check("decimal", self.decimal, DECIMALS)
        _check("header", self.header, range(MOST_HEADER_ROWS + 1))
        _check("answer", self.answer, ("classes", "number"))
        for name, use in self.columns.items():
            _check(name, use, ("number", "classes", "leave out"))


def _check(choice: str, got: object, allowed: "range | tuple[str, ...]") -> None:
    if got is not None and got not in allowed:
        names = ", ".join(f"“{each}”" for each in allowed)
        raise DatasetError("tables.choice", choice=choice, got=got, names=names)
