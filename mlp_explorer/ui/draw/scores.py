"""How a network reads MNIST and how it reads my hand, side by side."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import streamlit as st

from mlp_explorer.data import load_dataset
from mlp_explorer.drawing.collection import split_collection
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.network import Network
from mlp_explorer.network.evaluation import count_confusion
from mlp_explorer.runs import OwnDrawing, RunRecord
from mlp_explorer.ui.reader import Reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import HAND, write_percent

__all__ = ["measure_hand", "show_scores"]


def show_scores(reader: Reader | None, drawings: Sequence[OwnDrawing]) -> None:
    """Show both accuracies; of a fine-tuned run, also as they were before."""
    st.markdown(f"**{HAND['scores']}**")
    if reader is None:
        st.caption(HAND["nobody"])
        return
    before = _load_parent(reader.record)
    rows = [_describe(HAND["now" if before is None else "after"], reader, drawings)]
    if before is not None:
        rows.insert(0, _describe(HAND["before"], before, drawings))
    st.table(rows, hide_index=True)
    st.caption(HAND["scores_help"] if drawings else HAND["scores_empty"])


def measure_hand(network: Network, drawings: Sequence[OwnDrawing]) -> float | None:
    """Return the share of drawings that are read rightly, None where there are none."""
    if not drawings:
        return None
    digits = np.stack([each.digit for each in drawings]) / np.float32(255)
    labels = np.array([each.label for each in drawings])
    return float((network.predict(digits).argmax(axis=1) == labels).mean())


def _load_parent(record: RunRecord) -> Reader | None:
    """Return what a fine-tuned run was before, None for any other run or if it is gone."""
    if not record.config.own_set or record.parent_id is None:
        return None
    store = get_services().store
    try:
        parent = store.get(record.parent_id)
        snapshot = store.load_snapshot(parent.id, record.parent_epoch)
        is_newest = record.parent_epoch == store.snapshot_epoch(parent.id)
    except MLPExplorerError:
        return None
    return snapshot and Reader(
        parent, snapshot, Network(parent.config, snapshot.weights), is_newest
    )


def _describe(name: str, reader: Reader, drawings: Sequence[OwnDrawing]) -> dict[str, str]:
    _, held_out = split_collection(drawings)
    network = reader.network
    return {
        HAND["network"]: name,
        HAND["mnist"]: _percent(_find_mnist(reader)),
        HAND["held_out"].format(count=len(held_out)): _percent(measure_hand(network, held_out)),
        HAND["all"].format(count=len(drawings)): _percent(measure_hand(network, drawings)),
    }


def _find_mnist(reader: Reader) -> float | None:
    """Return the accuracy on MNIST's test images of the very network that is shown."""
    if reader.is_newest:
        return reader.record.summary.test_score
    run_id, epoch = reader.record.id, reader.snapshot.epoch
    return _read_mnist(run_id, epoch, get_services().store.stamp_snapshot(run_id, epoch))


@lru_cache(maxsize=64)
def _read_mnist(run_id: str, epoch: int, stamp: tuple[int, ...]) -> float | None:
    """Read the test images with the weights after an epoch. stamp: of their file."""
    store, data = get_services().store, load_dataset("mnist")
    snapshot = store.load_snapshot(run_id, epoch)
    if snapshot is None:
        return None
    network = Network(store.get(run_id).config, snapshot.weights)
    return float(np.trace(count_confusion(network, data.x_test, data.y_test)) / len(data.y_test))


def _percent(share: float | None) -> str:
    return "–" if share is None else write_percent(share, 1)
