"""What Streamlit is made to do otherwise: nothing that is drawn is lost on its way."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.state.safe_session_state import SafeSessionState

from mlp_explorer.ui import frame  # noqa: F401  (has Streamlit do so)

PART = "a part of the page"
BEGINS, SAYS = ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
ENDS, IS_OVER = ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS, ScriptRunnerEvent.SHUTDOWN


def block(*path, part=""):
    """Return the message that puts a container to a place, counted among its neighbours."""
    message = ForwardMsg()
    message.metadata.delta_path[:] = path
    message.delta.add_block.allow_empty = True
    message.delta.fragment_id = part
    return message


def text(*path, part="", body=""):
    message = ForwardMsg()
    message.metadata.delta_path[:] = path
    message.delta.new_element.markdown.body = body
    message.delta.fragment_id = part
    return message


def finished(status):
    message = ForwardMsg()
    message.script_finished = status
    return message


def draw(messages):
    """Put messages where they belong, as a browser does; return the texts by their places."""
    root, texts = [], {}
    for message in messages:
        if not message.HasField("delta"):
            continue
        path, place = list(message.metadata.delta_path), root
        for index in path[:-1]:
            place = place[index]
        assert path[-1] <= len(place), f"no place {path} among {len(place)}"
        place[path[-1] :] = [[], *place[path[-1] + 1 :]]
        texts[tuple(path)] = message.delta.new_element.markdown.body
    return texts


def test_a_part_that_is_drawn_again_before_its_page_was_sent_takes_nothing_from_the_page():
    queue = ForwardMsgQueue()
    success = finished(ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY)
    whole = [block(0), block(1, part=PART), text(1, 0, part=PART, body="old"), text(2, body="end")]
    for message in [*whole, success]:
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[PART])
    for message in (block(1, part=PART), text(1, 0, part=PART, body="new")):
        queue.enqueue(message)
    sent = queue.flush()
    assert draw(sent) == {(0,): "", (1,): "", (1, 0): "new", (2,): "end"}
    ended = sent.index(success)
    assert sent[ended].script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
    assert [m.delta.fragment_id for m in sent[ended + 1 :]] == [PART, PART], "the new run's last"


def test_a_page_that_is_drawn_again_is_sent_once():
    queue = ForwardMsgQueue()
    queue.enqueue(text(0, body="old"))
    queue.enqueue(finished(ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY))
    queue.clear(retain_lifecycle_msgs=True)
    queue.enqueue(text(0, body="new"))
    assert draw(queue.flush()) == {(0,): "new"}


class Session(AppSession):
    """A session that hears of runs of its script. What it says of them is left out, and the threads
    that run the script are words."""

    def __init__(self):
        self._state = AppSessionState.APP_NOT_RUNNING
        self._browser_queue = ForwardMsgQueue()
        self._message_enqueued_callback = self._local_sources_watcher = None
        self._client_state = SimpleNamespace(page_script_hash="")

    def __del__(self):
        pass

    def _create_new_session_message(self, *_):
        message = ForwardMsg()
        message.new_session.name = "begins"
        return message

    def _create_script_finished_message(self, status, _):
        return finished(status)

    def _create_session_status_changed_message(self):
        return ForwardMsg()


def hear(session, *events):
    """Have a session hear (who is current, who speaks, what, and the message that is sent)."""

    async def hear_all():
        session._event_loop = asyncio.get_running_loop()
        for current, sender, event, message in events:
            session._scriptrunner = current
            session._handle_scriptrunner_event_on_event_loop(
                sender, event, message, page_script_hash="", run_descriptor="a run"
            )

    with ThreadPoolExecutor() as pool:  # Playwright's loop may run in this one
        pool.submit(lambda: asyncio.run(hear_all())).result()
    return [
        message.delta.new_element.markdown.body or message.WhichOneof("type")
        for message in session._browser_queue.flush()
        if message.WhichOneof("type") is not None
    ]


def test_what_a_thread_of_runs_says_last_is_heard_when_the_next_one_is_there():
    session = Session()
    assert hear(
        session,
        ("first", "first", BEGINS, None),
        ("first", "first", SAYS, text(0, body="one")),
        ("second", "first", SAYS, text(1, body="two")),
        ("second", "first", ENDS, None),
        ("second", "first", IS_OVER, None),
    ) == ["new_session", "one", "two", "script_finished"]
    assert session._scriptrunner == "second"


def test_a_thread_that_has_ended_before_it_was_heard_is_heard_from_its_beginning():
    assert hear(
        Session(),
        ("second", "first", BEGINS, None),
        ("second", "first", SAYS, text(0, body="one")),
        ("second", "first", ENDS, None),
        ("second", "second", BEGINS, None),
        ("second", "second", SAYS, text(1, body="two")),
    ) == ["new_session", "script_finished", "new_session", "two"], "the next whole page says it"


def test_a_thread_of_runs_is_not_heard_once_the_next_one_has_begun():
    session = Session()
    hear(session, ("first", "first", BEGINS, None), ("second", "second", BEGINS, None))
    assert hear(
        session,
        ("second", "first", SAYS, text(0, body="late")),
        ("second", "second", SAYS, text(0, body="new")),
    ) == ["new"]


def test_looking_a_state_up_reads_no_other():
    read = []

    class State(dict):
        filtered_state = property(dict)

        def __getitem__(self, name):
            read.append(name)
            return super().__getitem__(name)

    states = SafeSessionState(State(typed="1", chosen=None), lambda: None).filtered_state
    assert "chosen" in states and states["chosen"] is None
    assert "another" not in states
    assert set(read) == {"chosen", "another"}
    assert (list(states), len(states)) == (["typed", "chosen"], 2)
