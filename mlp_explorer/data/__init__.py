"""Datasets as NumPy arrays."""

from mlp_explorer.data.about import About
from mlp_explorer.data.dataset import DATASETS, Dataset, load_dataset
from mlp_explorer.data.prepared import find_answer_scale, load_prepared, prepare
from mlp_explorer.data.scaling import scale_pixels
from mlp_explorer.data.statistics import count_classes, mean_images

__all__ = [
    "About",
    "count_classes",
    "Dataset",
    "DATASETS",
    "find_answer_scale",
    "load_dataset",
    "load_prepared",
    "mean_images",
    "prepare",
    "scale_pixels",
]
