import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from mlp_explorer.ui import page_turns
from mlp_explorer.ui.page_turns import PageTurnMiddleware


def ask(page, part=""):
    """Return the browser's message that asks for a page, or for a part of one."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.fragment_id = part
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def show(page):
    """Return the server's message that opens a page."""
    message = ForwardMsg()
    message.navigation.page_script_hash = page
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def begin(run, *parts):
    """Return the server's message that a run of these parts begins; of none, of the page."""
    message = ForwardMsg()
    message.new_session.name = "app"
    message.metadata.run.script_run_id = run
    message.metadata.run.fragment_ids.extend(parts)
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def end(run, how=ForwardMsg.FINISHED_SUCCESSFULLY):
    """Return the server's message that a run has ended."""
    message = ForwardMsg(script_finished=how)
    message.metadata.run.script_run_id = run
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN
PART = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
OPEN = [ask("draw"), begin("0"), show("draw"), end("0")]
STROKE, TURN = ask("draw", "canvas"), ask("train")


def hear(talk, kind="websocket"):
    """Return what the app has heard after each message of a talk, its own ones included."""
    with ThreadPoolExecutor(1) as thread:  # a test in a browser may have a loop in this one
        return thread.submit(lambda: asyncio.run(_hear(talk, kind))).result()


async def _hear(talk, kind):
    heard, after_each = [], []
    coming, going = asyncio.Queue(), asyncio.Queue()

    async def app(scope, receive, send):
        async def listen():
            while True:
                heard.append(await receive())

        listening = asyncio.create_task(listen())
        while message := await going.get():
            await send(message)
        listening.cancel()

    async def ignore(message):
        pass

    running = asyncio.create_task(PageTurnMiddleware(app)({"type": kind}, coming.get, ignore))
    for message in talk:
        await (going if message["type"] == "websocket.send" else coming).put(message)
        await asyncio.sleep(0.01)  # whoever can go on does
        after_each.append(list(heard))
    await going.put(None)
    await running
    return after_each


@pytest.mark.parametrize(
    ("talk", "late"),
    [
        ([ask("draw"), ask("draw", "answer")], []),
        ([ask("draw"), ask("train"), ask("draw", "answer")], [2]),
        ([ask("draw"), ask("train"), show("train"), ask("draw", "answer")], [3]),
        ([ask("draw"), ask("train"), show("train"), ask("train", "engine")], []),
        # the server opened a page by itself
        ([ask("sweep"), show("sweep"), ask("sweep"), show("sweep"), show("train")], []),
        ([ask("sweep"), show("sweep"), show("train"), ask("sweep", "table")], [3]),
        ([ask("sweep"), show("sweep"), show("train"), ask("train", "engine")], []),
        # the page before opens only after the next one has been asked for
        ([ask("draw"), ask("train"), show("draw"), ask("draw", "answer")], [3]),
        # a browser that comes back, or comes for the first time, says no page
        ([ask("draw", "answer")], []),
        ([ask(""), show("train"), ask("train", "engine")], []),
        # not Streamlit's
        ([{"type": "websocket.receive", "bytes": b"\xff\xff"}], []),
        ([{"type": "websocket.receive", "text": "hello"}], []),
        ([{"type": "websocket.connect"}], []),
    ],
)
def test_only_parts_of_a_page_that_was_left_are_left_out(talk, late):
    arriving = [message for message in talk if message["type"] != "websocket.send"]
    expected = [message for message in arriving if not any(message is talk[i] for i in late)]
    assert hear(talk)[-1] == expected
    assert hear(talk, "http")[-1] == arriving, "only websockets are looked at"


@pytest.mark.parametrize(
    ("talk", "turned_by"),
    [
        ([TURN], 0),  # nothing was said before it
        ([STROKE, TURN, begin("1", "canvas"), end("1", PART)], 3),
        ([ask("draw"), TURN, begin("1"), end("1")], 3),
        # a part may also be drawn with its page
        ([STROKE, TURN, begin("1"), end("1")], 3),
        # what was being drawn as the stroke arrived does not have it
        ([begin("1", "canvas"), STROKE, TURN, end("1", PART), begin("2", "canvas")], None),
        ([STROKE, TURN, begin("1", "why"), end("1", PART)], None),
        # a run that is interrupted begins again
        ([ask("draw"), TURN, begin("1"), end("1", EARLY), begin("2"), end("2")], 5),
        # one of two is not yet done
        ([STROKE, ask("draw"), TURN, begin("1", "canvas"), end("1", PART), begin("2")], None),
        # who only looks through the pages waits for none of them
        ([ask("learn"), begin("1"), TURN], 2),
        # what comes after the wish waits with it
        ([STROKE, TURN, ask("train"), begin("1", "canvas"), end("1", PART)], 4),
    ],
)
def test_another_page_waits_until_what_came_before_it_has_been_heard(talk, turned_by):
    turned = [TURN in heard for heard in hear(OPEN + talk)[len(OPEN) :]]
    assert turned.count(False) == (len(talk) if turned_by is None else turned_by)


def test_another_page_waits_no_longer_than_patience_lasts(monkeypatch):
    monkeypatch.setattr(page_turns, "_PATIENCE_S", 0.0)
    assert hear([*OPEN, STROKE, TURN])[-1] == [OPEN[0], STROKE, TURN]
