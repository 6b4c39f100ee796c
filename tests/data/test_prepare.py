"""New examples come to a network as those of its dataset do."""

import numpy as np
import pytest

from mlp_explorer import TrainConfig, load_dataset
from mlp_explorer.data import load_prepared, prepare


@pytest.mark.parametrize("scale", [True, False])
@pytest.mark.parametrize("dataset", ["wine", "spiral", "digits"])
def test_a_raw_example_becomes_what_the_network_was_trained_on(dataset, scale):
    config = TrainConfig(dataset=dataset, scale_pixels=scale)
    raw, ready = load_dataset(dataset, config.data[1]), load_prepared(*config.data)
    white = ready.about.white if ready.about.kind == "pictures" else 1
    np.testing.assert_allclose(prepare(raw.x_test, *config.data), ready.x_test / white, rtol=1e-6)
