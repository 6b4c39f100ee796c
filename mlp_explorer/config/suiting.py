"""What settings have to do with the dataset: what is usual with it, and what does not fit it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mlp_explorer.config.choices import N_TRAIN
from mlp_explorer.data.about import About
from mlp_explorer.data.dataset import find_about
from mlp_explorer.data.features import list_features
from mlp_explorer.data.sources import Options
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.tasks import list_heads

if TYPE_CHECKING:
    from mlp_explorer.config.model import TrainConfig

__all__ = ["count_points", "list_misfits", "POINTS", "suit"]

POINTS = 500  # of a dataset that a seed makes, where nothing is said of them


def suit(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings whose default depends on the dataset, if another than MNIST is named."""
    key = values.get("dataset", "mnist")
    if key == "mnist":
        return {}
    try:
        about = find_about(key)
    except ConfigError:
        return {}  # it is said where the dataset is checked
    made = about.is_made
    count = count_points(values, about)[0] if made else min(about.n_train, N_TRAIN)
    return {"loss": list_heads(len(about.classes))[0], "training_images": count}


def count_points(values: Mapping[str, Any], about: About) -> tuple[int, int]:
    """Return how many points of a dataset that a seed makes train, and how many test."""
    points, share = values.get("points", POINTS), values.get("train_share", 0.0)
    try:
        return Options(int(points), share=float(share)).part(about.n_test)
    except (TypeError, ValueError, OverflowError):
        return POINTS, about.n_test  # what is wrong is said where they are checked


def list_misfits(config: "TrainConfig") -> list[Sentence]:
    """Return a sentence for each setting that does not fit the dataset."""
    about = config.about
    problems: list[Sentence] = []
    if not config.head.fits(len(about.classes)):
        names = ", ".join(list_heads(len(about.classes)))
        values: dict[str, Any] = {"got": config.loss, "dataset": about.key, "names": names}
        problems.append(Sentence("head", values))
    if config.training_images > about.n_train:
        got, most = config.training_images, about.n_train
        values = {"dataset": about.key, "got": got, "most": most}
        problems.append(Sentence("too_many_examples", values))
    if config.augmentation != "none" and not about.is_drawn:
        problems.append(Sentence("not_distorted", {"dataset": about.key}))
    if others := [name for name in config.features if name not in list_features(about)]:
        names = ", ".join(list_features(about)) or "none"
        values = {"dataset": about.key, "got": others[0], "names": names}
        problems.append(Sentence("features_of_others", values))
    if config.own_set and about.key != "mnist":
        problems.append(Sentence("not_drawn", {"dataset": about.key}))
    return problems
