"""Number fields without a browser: what they take, what they refuse, what they show then."""

import itertools
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mlp_explorer import TrainConfig
from mlp_explorer.ui.numbers import write_number
from mlp_explorer.words import PRESET
from tests.ui.pages import (
    enter,
    find_component,
    find_field,
    get_session,
    open_app,
    rerun,
    say,
    texts,
)

UI = Path(__file__).parents[2] / "mlp_explorer" / "ui"


_since = itertools.count(1)


def click(app, label):
    next(button for button in app.button if button.label == label).click()
    return rerun(app)


def step(app, key, *steps):
    """Click on − and + of a field, as often as the sums say: each is heard by itself."""
    since = next(_since)
    for total in steps:
        say(app, f"{key}_step", {"since": since, "total": total})
    return app


def is_enabled(app, label):
    """Tell whether that one of the buttons − and + can be clicked."""
    stepper = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    ways = [way for data in stepper if "less" in data for way in data.values()]
    return next(way["enabled"] for way in ways if way["label"] == label)


def config_of(app):
    return get_session(app).config


def test_no_page_has_another_kind_of_number_field():
    for path in UI.rglob("*.py"):
        assert not re.search(r"\bnumber_input\(", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    ("label", "text", "changes", "shown"),
    [
        ("L2", "0,001", {"l2": 0.001}, "0.001"),
        ("L1", "1e-5", {"l1": 0.00001}, "0.00001"),
        ("L1", "1,5E-4", {"l1": 0.00015}, "0.00015"),
        ("Validation split", "0,25", {"validation_split": 0.25}, "0.25"),
        ("Validation split", "25 %", {"validation_split": 0.25}, "0.25"),
        ("Batch size", "1.000", {"batch_size": 1000}, "1000"),
        ("Batch size", "1,000", {"batch_size": 1000}, "1000"),
        ("Training examples", "10\u202f000", {"training_images": 10_000}, "10000"),
        ("Training examples", "10'000", {"training_images": 10_000}, "10000"),
        ("Epochs", " １２ ", {"epochs": 12}, "12"),
        ("Seed", "+5", {"seed": 5}, "5"),
        ("Learning rate", "0,02", {"learning_rate": 0.02}, "0.02"),
    ],
)
def test_a_number_is_taken_as_it_is_meant(label, text, changes, shown):
    app = enter(open_app(), label, text)
    assert config_of(app) == TrainConfig(**changes)
    assert find_field(app, label).value == shown
    assert len(app.warning) == 0


WHOLE, ANY = "allowed are whole numbers from 1 to 500.", "allowed are numbers from 0 to 1."


@pytest.mark.parametrize(
    ("label", "text", "shown", "sentence"),
    [
        ("Epochs", "12,5", "7", f"Epochs: “12,5” is not possible; {WHOLE}"),
        ("Epochs", "", "7", f"Epochs: the field is empty; {WHOLE}"),
        ("Epochs", "ten", "7", f"Epochs: “ten” is not possible; {WHOLE}"),
        ("Epochs", "1e9", "7", f"Epochs: “1e9” is not possible; {WHOLE}"),
        ("Epochs", "0", "7", f"Epochs: “0” is not possible; {WHOLE}"),
        ("Epochs", "501", "7", f"Epochs: “501” is not possible; {WHOLE}"),
        ("Epochs", "nan", "7", f"Epochs: “nan” is not possible; {WHOLE}"),
        ("Epochs", "9" * 5000, "7", f"Epochs: “{'9' * 40}…” is not possible; {WHOLE}"),
        ("L2", "−0,1", "0.5", f"L2: “−0,1” is not possible; {ANY}"),
        ("L2", "1.2.3", "0.5", f"L2: “1.2.3” is not possible; {ANY}"),
        (
            "Learning rate",
            "",
            "0.001",
            "Learning rate: the field is empty; allowed are numbers from",
        ),
        ("L2", "", "0.5", f"L2: the field is empty; {ANY}"),
        (
            "Hidden layers",
            "9",
            "2",
            "Hidden layers: “9” is not possible; allowed are whole numbers from 0",
        ),
        (
            "Neurons in layer 1",
            "2,5",
            "256",
            "Neurons in layer 1: “2,5” is not possible; allowed are",
        ),
    ],
)
def test_what_cannot_be_read_leaves_the_field_as_it_was(label, text, shown, sentence):
    app = enter(open_app({"epochs": "7", "l2": "0.5"}), label, text)
    assert config_of(app) == TrainConfig(epochs=7, l2=0.5)
    assert find_field(app, label).value == shown
    [warning] = app.warning
    assert warning.value.startswith(sentence)
    app = enter(app, label, text)  # and once more
    assert find_field(app, label).value == shown
    assert len(app.warning) == 1
    app = enter(app, "Seed", "5")  # the next good one
    assert len(app.warning) == 0
    assert config_of(app) == TrainConfig(epochs=7, l2=0.5, seed=5)


