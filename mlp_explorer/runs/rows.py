"""Runs and their events as rows of the database, and back. Every function takes a connection and
leaves the transaction to its caller."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from mlp_explorer.config import TrainConfig
from mlp_explorer.messages.events import EpochEnded, Event, event_fields
from mlp_explorer.messages.states import RunState
from mlp_explorer.runs.record import RunRecord, RunSummary, UnreadableRun
from mlp_explorer.runs.tables import EPOCHS, EVENTS, RUNS

__all__ = [
    "cut_epochs",
    "delete_events",
    "delete_runs",
    "insert_event",
    "insert_run",
    "interrupt_running",
    "next_number",
    "select_events",
    "select_record",
    "select_summaries",
    "select_unreadable",
    "update_run",
]

_PLAIN_COLUMNS = (
    "id",
    "owner",
    "created_s",
    "problem",
    "restarts",
    "name",
    "starred",
    "deleted_s",
    "group_id",
    "parent_id",
    "parent_epoch",
    "learning_rate",
    "weights_epoch",
    *("started", "ended", "test"),
)
_SUMMARY_COLUMNS = (
    *("id", "config", "created_s", "owner", "state", "name", "starred", "deleted_s", "group_id"),
    *("parent_id", "parent_epoch", "problem", "epochs_done", "val_score", "test_score"),
    *("elapsed_s", "learning_rate"),
)
_ACTIVE = [state for state in RunState if state.is_active()]
_EPOCH_COLUMNS = EpochEnded._fields


def insert_run(connection: Connection, record: RunRecord) -> None:
    """Add a run; its epochs come with its events."""
    connection.execute(RUNS.insert(), _to_row(record))


def update_run(connection: Connection, record: RunRecord) -> None:
    """Bring a run's own row up to date."""
    connection.execute(RUNS.update().where(RUNS.c.id == record.id), _to_row(record))


def delete_runs(connection: Connection, before_s: float) -> list[str]:
    """Remove the runs that were thrown away before that time, unless they are active; return their
    ids."""
    old = (RUNS.c.deleted_s < before_s) & RUNS.c.state.not_in(_ACTIVE)
    ids = list(connection.scalars(sa.select(RUNS.c.id).where(old)))
    connection.execute(RUNS.delete().where(old))  # their epochs and events go with them
    return ids


def interrupt_running(connection: Connection) -> None:
    """Mark the runs that an app that is no more has left running, or waiting in the bin."""
    waiting = (RUNS.c.state == RunState.QUEUED) & RUNS.c.deleted_s.is_not(None)
    running = (RUNS.c.state == RunState.RUNNING) | waiting
    connection.execute(RUNS.update().where(running), {"state": RunState.INTERRUPTED})


def select_record(connection: Connection, run_id: str) -> RunRecord | None:
    """Return a run with its epochs, None if there is none of that id.

    Raises ConfigError and ValueError for one that this version cannot read.
    """
    row = connection.execute(sa.select(RUNS).where(RUNS.c.id == run_id)).mappings().first()
    if row is None:
        return None
    columns = [EPOCHS.c[name] for name in _EPOCH_COLUMNS]
    query = sa.select(*columns).where(EPOCHS.c.run_id == run_id).order_by(EPOCHS.c.epoch)
    epochs = tuple(EpochEnded(*epoch) for epoch in connection.execute(query))
    plain = {name: row[name] for name in _PLAIN_COLUMNS}
    config, state = TrainConfig.from_json(row["config"]), RunState(row["state"])
    return RunRecord(config=config, state=state, epochs=epochs, **plain)


def select_summaries(
    connection: Connection, *, deleted: bool = False, **wanted: Any
) -> list[RunSummary]:
    """Return runs, the newest first; those that cannot be read are left out.

    deleted: those that were thrown away, instead of the others. wanted: columns and the value,
    or a list of the values, that they must have.
    """
    found = _select_summaries(connection, deleted, wanted)
    return [run for run in found if isinstance(run, RunSummary)]


def select_unreadable(connection: Connection, **wanted: Any) -> list[UnreadableRun]:
    """Return the runs that `select_summaries` leaves out."""
    found = _select_summaries(connection, False, wanted)
    return [run for run in found if isinstance(run, UnreadableRun)]


def _select_summaries(
    connection: Connection, deleted: bool, wanted: dict[str, Any]
) -> list[RunSummary | UnreadableRun]:
    query = sa.select(*(RUNS.c[name] for name in _SUMMARY_COLUMNS))
    query = query.where(RUNS.c.deleted_s.is_not(None) if deleted else RUNS.c.deleted_s.is_(None))
    for name, value in wanted.items():
        column = RUNS.c[name]
        query = query.where(column.in_(value) if isinstance(value, list) else column == value)
    rows = connection.execute(query.order_by(RUNS.c.created_s.desc(), RUNS.c.id)).mappings()
    return [_to_summary(row) for row in rows]


def insert_event(
    connection: Connection, run_id: str, number: int, time_s: float, event: Event
) -> None:
    """Add an event; an epoch also to the table of epochs, in the place of the same one before."""
    row = {"run_id": run_id, "number": number, "time_s": time_s, "body": event}
    connection.execute(EVENTS.insert(), row)
    if isinstance(event, EpochEnded):
        same = (EPOCHS.c.run_id == run_id) & (EPOCHS.c.epoch == event.epoch)
        connection.execute(EPOCHS.delete().where(same))
        connection.execute(EPOCHS.insert(), {"run_id": run_id, **event_fields(event)})


def select_events(connection: Connection, run_id: str) -> list[tuple[int, float, Event]]:
    """Return (number, seconds since 1970, event) in order. Some numbers may be missing."""
    query = sa.select(EVENTS.c.number, EVENTS.c.time_s, EVENTS.c.body).where(_of(run_id))
    rows = connection.execute(query.order_by(EVENTS.c.number))
    return [(number, time_s, event) for number, time_s, event in rows]


def next_number(connection: Connection, run_id: str) -> int:
    """Return the number that a run's next event will have."""
    last = connection.scalar(sa.select(sa.func.max(EVENTS.c.number)).where(_of(run_id)))
    return 0 if last is None else last + 1


def delete_events(connection: Connection, run_id: str, numbers: Iterable[int]) -> None:
    """Remove some of a run's events; the others keep their numbers."""
    some = _of(run_id) & EVENTS.c.number.in_(list(numbers))
    connection.execute(EVENTS.delete().where(some))


def _of(run_id: str) -> sa.ColumnElement[bool]:
    return EVENTS.c.run_id == run_id


def cut_epochs(connection: Connection, run_id: str, epoch: int) -> None:
    """Remove a run's epochs after that one."""
    later = (EPOCHS.c.run_id == run_id) & (EPOCHS.c.epoch > epoch)
    connection.execute(EPOCHS.delete().where(later))


def _to_row(record: RunRecord) -> dict[str, Any]:
    summary = record.summary
    return {
        **{name: getattr(record, name) for name in _PLAIN_COLUMNS},
        "config": record.config.to_json(),
        "state": record.state,
        "epochs_done": summary.epochs_done,
        "val_score": summary.val_score,
        "test_score": summary.test_score,
        "elapsed_s": summary.elapsed_s,
    }


def _to_summary(row: RowMapping) -> RunSummary | UnreadableRun:
    try:
        config, state = TrainConfig.from_json(row["config"]), RunState(row["state"])
    except (TypeError, ValueError) as error:  # of a newer version, or damaged
        return UnreadableRun(row["id"], row["created_s"], row["owner"], str(error))
    return RunSummary(**dict(row) | {"config": config, "state": state})
