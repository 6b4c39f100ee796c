"""The cluster of Dask workers, local or remote: all that knows Dask."""

from mlp_explorer.compute.dask.cluster import DaskCluster

__all__ = ["DaskCluster"]
