"""Chapter 7: what the error of a number costs, what an outlier does, and a network that learns."""

from functools import lru_cache

import numpy as np
import streamlit as st

from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.regression import ErrorCurve, plot_curve, plot_errors, plot_outlier
from mlp_explorer.data import DATASETS, load_dataset
from mlp_explorer.data.sources import Options
from mlp_explorer.lessons.regression import (
    ERRORS,
    Learned,
    find_constant,
    learn_curve,
    make_network,
    measure_error,
    scale_curve,
)
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say_text, show_table, write_plain
from mlp_explorer.ui.learn.steps import Stepped, show_step
from mlp_explorer.ui.reader import find_config
from mlp_explorer.ui.session import Session
from mlp_explorer.words import DATASET_NAME, LEARN, REGRESSION, write_number

__all__ = ["show"]

_ANSWERS = np.linspace(-3, 3, 241)
_CURVES = tuple(key for key, about in DATASETS.items() if about.kind == "curve")
_DATA = Options(points=40, noise=0.1, seed=0)
_SEED, _RATE = 2, 0.1  # of the small network's weights; its learning rate
_STEPS = (0, 1, 3, 10, 30, 100, 300, 1000)
_N_NUMBERS, _MOST = 8, 10.0  # beside the outlier, and how far that goes
_FINE = np.linspace(-1, 1, 201, dtype=np.float32)


def show(session: Session) -> None:
    """Show the errors, the outlier, and the small network."""
    _show_errors(session)
    place = st.container()
    curve = _choose_curve(session)
    with place:
        _show_outlier(session, curve)
    _show_learning(session, curve)


def _show_errors(session: Session) -> None:
    """Show each error over the answer, and its gradient by the answer."""
    st.markdown(f"**{REGRESSION['one']}**")
    row = st.container(horizontal=True, gap="medium")
    said, right = (
        session.choose(
            row.slider,
            REGRESSION[name],
            f"learn_{name}",
            first,
            min_value=-3.0,
            max_value=3.0,
            step=0.05,
            width=260,
        )
        for name, first in (("said", -0.8), ("right", 0.5))
    )
    found = {name: [each.item() for each in measure_error(name, said, right)] for name in ERRORS}
    curves = {
        REGRESSION[name]: ErrorCurve(measure_error(name, _ANSWERS, right)[0], *found[name])
        for name in ERRORS
    }
    show_chart(plot_errors(_ANSWERS, curves, said, right), "learn_errors", REGRESSION["errors_alt"])
    for name, (loss, slope) in found.items():
        is_huber = name == "linear_huber"
        kind = f"line_{name}"
        if is_huber:
            kind = "line_far" if abs(said - right) > 1 else "line_near"
        st.markdown(f"{REGRESSION[name]}:")
        say_text(REGRESSION[kind], said=said, right=right, loss=loss, slope=slope)


