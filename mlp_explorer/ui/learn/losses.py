"""Chapter 4: three losses side by side, and this digit's own over the epochs."""

from functools import lru_cache

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_losses, plot_over_epochs
from mlp_explorer.errors import StoreError
from mlp_explorer.lessons.numbers import follow_step, measure_output, share_out
from mlp_explorer.network import Network
from mlp_explorer.network.losses import compute_losses
from mlp_explorer.tasks import list_heads
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say, say_loss, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import LEARN

__all__ = ["show", "show_shares"]

_SHARES = np.concatenate([np.geomspace(0.001, 0.1, 40), np.linspace(0.11, 0.999, 90)])
_LOSSES = list_heads(10)  # of the digits
_MOST = 30  # epochs that are read


def show(subject: Subject) -> None:
    """Show the losses for a share that can be dragged, then the digit's own."""
    show_shares(subject.session)
    _show_own(subject)


def show_shares(session: Session) -> None:
    """Show the losses for a share that can be dragged: for that, no network is needed."""
    share = session.choose(
        st.slider,
        LEARN["right_share"],
        "learn_share",
        0.3,
        min_value=0.001,
        max_value=0.999,
        step=0.001,
    )
    curves = {
        LEARN[name]: np.array([measure_output(name, share_out(0, p), 0) for p in _SHARES])
        for name in _LOSSES
    }
    show_chart(plot_losses(_SHARES, curves, share), "learn_losses", LEARN["losses_alt"])
    outputs = share_out(0, share)
    rest = float(outputs[0, 1])
    st.caption(LEARN["rest"].format(rest=write_plain(rest)))
    for name in _LOSSES:
        st.markdown(f"{LEARN[name]}:")
        say(f"share_{name}", p=share, rest=rest, loss=measure_output(name, outputs, 0))


def _show_own(subject: Subject) -> None:
    st.markdown(f"**{LEARN['own_loss'].format(label=subject.label)}**")
    say_loss(subject, follow_step(subject.network, subject.digit, subject.label))
    try:
        epochs, values = _read_epochs(subject)
    except StoreError as error:
        st.error(plain(error))
        return
    if len(epochs) > 1:
        title = LEARN["loss_epochs"].format(label=subject.label)
        show_chart(plot_over_epochs(title, epochs, values), "learn_loss_epochs", title)


def _read_epochs(subject: Subject) -> tuple[list[int], np.ndarray]:
    """Return kept epochs, 30 at most, and the digit's loss after each of them."""
    store, run_id = get_services().store, subject.record.id
    kept = store.list_snapshots(run_id)
    places = np.unique(np.linspace(0, len(kept) - 1, _MOST).round().astype(int))
    epochs = [kept[place] for place in places]
    stamps = [store.stamp_snapshot(run_id, epoch) for epoch in epochs]
    digit = (subject.digit.tobytes(), subject.label)
    each = zip(epochs, stamps, strict=True)
    return epochs, np.array([_read_loss(run_id, epoch, stamp, *digit) for epoch, stamp in each])


@lru_cache(maxsize=3000)  # some 30 epochs of a hundred digits
def _read_loss(run_id: str, epoch: int, stamp: tuple[int, ...], digit: bytes, label: int) -> float:
    """Return a digit's loss after an epoch; NaN where its weights are gone. stamp: of their file,
    as an epoch's may be replaced."""
    store = get_services().store
    snapshot = store.load_snapshot(run_id, epoch)
    if snapshot is None:
        return float("nan")
    network = Network(store.get(run_id).config, snapshot.weights)
    picture = np.frombuffer(digit, np.float32).reshape(1, 28, 28)
    sums = network.trace(picture).sums[-1]
    return float(compute_losses(network.config.loss, sums, [label])[0])
