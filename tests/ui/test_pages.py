"""The pages without a browser: widgets, links, sentences."""

import numpy as np
import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine, EngineState, EngineStatus
from mlp_explorer.errors import Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import (
    EpochEnded,
    Evaluated,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import PRESET
from tests.ui.pages import (
    OWNER,
    enabled,
    enter,
    find_field,
    get_session,
    go_back,
    make_run,
    open_app,
    rerun,
    texts,
)


def config_of(app):
    return get_session(app).config


def choose(app, label, value):
    next(widget for widget in app.selectbox if widget.label == label).set_value(value).run()
    assert not app.exception


def test_the_first_page_is_the_tutorials_network_ready_to_train(store):
    app = open_app()
    assert not app.exception
    assert config_of(app) == TrainConfig()
    assert "235,146 parameters" in texts(app)
    assert enabled(app) == ["Train"]


def test_every_widget_writes_its_setting_and_the_link_follows():
    app = open_app()
    enter(app, "Hidden layers", "3")
    enter(app, "Neurons in layer 3", "50")
    choose(app, "Activation of layer 3", "gelu")
    choose(app, "Optimizer", "nadam")
    enter(app, "Learning rate", "0.003")
    enter(app, "Batch size", "500")
    enter(app, "Epochs", "7")
    choose(app, "Output and loss", "mean_squared_error")
    choose(app, "Learning rate schedule", "cosine")
    choose(app, "Kernel initializer", "he_normal")
    choose(app, "Augmentation", "affine")
    choose(app, "Precision", "float32")
    enter(app, "Training examples", "9000")
    enter(app, "Validation split", "0.5")
    enter(app, "L1", "0.001")
    enter(app, "L2", "0.002")
    enter(app, "Early stopping: patience", "4")
    enter(app, "Seed", "11")
    next(t for t in app.toggle if t.key == "builder_batch_normalization_0").set_value(True).run()
    next(s for s in app.slider if s.key == "builder_dropout_1").set_value(0.3).run()
    next(t for t in app.toggle if t.key == "builder_scale_pixels").set_value(False).run()
    expected = TrainConfig(
        hidden_layers=(
            HiddenLayer(256, "sigmoid", 0, True),
            HiddenLayer(128, "sigmoid", 0.3),
            HiddenLayer(50, "gelu"),
        ),
        loss="mean_squared_error",
        optimizer="nadam",
        learning_rate=0.003,
        schedule="cosine",
        batch_size=500,
        epochs=7,
        validation_split=0.5,
        l1=0.001,
        l2=0.002,
        early_stopping_patience=4,
        kernel_initializer="he_normal",
        seed=11,
        training_images=9000,
        scale_pixels=False,
        augmentation="affine",
        precision="float32",
    )
    assert config_of(app) == expected
    query = {k: v if isinstance(v, str) else v[0] for k, v in app.query_params.items()}
    assert TrainConfig.from_query(query) == expected
    assert config_of(open_app(query)) == expected


def test_own_drawings_of_a_link_survive_the_other_widgets():
    query = {"own_set": "0123456789abcdef", "own_share": "0.25"}
    app = open_app(query)
    enter(app, "Epochs", "7")
    choose(app, "Optimizer", "nadam")
    expected = TrainConfig.from_query(query).changed(epochs=7, optimizer="nadam")
    assert config_of(app) == expected
    assert {name: app.query_params[name] for name in query} == query


def test_an_augmentation_is_shown_beside_its_choice():
    app = open_app()

    def previews() -> list[str]:
        return [e.proto.body for e in app.get("html") if "two random versions" in e.proto.body]

    assert previews() == []
    pictures = set()
    for kind in ("shift", "affine", "elastic"):
        choose(app, "Augmentation", kind)
        pictures.update(previews())
    assert len(pictures) == 3


def is_lit(button):
    return button.key.startswith("preset_") and button.proto.type == "primary"


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_one_click(name):
    app = open_app({"epochs": "3"})
    app.button(key=f"preset_{name}").click().run()
    assert not app.exception
    assert config_of(app) == PRESETS[name].config
    assert [each.key for each in app.button if is_lit(each)] == [f"preset_{name}"]
    assert PRESET[name]["help"] in texts(app)


def test_a_split_that_leaves_nothing_is_a_sentence():
    app = open_app({"training_images": "2"})
    enter(app, "Validation split", "0.9")
    assert "leave none to train on" in texts(app)


def test_a_bad_link_opens_with_a_sentence_for_each_problem():
    app = open_app({"epochs": "0", "learning_rate": "red", "layers": "64-relu", "run": "nonsense"})
    assert not app.exception
    [warning] = app.warning
    assert warning.value.count("\n") == 2
    assert config_of(app) == TrainConfig(hidden_layers=(HiddenLayer(64, "relu"),))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"layers": "none"}, "No hidden layer"),
        ({"layers": "1-relu"}, "One neuron in a layer"),
        ({"batch_size": "2000", "training_images": "500"}, "every epoch is one single step"),
        ({"validation_split": "0"}, "overfitting cannot be seen"),
    ],
)
def test_what_may_not_be_meant_is_remarked(query, sentence):
    assert sentence in texts(open_app(query))


