"""Whether a database is one app's alone, and still the one that was opened."""

import contextlib
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

__all__ = ["Guard"]

_LOCK = 7_203_119  # any number that no other program takes for its lock
_NAME = sa.func.hashtext(sa.func.current_schema())
_TRY = sa.select(sa.func.pg_backend_pid(), sa.func.pg_try_advisory_lock(_LOCK, _NAME))
_IS_THERE = sa.text(
    f"SELECT count(*) FROM pg_locks WHERE pid = :backend AND classid = {_LOCK} AND granted"
)


class Guard:
    """Of a database. file: where SQLite has it, None where it is on a server or in memory."""

    def __init__(self, engine: sa.Engine, file: Path | None) -> None:
        self._engine, self._file = engine, file
        self._identity = _identify(file)
        self._held = contextlib.ExitStack()
        self._backend: int | None = None  # the server's process that has the lock

    def claim(self) -> bool:
        """Take the database for this app, until `close`; tell whether it was to be had.

        On a server by a lock that ends with its connection, however the app ends.
        """
        if self._file is not None:
            lock = FileLock(f"{self._file}.lock", thread_local=False)
            with contextlib.suppress(Timeout):
                self._held.enter_context(lock.acquire(timeout=0))
                return True
            return False
        if self._engine.dialect.name != "postgresql":
            return True
        self._held.close()
        connection = self._held.enter_context(self._engine.connect())
        self._held.callback(connection.invalidate)  # it ends, and goes back into no pool
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        self._backend, is_ours = connection.execute(_TRY).one()
        if not is_ours:
            self._held.close()
        return bool(is_ours)

    def holds(self, connection: sa.Connection) -> bool:
        """Tell whether what was claimed is this app's still, as a connection to it sees it.

        Who looks after a server may end any connection, and the lock with it: it is taken again
        where nobody else has come meanwhile.
        """
        if self._backend is None:
            return True
        return bool(connection.scalar(_IS_THERE, {"backend": self._backend})) or self.claim()

    def is_intact(self) -> bool:
        """Tell whether the file is there still: SQLite goes on with one that has been removed."""
        return _identify(self._file) == self._identity

    def close(self) -> None:
        """Let go of it."""
        self._held.close()


def _identify(file: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from another one in its place, None where there is none."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return status and (status.st_dev, status.st_ino)
