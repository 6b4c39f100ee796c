import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.errors import ConfigError
from mlp_explorer.messages.events import EpochEnded
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.components.live_run import _find_kept
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.train import PAGE
from mlp_explorer.ui.train.curve_view import CURVE_VIEW, get_view

EPOCHS = tuple(EpochEnded(epoch, 1.0, 0.5, 1.0, 0.5, epoch, 100) for epoch in (1, 2, 3))


def test_the_kept_epoch_is_told_where_it_is_not_the_last():
    def find(weights_epoch, epochs=EPOCHS):
        config = TrainConfig(epochs=5)
        return _find_kept(RunRecord("a", config, 0.0, epochs=epochs, weights_epoch=weights_epoch))

    assert [find(None), find(2), find(3), find(0)] == [None, 2, None, None]
    assert find(2, ()) is None


def test_how_the_curves_are_drawn_is_in_the_address():
    (parameter,) = PAGE.parameters
    session = Session("ada")
    assert (get_view(session), parameter.write(None)) == ((), "")
    session.choices[CURVE_VIEW] = parameter.read("smooth~error")
    assert get_view(session) == ("error", "smooth")
    assert parameter.write(session.choices[CURVE_VIEW]) == "smooth~error"
    with pytest.raises(ConfigError, match="wavy"):
        parameter.read("wavy~smooth")
