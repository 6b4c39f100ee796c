"""While the store cannot be had, nobody waits for it for long, and the event loop not at all."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from mlp_explorer.errors import StoreError
from mlp_explorer.ui import services
from tests.ui.test_routes import run

FOREVER_S = 600  # what has not come by then never will


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
    monkeypatch.setattr(services, "_PATIENCE_S", 0.01)
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
    monkeypatch.setattr(services, "_PATIENCE_S", FOREVER_S)
    with pytest.raises(StoreError, match="PostgreSQL needs a driver"):
        services.get_services()
    monkeypatch.setattr(services, "Services", waiting)
    monkeypatch.setattr(services, "_PATIENCE_S", 0.01)
    with pytest.raises(StoreError, match="PostgreSQL needs a driver"):
        services.get_services()