def test_the_sentence_stays_until_the_next_good_change():
    app = enter(open_app(), "Epochs", "12,5")
    app = app.run()
    assert "“12,5” is not possible" in texts(app)
    app = enter(app, "Seed", "3")
    assert "not possible" not in texts(app)


def test_numbers_that_do_not_go_together_leave_the_field_as_it_was():
    app = enter(open_app({"training_images": "2"}), "Validation split", "0,9")
    assert "leave none to train on" in texts(app)
    assert find_field(app, "Validation split").value == "0.2"
    assert config_of(app) == TrainConfig(training_images=2)


def test_a_preset_changes_what_the_fields_show_also_what_was_typed():
    app = enter(open_app(), "Epochs", "7")
    app = enter(app, "Batch size", "1.000")
    click(app, PRESET["overfit"]["label"])
    shown = [find_field(app, label).value for label in ("Epochs", "Batch size", "L2")]
    config = config_of(app)
    assert shown == [str(config.epochs), str(config.batch_size), "0"]
    click(app, PRESET["tutorial"]["label"])
    assert config_of(app) == TrainConfig()
    assert find_field(app, "Epochs").value == "10"


def test_steps_go_up_and_down_and_end_at_the_limits():
    app = open_app({"epochs": "2"})
    for total, epochs in ((1, 3), (-1, 2), (-1, 1), (-1, 1)):
        app = step(app, "builder_epochs", total)
        assert config_of(app).epochs == epochs
        assert find_field(app, "Epochs").value == str(epochs)
    assert not is_enabled(app, "Epochs: one less")
    assert is_enabled(app, "Epochs: one more")
    app = enter(app, "Epochs", "500")
    assert not is_enabled(app, "Epochs: one more")
    app = step(app, "builder_batch_size", -1)
    assert config_of(app).batch_size == 1900
    app = step(app, "builder_n_layers", 1)
    assert len(config_of(app).hidden_layers) == 3


def test_steps_that_arrive_late_and_together_all_count():
    app = step(open_app(), "builder_epochs", 1, 4, 3, 3)
    assert config_of(app).epochs == 13


@pytest.mark.parametrize("said", [None, "3", {"total": 2}, {"since": 1, "total": "2"}])
def test_what_are_no_steps_changes_nothing(said):
    app = say(open_app(), "builder_epochs_step", said)
    assert config_of(app) == TrainConfig()


def test_a_step_goes_on_from_what_was_typed_right_before():
    app = open_app()
    find_field(app, "Epochs").set_value("20")
    app = step(app, "builder_epochs", 1)
    assert config_of(app).epochs == 21
    assert find_field(app, "Epochs").value == "21"


def test_a_step_beside_what_cannot_be_read_goes_on_from_what_stands_there():
    app = open_app()
    find_field(app, "Epochs").set_value("2O")
    app = step(app, "builder_epochs", 1)
    assert config_of(app).epochs == 11
    assert "“2O” is not possible" in texts(app)
    assert find_field(app, "Epochs").value == "11"


