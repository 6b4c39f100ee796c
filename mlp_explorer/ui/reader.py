"""The network that is looked at: of the run on screen, after the epoch that a person has chosen."""

from typing import NamedTuple

import streamlit as st

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.network import Network
from mlp_explorer.runs import RunRecord, Snapshot
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import DRAW

__all__ = [
    "choose_epoch",
    "find_config",
    "find_reader",
    "load_reader",
    "MNIST",
    "offer_newest",
    "Reader",
    "ReaderKey",
]

MNIST = "mnist"  # the dataset of which drawings are made, and of which the chapters tell
_EPOCH = "reader_epoch"  # (run, epoch) that a person has gone back to, in `Session.choices`


class Reader(NamedTuple):
    """A run's network after an epoch. is_newest: nobody has gone back to an earlier one."""

    record: RunRecord
    snapshot: Snapshot
    network: Network
    is_newest: bool


class ReaderKey:
    """A reader's network as the key of a cache: of one run, the same weights are the same key."""

    def __init__(self, reader: Reader) -> None:
        self.network = reader.network
        last = reader.snapshot.weights[-1].tobytes()
        self._id = (reader.record.id, reader.snapshot.epoch, last)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReaderKey) and self._id == other._id

    def __hash__(self) -> int:
        return hash(self._id)


def find_config(session: Session, record: RunRecord | None) -> TrainConfig:
    """Return what the run on screen was trained with; where there is none, the builder's setup."""
    return session.config if record is None else record.config


def load_reader(session: Session, record: RunRecord | None) -> Reader | None:
    """Load the network that reads; None where there is none. Shows an error that it cannot."""
    try:
        return find_reader(session, record)
    except StoreError as error:
        st.error(plain(error))
        return None


def find_reader(session: Session, record: RunRecord | None) -> Reader | None:
    """Return the network that reads, None where there is none. Raises StoreError."""
    if record is None:
        return None
    store = get_services().store
    run_id, wanted = session.choices.get(_EPOCH, ("", 0))
    newest = store.snapshot_epoch(record.id)
    back = run_id == record.id and wanted != newest and wanted in store.list_snapshots(run_id)
    snapshot = store.load_snapshot(record.id, wanted if back else None)
    if snapshot is None:
        return None
    return Reader(record, snapshot, Network(record.config, snapshot.weights), not back)


def choose_epoch(session: Session, run_id: str, epoch: int) -> None:
    """Let the network read as it was after this epoch."""
    session.choices[_EPOCH] = (run_id, epoch)


def offer_newest(session: Session, reader: Reader) -> None:
    """Where a person has gone back to an earlier epoch, show a button that leaves it."""
    if not reader.is_newest:
        st.button(
            DRAW["newest"],
            icon=":material/history:",
            key="reader_newest",
            on_click=session.ask,
            args=(choose_epoch, "", 0),
        )
