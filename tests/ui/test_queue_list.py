"""The host sees everybody's runs that train or wait, and may stop them."""

from mlp_explorer import TrainConfig
from mlp_explorer.compute.waiting import Place
from mlp_explorer.messages import RunState
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from tests.ui.pages import open_app

HOSTILE = "![x](//elsewhere/p.png) <b>"


def read(app):
    return [text.value for text in app.text]


def test_the_host_sees_who_trains_and_who_waits_and_stops_one(store, monkeypatch):
    engine = get_services().engine
    first = engine.submit(TrainConfig(), "ann").id
    second = engine.submit(TrainConfig(epochs=500), "ben").id
    store.change(second, name=HOSTILE)
    places = [Place(first, True, 7.4), Place(second, False, 31.0)]
    monkeypatch.setattr(engine, "list_places", lambda: places)
    monkeypatch.setattr(Session, "is_host", True)
    app = open_app()
    trains, waits = read(app)
    assert trains.endswith(": trains for 7 s, 0 of 10 epochs done")
    assert waits == f"{HOSTILE}: waits for about 30 s, 0 of 500 epochs done"
    app.button(key=f"train_queue_stop_{second}").click().run()
    assert store.get(second).state is RunState.STOPPED
    assert store.get(first).state is RunState.QUEUED
    engine.stop(first)
    places.clear()
    assert read(app.run()) == []


def test_nobody_else_sees_it(store, monkeypatch):
    engine = get_services().engine
    run_id = engine.submit(TrainConfig(), "ann").id
    monkeypatch.setattr(engine, "list_places", lambda: [Place(run_id, False, None)])
    monkeypatch.setattr(Session, "is_host", True)
    app = open_app()
    assert len(read(app)) == 1
    monkeypatch.setattr(Session, "is_host", False)
    assert read(app.run()) == []
    engine.stop(run_id)
