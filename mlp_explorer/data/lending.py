"""Own data by its key, wherever this process has it: who keeps it lends it to whoever asks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from mlp_explorer.data.about import About

if TYPE_CHECKING:
    from mlp_explorer.data.dataset import Dataset

__all__ = ["Lender", "Lenders", "OWN_DATA"]


class Lender(Protocol):
    """Who has own data. Both methods return None for a key that it does not have."""

    def find_about(self, key: str) -> About | None:
        """Return what is known of that data. It is asked all the time, so it is quick."""

    def load(self, key: str) -> "Dataset | None":
        """Return that data. Raises StoreError where it cannot be read."""


class Lenders:
    """All who have own data in this process. Thread-safe.

    A store lends what it keeps for as long as it is open, a training what it was given. A key says
    what its data contains, so it makes no difference who lends it.
    """

    def __init__(self) -> None:
        self._lenders: tuple[Lender, ...] = ()
        self._changing = threading.Lock()

    def add(self, lender: Lender) -> None:
        """Ask this one from now on, before those that came earlier."""
        with self._changing:
            self._lenders = (lender, *self._lenders)

    def remove(self, lender: Lender) -> None:
        """Ask this one no more."""
        with self._changing:
            self._lenders = tuple(each for each in self._lenders if each is not lender)

    @contextmanager
    def lend(self, dataset: "Dataset") -> Iterator[None]:
        """Have a dataset found by its key meanwhile."""
        lender = _Hand(dataset)
        self.add(lender)
        try:
            yield
        finally:
            self.remove(lender)

    def find_about(self, key: str) -> About | None:
        """Return what is known of own data, None where nobody here has it."""
        found = (each.find_about(key) for each in self._lenders)
        return next((about for about in found if about), None)

    def load(self, key: str) -> "Dataset | None":
        """Return own data, None where nobody here has it. Raises StoreError where it is damaged."""
        found = (each.load(key) for each in self._lenders)
        return next((dataset for dataset in found if dataset), None)


class _Hand:
    """Lends one dataset that somebody has in hand."""

    def __init__(self, dataset: "Dataset") -> None:
        self._dataset = dataset

    def find_about(self, key: str) -> About | None:
        return self._dataset.about if key == self._dataset.about.key else None

    def load(self, key: str) -> "Dataset | None":
        return self._dataset if key == self._dataset.about.key else None


# of this process: empty until a store is opened or a training begins, and each takes back its own
OWN_DATA = Lenders()
