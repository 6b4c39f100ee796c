"""The groups of runs: sweeps, races, repetitions."""

import time
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.messages.states import RunState
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.record import Group, make_id
from mlp_explorer.runs.tables import GROUPS, RUNS

__all__ = ["Groups"]


class Groups:
    """Every method raises StoreError, with a sentence, if the database is out of reach."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, kind: str, name: str, owner: str, plan: dict[str, Any]) -> Group:
        """Add a group of runs: a sweep, a race or a repetition, and the plan that it follows."""
        group = Group(make_id(), kind, name, owner, time.time(), plan=plan)
        with self._database.write() as connection:
            connection.execute(GROUPS.insert(), vars(group))
        return group

    def change(self, /, group_id: str, **values: Any) -> None:
        """Change fields of a group. Raises RunNotFoundError."""
        with self._database.write() as connection:
            group = replace(self.get(group_id), **values)
            connection.execute(GROUPS.update().where(GROUPS.c.id == group_id), vars(group))

    def get(self, group_id: str) -> Group:
        """Return a group. Raises RunNotFoundError."""
        groups = self.list_groups(id=group_id)
        if not groups:
            raise RunNotFoundError("store.no_group", id=group_id[:40])
        return groups[0]

    def list_groups(self, /, **wanted: Any) -> list[Group]:
        """Return the groups whose fields have these values, the newest first."""
        query = sa.select(GROUPS).order_by(GROUPS.c.created_s.desc())
        for name, value in wanted.items():
            query = query.where(GROUPS.c[name] == value)
        with self._database.read() as connection:
            return [_from_row(row) for row in connection.execute(query).mappings()]

    def delete_unused(self, before_s: float) -> None:
        """Remove groups made before that time, seconds since 1970, that have no run any more."""
        used = sa.select(RUNS.c.group_id).where(RUNS.c.group_id.is_not(None))
        goes_on = (GROUPS.c.kind == "sweep") & (GROUPS.c.state == RunState.RUNNING)
        unused = (GROUPS.c.created_s < before_s) & GROUPS.c.id.not_in(used) & ~goes_on
        with self._database.write() as connection:
            connection.execute(GROUPS.delete().where(unused))

    def interrupt(self) -> None:
        """Mark the groups whose plan an app that is no more has left running."""
        running = GROUPS.c.state == RunState.RUNNING
        with self._database.write() as connection:
            connection.execute(GROUPS.update().where(running), {"state": RunState.INTERRUPTED})


def _from_row(row: sa.RowMapping) -> Group:
    return Group(**dict(row) | {"state": RunState(row["state"])})
