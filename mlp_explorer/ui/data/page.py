"""The Data page: shapes, samples, counts, means, scaling."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.activations import ACTIVATIONS, sigmoid
from mlp_explorer.charts.classes import describe_class_counts, plot_class_counts
from mlp_explorer.charts.images import draw_crop, draw_images, draw_pixels, find_crop
from mlp_explorer.config import TrainConfig
from mlp_explorer.config.choices import CLASSES, PIXELS
from mlp_explorer.data import count_classes, load_dataset, mean_images, scale_pixels
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.session import Session
from mlp_explorer.words import DATA, write_number

__all__ = ["show"]

_SHOWN, _CROP = 100, 8  # images in the grid; rows and columns of the window with numbers
_FILTER, _SEED, _ALL = "data_filter", "data_seed", "all"
# of the grid: as high as it is wide, and its labels, it fits below the page's title on one screen
_GRID_WIDTH = "max(300px, 100vh - 320px)"


def show(session: Session) -> None:
    """Draw the page: words and controls on the left, what they are about on the right."""
    st.title(DATA["title"], anchor=False)
    for section in (_show_samples, _show_counts, _show_means, _show_scaling):
        section(session, *st.columns([2, 3], gap="medium"))


def _show_shapes() -> None:
    """Print the four shapes as the tutorial does, and say what they mean."""
    dataset = load_dataset()
    n_train, height, width = dataset.x_train.shape
    st.markdown(
        DATA["shapes"].format(
            n_train=n_train, n_test=len(dataset.x_test), height=height, width=width
        )
    )
    shapes = (f"{name}: {array.shape}" for name, array in list(dataset._asdict().items())[:4])
    st.code("\n".join(shapes), language=None)


def _show_samples(session: Session, left: DeltaGenerator, right: DeltaGenerator) -> None:
    with left:
        _show_shapes()
        st.header(DATA["samples"], anchor=False)
        names = [_ALL, *map(str, range(CLASSES))]
        chosen = session.choose(
            st.pills,
            DATA["digit"],
            _FILTER,
            _ALL,
            options=names,
            format_func=lambda name: DATA["all"] if name == _ALL else name,
            required=True,
            wrap=True,
        )
        with st.container(horizontal=True):
            st.button(
                DATA["reshuffle"],
                type="primary",
                key="data_reshuffle",
                on_click=session.ask,
                args=(_reshuffle,),
            )
            st.button(
                DATA["first"].format(count=_SHOWN),
                key="data_first",
                on_click=session.ask,
                args=(_show_first,),
            )
        seed = session.choices.get(_SEED)
        shown = "shown_first" if seed is None else "shown_random"
        text = DATA[shown if chosen == _ALL else f"{shown}_of"]
        sentence = text.format(count=_SHOWN, digit=chosen)
        st.caption(DATA["caption"].format(shown=sentence))
    right.html(_draw_samples(chosen, seed, sentence))


def _reshuffle(session: Session) -> None:
    session.choices[_SEED] = int(np.random.default_rng().integers(2**32))


def _show_first(session: Session) -> None:
    session.choices[_SEED] = None


@st.cache_data(max_entries=64, show_spinner=False)
def _draw_samples(chosen: str, seed: int | None, sentence: str) -> str:
    images, digits, *_ = load_dataset()
    places = np.arange(len(digits)) if chosen == _ALL else np.flatnonzero(digits == int(chosen))
    if seed is not None:
        places = np.random.default_rng(seed).permutation(places)
    places = places[:_SHOWN]
    return draw_images(images[places], digits[places], sentence, _GRID_WIDTH)


def _show_counts(session: Session, left: DeltaGenerator, right: DeltaGenerator) -> None:
    dataset = load_dataset()
    train, test = count_classes(dataset.y_train), count_classes(dataset.y_test)
    counted = {"training": train, "test": test}
    sentences = [
        DATA[name].format(sentence=describe_class_counts(counts))
        for name, counts in counted.items()
    ]
    most = train.argmax()
    left.subheader(DATA["counts"], anchor=False)
    left.markdown("\n\n".join(sentences))
    left.markdown(DATA["guessing"].format(digit=most, share=100 * test[most] / test.sum()))
    figure, alt = plot_class_counts(train, test), " ".join((DATA["bars"], *sentences))
    with right:
        show_chart(figure, "data_counts", alt)


def _show_means(session: Session, left: DeltaGenerator, right: DeltaGenerator) -> None:
    left.subheader(DATA["means"], anchor=False)
    left.markdown(DATA["means_note"])
    right.html(_draw_means(DATA["means"]))


@st.cache_data(show_spinner=False)
def _draw_means(sentence: str) -> str:
    images, digits, *_ = load_dataset()
    means = mean_images(images, digits).round().astype(np.uint8)
    return draw_images(means, np.arange(CLASSES, dtype=np.uint8), sentence)


def _show_scaling(session: Session, left: DeltaGenerator, right: DeltaGenerator) -> None:
    images, digits, *_ = load_dataset()
    last = len(images) - 1
    with left:
        st.header(DATA["scaling"], anchor=False)
        label = DATA["image"].format(last=last)
        number = ask_number(session, label, "data_image", 0, 0, last, whole=True, step=1, width=220)
        image, (row, column) = images[number], find_crop(images[number], _CROP)
        sentence = DATA["crop"].format(number=number, digit=digits[number])
        st.html(draw_crop(image, (row, column), _CROP, sentence))
    crop = image[row : row + _CROP, column : column + _CROP]
    with right:
        before, after = st.columns(2)
        before.html(draw_pixels(crop, crop, DATA["stored"]))
        after.html(draw_pixels(scale_pixels(crop), crop, DATA["divided"], decimals=2))
        st.markdown(_describe_sums(image))


def _describe_sums(image: NDArray[np.uint8]) -> str:
    """Return what a fresh first layer makes of the image, as a table and why it matters."""
    units, raw, scaled, flat = _weigh(image)
    rows = _row("sums_stored", raw) + _row("sums_divided", scaled)
    table = f"{DATA['sums_head']}\n|:--|--:|--:|--:|\n{rows}"
    return f"{table}\n{DATA['sums'].format(share=flat, units=units)}"


@st.cache_data(max_entries=64, show_spinner=False)
def _weigh(image: NDArray[np.uint8]) -> tuple[int, float, float, float]:
    """Return how many neurons a fresh first layer has, a typical one's sum of the pixels as they
    are stored, and of those divided by 255; and the share of sums, in per cent, that lie flat."""
    units = TrainConfig().hidden_layers[0].units
    limit = np.sqrt(6 / (PIXELS + units))  # Glorot and Bengio (2010), Keras's default
    weights = np.random.default_rng(0).uniform(-limit, limit, (PIXELS, units))
    raw, scaled = (scale_pixels(image.ravel(), scale) @ weights for scale in (False, True))
    typical = np.argsort(np.abs(scaled))[units // 2]
    flat = 100 * np.mean(ACTIVATIONS["sigmoid"].derivative(raw) < 0.01)
    return units, float(raw[typical]), float(scaled[typical]), float(flat)


def _row(name: str, z: float) -> str:
    sums = np.array(z)
    slope = ACTIVATIONS["sigmoid"].derivative(sums)
    numbers = ((z, ".2f"), (float(sigmoid(sums)), ".4f"), (float(slope), ".4f"))
    cells = (write_number(number, form) for number, form in numbers)
    return f"| {DATA[name]} | {' | '.join(cells)} |\n"
