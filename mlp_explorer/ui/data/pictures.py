"""Pictures: samples, counts, mean images, and what scaling their pixels does."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.activations import ACTIVATIONS, sigmoid
from mlp_explorer.charts.images import draw_crop, draw_images, draw_pixels, find_crop
from mlp_explorer.config import TrainConfig
from mlp_explorer.data import Dataset, load_dataset, mean_images
from mlp_explorer.ui.data.samples import choose_samples
from mlp_explorer.ui.data.sections import find_class_kind, show_counts, show_shapes, split
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import CLASS, DATA, write_number

__all__ = ["show_pictures"]

_SHOWN, _CROP = 100, 8  # images in the grid; rows and columns of the window with numbers
# of the grid: as high as it is wide, and its labels, it fits below the page's title on one screen
_GRID_WIDTH = "max(300px, 100vh - 320px)"
_MEANS_WIDTH = "596px"


def show_pictures(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    """Draw what there is to see of a dataset of pictures, its begin into these two places."""
    _show_samples(session, dataset, left, right)
    show_counts(dataset)
    _show_means(dataset)
    _show_scaling(session, dataset)


def _show_samples(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    about, is_mnist = dataset.about, dataset.about.key == "mnist"
    height, width = about.shape
    shapes = DATA["mnist_shapes" if is_mnist else "pictures_shapes"]
    with left:
        show_shapes(
            dataset,
            shapes.format(n_train=about.n_train, n_test=about.n_test, height=height, width=width),
        )
        st.header(DATA["mnist_samples" if is_mnist else "samples"], anchor=False)
        kind = "digit" if find_class_kind(about) == "digit" else "picture"
        places, sentence = choose_samples(session, dataset, kind, _SHOWN)
        st.caption(DATA["caption"].format(shown=plain(sentence)))
    right.html(_draw_samples(about.key, places, sentence))


@st.cache_data(max_entries=64, show_spinner=False)
def _draw_samples(name: str, places: NDArray[np.intp], sentence: str) -> str:
    dataset = load_dataset(name)
    names = _list_names(dataset, dataset.y_train[places])
    return draw_images(_to_grey(dataset, dataset.x_train[places]), names, sentence, _GRID_WIDTH)


def _list_names(dataset: Dataset, labels: NDArray[np.uint8]) -> Sequence[str]:
    return [dataset.about.classes[label] for label in labels]


def _to_grey(dataset: Dataset, images: NDArray[Any]) -> NDArray[np.uint8]:
    """Return images as they are painted, 0 black to 255 white."""
    return np.asarray((images * (255 / dataset.about.white)).round(), np.uint8)


def _show_means(dataset: Dataset) -> None:
    words = CLASS[find_class_kind(dataset.about)]
    left, right = split()
    left.subheader(words["means"], anchor=False)
    left.markdown(words["means_note"])
    right.html(_draw_means(dataset.about.key, words["means"]))


@st.cache_data(show_spinner=False)
def _draw_means(name: str, sentence: str) -> str:
    dataset = load_dataset(name)
    names = dataset.about.classes
    means = mean_images(dataset.x_train, dataset.y_train, len(names))
    return draw_images(_to_grey(dataset, means), names, sentence, _MEANS_WIDTH)


def _show_scaling(session: Session, dataset: Dataset) -> None:
    about, images = dataset.about, dataset.x_train
    last, white, size = len(images) - 1, about.white, min(_CROP, *about.shape)
    left, right = split()
    with left:
        st.header(DATA["scaling"].format(white=white), anchor=False)
        label = DATA["image"].format(last=last)
        number = ask_number(session, label, "data_image", 0, 0, last, whole=True, step=1, width=220)
        image, (row, column) = images[number], find_crop(images[number], size)
        sentence = CLASS[find_class_kind(about)]["crop"]
        name = about.classes[dataset.y_train[number]]
        framed = sentence.format(number=number, name=name)
        st.html(draw_crop(_to_grey(dataset, image), (row, column), size, framed))
    crop = image[row : row + size, column : column + size]
    greys = _to_grey(dataset, crop)
    with right:
        before, after = st.columns(2)
        before.html(draw_pixels(crop, greys, DATA["stored"]))
        after.html(draw_pixels(crop / white, greys, DATA["divided"].format(white=white), 2))
        st.markdown(_describe_sums(image, white))


def _describe_sums(image: NDArray[np.uint8], white: float) -> str:
    """Return what a fresh first layer makes of the image, as a table and why it matters."""
    units, raw, scaled, flat = _weigh(image, white)
    rows = _row(DATA["sums_stored"], raw) + _row(DATA["sums_divided"].format(white=white), scaled)
    table = f"{DATA['sums_head']}\n|:--|--:|--:|--:|\n{rows}"
    return f"{table}\n{DATA['sums'].format(share=flat, units=units, white=white)}"


@st.cache_data(max_entries=64, show_spinner=False)
def _weigh(image: NDArray[np.uint8], white: float) -> tuple[int, float, float, float]:
    """Return how many neurons a fresh first layer has, a typical one's sum of the pixels as they
    are stored, and of those divided by white; and the share of sums, in per cent, that lie flat."""
    units = TrainConfig().hidden_layers[0].units
    limit = np.sqrt(6 / (image.size + units))  # Glorot and Bengio (2010), Keras's default
    weights = np.random.default_rng(0).uniform(-limit, limit, (image.size, units))
    pixels = image.ravel().astype(np.float32)
    raw, scaled = pixels @ weights, pixels / np.float32(white) @ weights
    typical = np.argsort(np.abs(scaled))[units // 2]
    flat = 100 * np.mean(ACTIVATIONS["sigmoid"].derivative(raw) < 0.01)
    return units, float(raw[typical]), float(scaled[typical]), float(flat)


def _row(name: str, z: float) -> str:
    sums = np.array(z)
    slope = ACTIVATIONS["sigmoid"].derivative(sums)
    numbers = ((z, ".2f"), (float(sigmoid(sums)), ".4f"), (float(slope), ".4f"))
    cells = (write_number(number, form) for number, form in numbers)
    return f"| {name} | {' | '.join(cells)} |\n"
