"""Everything that MLP Explorer raises on purpose: a code with values, which `str` makes a sentence.

A sentence says what is wrong and what is allowed; it is made when it is shown, in the language that
is spoken there (`words/errors.py`), and in English where nobody says otherwise.

    MLPExplorerError (Exception)
    ├── ConfigError (ValueError)          a setting is out of range or unknown
    ├── DatasetError (ValueError)         a file, or some, that cannot be read as a dataset
    ├── DrawingError (ValueError)         strokes or an image that cannot be read as a drawing
    │   └── EmptyDrawingError             there is no ink in it
    ├── RunNotFoundError (LookupError)    no run of that id is known here
    ├── StoreError (RuntimeError)         runs cannot be read or written where they are kept
    └── EngineError (RuntimeError)        the training engine cannot be reached or did not start
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

__all__ = [
    "ConfigError",
    "DatasetError",
    "DrawingError",
    "EmptyDrawingError",
    "EngineError",
    "MLPExplorerError",
    "RunNotFoundError",
    "Sentence",
    "StoreError",
]


@dataclass(frozen=True)
class Sentence:
    """What there is to say, as a code and values; `str` says it. A value may be one, too.

    A code is a key of a dictionary in `words/errors.py`; any other text stands for itself.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in the language that is spoken here."""
        from mlp_explorer.words.errors import write_sentence  # `config` runs without words

        return write_sentence(self.code, self.values)

    def to_text(self) -> str:
        """Return what a database can keep; values become numbers and texts."""
        return json.dumps({"code": self.code, **self.values}, default=str, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `to_text` wrote; a plain sentence, as versions before kept, is its own code."""
        if not text.startswith('{"code":'):
            return cls(text)
        values = json.loads(text)
        return cls(values.pop("code"), values)


class MLPExplorerError(Exception):
    """The base of them all; `str(error)` can be shown as it is. problems: what is wrong."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.problems: tuple[Sentence, ...] = (Sentence(code, values),)

    @classmethod
    def of(cls, problems: Iterable[Sentence]) -> Self:
        """Return one error for several problems."""
        error = cls("")
        error.problems = tuple(problems)
        error.args = tuple(each.code for each in error.problems)
        return error

    def __str__(self) -> str:
        """Return a sentence for each problem."""
        return " ".join(map(str, self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what is wrong, not how it is said."""
        return type(self).of, (self.problems,)


class ConfigError(MLPExplorerError, ValueError):
    """A setting is out of range or unknown."""


class DatasetError(MLPExplorerError, ValueError):
    """What was brought cannot be read as a dataset, or cannot be learned from."""


class DrawingError(MLPExplorerError, ValueError):
    """The strokes or the image cannot be read as a drawing."""


class EmptyDrawingError(DrawingError):
    """There is no ink in the drawing."""


class RunNotFoundError(MLPExplorerError, LookupError):
    """No run of that id is known to this server."""


class StoreError(MLPExplorerError, RuntimeError):
    """The runs cannot be read or written where they are kept."""


class EngineError(MLPExplorerError, RuntimeError):
    """The training engine cannot be reached or did not start."""
