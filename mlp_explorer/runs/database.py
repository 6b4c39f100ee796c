"""The database of runs, SQLite in a file or PostgreSQL: opened, with the newest schema, and one
thread that writes at a time."""

import contextlib
import json
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

from mlp_explorer.errors import StoreError

__all__ = ["Database", "open_database", "speaking"]

_MIGRATIONS = Path(__file__).with_name("migrations")
_SQLITE, _POSTGRESQL = "sqlite", "postgresql+psycopg"
_PATIENCE_S = 10  # with another process that writes, or a server that does not answer
_LOCK = 7_203_118  # any number that no other program takes for its lock
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

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees what has been written."""
        with speaking(self._url), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept at the end, all or none."""
        with self.lock, speaking(self._url), self._engine.begin() as connection:
            yield connection


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
                _let_read_while_written(engine)
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
        raise StoreError(f"Runs cannot be kept in {_name(url)}: {_explain(error)}") from error
    except json.JSONDecodeError as error:
        raise StoreError(f"Runs cannot be read from {_name(url)}: {_DAMAGED}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"Runs cannot be kept in {_name(url)}: {error}.") from error


def _make_engine(url: str) -> Engine:
    address = _parse(url)
    try:
        if address.drivername == _SQLITE:
            engine = create_engine(address)
            event.listen(engine, "connect", _prepare_sqlite)
            return engine
        if "connect_timeout" not in address.query:
            address = address.update_query_dict({"connect_timeout": str(_PATIENCE_S)})
        return create_engine(address, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs a driver that is not installed here. Add it with "
            'pip install "psycopg[binary]"; without MLP_EXPLORER_DATABASE, runs are kept in a file.'
        ) from error


def _parse(url: str) -> URL:
    """Return the address in parts. A wrong one is not repeated: it may have a password anywhere."""
    try:
        address = make_url(url)
        if address.drivername in (_SQLITE, _POSTGRESQL) and address.database:
            return address
    except (ArgumentError, ValueError):  # the latter for a port that is not a number
        pass
    raise StoreError(
        "The address of the database cannot be used. Allowed are addresses such as "
        "postgresql+psycopg://user:password@host/name (in the password, write %40 for @ and %25 "
        "for %) and sqlite:////folder/runs.db; with none, runs are kept in a file."
    ) from None


def _name(url: str) -> str:
    address = _parse(url)
    place = f"{address.host or ''}/{address.database}"
    if address.drivername == _SQLITE:
        return str(address.database)
    # an @ that was not written as %40 puts the rest of the password there
    return "the database" if "@" in place else f"the database {place}"


def _explain(error: DBAPIError) -> str:
    text = str(error.orig).strip().split("\n")[0]
    for sign, sentence in _SENTENCES.items():
        if sign in text:
            return sentence
    if error.statement is None or error.connection_invalidated:
        return _NO_SERVER
    return f"{text}."


_NO_SERVER = (
    "its server cannot be reached or does not let us in. Check that it runs and has that "
    "database, and host, user and password in MLP_EXPLORER_DATABASE."
)
_DAMAGED = (
    "the file is damaged. Move it away to start with an empty one; the weights of its runs stay "
    "in their folders."
)
_FULL = "the disk is full. Free some space; what was kept so far is safe."
_UNWRITABLE = (
    "it cannot be written to. Make file and folder writable, or choose another folder with "
    "MLP_EXPLORER_HOME."
)
_SENTENCES = {
    "disk is full": _FULL,
    "No space left": _FULL,
    "disk I/O error": "the disk is full or fails. Free some space; what was kept so far is safe.",
    "readonly": _UNWRITABLE,
    "read-only": _UNWRITABLE,
    "unable to open": "the file cannot be opened or made. If there is a folder of that name, move "
    "it away; make the folder around it writable, or choose another one with MLP_EXPLORER_HOME.",
    "malformed": _DAMAGED,
    "Could not decode": _DAMAGED,
    "not a database": "the file is not a database. Move it away to start with an empty one.",
    "is locked": "another program is writing to it. End that one and try again.",
    "already exists": "it has tables of another program. Choose another database or folder.",
}


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
        raise StoreError(
            f"The runs in {_name(url)} were written by a newer MLP Explorer (schema {has}; this "
            f"one knows up to {known[0]}). Update it, or choose another folder with "
            "MLP_EXPLORER_HOME. Nothing was changed."
        )
    if has != known[0]:
        with _ONE_MIGRATION:
            alembic.command.upgrade(config, "head")


def _let_read_while_written(engine: Engine) -> None:
    """Switch the file to write-ahead logging, for good."""
    last_s = time.monotonic() + _PATIENCE_S
    while True:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            return
        except OperationalError as error:  # here, SQLite does not wait for others by itself
            if "is locked" not in str(error.orig) or time.monotonic() > last_s:
                raise
            time.sleep(0.01)
