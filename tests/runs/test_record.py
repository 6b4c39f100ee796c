"""What a record says of a run."""

from mlp_explorer import TrainConfig
from mlp_explorer.messages.events import EpochEnded
from mlp_explorer.runs import RunRecord

EPOCHS = tuple(EpochEnded(epoch, 1.0, 0.5, 1.0, 0.5, epoch, 100) for epoch in (1, 2, 3))


def test_the_epoch_of_the_weights_is_told_where_it_is_not_the_last():
    def find(weights_epoch, epochs=EPOCHS):
        config = TrainConfig(epochs=5)
        return RunRecord("a", config, 0.0, epochs=epochs, weights_epoch=weights_epoch).early_epoch

    assert [find(None), find(2), find(3), find(0)] == [None, 2, None, None]
    assert find(2, ()) is None