def _show_outlier(session: Session, curve: str) -> None:
    """Show the best one answer to nine numbers by each error, and how the ninth moves it."""
    st.markdown(f"**{REGRESSION['two']}**")
    st.markdown(REGRESSION["outlier_help"])
    numbers = _load_curve(curve)[1][:: 40 // _N_NUMBERS][:_N_NUMBERS].astype(np.float64)
    outlier = session.choose(
        st.slider,
        REGRESSION["outlier"],
        "learn_outlier",
        4.0,
        min_value=-_MOST,
        max_value=_MOST,
        step=0.1,
    )
    every = np.append(numbers, outlier)
    best = {name: find_constant(name, every) for name in ERRORS}
    figure = plot_outlier(numbers, outlier, {REGRESSION[name]: at for name, at in best.items()})
    show_chart(figure, "learn_outlier_chart", REGRESSION["outlier_alt"], has_table=False)
    pulls = [measure_error(name, at, outlier)[1].item() for name, at in best.items()]
    show_table(
        {
            REGRESSION["error"]: [REGRESSION[name] for name in best],
            REGRESSION["best"]: list(map(write_plain, best.values())),
            REGRESSION["is"]: [REGRESSION[f"is_{name}"] for name in best],
            REGRESSION["pull"]: list(map(write_plain, pulls)),
        }
    )


def _choose_curve(session: Session) -> str:
    """Return the curve that is chosen; at the beginning that on screen, if it is one."""
    key = find_config(session, session.get_run()).dataset
    st.markdown(f"**{REGRESSION['three']}**")
    curve: str = session.choose(
        st.segmented_control,
        REGRESSION["curve"],
        "learn_curve_name",
        key if key in _CURVES else _CURVES[0],
        options=_CURVES,
        required=True,
        format_func=lambda each: DATASET_NAME[each]["label"],
    )
    return curve


def _show_learning(session: Session, curve: str) -> None:
    """Show the small network after some steps, how good it is, and one step of one point."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    name = session.choose(
        row.selectbox,
        REGRESSION["loss_name"],
        "learn_regression_loss",
        ERRORS[0],
        options=ERRORS,
        format_func=REGRESSION.__getitem__,
        width=200,
    )
    count = session.choose(
        row.select_slider, REGRESSION["steps"], "learn_regression_steps", 100, options=_STEPS
    )
    x, y = _load_curve(curve)
    place = session.choose(
        row.slider,
        REGRESSION["point"],
        "learn_point",
        len(x) // 2,
        min_value=1,
        max_value=len(x),
        width=200,
    )
    at = place - 1
    learned, start = _learn(curve, name, count), _learn(curve, name, 0)
    now, before = (each.network.predict(_FINE[:, np.newaxis])[:, 0] for each in (learned, start))
    figure = plot_curve((x, y), _FINE, now, before, (float(x[at]), float(y[at])))
    show_chart(figure, "learn_curve_fit", REGRESSION["curve_alt"], has_table=False)
    units = len(learned.network.layers[0].bias)
    words = REGRESSION["network"].format(
        units=units, points=len(x), rate=write_number(_RATE, ".1f")
    )
    st.caption(words)
    _say_result(learned, y, count)
    st.markdown(REGRESSION["one_point"])
    st.caption(
        REGRESSION["point_said"].format(
            number=place,
            count=len(x),
            x=write_plain(float(x[at])),
            y=write_plain(float(y[at])),
        )
    )
    show_step(_make_step(session, learned, curve, x, y, at))


def _say_result(learned: Learned, y: Float32s, count: int) -> None:
    wanted = y.astype(np.float64)
    off, spread = (wanted - learned.answers) ** 2, (wanted - wanted.mean()) ** 2
    say_text(REGRESSION["result"].format(count=count), loss=learned.loss)
    say_text(REGRESSION["r2"], off=float(off.sum()), spread=float(spread.sum()), r2=learned.r2)


def _make_step(
    session: Session, learned: Learned, curve: str, x: Float32s, y: Float32s, at: int
) -> Stepped:
    layers = learned.network.layers
    names = [
        LEARN["layer_name"].format(number=number, name=f"{len(layer.bias)} {layer.activation}")
        for number, layer in enumerate(layers, 1)
    ]
    key = (f"small_{curve}", at)
    return Stepped(session, learned.network, x[at : at + 1], float(y[at]), names, ["x"], ["y"], key)


@lru_cache(maxsize=8)
def _load_curve(curve: str) -> tuple[Float32s, Float32s]:
    data = load_dataset(curve, _DATA)
    return scale_curve(data.x_train[:, 0], data.y_train)


@lru_cache(maxsize=64)
def _learn(curve: str, name: str, count: int) -> Learned:
    """Return the small network after so many steps; from the nearest number before it."""
    x, y = _load_curve(curve)
    before = [steps for steps in _STEPS if steps < count]
    if not before:
        return learn_curve(make_network(name, _SEED), x, y, _RATE, count)
    network = _learn(curve, name, before[-1]).network
    return learn_curve(network, x, y, _RATE, count - before[-1])
