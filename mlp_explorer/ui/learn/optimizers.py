"""Chapter 6: four optimizers on one surface."""

from functools import lru_cache

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_walks
from mlp_explorer.lessons.surfaces import HIMMELBLAU, ROSENBROCK, Surface, slice_loss
from mlp_explorer.network.optimizers import WALKERS, Move, descend
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say, show_table, write, write_plain
from mlp_explorer.ui.learn.subject import Subject, load_examples
from mlp_explorer.ui.reader import Reader, ReaderKey
from mlp_explorer.ui.session import Session
from mlp_explorer.words import LEARN

__all__ = ["show", "show_walks"]

_SURFACES = {"himmelblau": HIMMELBLAU, "rosenbrock": ROSENBROCK}
_BEGIN = {"rosenbrock": 0.001, "himmelblau": 0.01, "own": 0.02}  # learning rates
_STEPS, _BEGIN_STEP, _GRID, _N_EXAMPLES = 400, 300, 80, 60
_RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


def show(subject: Subject) -> None:
    """Show the walks, and the numbers of one step."""
    show_walks(subject.session, subject.reader)


def show_walks(session: Session, reader: Reader | None = None) -> None:
    """Show the walks, and the numbers of one step. reader: whose own loss can be walked on, too."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    name = session.choose(
        row.selectbox,
        LEARN["surface"],
        "learn_surface",
        "himmelblau",
        options=[*_SURFACES, *(["own"] if reader else [])],
        format_func=lambda each: LEARN[f"surface_{each}"],
        width=300,
    )
    rate = session.choose(
        row.select_slider,
        LEARN["rate"],
        f"learn_rate_{name}",
        _BEGIN[name],
        options=_RATES,
        width=260,
    )
    count = session.choose(
        st.slider, LEARN["steps"], "learn_steps", _BEGIN_STEP, min_value=1, max_value=_STEPS
    )
    surface = _slice(ReaderKey(reader)) if reader and name == "own" else _SURFACES[name]
    walks = {w: descend(w, surface.gradient, surface.start, rate, _STEPS) for w in WALKERS}
    _show_walks(surface, walks, count)
    _show_places(surface, walks, count)
    _show_step(session, walks, rate, count)


def _show_walks(surface: Surface, walks: dict[str, list[Move]], count: int) -> None:
    x, y = np.linspace(*surface.x, _GRID), np.linspace(*surface.y, _GRID)
    heights = surface.height(*np.meshgrid(x, y))
    places = {LEARN[name]: _list_places(moves) for name, moves in walks.items()}
    figure = plot_walks(x, y, heights, places, count)
    # the table below it has where each walk is after any number of steps
    show_chart(figure, "learn_walks", LEARN["walks_alt"], has_table=False)


def _list_places(moves: list[Move]) -> np.ndarray:
    return np.array([*(move.place for move in moves), moves[-1].place + moves[-1].change])


def _show_places(surface: Surface, walks: dict[str, list[Move]], count: int) -> None:
    """Show where each walk is after so many steps; one that has ended, where it ended."""
    rows = [_list_places(moves)[: count + 1][-1] for moves in walks.values()]
    heights = [float(surface.height(*place[:, np.newaxis])[0]) for place in rows]
    show_table(
        {
            LEARN["optimizer"]: [LEARN[name] for name in walks],
            LEARN["walk_place"].format(count=count): [
                _write_place(surface, row, min(count, len(moves)), len(moves) < _STEPS)
                for row, moves in zip(rows, walks.values(), strict=True)
            ],
            LEARN["walk_height"]: list(map(write_plain, heights)),
        }
    )


def _write_place(surface: Surface, place: np.ndarray, count: int, is_lost: bool) -> str:
    """Say where a walk is after `count` steps; is_lost: it diverges, and `count` may be its end."""
    (low, high), (bottom, top) = surface.x, surface.y
    inside = low <= place[0] <= high and bottom <= place[1] <= top
    kind = "walk_inside" if inside else "walk_lost" if is_lost else "walk_outside"
    x, y = map(write_plain, place)
    return LEARN[kind].format(x=x, y=y, count=count)


def _show_step(session: Session, walks: dict[str, list[Move]], rate: float, count: int) -> None:
    """Show one step of one optimizer as formulas, with the numbers of both directions."""
    name = session.choose(
        st.segmented_control,
        LEARN["optimizer"],
        "learn_optimizer",
        "adam",
        options=list(walks),
        required=True,
        format_func=LEARN.__getitem__,
        label_visibility="collapsed",
    )
    moves = walks[name]
    t = min(count, len(moves))
    move = moves[t - 1]
    before = moves[t - 2] if t > 1 else move._replace(m=0 * move.m, v=0 * move.v)
    vectors = {field: _write_vector(value) for field, value in move._asdict().items()}
    st.markdown(LEARN["step_number"].format(count=t, name=LEARN[name]))
    say(
        f"step_{name}",
        **vectors,
        t=str(t),
        rate=rate,
        m_before=_write_vector(before.m),
        v_before=_write_vector(before.v),
        squared=_write_vector(move.gradient**2),
        after=_write_vector(move.place + move.change),
    )


def _write_vector(values: np.ndarray) -> str:
    rows = r" \\ ".join(write(float(value)).strip("()") for value in values)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


@lru_cache(maxsize=4)
def _slice(key: ReaderKey) -> Surface:
    examples, answers = load_examples(key.network.config)
    return slice_loss(key.network, examples[:_N_EXAMPLES], answers[:_N_EXAMPLES])
