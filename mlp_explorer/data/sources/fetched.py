"""Pictures as MNIST's, of something else, that are not in the package: they are fetched when a
person asks, or dropped in (`data/fetching/`)."""

from collections.abc import Sequence

from mlp_explorer.data.about import About
from mlp_explorer.data.fetching.kept import load_kept
from mlp_explorer.data.sources.source import Source

__all__ = ["SOURCES"]


def _make(key: str, classes: Sequence[str], answer: str, source: str, licence: str) -> Source:
    about = About(
        key,
        "pictures",
        (28, 28),
        tuple(classes),
        n_train=60_000,
        n_test=10_000,
        answer=answer,
        source=source,
        licence=licence,
        is_fetched=True,
    )
    return Source(about, lambda _: load_kept(about))


SOURCES = (
    _make(
        "fashion_mnist",
        (
            *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
            *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
        ),
        "garment",
        "Han Xiao, Kashif Rasul and Roland Vollgraf (2017): Fashion-MNIST; Zalando",
        "MIT",
    ),
    _make(
        "kmnist",
        ("o お", "ki き", "su す", "tsu つ", "na な", "ha は", "ma ま", "ya や", "re れ", "wo を"),
        "sign",
        "KMNIST dataset, made by ROIS-DS CODH, from the Kuzushiji dataset of the National "
        "Institute of Japanese Literature and others, doi:10.20676/00000341",
        "CC BY-SA 4.0",
    ),
)
