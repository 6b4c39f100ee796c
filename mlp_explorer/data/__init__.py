"""Datasets as NumPy arrays, embedded in the package: nothing is ever downloaded."""

from mlp_explorer.data.dataset import Dataset, load_dataset
from mlp_explorer.data.scaling import scale_pixels
from mlp_explorer.data.statistics import count_classes, mean_images

__all__ = [
    "count_classes",
    "Dataset",
    "load_dataset",
    "mean_images",
    "scale_pixels",
]
