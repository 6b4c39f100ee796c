"""While the store cannot be had, nobody waits for it for long, and the event loop not at all."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.runs.store import DATABASE_VARIABLE, HOME_VARIABLE
from mlp_explorer.ui import services
from tests.compute.conftest import FOREVER_S, wait_until
from tests.ui.test_streams import run


@pytest.fixture
def database(monkeypatch):
    """A database that does not answer before `answered` is set; `started`: the services were."""
    answered, started = threading.Event(), threading.Event()

    def open_services():
        assert answered.wait(FOREVER_S)
        return SimpleNamespace(start=started.set, close=lambda: None, leaving=threading.Event())

    monkeypatch.setattr(services, "Services", open_services)
    monkeypatch.setattr(services, "_MAKER", services._Maker())
    monkeypatch.setattr(services, "_leave_on_signals", lambda: None)  # of the main thread only
    monkeypatch.setattr(services, "_find_patience", lambda: 0.01)
    monkeypatch.setattr(services, "_RETRY_S", 0.01)
    yield SimpleNamespace(answered=answered, started=started)
    answered.set()


def test_a_page_hears_that_the_database_has_not_answered_yet_and_later_has_it(database):
    with pytest.raises(StoreError, match="has not answered yet"):
        services.get_services()
    database.answered.set()
    services._MAKER._attempt.result(FOREVER_S)
    assert services.get_services() is services.get_services()


def test_a_server_starts_though_its_database_does_not_answer_and_its_services_do_later(database):
    async def serve():
        async with services.run_services(None):
            database.answered.set()  # the loop is here, though nobody has answered yet
            assert await asyncio.to_thread(database.started.wait, FOREVER_S)

    run(serve())


def test_what_was_wrong_last_is_said_while_it_is_tried_again(monkeypatch, database):
    waiting = services.Services

    def refuse():
        raise StoreError("store.no_driver")

    monkeypatch.setattr(services, "Services", refuse)
    monkeypatch.setattr(services, "_find_patience", lambda: FOREVER_S)
    with pytest.raises(StoreError, match="PostgreSQL needs a driver"):
        services.get_services()
    monkeypatch.setattr(services, "Services", waiting)
    monkeypatch.setattr(services, "_find_patience", lambda: 0.01)
    with pytest.raises(StoreError, match="PostgreSQL needs a driver"):
        services.get_services()


def test_the_bin_is_emptied_while_the_app_runs(monkeypatch, tmp_path):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.setattr(services, "_TIDY_S", 0.01)
    monkeypatch.setattr(services.Engine, "start", lambda engine: None)
    made = services.Services()
    try:
        made.start()
        run_id = made.store.create(TrainConfig()).id
        made.store.end(run_id, RunState.STOPPED)
        made.store.change(run_id, deleted_s=1.0)
        wait_until(lambda: not made.store.list_runs(deleted=True), "an empty bin")
    finally:
        made.close()


@pytest.mark.parametrize(
    ("address", "waits"),
    [("", True), ("sqlite:////folder/runs.db", True), ("postgresql+psycopg://me@there/db", False)],
)
def test_only_a_database_elsewhere_is_not_waited_for(monkeypatch, address, waits):
    monkeypatch.setenv(DATABASE_VARIABLE, address)
    assert (services._find_patience() is None) == waits
