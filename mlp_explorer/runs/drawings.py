"""Drawings that people have labelled and kept, and the sets of them that runs were trained on."""

import math
import time
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from mlp_explorer.config import query
from mlp_explorer.drawing.collection import MOST_DRAWINGS, LabelledDigit
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import OwnSet
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.record import make_id
from mlp_explorer.runs.tables import DRAWINGS, OWN_SETS, RUNS

__all__ = ["Drawings", "OwnDrawing"]

_SHAPE = (28, 28)
_APART_S = 1e-3  # between two drawings of one owner, at the least


class OwnDrawing(NamedTuple):
    """A kept drawing: a `LabelledDigit` with an id, an owner and a time in seconds since 1970."""

    label: int
    digit: NDArray[np.uint8]
    strokes: list[Any]
    id: str
    owner: str
    created_s: float


class Drawings:
    """Every method raises StoreError, with a sentence, if the database is out of reach."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._saved_s: dict[str, float] = {}  # sets that a run may be about to name → when

    def add(self, owner: str, drawings: Sequence[LabelledDigit]) -> list[OwnDrawing]:
        """Keep drawings, all or none. Raises StoreError if the owner would have over 5,000."""
        count_and_newest = sa.select(sa.func.count(), sa.func.max(DRAWINGS.c.created_s))
        with self._database.write() as connection:
            found = connection.execute(count_and_newest.where(DRAWINGS.c.owner == owner))
            count, newest_s = found.one()
            if count + len(drawings) > MOST_DRAWINGS:
                arrived = len(drawings)
                raise StoreError(
                    "store.too_many_drawings", kept=count, arrived=arrived, most=MOST_DRAWINGS
                )
            # each has a moment of its own, later than all before: their order is that of time
            first_s = max(time.time(), (newest_s or 0.0) + _APART_S)
            kept = [
                OwnDrawing(*each, make_id(), owner, first_s + _APART_S * place)
                for place, each in enumerate(drawings)
            ]
            for each in kept:
                connection.execute(DRAWINGS.insert(), _to_row(each))
        return kept

    def list_drawings(self, owner: str) -> list[OwnDrawing]:
        """Return an owner's drawings, the oldest first."""
        order = (DRAWINGS.c.created_s, DRAWINGS.c.id)
        wanted = sa.select(DRAWINGS).where(DRAWINGS.c.owner == owner).order_by(*order)
        with self._database.read() as connection:
            return [_from_row(row) for row in connection.execute(wanted).mappings()]

    def change_label(self, owner: str, drawing_id: str, label: int) -> None:
        """Say that a drawing is meant to be another digit; nothing if it is not the owner's."""
        mine = (DRAWINGS.c.owner == owner) & (DRAWINGS.c.id == drawing_id)
        with self._database.write() as connection:
            connection.execute(DRAWINGS.update().where(mine), {"label": label})

    def delete(self, owner: str, ids: Iterable[str]) -> None:
        """Remove drawings; those that are not the owner's stay."""
        mine = (DRAWINGS.c.owner == owner) & DRAWINGS.c.id.in_(list(ids))
        with self._database.write() as connection:
            connection.execute(DRAWINGS.delete().where(mine))

    def save_set(self, own: OwnSet) -> str:
        """Keep a set for the runs that are trained on it; return its id. Twice is as once."""
        row = {"id": own.id, "digits": own.digits.tobytes(), "labels": own.labels.tobytes()}
        self._saved_s[own.id] = time.time()
        is_there = sa.select(OWN_SETS.c.id).where(OWN_SETS.c.id == own.id)
        with self._database.write() as connection:
            if connection.scalar(is_there) is None:
                connection.execute(OWN_SETS.insert(), row)
        return own.id

    def load_set(self, set_id: str) -> OwnSet:
        """Return a set. Raises StoreError if it is not kept here, or is damaged."""
        wanted = sa.select(OWN_SETS).where(OWN_SETS.c.id == set_id)
        with self._database.read() as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            raise StoreError("store.no_own_set", id=set_id[:40])
        own = _read_set(row)
        if own is None or own.id != set_id:
            raise StoreError("store.damaged_own_set", id=set_id)
        return own

    def delete_unused_sets(self, before_s: float) -> None:
        """Remove the sets that no run names, unless saved after that time, seconds since 1970."""
        self._saved_s = {key: when for key, when in self._saved_s.items() if when >= before_s}
        name = RUNS.c.config[query.key_of("own_set")].as_string()
        used = sa.select(name).where(name.is_not(None))
        unused = OWN_SETS.c.id.not_in(used) & OWN_SETS.c.id.not_in(list(self._saved_s))
        with self._database.write() as connection:
            connection.execute(OWN_SETS.delete().where(unused))


def _read_set(row: sa.RowMapping) -> OwnSet | None:
    """Return the set; None if its bytes are no pictures."""
    digits, labels = (np.frombuffer(row[name], np.uint8) for name in OwnSet._fields)
    if digits.size % math.prod(_SHAPE):
        return None
    return OwnSet(digits.reshape(-1, *_SHAPE), labels)


def _to_row(drawing: OwnDrawing) -> dict[str, Any]:
    strokes = [np.asarray(stroke).round(1).tolist() for stroke in drawing.strokes]
    return drawing._asdict() | {"digit": drawing.digit.tobytes(), "strokes": strokes}


def _from_row(row: sa.RowMapping) -> OwnDrawing:
    digit = np.frombuffer(row["digit"], np.uint8).reshape(_SHAPE)
    return OwnDrawing(**(dict(row) | {"digit": digit}))
