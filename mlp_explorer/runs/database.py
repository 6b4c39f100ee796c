"""The database of runs, SQLite in a file or PostgreSQL: opened, with the newest schema, and one
thread that writes at a time."""

import contextlib
import json
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import alembic.command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from mlp_explorer.errors import Sentence, StoreError
from mlp_explorer.runs.filesystem import find_network
from mlp_explorer.runs.guard import Guard

__all__ = ["Database", "open_database", "speaking"]

_MIGRATIONS = Path(__file__).with_name("migrations")
_SQLITE, _POSTGRESQL = "sqlite", "postgresql+psycopg"
_PATIENCE_S = 10  # with another process that writes, or a server that does not answer
# of PostgreSQL's library: with a server that does not answer at first, or any more (milliseconds)
_LIMITS = {"connect_timeout": str(_PATIENCE_S), "tcp_user_timeout": str(_PATIENCE_S * 1000)}
_LOCK = 7_203_118  # any number that no other program takes for its lock
_LOG = logging.getLogger(__name__)
_ONE_MIGRATION = threading.Lock()  # in a process: Alembic keeps the one that runs in a global


class Database:
    """A connection for who reads, a transaction for who writes. Thread-safe.

    url: as `open_database` takes it. lock: whose holder alone writes; also to be held by who keeps
    something in memory that has to agree with what is written. Every method raises StoreError, with
    a sentence, if the database cannot be read or written.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine = open_database(url)
        self.lock = threading.RLock()
        self._guard = Guard(self._engine, _find_file(url))

    def claim(self) -> None:
        """Make sure that no other app uses it, for as long as it is open. Raises StoreError."""
        with speaking(self._url):
            self._check_alone(self._guard.claim())

    def close(self) -> None:
        """Let go of it."""
        with contextlib.suppress(SQLAlchemyError):  # its server may be gone
            self._guard.close()
        self._engine.dispose()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees what has been written."""
        self._check_file()
        with speaking(self._url), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept at the end, all or none; none where another app
        has come since it was claimed."""
        self._check_file()
        with self.lock, speaking(self._url), self._engine.begin() as connection:
            self._check_alone(self._guard.holds(connection))
            yield connection

    def _check_alone(self, is_ours: bool) -> None:
        if not is_ours:
            raise StoreError("store.another_app_there", place=_name(self._url))

    def _check_file(self) -> None:
        if not self._guard.is_intact():
            raise StoreError("store.gone", path=str(_find_file(self._url)))


def open_database(url: str) -> Engine:
    """Return the engine of the database at `url`, its schema brought up to date.

    url: as SQLAlchemy reads it: `sqlite:////folder/runs.db`, `postgresql+psycopg://user@host/db`.
    Raises StoreError, with a sentence, if it cannot be opened or comes from a newer version, which
    leaves it as it was.
    """
    with speaking(url):
        engine = _make_engine(url)
        try:
            with engine.begin() as connection:
                _wait_for_others(connection)
                _migrate(connection, url)
            if engine.dialect.name == _SQLITE:
                _choose_journal(engine, _find_file(url))
        except BaseException:
            engine.dispose()
            raise
        return engine


@contextlib.contextmanager
def speaking(url: str) -> Iterator[None]:
    """Turn what SQLAlchemy raises into a StoreError that says what to do about it.

    A password never gets into the sentence.
    """
    try:
        yield
    except DBAPIError as error:
        raise StoreError("store.not_kept", place=_name(url), problem=_explain(error)) from error
    except json.JSONDecodeError as error:
        damaged = Sentence("store.damaged")
        raise StoreError("store.not_read", place=_name(url), problem=damaged) from error
    except SQLAlchemyError as error:
        text = Sentence("store.text", {"text": str(error)})
        raise StoreError("store.not_kept", place=_name(url), problem=text) from error


def _make_engine(url: str) -> Engine:
    address = _parse(url)
    try:
        if address.drivername == _SQLITE:
            engine = create_engine(address)
            event.listen(engine, "connect", _prepare_sqlite)
            return engine
        missing = {name: _LIMITS[name] for name in _LIMITS if name not in address.query}
        return create_engine(address.update_query_dict(missing), pool_pre_ping=True)
    except ImportError as error:
        raise StoreError("store.no_driver") from error


def _parse(url: str) -> URL:
    """Return the address in parts. A wrong one is not repeated: it may have a password anywhere."""
    try:
        address = make_url(url)
        if address.drivername in (_SQLITE, _POSTGRESQL) and address.database:
            return address
    except (ArgumentError, ValueError):  # the latter for a port that is not a number
        pass
    raise StoreError("store.no_address") from None


def _name(url: str) -> str | Sentence:
    address = _parse(url)
    place = f"{address.host or ''}/{address.database}"
    if address.drivername == _SQLITE:
        return str(address.database)
    # an @ that was not written as %40 puts the rest of the password there
    if "@" in place:
        return Sentence("store.a_database")
    return Sentence("store.database", {"name": place})


def _explain(error: DBAPIError) -> Sentence:
    text = str(error.orig).strip().split("\n")[0]
    for sign, code in _CODES.items():
        if sign in text:
            return Sentence(code)
    if error.statement is None or error.connection_invalidated:
        return Sentence("store.no_server")
    return Sentence("store.text", {"text": text})


# by what the database itself says
_CODES = {
    "disk is full": "store.full",
    "No space left": "store.full",
    "disk I/O error": "store.failing",
    "readonly": "store.unwritable",
    "read-only": "store.unwritable",
    "unable to open": "store.not_opened",
    "malformed": "store.damaged",
    "Could not decode": "store.damaged",
    "not a database": "store.no_database",
    "is locked": "store.locked",
    "already exists": "store.others_tables",
}


def _find_file(url: str) -> Path | None:
    """Return where the file of SQLite is, None where there is none."""
    address = _parse(url)
    is_file = address.drivername == _SQLITE and address.database != ":memory:"
    return Path(str(address.database)) if is_file else None


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_PATIENCE_S * 1000}",
        "synchronous=NORMAL",  # survives the end of the process, at any moment
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _wait_for_others(connection: Connection) -> None:
    """Take the only right to change the schema, until the transaction ends."""
    is_sqlite = connection.dialect.name == _SQLITE
    # by itself, Python's driver opens a transaction for rows only, not for tables
    statement = "BEGIN IMMEDIATE" if is_sqlite else f"SELECT pg_advisory_xact_lock({_LOCK})"
    connection.exec_driver_sql(statement)


def _migrate(connection: Connection, url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    known = [script.revision for script in scripts.walk_revisions()]  # the newest first
    has = MigrationContext.configure(connection).get_current_revision()
    if has is not None and has not in known:
        raise StoreError("store.newer_schema", place=_name(url), schema=has, known=known[0])
    if has != known[0]:
        with _ONE_MIGRATION:
            alembic.command.upgrade(config, "head")


def _choose_journal(engine: Engine, file: Path | None) -> None:
    """Switch the file to write-ahead logging, which lets pages read while it is written; not over
    a network, where its processes would need memory in common."""
    network = find_network(file.parent) if file else ""
    if network:
        _LOG.warning(
            "%s is on a network (%s): it is written without write-ahead log", file, network
        )
    journal = "DELETE" if network else "WAL"
    last_s = time.monotonic() + _PATIENCE_S
    while True:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA journal_mode={journal}")
            return
        except OperationalError as error:  # here, SQLite does not wait for others by itself
            if "is locked" not in str(error.orig) or time.monotonic() > last_s:
                raise
            time.sleep(0.01)
