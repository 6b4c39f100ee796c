"""From one run to its settings, to the builder, and back to the last one of one's own."""

import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.messages import RunState
from mlp_explorer.ui.actions import can_continue
from mlp_explorer.ui.plain import plain
from mlp_explorer.words import RESULT
from tests.ui.pages import click, enabled, get_session, make_run, open_app, rerun, texts

OWN = TrainConfig(hidden_layers=(HiddenLayer(24, "tanh"),), epochs=4, optimizer="sgd")


def _raise_not_found(run_id):
    raise RunNotFoundError(f"No run “{run_id}” is kept here.")


def offers(app):
    return [button.label for button in app.button if button.key == "last_run"]


def read_settings(app):
    """Return the rows of “All settings of this run”, by their names."""
    table = app.table[0].value
    return {row.iloc[0]: tuple(row.iloc[1:]) for _, row in table.iterrows()}


@pytest.mark.parametrize("page", ["train", "draw", "learn"])
def test_the_last_own_run_is_offered_where_none_is_on_screen(page, store):
    make_run(owner="me")
    last = make_run(OWN, owner="me")
    make_run(PRESETS["fast"].config, owner="somebody else")
    app = open_app(page=page)
    get_session(app).owner = "me"
    [label] = offers(rerun(app))
    assert store.get(last).title in label
    app = click(app, "last_run")
    assert get_session(app).run_id == last
    assert get_session(app).config == OWN
    assert offers(app) == []
    assert app.query_params["run"] == last


@pytest.mark.parametrize("page", ["train", "draw", "learn"])
def test_nobody_is_offered_the_run_of_somebody_else(page, store):
    make_run(owner="somebody else")
    app = open_app(page=page)
    get_session(app).owner = "me"
    assert offers(rerun(app)) == []


def test_all_settings_of_a_run_stand_beside_those_of_the_builder(store):
    app = open_app({"run": make_run(OWN), "epochs": "4", "seed": "3"})
    rows = read_settings(app)
    assert rows["Optimizer"] == ("SGD", "Adam")
    assert rows["Seed"] == ("0", "3")
    assert rows["Epochs"] == ("4", ""), "the same in both"
    assert RESULT["take_settings"] in enabled(app)


def test_the_settings_of_a_run_can_be_taken_into_the_builder(store):
    app = open_app({"run": make_run(OWN), "seed": "3"})
    app = click(app, "train_take_settings")
    assert get_session(app).config == OWN
    assert {beside for _, beside in read_settings(app).values()} == {""}
    assert RESULT["take_settings"] not in enabled(app)


def test_opening_a_run_on_compare_takes_its_settings_into_the_builder(store):
    run_id = make_run(OWN)
    app = open_app({"runs": run_id, "epochs": "77"}, page="compare")
    [button] = [each for each in app.button if each.label == "Open"]
    button.click()
    app = rerun(app)
    session = get_session(app)
    assert (session.page, session.run_id, session.config) == ("train", run_id, OWN)
    assert app.query_params["epochs"] == "4"


def test_a_run_that_is_gone_by_the_time_of_the_click_is_said(store, monkeypatch):
    run_id = make_run(OWN, owner="me")
    app = open_app()
    get_session(app).owner = "me"
    rerun(app)
    monkeypatch.setattr(store, "get", _raise_not_found)
    app = click(app, "last_run")
    assert plain(f"No run “{run_id}” is kept here.") in texts(app)
    assert get_session(app).config == TrainConfig()


def test_a_run_with_all_its_epochs_can_go_on_where_its_test_is_missing(store):
    run_id = make_run(TrainConfig(epochs=6), RunState.INTERRUPTED)
    assert can_continue(store.get(run_id))
    for state in (RunState.FINISHED, RunState.STOPPED):
        assert not can_continue(store.change(run_id, state=state))
