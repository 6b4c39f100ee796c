"""Chapter 6: four optimizers on one surface."""

from functools import lru_cache

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_walks
from mlp_explorer.lessons.surfaces import HIMMELBLAU, ROSENBROCK, Surface, slice_loss
from mlp_explorer.network.optimizers import WALKERS, Move, descend
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import show_table
from mlp_explorer.ui.learn.subject import Subject, load_examples
from mlp_explorer.words import LEARN

__all__ = ["show"]

_SURFACES = {"himmelblau": HIMMELBLAU, "rosenbrock": ROSENBROCK}
_BEGIN = {"rosenbrock": 0.001, "himmelblau": 0.01, "own": 0.03}  # learning rates
_STEPS, _GRID, _N_IMAGES = 200, 80, 60
_RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def show(subject: Subject) -> None:
    """Show the walks, and the numbers of one step."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    name = row.selectbox(
        LEARN["surface"],
        [*_SURFACES, "own"],
        format_func=lambda each: LEARN[f"surface_{each}"],
        key="learn_surface",
        width=300,
    )
    rate = float(
        row.select_slider(LEARN["rate"], _RATES, _BEGIN[name], key=f"learn_rate_{name}", width=260)
    )
    count = int(st.slider(LEARN["steps"], 1, _STEPS, 60, key="learn_steps"))
    surface = _SURFACES.get(name) or _slice(_Key(subject))
    walks = {w: descend(w, surface.gradient, surface.start, rate, _STEPS) for w in WALKERS}
    _show_walks(surface, walks, count)
    st.markdown(_sum_up(surface, walks, count))
    _show_step(walks, count)


def _show_walks(surface: Surface, walks: dict[str, list[Move]], count: int) -> None:
    x, y = np.linspace(*surface.x, _GRID), np.linspace(*surface.y, _GRID)
    heights = surface.height(*np.meshgrid(x, y))
    places = {LEARN[name]: _list_places(moves) for name, moves in walks.items()}
    show_chart(plot_walks(x, y, heights, places, count), "learn_walks", LEARN["walks_alt"])


def _list_places(moves: list[Move]) -> np.ndarray:
    return np.array([*(move.place for move in moves), moves[-1].place + moves[-1].change])


def _sum_up(surface: Surface, walks: dict[str, list[Move]], count: int) -> str:
    parts = []
    for name, moves in walks.items():
        x, y = _list_places(moves)[: count + 1][-1]
        height = float(surface.height(np.array([x]), np.array([y]))[0])
        inside = surface.x[0] <= x <= surface.x[1] and surface.y[0] <= y <= surface.y[1]
        kind = "walk_inside" if inside else "walk_outside"
        parts.append(LEARN[kind].format(name=LEARN[name], height=f"{height:.4g}"))
    return f"{LEARN['after_steps'].format(count=count)} " + "; ".join(parts) + "."


def _show_step(walks: dict[str, list[Move]], count: int) -> None:
    columns: dict[str, list[str]] = {LEARN["optimizer"]: [LEARN[name] for name in walks]}
    moves = [walk[min(count, len(walk)) - 1] for walk in walks.values()]
    for field in ("gradient", "m", "v", "m_hat", "v_hat", "change"):
        columns[LEARN[field]] = [
            ", ".join(f"{value:.3g}" for value in getattr(move, field)) for move in moves
        ]
    st.caption(LEARN["step_table"].format(count=count))
    show_table(columns)


class _Key:
    """A network as the key of a cache: two of one run are the same if their weights are."""

    def __init__(self, subject: Subject) -> None:
        self.network = subject.network
        last = subject.network.layers[-1].kernel.tobytes()
        self._id = (subject.record.id, subject.epoch, last)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._id == other._id

    def __hash__(self) -> int:
        return hash(self._id)


@lru_cache(maxsize=4)
def _slice(key: _Key) -> Surface:
    images, labels = load_examples()
    return slice_loss(key.network, images[:_N_IMAGES], labels[:_N_IMAGES])