def test_a_network_that_does_not_fit_into_the_workers_memory_is_told_before_the_click(monkeypatch):
    ready = EngineStatus(EngineState.READY, Sentence("engine.ready"), 1, 2 * 10**9)
    monkeypatch.setattr(Engine, "status", ready)
    assert "Ready to train." in texts(open_app())
    said = texts(open_app({"layers": "~".join(["2048-relu"] * 8)}))
    assert "the worker has 2.0 GB. Fewer or narrower layers need less." in said


def test_a_finished_run_shows_its_test_and_a_reading_of_its_curves():
    app = open_app({"run": make_run()})
    assert [metric.value for metric in app.metric] == ["92.41 %", "0.2700"]
    assert "Still improving" in texts(app)


def test_what_is_said_of_more_epochs_agrees_with_a_schedule_that_has_ended():
    said = texts(open_app({"run": make_run(TrainConfig(schedule="cosine"))}))
    assert "Still improving" in said
    assert "has brought the learning rate down to 0" in said
    assert "so more epochs would help" not in said


def test_a_failed_run_says_why():
    app = open_app({"run": make_run(state=RunState.FAILED)})
    assert "This run failed. The reason." in app.error[0].value


def test_a_run_whose_worker_died_says_how_often_and_why():
    store = get_services().store
    run_id = store.create(TrainConfig(), OWNER).id
    for used_bytes in (0, 1_300_000_000, 1_400_000_000):
        store.append(run_id, TrainingStarted(24, 48_000))
        store.append(run_id, WorkerLost(1, used_bytes))
    store.end(run_id, RunState.STOPPED)
    said = texts(open_app({"run": run_id}))
    assert "The worker process died once; the run went on" in said
    assert "The worker was ended 2 times, as its memory was used up; the run went on" in said


READY = EngineStatus(EngineState.READY, Sentence("engine.ready"), 1, 2 * 10**9)


def test_a_run_that_goes_on_shows_stop_and_the_click_reaches_the_engine(store, monkeypatch):
    monkeypatch.setattr(Engine, "status", READY)
    run_id = store.create(TrainConfig(), OWNER).id
    app = open_app({"run": run_id})
    assert enabled(app) == ["Pause", "Stop"]
    assert "To train another one, pause or stop it" in texts(app)
    app.button(key="train_stop").click().run()
    assert store.get(run_id).state is RunState.STOPPED
    assert enabled(app) == ["Train", "Continue"]


def test_a_branch_of_a_run_that_goes_on_says_that_it_waits_for_it(store, monkeypatch):
    monkeypatch.setattr(Engine, "status", READY)
    parent = store.create(TrainConfig(), OWNER).id
    store.append(parent, TrainingStarted(24, 48_000))
    store.save_snapshot(parent, 1, [np.zeros((2, 2), np.float32)])
    store.append(parent, EpochEnded(1, 1.0, 0.5, 1.0, 0.5, 1.0, 90_000.0))
    branch = store.branch(parent, 1, TrainConfig(), OWNER).id
    assert "It waits for the run that it branches from" in texts(open_app({"run": branch}))
    store.end(parent, RunState.STOPPED)
    assert "It waits for the run that it branches from" not in texts(open_app({"run": branch}))


def read_epochs(app):
    return int(find_field(app, "Epochs").value)


def test_a_late_message_with_a_replaced_address_does_not_bring_the_old_setup_back():
    app = open_app({"epochs": "12"})
    enter(app, "Epochs", "15")
    assert app.query_params["epochs"] == "15"
    for arrived in ("12", "15", "12"):  # before and after the browser has heard of 15
        app.query_params["epochs"] = arrived
        assert read_epochs(rerun(app)) == 15
        assert app.query_params["epochs"] == "15"


