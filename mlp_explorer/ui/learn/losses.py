"""Chapter 4: three losses side by side, and this digit's own over the epochs."""

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_losses, plot_over_epochs
from mlp_explorer.config.choices import LOSSES
from mlp_explorer.errors import StoreError
from mlp_explorer.lessons.numbers import follow_step, measure_output, share_out
from mlp_explorer.network import Network
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say, say_loss, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import LEARN

__all__ = ["show"]

_SHARES = np.concatenate([np.geomspace(0.001, 0.1, 40), np.linspace(0.11, 0.999, 90)])
_MOST = 30  # epochs that are read


def show(subject: Subject) -> None:
    """Show the losses for a share that can be dragged, then the digit's own."""
    share = float(st.slider(LEARN["right_share"], 0.001, 0.999, 0.3, 0.001, key="learn_share"))
    curves = {
        LEARN[name]: np.array([measure_output(name, share_out(0, p), 0) for p in _SHARES])
        for name in LOSSES
    }
    show_chart(plot_losses(_SHARES, curves, share), "learn_losses", LEARN["losses_alt"])
    outputs = share_out(0, share)
    rest = float(outputs[0, 1])
    st.caption(LEARN["rest"].format(rest=write_plain(rest)))
    for name in LOSSES:
        st.markdown(f"{LEARN[name]}:")
        say(f"share_{name}", p=share, rest=rest, loss=measure_output(name, outputs, 0))
    _show_own(subject)


def _show_own(subject: Subject) -> None:
    st.markdown(f"**{LEARN['own_loss'].format(label=subject.label)}**")
    say_loss(subject, follow_step(subject.network, subject.digit, subject.label))
    try:
        epochs, values = _read_epochs(subject)
    except StoreError as error:
        st.error(str(error))
        return
    if len(epochs) > 1:
        title = LEARN["loss_epochs"].format(label=subject.label)
        show_chart(plot_over_epochs(title, epochs, values), "learn_loss_epochs", title)


def _read_epochs(subject: Subject) -> tuple[list[int], np.ndarray]:
    store, record = get_services().store, subject.record
    kept = store.list_snapshots(record.id)
    places = np.unique(np.linspace(0, len(kept) - 1, _MOST).round().astype(int))
    epochs = [kept[place] for place in places]
    losses = []
    for epoch in epochs:
        snapshot = store.load_snapshot(record.id, epoch)
        if snapshot is not None:
            network = Network(record.config, snapshot.weights)
            losses.append(float(follow_step(network, subject.digit, subject.label).losses[0]))
    return epochs, np.array(losses)
