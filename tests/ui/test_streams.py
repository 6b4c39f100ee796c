import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest
from starlette.applications import Starlette

from mlp_explorer import TrainConfig
from mlp_explorer.compute import EngineState, EngineStatus
from mlp_explorer.compute.waiting import Wait
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import BatchEnded, EpochEnded, TrainingStarted
from mlp_explorer.runs import RunStore
from mlp_explorer.ui import routes
from mlp_explorer.ui.streams import _HEARTBEAT, describe_news, stream_messages, stream_news

NO_WAIT = {"wait_s": None, "memory": None, "last": False}
STARTED = TrainingStarted(24, 48_000)
EPOCH = EpochEnded(1, 0.5, 0.8, 0.6, 0.7, 1.5, 40_000.0)


def parse(message):
    fields = dict(line.split(": ", 1) for line in message.strip().split("\n"))
    return fields["event"], json.loads(fields["data"]), fields.get("id")


@pytest.fixture
def store(tmp_path):
    store = RunStore(tmp_path)
    yield store
    store.close()


def collect(store, run_id, start=0, meanwhile=()):
    """Read the stream to its end; after each message one of `meanwhile` is called."""

    async def read():
        actions = iter(meanwhile)
        messages = []
        async for message in stream_messages(store, run_id, start):
            if message == _HEARTBEAT:
                continue
            messages.append(parse(message))
            next(actions, lambda: None)()
        return messages

    return run(read())


