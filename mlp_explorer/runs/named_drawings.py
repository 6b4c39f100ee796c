"""Drawings that people have given names of their own, such as letters; and digits beside them."""

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from mlp_explorer.drawing.collection import MOST_DRAWINGS
from mlp_explorer.errors import StoreError
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.record import make_id
from mlp_explorer.runs.tables import DRAWINGS, NAMED_DRAWINGS

__all__ = ["LONGEST_NAME", "NamedDrawing", "NamedDrawings"]

LONGEST_NAME = 20  # characters
_SHAPE = (28, 28)


class NamedDrawing(NamedTuple):
    """What was drawn. picture: (28, 28) uint8, 0 for none to 255 for full ink."""

    name: str
    picture: NDArray[np.uint8]


class NamedDrawings:
    """Every method raises StoreError, with a sentence, if the database is out of reach."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, owner: str, drawing: NamedDrawing) -> None:
        """Keep a drawing. Raises StoreError if the owner would have over 5,000 with names."""
        row = {
            "id": make_id(),
            "owner": owner,
            "created_s": time.time(),
            "name": drawing.name,
            "picture": drawing.picture.tobytes(),
        }
        counted = sa.select(sa.func.count()).where(NAMED_DRAWINGS.c.owner == owner)
        with self._database.write() as connection:
            kept = connection.scalar(counted) or 0
            if kept >= MOST_DRAWINGS:
                raise StoreError(
                    "store.too_many_drawings", kept=kept, arrived=1, most=MOST_DRAWINGS
                )
            connection.execute(NAMED_DRAWINGS.insert(), row)

    def delete_last(self, owner: str) -> None:
        """Remove an owner's newest drawing that has a name, if there is one."""
        mine = NAMED_DRAWINGS.c.owner == owner
        newest = NAMED_DRAWINGS.c.created_s.desc()
        with self._database.write() as connection:
            found = connection.scalar(sa.select(NAMED_DRAWINGS.c.id).where(mine).order_by(newest))
            connection.execute(NAMED_DRAWINGS.delete().where(NAMED_DRAWINGS.c.id == found))

    def count(self, owner: str | None = None) -> dict[str, int]:
        """Return how many drawings there are of each name, digits among them; of an owner, or of
        everybody."""
        counts: dict[str, int] = {}
        with self._database.read() as connection:
            for table, name in _TABLES:
                counted = sa.select(name, sa.func.count()).group_by(name)
                for each, count in connection.execute(_of(counted, table, owner)):
                    counts[str(each)] = counts.get(str(each), 0) + count
        return counts

    def load(self, names: Sequence[str], owner: str | None = None) -> list[NamedDrawing]:
        """Return the drawings of these names, the oldest first; of an owner, or of everybody."""
        found: list[tuple[float, str, NamedDrawing]] = []
        with self._database.read() as connection:
            for table, name in _TABLES:
                picture = table.c.digit if table is DRAWINGS else table.c.picture
                wanted = sa.select(table.c.created_s, table.c.id, name, picture)
                for created_s, id_, each, content in connection.execute(_of(wanted, table, owner)):
                    if str(each) in names:
                        pixels = np.frombuffer(content, np.uint8).reshape(_SHAPE)
                        found.append((created_s, id_, NamedDrawing(str(each), pixels)))
        return [drawing for _, _, drawing in sorted(found, key=lambda each: each[:2])]


# digits are kept by themselves, as the Draw page asks for them
_TABLES = ((NAMED_DRAWINGS, NAMED_DRAWINGS.c.name), (DRAWINGS, DRAWINGS.c.label))


def _of(query: "sa.Select[Any]", table: sa.Table, owner: str | None) -> "sa.Select[Any]":
    return query if owner is None else query.where(table.c.owner == owner)