def test_going_back_brings_the_old_setup_back():
    app = open_app({"epochs": "12"})
    enter(app, "Epochs", "15")
    assert read_epochs(go_back(app, {"epochs": "12"})) == 12
    assert read_epochs(go_back(app, {"epochs": "15"})) == 15


def open_long_run(epochs):
    """Open a run of so many epochs whose weights are kept, on the Train page."""
    run_id = make_run(TrainConfig(epochs=epochs), epochs=epochs)
    for epoch in (3, epochs - 1, epochs):
        get_services().store.save_snapshot(run_id, epoch, [np.zeros(1, np.float32)])
    app = open_app({"run": run_id})
    assert not app.exception
    return app, run_id


def find_branch_epoch(app):
    return next(each for each in app.selectbox if each.key.startswith("train_branch_epoch"))


def test_a_branch_begins_at_the_last_epoch_until_another_one_is_chosen():
    store = get_services().store
    run_id = store.create(TrainConfig(), OWNER).id
    app = open_app({"run": run_id})

    def offer(epoch):
        store.append(run_id, EpochEnded(epoch, 0.1, 0.9, 0.1, 0.9, epoch / 2, 90_000.0))
        store.save_snapshot(run_id, epoch, [np.zeros(1, np.float32)])
        return find_branch_epoch(rerun(app)).value

    assert [offer(1), offer(2)] == [1, 2]
    find_branch_epoch(app).set_value(1).run()
    assert offer(3) == 1
    store.end(run_id, RunState.STOPPED)


def find_number(app, key):
    return next(each for each in app.text_input if each.key.partition("~")[0] == key)


@pytest.mark.parametrize(("epochs", "left"), [(480, 10), (491, 9), (499, 1)])
def test_no_more_epochs_are_offered_than_a_run_may_have(epochs, left):
    app, run_id = open_long_run(epochs)
    for key in ("train_more_epochs", "train_branch_more"):
        assert find_number(app, key).value == str(left)
        find_number(app, key).set_value(str(501 - epochs))
        assert f"allowed are whole numbers from 1 to {500 - epochs}" in texts(app.run())
    app.button(key="train_go_on").click().run()
    assert not app.exception
    record = get_services().store.get(run_id)
    assert (record.state, record.config.epochs) == (RunState.QUEUED, epochs + left)
    get_services().engine.stop(run_id)


def test_a_run_of_as_many_epochs_as_there_may_be_offers_earlier_ones_only():
    app, run_id = open_long_run(500)
    assert "train_go_on" not in [button.key for button in app.button]
    assert "train_branch" not in [button.key for button in app.button]
    assert "It has 500 epochs, and no run can have more" in texts(app)
    assert "Nothing is left after epoch 500" in texts(app)
    app = find_branch_epoch(app).set_value(499).run()
    assert find_number(app, "train_branch_more").value == "1"
    app.button(key="train_branch").click().run()
    assert not app.exception
    [branch] = [run for run in get_services().store.list_runs() if run.parent_id == run_id]
    assert (branch.parent_epoch, branch.config.epochs) == (499, 500)
    get_services().engine.stop(branch.id)


def test_what_was_typed_for_one_epoch_does_not_break_another_with_less_room():
    app, _ = open_long_run(480)
    app = find_branch_epoch(app).set_value(3).run()
    app = find_number(app, "train_branch_more").set_value("400").run()
    app = find_branch_epoch(app).set_value(479).run()
    assert not app.exception
    assert find_number(app, "train_branch_more").value == "21"


def test_what_is_said_of_the_curves_points_at_its_place_in_them():
    store, said = get_services().store, []
    for flat_from in (99, 4):
        run_id = store.create(TrainConfig(), OWNER).id
        store.append(run_id, TrainingStarted(24, 48_000))
        for k in range(1, 9):
            loss = 2 / min(k, flat_from)
            store.append(run_id, EpochEnded(k, loss, 0.9, loss, 0.9, k / 2, 90_000.0))
        store.append(run_id, TrainingEnded("completed", 8))
        store.append(run_id, Evaluated(0.27, 0.92))
        store.end(run_id, RunState.FINISHED)
        app = open_app({"run": run_id})
        [part] = [each.proto for each in app.get("bidi_component") if "live_run" in each.proto.id]
        said.append("levelling off" in str(part))
    assert said == [False, True]
    assert "Levelling off since epoch 6" in texts(app)
