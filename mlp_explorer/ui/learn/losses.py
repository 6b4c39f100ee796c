"""Chapter 4: losses side by side, and this example's own over the epochs."""

from functools import lru_cache

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_losses, plot_over_epochs
from mlp_explorer.errors import StoreError
from mlp_explorer.lessons.numbers import follow_step, measure_output, share_out
from mlp_explorer.network import Network
from mlp_explorer.network.losses import compute_losses
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say_text, write_plain
from mlp_explorer.ui.learn.steps import say_loss
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import EXAMPLE, LEARN

__all__ = ["show"]

_SHARES = np.concatenate([np.geomspace(0.001, 0.1, 40), np.linspace(0.11, 0.999, 90)])
_MOST = 30  # epochs that are read


def show(subject: Subject) -> None:
    """Show the losses for a share that can be dragged, then the example's own."""
    if subject.about.classes:
        _show_shares(subject)
    else:
        st.markdown(EXAMPLE["losses_value"])
    _show_own(subject)


def _show_shares(subject: Subject) -> None:
    """Show the losses of all heads for a share of the right class that can be dragged."""
    count, words = len(subject.about.classes), LEARN if subject.is_digit else EXAMPLE
    share = subject.session.choose(
        st.slider,
        words["right_share"],
        "learn_share",
        0.3,
        min_value=0.001,
        max_value=0.999,
        step=0.001,
    )
    losses, right = list_heads(count), int(count == 2)  # of two classes, the second
    curves = {
        _name_loss(name): np.array(
            [measure_output(name, share_out(right, p, count), right) for p in _SHARES]
        )
        for name in losses
    }
    figure = plot_losses(_SHARES, curves, share, subject.is_digit)
    show_chart(figure, "learn_losses", words["losses_alt"])
    shares = share_out(right, share, count)
    rest = float(shares[0, 1 - right])
    st.caption(words["rest"].format(rest=write_plain(rest), count=count - 1))
    for name in losses:
        st.markdown(f"{_name_loss(name)}:")
        text = EXAMPLE[f"share_{name}"] if name in EXAMPLE else LEARN[f"share_{name}"]
        loss, times = measure_output(name, shares, right), _write_times(name, count - 1)
        say_text(text, p=share, rest=rest, loss=loss, n=str(count), times=times)


def _name_loss(name: str) -> str:
    return EXAMPLE[name] if name in EXAMPLE else LEARN[name]


def _write_times(name: str, count: int) -> str:
    """Write how often what follows counts."""
    if count == 1:
        return ""
    return f"{count} " if HEADS[name].loss == "binary_crossentropy" else rf"{count} \cdot "


def _show_own(subject: Subject) -> None:
    words, label = (LEARN, int(subject.answer)) if subject.is_digit else (EXAMPLE, 0)
    st.markdown(f"**{words['own_loss'].format(label=label)}**")
    say_loss(subject.stepped, follow_step(subject.network, subject.example, subject.answer))
    try:
        epochs, values = _read_epochs(subject)
    except StoreError as error:
        st.error(plain(error))
        return
    if len(epochs) > 1:
        title = words["loss_epochs"].format(label=label)
        show_chart(plot_over_epochs(title, epochs, values), "learn_loss_epochs", title)


def _read_epochs(subject: Subject) -> tuple[list[int], np.ndarray]:
    """Return kept epochs, 30 at most, and the example's loss after each of them."""
    store, run_id = get_services().store, subject.record.id
    kept = store.list_snapshots(run_id)
    places = np.unique(np.linspace(0, len(kept) - 1, _MOST).round().astype(int))
    epochs = [kept[place] for place in places]
    stamps = [store.stamp_snapshot(run_id, epoch) for epoch in epochs]
    example = (subject.example.tobytes(), subject.answer)
    each = zip(epochs, stamps, strict=True)
    return epochs, np.array([_read_loss(run_id, epoch, stamp, *example) for epoch, stamp in each])


@lru_cache(maxsize=3000)  # some 30 epochs of a hundred examples
def _read_loss(
    run_id: str, epoch: int, stamp: tuple[int, ...], example: bytes, answer: float
) -> float:
    """Return an example's loss after an epoch; NaN where its weights are gone. stamp: of their
    file, as an epoch's may be replaced."""
    store = get_services().store
    snapshot = store.load_snapshot(run_id, epoch)
    if snapshot is None:
        return float("nan")
    network = Network(store.get(run_id).config, snapshot.weights)
    values = np.frombuffer(example, np.float32).reshape(1, *network.shape)
    sums = network.trace(values).sums[-1]
    return float(compute_losses(network.loss, sums, [answer])[0])