def run(coroutine):
    """Run it in a thread of its own: a browser test may have left a running loop in this one."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, asyncio.wait_for(coroutine, 5)).result()


def test_an_ended_run_is_replayed_whole_and_the_stream_ends(store):
    run_id = store.create(TrainConfig()).id
    for event in (STARTED, BatchEnded(1, 5, float("nan"), 0.1, 9.0), EPOCH):
        store.append(run_id, event, time_s=7.0)
    store.end(run_id, RunState.FAILED, "Because.")
    (kind, points, number), (last, state, _) = collect(store, run_id)
    assert (kind, number) == ("points", "2")
    assert [point["type"] for point in points] == ["TrainingStarted", "BatchEnded", "EpochEnded"]
    assert points[1]["loss"] is None
    assert points[2] == {"time": 7.0, "type": "EpochEnded", **EPOCH._asdict()}
    assert (last, state) == (
        "state",
        {"state": "failed", "ended": True, "place": 0, **NO_WAIT},
    )


def test_points_arrive_as_they_are_appended_with_weights_and_states(store):
    run_id = store.create(TrainConfig()).id
    messages = collect(
        store,
        run_id,
        meanwhile=[
            lambda: store.append(run_id, STARTED),
            lambda: None,
            lambda: store.append(run_id, EPOCH),
            lambda: store.save_snapshot(run_id, 1, [np.zeros(1, np.float32)]),
            lambda: store.end(run_id, RunState.FINISHED),
        ],
    )
    assert [(kind, number) for kind, _, number in messages] == [
        ("state", None),
        ("points", "0"),
        ("state", None),
        ("points", "1"),
        ("snapshot", None),
        ("state", None),
    ]
    assert messages[4][1] == {"epoch": 1}


def test_a_reconnected_reader_gets_only_what_it_missed(store):
    run_id = store.create(TrainConfig()).id
    for event in (STARTED, EPOCH):
        store.append(run_id, event)
    store.end(run_id, RunState.STOPPED)
    (_, points, number), _ = collect(store, run_id, start=1)
    assert [point["type"] for point in points] == ["EpochEnded"]
    assert number == "1"


def test_a_reader_that_leaves_is_forgotten(store):
    run_id = store.create(TrainConfig()).id

    async def read_once():
        stream = stream_messages(store, run_id)
        await anext(stream)
        await stream.aclose()

    run(read_once())
    assert store._runs._entries[run_id].listeners == set()


def test_a_waiting_run_hears_of_its_place_in_the_queue(store, monkeypatch):
    monkeypatch.setattr("mlp_explorer.ui.streams._LOOK_S", 0.05)
    run_id, places = store.create(TrainConfig()).id, iter([2, 1, 1, 0])

    async def read():
        stream = stream_messages(store, run_id, 0, lambda _: Wait(next(places)))
        messages = [parse(await anext(stream))[1]["place"]]
        while len(messages) < 3:
            message = await anext(stream)
            if message != _HEARTBEAT:
                messages.append(parse(message)[1]["place"])
        return messages

    assert run(read()) == [2, 1, 0]


def test_a_held_run_ends_the_stream_until_it_goes_on(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, STARTED)
    store.end(run_id, RunState.PAUSED)
    *_, (_, state, _) = collect(store, run_id)
    assert state == {"state": "paused", "ended": True, "place": 0, **NO_WAIT}
    store.queue(run_id, TrainConfig())
    later = collect(store, run_id, 1, [lambda: store.end(run_id, RunState.STOPPED)])
    assert [data["state"] for kind, data, _ in later if kind == "state"] == ["queued", "stopped"]


def test_a_stream_ends_with_the_server_though_its_run_goes_on(store, monkeypatch):
    monkeypatch.setattr("mlp_explorer.ui.streams._LOOK_S", 0.05)
    run_id, answers = store.create(TrainConfig()).id, iter([False, False, True])

    async def read():
        stream = stream_messages(store, run_id, is_closing=lambda: next(answers))
        return [message async for message in stream]

    assert len(run(read())) == 1


def collect_news(store, run_ids, known, meanwhile):
    async def read():
        actions = iter(meanwhile)
        next(actions)()
        news = []
        async for message in stream_news(store, run_ids, known):
            if message != _HEARTBEAT:
                news.append(parse(message)[1]["ended"])
                next(actions)()
        return news

    return run(read())


def test_news_of_several_runs_come_once_and_end_with_the_last_run(store):
    one, other = (store.create(TrainConfig()) for _ in range(2))
    known = describe_news(store, [one, other])
    ended = collect_news(
        store,
        [one.id, other.id],
        known,
        meanwhile=[
            lambda: store.append(one.id, STARTED),
            lambda: store.append(one.id, EPOCH),
            lambda: store.save_snapshot(one.id, 1, [np.zeros(1, np.float32)]),
            lambda: store.end(one.id, RunState.FINISHED),
            lambda: store.end(other.id, RunState.STOPPED),
            lambda: None,
        ],
    )
    assert ended == [False, False, False, False, True]
    assert store._runs._entries[one.id].listeners == set()


def test_what_a_page_knows_is_no_news_and_what_it_has_missed_is(store, monkeypatch):
    monkeypatch.setattr("mlp_explorer.ui.streams._LOOK_S", 0.05)
    records = [store.create(TrainConfig())]
    run_ids, known = [records[0].id], describe_news(store, records)

    async def read(known):
        looks = iter([False, False, True])
        stream = stream_news(store, run_ids, known, is_closing=lambda: next(looks))
        return [parse(message) async for message in stream]

    assert run(read(known)) == [("beat", {}, None)]
    store.append(run_ids[0], STARTED)
    newer = describe_news(store, [store.get(run_ids[0])])
    assert run(read(known)) == [("news", {"ended": False, "known": newer}, None)]
    assert run(read(newer)) == [("beat", {}, None)]
    assert run(read(None)) == [("news", {"ended": False, "known": newer}, None)]


def test_who_asks_and_does_not_wait_hears_what_there_is_at_once(store):
    record = store.create(TrainConfig())

    async def read(stream):
        return [parse(message)[:2] async for message in stream]

    def ask(after):
        return run(read(stream_messages(store, record.id, after + 1, waits=False)))

    queued = ("state", {"state": "queued", "ended": False, "place": 0, **NO_WAIT})
    assert ask(-1) == [queued]
    store.append(record.id, STARTED)
    kinds = [kind for kind, _ in ask(-1)]
    assert kinds == ["points", "state"]
    assert [kind for kind, _ in ask(0)] == ["state"]
    known = describe_news(store, [store.get(record.id)])
    assert run(read(stream_news(store, [record.id], known, waits=False))) == [("beat", {})]
    store.end(record.id, RunState.FINISHED)
    [(kind, news)] = run(read(stream_news(store, [record.id], known, waits=False)))
    assert (kind, news["ended"]) == ("news", True)


def test_a_stream_is_never_silent_for_long_also_where_what_changes_is_no_news(store, monkeypatch):
    monkeypatch.setattr("mlp_explorer.ui.streams._HEARTBEAT_S", 0)
    record = store.create(TrainConfig())
    store.append(record.id, STARTED)
    known = describe_news(store, [store.get(record.id)])

    async def read():
        stream, heard = stream_news(store, [record.id], known), []
        for step in range(1, 4):
            heard.append(await anext(stream))
            store.append(record.id, BatchEnded(1, step, 0.5, 0.5, 9.0))
        await stream.aclose()
        return heard

    assert run(read()) == [_HEARTBEAT] * 3


FOREVER_S = 600  # what has not come by then never will


def test_a_stream_that_looks_again_while_the_store_is_at_work_holds_nobody_up(store, monkeypatch):
    monkeypatch.setattr("mlp_explorer.ui.streams._HEARTBEAT_S", FOREVER_S)
    run_id = store.create(TrainConfig()).id
    held, others_answered = threading.Event(), threading.Event()

    def work():
        with store._database.lock:
            held.set()
            store._runs._entries[run_id].notify()
            return others_answered.wait(FOREVER_S)

    async def read():
        messages = stream_messages(store, run_id)
        await anext(messages)
        newer = asyncio.create_task(anext(messages))
        working = asyncio.create_task(asyncio.to_thread(work))
        await asyncio.to_thread(held.wait, FOREVER_S)
        for _ in range(10):
            await asyncio.to_thread(int)  # somebody else is answered
        assert not newer.done()
        others_answered.set()
        assert await working
        store.end(run_id, RunState.STOPPED)
        assert "event: " in await newer
        await messages.aclose()

    run(read())


@pytest.mark.parametrize("path", ["/runs/{}/events", "/runs/{}/news"])
def test_while_the_store_is_at_work_the_server_answers_others(store, monkeypatch, path):
    run_id = store.create(TrainConfig()).id
    store.end(run_id, RunState.STOPPED)
    status = EngineStatus(EngineState.READY, "", 1)
    engine = SimpleNamespace(status=status, find_place=lambda run_id: Wait())
    services = SimpleNamespace(store=store, engine=engine, leaving=threading.Event())
    monkeypatch.setattr(routes, "get_services", lambda: services)
    held, others_answered = threading.Event(), threading.Event()

    def work():
        with store._database.lock:
            held.set()
            return others_answered.wait(FOREVER_S)

    async def read():
        stream = asyncio.create_task(ask(path.format(run_id)))
        await asyncio.sleep(0)  # it begins
        for _ in range(10):
            assert b"ready" in await ask("/engine")
        assert not stream.done()
        others_answered.set()
        return await stream

    with ThreadPoolExecutor(1) as executor:
        working = executor.submit(work)
        held.wait(FOREVER_S)
        assert b"event: " in run(read())
        assert working.result()


async def ask(path):
    """Return the body of the server's answer."""
    parts, left = [], asyncio.Event()

    async def receive():
        await left.wait()  # a browser that stays

    async def send(message):
        parts.append(message.get("body", b""))

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    await Starlette(routes=routes.make_routes())(scope, receive, send)
    return b"".join(parts)
