"""What no page says is as if it had not been said: values of a wrong kind, in any widget."""

import itertools
import json
import random

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from mlp_explorer.drawing import canvas_strokes
from mlp_explorer.drawing.strokes import check_strokes
from mlp_explorer.errors import DrawingError
from mlp_explorer.ui.components.paste_picture import _decode
from tests.ui.pages import get_book, get_session, make_run, open_app, say
from tests.ui.test_compare_page import open_page as open_compare

NAN, LONG = float("nan"), 10**400
STROKE = {"type": "Path", "path": [["M", 1, 1], ["L", LONG, 2]], "left": "x", "scaleX": []}
JSONS = [
    "",
    "[]",
    "{",
    "[" * 100_000,
    "null",
    "NaN",
    '{"said": NaN}',
    '{"said": {"id": 1, "value": 1e999}}',
    '{"said": {"id": "\\ud800", "value": "\\ud800"}}',
    '{"selection": []}',
    '{"selection": {"rows": [null, "1", -1, true, 1e9, [0]]}}',
    '{"selection": {"rows": 3, "cells": 4, "columns": {}}}',
    *(
        json.dumps({"said": {"id": k, "value": value}})
        for k, value in enumerate(
            (
                None,
                [],
                {"picture": "\u00e9", "at": -LONG},
                {"picture": [], "at": "x"},
                {"id": {}, "at": 1},
                {"since": {}, "total": LONG},
                {"0": "x", "1": None, "9" * 5000: 1, "2": LONG},
                {"book": [], "acts": {}},
                True,
                1.5,
            )
        )
    ),
]


def list_wrong(key):
    """Return a widget's state with a value of each kind, and of the ends of each."""
    states = [WidgetState(id=key, json_value=text) for text in JSONS]
    states += [WidgetState(id=key, double_value=value) for value in (NAN, 1e308, -1)]
    states += [WidgetState(id=key, int_value=value) for value in (-(2**62), 2**62)]
    states += [WidgetState(id=key, string_value=text) for text in ("\0", "x" * 100_000, "None")]
    states += [WidgetState(id=key, bool_value=True), WidgetState(id=key, bytes_value=b"\xff")]
    states.append(WidgetState(id=key))
    for values in ([], [NAN], [float("inf")] * 2, [1e308], [-1] * 3):
        states.append(WidgetState(id=key))
        states[-1].double_array_value.data.extend(values)
    for texts in ([], ["\0"], ["x"] * 99):
        states.append(WidgetState(id=key))
        states[-1].string_array_value.data.extend(texts)
    for numbers in ([], [-1], [2**62]):
        states.append(WidgetState(id=key))
        states[-1].int_array_value.data.extend(numbers)
    states.append(WidgetState(id=key))
    states[-1].file_uploader_state_value.uploaded_file_info.add(file_id="x", name="x", size=1)
    return states


def list_keys(app):
    """Return the ids of all widgets and components of a page; of buttons none."""
    message = app._tree.get_widget_states()
    keys = [each.id for each in message.widgets if not each.HasField("trigger_value")]
    uploads = [each.proto.id for each in app.get("file_uploader")]
    return keys + uploads + [each.proto.id for each in app.get("bidi_component")]


ADDRESSES = [
    {"page": "train"},
    {"page": "draw", "section": "hand"},
    {"page": "compare"},
    {"page": "sweep"},
    {"page": "data"},
    *({"page": "learn", "chapter": name} for name in ("neuron", "backpropagation", "experiments")),
]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda each: "-".join(each.values()))
def test_no_value_of_a_wrong_kind_is_an_error(address, store):
    run_id = make_run()
    app = open_app({"run": run_id, "runs": run_id} | address)
    rng = random.Random(1)
    keys = list_keys(app)
    assert len(keys) >= 2
    columns = [rng.sample(list_wrong(key), k=len(list_wrong(key))) for key in keys]
    for states in itertools.islice(zip(*columns, strict=True), 12):  # one of each widget at once
        app._run(WidgetStates(widgets=states))
        assert not app.exception, (states, app.exception[0].stack_trace)
    assert get_session(app).page == address["page"]


@pytest.mark.parametrize("text", JSONS)
def test_no_word_of_the_canvas_is_an_error(text, store):
    app = open_app(page="draw")
    [canvas] = [
        each.proto.id for each in app.get("bidi_component") if "draw_canvas" in each.proto.id
    ]
    app._run(WidgetStates(widgets=[WidgetState(id=canvas, json_value=text)]))
    assert not app.exception
    assert get_book(app).sketch.is_empty


@pytest.mark.parametrize("said", [["0"], {"7": True}, {"": 1}, "x"])
def test_a_pick_of_rows_that_are_not_there_picks_nothing(said, store):
    run_id = make_run()
    app = say(open_compare(), "compare_table", said)
    say(app, "compare_table", {run_id: "true"})
    assert get_session(app).choices.get("compare_picks", []) == []


def test_a_path_that_no_hand_draws_is_refused_before_it_is_read():
    line = [["M", 0, 0], *(["L", k, k] for k in range(20_000))]
    with pytest.raises(DrawingError, match="at most"):
        canvas_strokes([{"type": "path", "path": line}])
    with pytest.raises(DrawingError, match="at most"):
        canvas_strokes([{"type": "path", "path": line[:9_000]}] * 2)
    assert len(canvas_strokes([{"type": "path", "path": line[:9_000]}])[0]) == 9_000
    with pytest.raises(DrawingError, match="at most"):
        check_strokes([[(k, k) for k in range(20_001)]])
    with pytest.raises(DrawingError):
        canvas_strokes([STROKE])


@pytest.mark.parametrize("picture", [None, "\u00e9", "=", [], "a" * 5])
def test_a_pasted_picture_that_is_none_is_empty(picture):
    assert _decode(picture) == b""
