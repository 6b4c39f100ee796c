"""The seam: what goes over it, and that both sides of it agree."""

import inspect
import json
import math

import pytest

from mlp_explorer.compute import DaskCluster
from mlp_explorer.compute.cluster import Cluster, Said
from mlp_explorer.messages.events import BatchEnded, TrainingEnded
from tests.compute.fake import FakeCluster


@pytest.mark.parametrize("kind", [DaskCluster, FakeCluster])
def test_a_cluster_has_what_is_asked_of_it(kind):
    methods = inspect.getmembers(Cluster, inspect.isfunction)
    public = {name: method for name, method in methods if not name.startswith("_")}
    assert {"start", "close", "submit", "tell", "fetch_news"} == set(public)
    for name, method in public.items():
        ours = inspect.signature(getattr(kind, name)).parameters.values()
        wanted = inspect.signature(method).parameters.values()
        assert [(p.name, p.default) for p in ours] == [(p.name, p.default) for p in wanted]
    assert isinstance(kind.status, property)


def test_what_a_training_says_goes_through_json_and_back():
    said = Said("key", "worker", 7.5, TrainingEnded("stopped", 4))
    assert Said.from_dict(json.loads(json.dumps(said.to_dict()))) == said


def test_json_never_carries_nan():
    said = Said("key", "worker", 7.5, BatchEnded(1, 1, math.nan, 0.1, math.inf))
    assert Said.from_dict(said.to_dict()).event == BatchEnded(1, 1, None, 0.1, None)
