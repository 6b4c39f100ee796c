"""How a network reads MNIST and how it reads my hand, side by side."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from mlp_explorer.drawing.collection import split_collection
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.network import Network
from mlp_explorer.runs import OwnDrawing, RunRecord
from mlp_explorer.ui.draw.answer import Reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import HAND

__all__ = ["measure_hand", "show_scores"]


def show_scores(reader: Reader | None, drawings: Sequence[OwnDrawing]) -> None:
    """Show both accuracies; of a fine-tuned run, also as they were before."""
    st.markdown(f"**{HAND['scores']}**")
    if reader is None:
        st.caption(HAND["nobody"])
        return
    before = _load_parent(reader.record)
    rows = [_describe(HAND["now"], reader.network, reader.record.summary.test_accuracy, drawings)]
    if before is not None:
        record, network = before
        rows.insert(0, _describe(HAND["before"], network, record.summary.test_accuracy, drawings))
        rows[1][HAND["network"]] = HAND["after"]
    st.table(rows, hide_index=True)
    st.caption(HAND["scores_help"] if drawings else HAND["scores_empty"])


def measure_hand(network: Network, drawings: Sequence[OwnDrawing]) -> float | None:
    """Return the share of drawings that are read rightly, None where there are none."""
    if not drawings:
        return None
    digits = np.stack([each.digit for each in drawings]) / np.float32(255)
    labels = np.array([each.label for each in drawings])
    return float((network.predict(digits).argmax(axis=1) == labels).mean())


def _load_parent(record: RunRecord) -> tuple[RunRecord, Network] | None:
    """Return what a fine-tuned run was before, None for any other run or if it is gone."""
    if not record.config.own_set or record.parent_id is None:
        return None
    store = get_services().store
    try:
        parent = store.get(record.parent_id)
        snapshot = store.load_snapshot(parent.id, record.parent_epoch)
    except MLPExplorerError:
        return None
    return (parent, Network(parent.config, snapshot.weights)) if snapshot else None


def _describe(
    name: str, network: Network, mnist: float | None, drawings: Sequence[OwnDrawing]
) -> dict[str, str]:
    _, held_out = split_collection(drawings)
    return {
        HAND["network"]: name,
        HAND["mnist"]: _percent(mnist),
        HAND["held_out"].format(count=len(held_out)): _percent(measure_hand(network, held_out)),
        HAND["all"].format(count=len(drawings)): _percent(measure_hand(network, drawings)),
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}".replace("%", " %")
