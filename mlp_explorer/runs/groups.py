"""The database, opened, and the groups of runs in it: sweeps, races, repetitions."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.runs import rows
from mlp_explorer.runs.database import open_database, speaking
from mlp_explorer.runs.record import Group

__all__ = ["Groups", "make_id"]


class Groups:
    """url: the database's address as SQLAlchemy reads it. Every method raises StoreError, with a
    sentence, if the database cannot be read or written."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._database = open_database(url)
        self._lock = threading.RLock()  # one thread writes at a time

    def close(self) -> None:
        """Let go of the database."""
        self._database.dispose()

    def create_group(self, kind: str, name: str, owner: str, plan: dict[str, Any]) -> Group:
        """Add a group of runs: a sweep, a race or a repetition, and the plan that it follows."""
        group = Group(make_id(), kind, name, owner, time.time(), plan=plan)
        with self._lock, self._write() as connection:
            rows.insert_group(connection, group)
        return group

    def change_group(self, group_id: str, **values: Any) -> None:
        """Change fields of a group. Raises RunNotFoundError."""
        with self._lock, self._write() as connection:
            rows.update_group(connection, replace(self.get_group(group_id), **values))

    def get_group(self, group_id: str) -> Group:
        """Return a group. Raises RunNotFoundError."""
        groups = self.list_groups(id=group_id)
        if not groups:
            raise RunNotFoundError("store.no_group", id=group_id[:40])
        return groups[0]

    def list_groups(self, **wanted: Any) -> list[Group]:
        """Return the groups whose fields have these values, the newest first."""
        with self._read() as connection:
            return rows.select_groups(connection, **wanted)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with speaking(self._url), self._database.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with speaking(self._url), self._database.begin() as connection:
            yield connection


def make_id() -> str:
    """Return a new id that cannot be guessed."""
    return secrets.token_urlsafe(9)