def test_steps_of_a_learning_rate_lead_through_those_that_are_usual():
    app = open_app({"learning_rate": "0.005"})
    for by, rate in ((1, 0.01), (3, 0.3), (-1, 0.1), (-9, 0.0001), (-1, 0.0001), (20, 1.0)):
        app = step(app, "builder_learning_rate", by)
        assert config_of(app).learning_rate == rate
        assert find_field(app, "Learning rate").value == write_number(rate)
    assert not is_enabled(app, "Learning rate: higher")
    app = enter(app, "Learning rate", "5")
    app = step(app, "builder_learning_rate", 1)
    assert config_of(app).learning_rate == 5
    app = step(app, "builder_learning_rate", -1)
    assert config_of(app).learning_rate == 1


def test_a_learning_rate_of_a_link_is_shown_in_full():
    app = open_app({"learning_rate": "0.00012345678"})
    assert find_field(app, "Learning rate").value == "0.00012345678"


def show_fields(low=1, high=50):
    """A page with a number that only it needs, and a button that uses it."""
    import streamlit as st

    from mlp_explorer.ui.fields import ask_number
    from mlp_explorer.ui.session import get_session

    def use(session):
        session.choices["used"] = session.choices["count"]

    session = get_session()
    session.hear()
    session.begin(())
    low, high = session.choices.get("limits", (low, high))
    key = session.choices.get("key", "count")
    count = ask_number(session, "Count", key, 10, low, high, whole=True, step=5)
    st.text(f"count {count}, used {session.choices.get('used')}")
    st.button("Use it", on_click=session.ask, args=(use,))
    for problem in session.problems:
        st.error(problem)
    session.end()


@pytest.fixture
def fields():
    return AppTest.from_function(show_fields, default_timeout=30).run()


def test_a_page_gets_the_number_that_it_asked_for(fields):
    assert fields.text[0].value == "count 10, used None"
    for text, count in (("20", 20), ("2,0", 2), ("２５", 25)):
        assert enter(fields, "Count", text).text[0].value == f"count {count}, used None"
    assert step(fields, "count", 1).text[0].value == "count 30, used None"


def test_a_page_keeps_its_number_where_another_cannot_be_read(fields):
    enter(fields, "Count", "20")
    enter(fields, "Count", "2O")
    assert fields.text[0].value == "count 20, used None"
    sentence = "Count: “2O” is not possible; allowed are whole numbers from 1 to 50."
    assert [error.value for error in fields.error] == [sentence]
    assert find_field(fields, "Count").value == "20"


@pytest.mark.parametrize(("limits", "count"), [((1, 8), 8), ((30, 40), 30), ((10, 10), 10)])
def test_a_number_is_never_outside_of_its_limits_also_when_these_change(limits, count, fields):
    get_session(fields).choices["limits"] = limits
    fields.run()
    assert fields.text[0].value == f"count {count}, used None"
    assert find_field(fields, "Count").value == str(count)
    low, high = limits
    assert is_enabled(fields, "Count: 5 less") == (count - 5 >= low)
    assert is_enabled(fields, "Count: 5 more") == (count + 5 <= high)
    assert len(fields.error) == 0


def test_a_field_may_be_of_a_run_with_any_id(fields):
    """Streamlit refuses a component's key with “__” in it."""
    get_session(fields).choices["key"] = "count_a__b_"
    rerun(fields)
    say(fields, find_component(fields, "count_a"), {"since": 1, "total": 1})
    assert get_session(fields).choices["count_a__b_"] == 15


def test_a_button_uses_what_was_typed_right_before_it_was_clicked(fields):
    for text, used in (("20", "20"), ("1.0", "1")):
        find_field(fields, "Count").set_value(text)
        assert click(fields, "Use it").text[0].value == f"count {used}, used {used}"
    find_field(fields, "Count").set_value("abc")
    assert click(fields, "Use it").text[0].value == "count 1, used 1"
    sentence = "Count: “abc” is not possible; allowed are whole numbers from 1 to 50."
    assert [error.value for error in fields.error] == [sentence]
