"""Everything that MLP Explorer raises on purpose.

Every message is a sentence for the person at the screen: what arrived, what is allowed.

    MLPExplorerError (Exception)
    ├── ConfigError (ValueError)          a setting is out of range or unknown
    ├── DrawingError (ValueError)         strokes or an image that cannot be read as a drawing
    │   └── EmptyDrawingError             there is no ink in it
    ├── RunNotFoundError (LookupError)    no run of that id is known here
    ├── StoreError (RuntimeError)         runs cannot be read or written where they are kept
    └── EngineError (RuntimeError)        the training engine cannot be reached or did not start
"""

__all__ = [
    "ConfigError",
    "DrawingError",
    "EmptyDrawingError",
    "EngineError",
    "MLPExplorerError",
    "RunNotFoundError",
    "StoreError",
]


class MLPExplorerError(Exception):
    """The base of them all; `str(error)` can be shown as it is."""


class ConfigError(MLPExplorerError, ValueError):
    """A setting is out of range or unknown. `problems` has one sentence for each."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["ConfigError"], tuple[str, ...]]:
        """Pickle the sentences, not the joined message."""
        return type(self), self.problems


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
