import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from mlp_explorer.ui.late_messages import LateMessageMiddleware

END = {"type": "websocket.disconnect", "code": 1000}


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


def hear(talk, kind="websocket"):
    """Return what the app hears of a talk; its own messages it says when it is their turn."""
    heard, coming = [], [*talk, END]

    async def receive():
        return coming.pop(0)

    async def send(message):
        pass

    async def app(scope, receive, send):
        while coming:
            if coming[0]["type"] == "websocket.send":
                await send(coming.pop(0))
            else:
                heard.append(await receive())

    passing_on = LateMessageMiddleware(app)
    with ThreadPoolExecutor(1) as thread:  # a test in a browser may have a loop in this one
        thread.submit(lambda: asyncio.run(passing_on({"type": kind}, receive, send))).result()
    assert heard.pop() == END
    return heard


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
    assert hear(talk) == expected
    assert hear(talk, "http") == arriving, "only websockets are looked at"
