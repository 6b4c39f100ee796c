import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import HiddenLayer, TrainConfig, load_dataset, train
from mlp_explorer.data.distortion import N_DRAWS, STRENGTHS, distort
from mlp_explorer.training.augmentation import augment


@pytest.mark.parametrize("kind", STRENGTHS)
def test_the_graph_distorts_as_the_reference_does(kind):
    images = load_dataset("mnist").x_train[:300]
    draws = np.random.default_rng(1).random((300, N_DRAWS), dtype=np.float32)
    # a source that lies on a pixel's very edge may be rounded either way
    ours = augment(tf.constant(images), tf.constant(draws), kind).numpy()
    difference = abs(ours - distort(images, draws, kind))
    assert np.mean(difference) < 1e-4
    assert np.max(difference) < 0.1


def test_every_kind_trains_and_generalizes_to_moved_digits():
    config = TrainConfig(
        hidden_layers=(HiddenLayer(64, "relu"),),
        training_images=5000,
        batch_size=100,
        epochs=8,
        learning_rate=0.003,
        precision="float32",
    )
    dataset = load_dataset("mnist")
    draws = np.random.default_rng(2).random((2000, N_DRAWS), dtype=np.float32)
    moved = distort(dataset.x_test[:2000], draws, "shift") / 255

    def read_moved(kind: str) -> float:
        outputs = train(config.changed(augmentation=kind)).model.predict(moved, verbose=0)
        return (outputs.argmax(axis=1) == dataset.y_test[:2000]).mean()

    plain = read_moved("none")
    for kind in STRENGTHS:
        assert read_moved(kind) > plain + 0.05
