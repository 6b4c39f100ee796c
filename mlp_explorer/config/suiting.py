"""What settings have to do with the dataset: what is usual with it, and what does not fit it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mlp_explorer.config.choices import N_TRAIN
from mlp_explorer.data.dataset import find_about
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.tasks import list_heads

if TYPE_CHECKING:
    from mlp_explorer.config.model import TrainConfig

__all__ = ["list_misfits", "POINTS", "suit"]

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
    count = values.get("points", POINTS) if about.is_made else min(about.n_train, N_TRAIN)
    return {"loss": list_heads(len(about.classes))[0], "training_images": count}


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
    if config.own_set and about.key != "mnist":
        problems.append(Sentence("not_drawn", {"dataset": about.key}))
    return problems
