"""The Data page: what does the network learn from?"""

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.charts.classes import describe_class_counts, plot_class_counts
from mlp_explorer.charts.images import draw_crop, draw_images, draw_pixels, find_crop
from mlp_explorer.config import TrainConfig
from mlp_explorer.config.choices import CLASSES, PIXELS
from mlp_explorer.data import count_classes, load_dataset, mean_images, scale_pixels

__all__ = ["show"]

_SHOWN, _CROP = 100, 8  # images in the grid; rows and columns of the window with numbers
_SEED, _ALL = "data_seed", "all"


def show() -> None:
    """Draw the page: words and controls on the left, what they are about on the right."""
    st.title("The data", anchor=False)
    for section in (_show_shapes, _show_samples, _show_counts, _show_means, _show_scaling):
        section(*st.columns([2, 3], gap="medium"))


def _show_shapes(left: DeltaGenerator, right: DeltaGenerator) -> None:
    """Print the four shapes as the tutorial does, and say what they mean."""
    dataset = load_dataset()
    n_train, height, width = dataset.x_train.shape
    left.markdown(
        f"MNIST: {n_train:,} handwritten digits to learn from and {len(dataset.x_test):,} others "
        f"to be tested on. Each is {height} × {width} grey pixels and the digit that was meant."
    )
    shapes = (f"{name}: {array.shape}" for name, array in dataset._asdict().items())
    right.code("\n".join(shapes), language=None)


def _show_samples(left: DeltaGenerator, right: DeltaGenerator) -> None:
    with left:
        st.subheader("Sample Images from MNIST Dataset", anchor=False)
        names = [_ALL, *map(str, range(CLASSES))]
        chosen = st.pills("Digit", names, default=_ALL, required=True, key="data_filter", wrap=True)
        with st.container(horizontal=True):
            st.button("Reshuffle", type="primary", key="data_reshuffle", on_click=_reshuffle)
            st.button(f"First {_SHOWN}", key="data_first", on_click=_show_first)
        seed = st.session_state.get(_SEED)
        which = f"The first {_SHOWN}" if seed is None else f"{_SHOWN} random"
        sentence = f"{which} training images" + f" of the digit {chosen}" * (chosen != _ALL)
        st.caption(f"{sentence}, with the right answer below each.")
    right.html(_draw_samples(chosen, seed, sentence))


def _reshuffle() -> None:
    st.session_state[_SEED] = int(np.random.default_rng().integers(2**32))


def _show_first() -> None:
    st.session_state[_SEED] = None


@st.cache_data(max_entries=64, show_spinner=False)
def _draw_samples(chosen: str, seed: int | None, sentence: str) -> str:
    images, digits, *_ = load_dataset()
    places = np.arange(len(digits)) if chosen == _ALL else np.flatnonzero(digits == int(chosen))
    if seed is not None:
        places = np.random.default_rng(seed).permutation(places)
    places = places[:_SHOWN]
    return draw_images(images[places], digits[places], sentence)


def _show_counts(left: DeltaGenerator, right: DeltaGenerator) -> None:
    train, test = map(count_classes, (load_dataset().y_train, load_dataset().y_test))
    counted = {"training": train, "test": test}
    sentences = [f"In {name}: {describe_class_counts(n)}" for name, n in counted.items()]
    most = train.argmax()
    left.subheader("How often does each digit occur?", anchor=False)
    left.markdown("\n\n".join(sentences))
    left.markdown(
        f"Whoever answers {most} to every image is right in {test[most] / test.sum():.1%} of "
        "the tests. A network that has learned anything beats that.".replace("%", " %")
    )
    figure, alt = plot_class_counts(train, test), " ".join(("Bars.", *sentences))
    right.plotly_chart(figure, key="data_counts", config={"displayModeBar": False}, alt=alt)


def _show_means(left: DeltaGenerator, right: DeltaGenerator) -> None:
    left.subheader("The mean image of each digit", anchor=False)
    left.markdown(
        "All training images of a digit, laid on top of each other. Where it is sharp, people "
        "write alike; where it is blurred, everybody writes in their own way."
    )
    right.html(_draw_means())


@st.cache_data(show_spinner=False)
def _draw_means() -> str:
    images, digits, *_ = load_dataset()
    means = mean_images(images, digits).round().astype(np.uint8)
    return draw_images(means, np.arange(CLASSES, dtype=np.uint8), "The mean image of each digit")


def _show_scaling(left: DeltaGenerator, right: DeltaGenerator) -> None:
    images, digits, *_ = load_dataset()
    last = len(images) - 1
    with left:
        st.subheader("What dividing by 255 does", anchor=False)
        number = st.number_input(
            f"Training image, 0 to {last:,}", 0, last, key="data_image", width=220
        )
        image, (row, column) = images[number], find_crop(images[number], _CROP)
        sentence = (
            f"Training image {number}, the digit {digits[number]}; the framed part is in the tables"
        )
        st.html(draw_crop(image, (row, column), _CROP, sentence))
    crop = image[row : row + _CROP, column : column + _CROP]
    with right:
        before, after = st.columns(2)
        before.html(draw_pixels(crop, crop, "The framed pixels as stored"))
        after.html(draw_pixels(scale_pixels(crop), crop, "The same, divided by 255", decimals=2))
        st.markdown(_describe_sums(image))


@st.cache_data(max_entries=64, show_spinner=False)
def _describe_sums(image: NDArray[np.uint8]) -> str:
    """Return what a fresh first layer makes of the image, as a table and why it matters."""
    units = TrainConfig().hidden_layers[0].units
    limit = np.sqrt(6 / (PIXELS + units))  # Glorot and Bengio (2010), Keras's default
    weights = np.random.default_rng(0).uniform(-limit, limit, (PIXELS, units))
    raw, scaled = (scale_pixels(image.ravel(), scale) @ weights for scale in (False, True))
    typical = np.argsort(np.abs(scaled))[units // 2]
    flat = f"{np.mean(_slope(raw) < 0.01) * 100:.0f} % of the {units} neurons"
    return (
        "| a typical neuron | its sum z | sigmoid(z) | slope there |\n|:--|--:|--:|--:|\n"
        f"{_row('as stored', raw[typical])}{_row('÷ 255', scaled[typical])}\n"
        "Before training, the weights are small random numbers. With pixels up to 255 the sums "
        f"are so large that {flat} sit where the sigmoid is flat. Learning multiplies by the "
        "slope there, almost 0, so they hardly learn. With pixels from 0 to 1 the slopes are "
        "steep, and the steps of all weights are of similar size."
    )


def _row(name: str, z: float) -> str:
    return f"| {name} | {z:.2f} | {(1 + np.tanh(z / 2)) / 2:.4f} | {_slope(z):.4f} |\n"


def _slope(z: NDArray[np.float64] | float) -> NDArray[np.float64] | float:
    """Return the sigmoid's slope at z; with tanh, as exp would overflow far out."""
    return (1 - np.tanh(z / 2) ** 2) / 4
