"""scikit-learn's own small datasets. They are in its package: nothing is fetched."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from mlp_explorer.data.about import About
from mlp_explorer.data.parts import hold_out, shuffle
from mlp_explorer.data.sources.source import Parts, Source

__all__ = ["SOURCES"]

_UCI = "UCI Machine Learning Repository, in scikit-learn"
_FREE = "CC BY 4.0"


@cache
def _load(name: str, as_pictures: bool, has_classes: bool) -> Parts:
    from sklearn import datasets  # only when it is wanted: it takes a second

    options: dict[str, Any] = {} if has_classes else {"scaled": False}
    bunch = getattr(datasets, f"load_{name}")(**options)
    x = bunch.images.astype(np.uint8) if as_pictures else bunch.data.astype(np.float32)
    y = bunch.target.astype(np.uint8 if has_classes else np.float32)
    x, y = shuffle(x, y, has_classes)  # they lie class by class
    tests = hold_out(x, y, by_class=has_classes)
    parts = Parts(x[~tests], y[~tests], x[tests], y[tests])
    for array in parts:
        array.flags.writeable = False
    return parts


def _make(
    key: str,
    examples: tuple[int, int],
    answer: str,
    source: str,
    classes: Sequence[str] = (),
    features: Sequence[str] = (),
    pictures: tuple[int, ...] = (),
) -> Source:
    about = About(
        key,
        "pictures" if pictures else "table",
        pictures or (len(features),),
        tuple(classes),
        *examples,
        features=tuple(features),
        answer=answer,
        white=16.0 if pictures else 255.0,
        source=f"{source}; {_UCI}",
        licence=_FREE,
    )
    return Source(about, lambda _: _load(key, bool(pictures), bool(classes)))


_OF_FLOWER = ("sepal length", "sepal width", "petal length", "petal width")
_OF_WINE = (
    "alcohol",
    "malic acid",
    "ash",
    "alcalinity of ash",
    "magnesium",
    "total phenols",
    "flavanoids",
    "nonflavanoid phenols",
    "proanthocyanins",
    "colour intensity",
    "hue",
    "OD280/OD315 of diluted wines",
    "proline",
)
_OF_CELL = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)
_OF_PATIENT = (
    "age",
    "sex",
    "body mass index",
    "blood pressure",
    "total cholesterol",
    "low-density lipoproteins",
    "high-density lipoproteins",
    "total ÷ high-density",
    "log of triglycerides",
    "blood sugar",
)

SOURCES = (
    _make(
        "digits",
        (1499, 298),
        "digit",
        "E. Alpaydin and C. Kaynak: optical recognition of handwritten digits, 8 × 8",
        classes=tuple(map(str, range(10))),
        pictures=(8, 8),
    ),
    _make(
        "iris",
        (125, 25),
        "species",
        "R. A. Fisher (1936): iris plants; lengths in cm",
        classes=("setosa", "versicolor", "virginica"),
        features=_OF_FLOWER,
    ),
    _make(
        "wine",
        (149, 29),
        "grower",
        "M. Forina and others: wine recognition",
        classes=("grower 1", "grower 2", "grower 3"),
        features=_OF_WINE,
    ),
    _make(
        "breast_cancer",
        (474, 95),
        "diagnosis",
        "W. H. Wolberg, W. N. Street and O. L. Mangasarian: breast cancer, Wisconsin (diagnostic)",
        classes=("malignant", "benign"),
        features=tuple(f"{of} {name}" for of in ("mean", "error of", "worst") for name in _OF_CELL),
    ),
    _make(
        "diabetes",
        (368, 74),
        "progression after a year",
        "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani (2004): Least Angle Regression",
        features=_OF_PATIENT,
    ),
)
