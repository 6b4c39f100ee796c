"""From a run to the other pages with it, and to the other runs of one's own."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, Evaluated, TrainingStarted
from mlp_explorer.runs import find_best
from mlp_explorer.ui.compare.choices import get_picks
from tests.ui.pages import OWNER, click, get_session, open_app


def keep_run(store, accuracy=None, owner=OWNER, units=8):
    """Keep a run; with an accuracy, one that was tested."""
    run_id = store.create(TrainConfig(hidden_layers=(HiddenLayer(units),), epochs=1), owner).id
    store.append(run_id, TrainingStarted(1, 10))
    if accuracy is None:
        return run_id
    store.append(run_id, EpochEnded(1, 0.5, accuracy, 0.5, accuracy, 1.0, 1.0))
    store.append(run_id, Evaluated(0.5, accuracy))
    store.end(run_id, RunState.FINISHED, weights_epoch=1)
    return run_id


def list_others(app):
    """Return the names of the runs that are offered, by the ids of these."""
    buttons = [button for button in app.button if (button.key or "").startswith("way_to_")]
    return {button.key.removeprefix("way_to_"): button.label for button in buttons}


@pytest.mark.parametrize(("key", "page"), [("way_draw", "draw"), ("way_learn", "learn")])
def test_a_run_is_taken_to_another_page_by_a_click_beside_its_number(store, key, page):
    run_id = keep_run(store, 0.9)
    app = click(open_app({"run": run_id}), key)
    assert (get_session(app).page, get_session(app).run_id) == (page, run_id)


def test_a_run_is_compared_with_the_own_one_before_it(store):
    before = keep_run(store, 0.8)
    keep_run(store, 0.7, owner="somebody else")
    run_id = keep_run(store, 0.9)
    keep_run(store, 0.95)
    app = click(open_app({"run": run_id}), "way_compare")
    assert get_session(app).page == "compare"
    assert list(get_picks(get_session(app))) == [run_id, before]


def test_the_first_run_has_none_to_be_compared_with(store):
    app = open_app({"run": keep_run(store, 0.8)})
    assert "way_compare" not in [button.key for button in app.button]
    assert list_others(app) == {}


def test_the_newest_own_runs_are_a_click_away_and_the_best_of_all(store):
    best = keep_run(store, 0.99)
    keep_run(store, 0.5)
    older = [keep_run(store, accuracy) for accuracy in (0.6, 0.7, 0.8, 0.99)]
    going_on = keep_run(store)
    keep_run(store, 1.0, owner="somebody else")
    run_id = keep_run(store, 0.9)
    app = open_app({"run": run_id})
    others = list_others(app)
    assert list(others) == [going_on, *reversed(older), best]
    assert others[best] == f"{store.get(best).title}, your best"
    assert others[older[-1]] == store.get(older[-1]).title, "as good, but later"
    assert others[going_on].endswith(", running")
    app = click(app, f"way_to_{older[0]}")
    assert get_session(app).run_id == older[0]


def test_a_picked_run_is_taken_to_a_page_from_the_list(store):
    run_id = keep_run(store, 0.9)
    for page in ("draw", "learn"):
        app = click(open_app({"runs": run_id}, page="compare"), f"compare_open_{page}")
        assert (get_session(app).page, get_session(app).run_id) == (page, run_id)


def test_the_best_of_an_owners_kept_runs_is_found(store):
    assert find_best(store.list_runs(owner="ada"), "mnist") is None

    def test_run(owner, accuracy, state=RunState.FINISHED):
        run_id = store.create(TrainConfig(), owner=owner).id
        store.append(run_id, TrainingStarted(24, 48_000))
        store.append(run_id, Evaluated(0.1, accuracy))
        store.end(run_id, state)
        return run_id

    test_run("ada", 0.91)
    test_run("ada", 0.93)
    test_run("bob", 0.99)
    test_run("ada", 0.97, RunState.FAILED)
    store.change(test_run("ada", 0.98), deleted_s=1.0)
    assert find_best(store.list_runs(owner="ada"), "mnist").test_score == 0.93
