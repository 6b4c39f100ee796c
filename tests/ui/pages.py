"""Opens pages without a browser, and puts runs into the store as the engine would."""

import base64
import itertools
import json
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx
from streamlit.testing.v1 import AppTest, local_script_runner

from mlp_explorer import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, Evaluated, TrainingEnded, TrainingStarted
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.sketchbook import Sketchbook

OWNER = "me"  # whose browser the pages are opened in
SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"


def open_app(query=None, page=None):
    """Open an address of the app in a new session: a page, and what else the address says."""
    app = AppTest.from_file(SCRIPT, default_timeout=60)
    app.query_params.update(({"page": page} if page else {}) | (query or {}))
    return app.run()


def get_session(app):
    return app.session_state["session"]


def get_book(app):
    """Return what is drawn."""
    return get_session(app).part(Sketchbook)


def turn_to(app, page):
    """Show another page in the same session."""
    get_session(app).open_page(page)
    return rerun(app)


def go_back(app, query):
    """Have the browser's Back or Forward ask for an address."""
    app.query_params = dict(query)
    return _rerun_as(app, is_history_navigation=True)


def rerun_part(app):
    """Draw again what a page draws again by itself, and nothing else."""
    [part] = app._fragment_storage._fragments
    return _rerun_as(app, fragment_id=part)


def _rerun_as(app, **message):
    """Run the script for a message that AppTest cannot send by itself."""
    with pytest.MonkeyPatch.context() as patch:
        asked = partial(local_script_runner.RerunData, **message)
        patch.setattr(local_script_runner, "RerunData", asked)
        return rerun(app)


def interrupt(widget_states):
    """Have another message arrive, in the midst of a run of the script."""
    requests = get_script_run_ctx().script_requests
    assert requests.request_rerun(local_script_runner.RerunData(widget_states=widget_states))


@contextmanager
def interruption_at(place, **message):
    """Have another message arrive at the so many-th place where it cuts the next run short."""
    places = itertools.count(1)
    asked = local_script_runner.RerunData(**message)
    check = ScriptRunner._maybe_handle_execution_control_request

    def count_and_check(runner):
        if next(places) == place:
            assert runner.request_rerun(asked)
        check(runner)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", count_and_check)
        yield
    assert next(places) > place, "the run has fewer places"


_IDS = itertools.count(1)


def write_text(app, widget, text):
    """Return the browser's message after a person has typed a text."""
    message = app._tree.get_widget_states()
    [field] = [each for each in message.widgets if each.id == widget.id]
    field.string_value = text
    return message


def _read_key(component):
    return component.proto.id.rsplit("-", 1)[-1]


def click(app, key):
    """Click on the button of that key."""
    next(button for button in app.button if button.key == key).click()
    return rerun(app)


def find_component(app, beginning):
    """Return the key of the component of ours whose key begins so."""
    [key] = [key for key in map(_read_key, app.get("bidi_component")) if key.startswith(beginning)]
    return key


def find_view(app):
    """Return the pills that say how curves are drawn."""
    [pills] = [each for each in app.get("button_group") if each.key.startswith("curve_view")]
    return pills


def read_data(app, key):
    """Return what one of our components is told."""
    [part] = [each.proto for each in app.get("bidi_component") if _read_key(each) == key]
    return json.loads(part.json)


def read_traces(app, key):
    """Return the traces of a chart, each by its parts' names, with arrays as NumPy has them."""
    return [_unpack(trace) for trace in json.loads(read_data(app, key)["figure"])["data"]]


def _unpack(value):
    if isinstance(value, dict) and "bdata" in value:
        return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
    return {k: _unpack(v) for k, v in value.items()} if isinstance(value, dict) else value


def read_table(app, key):
    """Return the rows of one of our tables, each by the heads of its columns; times as numbers."""
    data = read_data(app, key)
    heads = [column["label"] for column in data["columns"]]
    cells = [[text or value for text, value in row["cells"]] for row in data["rows"]]
    return [dict(zip(heads, row, strict=True)) for row in cells]


def read_announcement(app, key):
    """Return what an announcement is about, and its sentence."""
    return tuple(read_data(app, key).values())


def write_saying(app, key, value=None, **state):
    """Return the browser's message in which a component of ours says something.

    state: else of the component, as it is.
    """
    message = app._tree.get_widget_states()
    [part] = [each.proto for each in app.get("bidi_component") if _read_key(each) == key]
    state = state or {"said": {"id": f"said {next(_IDS)}", "value": value}}
    message.widgets.add(id=part.id, json_value=json.dumps(state))
    return message


def say(app, key, value):
    """Have a component of ours say something."""
    app._run(write_saying(app, key, value))
    assert not app.exception
    return app


def list_fields(app):
    """Return the text fields of the page itself: that of the bar is on every page."""
    return [each for each in app.text_input if each.key.partition("~")[0] != "nickname"]


def find_field(app, label):
    """Return the number field of that name; one alone has it."""
    [field] = [each for each in app.text_input if each.label == label]
    return field


def enter(app, label, text):
    """Type into a number field."""
    find_field(app, label).set_value(text)
    return rerun(app)


def rerun(app):
    app.run()
    assert not app.exception
    return app


def enabled(app):
    """Return the buttons that can be clicked on, the presets left out, by their labels."""
    buttons = [each for each in app.button if not each.key.startswith("preset_")]
    return [button.label for button in buttons if not button.disabled]


def texts(app):
    elements = [*app.markdown, *app.caption, *app.warning, *app.error, *app.info]
    return "\n".join(element.value for element in elements)


def make_run(
    config=None, state=RunState.FINISHED, epochs=6, accuracy=0.9241, val_score=0.9, **named
):
    """Keep a run with a falling loss; return its id."""
    store = get_services().store
    run_id = store.create(config or TrainConfig(), **{"owner": OWNER} | named).id
    store.append(run_id, TrainingStarted(24, 48_000))
    for k in range(1, epochs + 1):
        store.append(run_id, EpochEnded(k, 2 / k, 0.9, 2 / k, val_score, k / 2, 90_000.0))
    store.append(run_id, TrainingEnded("completed", epochs))
    store.append(run_id, Evaluated(0.27, accuracy))
    store.end(run_id, state, "The reason." if state is RunState.FAILED else "")
    return run_id
