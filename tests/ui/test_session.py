"""A session takes what was changed, then does what was asked for, and says what was wrong."""

import pytest
from streamlit.testing.v1 import AppTest

from mlp_explorer import PRESETS, TrainConfig
from mlp_explorer.errors import EngineError, StoreError
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from tests.ui.pages import get_session, interruption_at, open_app, rerun, write_text

TOO_MUCH = "1e9"  # as a learning rate


def fail(session, error):
    raise error


def choose(app, label, value):
    """Have a person choose something; nothing is sent yet."""
    next(each for each in app.selectbox if each.label == label).set_value(value)


def warning_of(app):
    return "\n".join(each.value for each in app.warning)


def test_a_field_that_is_changed_right_before_a_click_on_train_trains_its_new_value():
    app = open_app({"epochs": "3"})
    choose(app, "Optimizer", "sgd")
    app.button(key="train_train").click()
    rerun(app)
    run = get_services().store.get(get_session(app).run_id)
    assert run.config == TrainConfig(epochs=3, optimizer="sgd")
    get_services().engine.stop(run.id)


def test_wishes_are_granted_once_in_their_order():
    session, granted = Session(), []
    session.ask(lambda asked, name: granted.append((asked, name)), "first")
    session.ask(lambda asked: granted.append((asked, "second")))
    assert granted == []
    session.hear()
    session.hear()
    assert granted == [(session, "first"), (session, "second")]


def test_what_a_wish_asks_for_is_granted_with_it():
    session, granted = Session(), []
    session.ask(lambda asked: asked.ask(lambda _: granted.append("inner")))
    session.ask(lambda _: granted.append("second"))
    session.hear()
    assert granted == ["second", "inner"]


def test_an_error_is_said_and_keeps_nothing_else_from_being_done():
    session, granted = Session(), []
    session.ask(fail, StoreError("The disk is full."))
    session.ask(lambda _: granted.append("second"))
    session.hear()
    assert granted == ["second"]
    assert session.problems == ("The disk is full.",)


def test_what_has_been_said_is_forgotten_at_the_next_good_wish():
    session = Session()
    session.ask(fail, StoreError("The disk is full."))
    session.hear()
    session.end()  # the page has been drawn
    session.ask(fail, EngineError("No worker."))
    session.hear()
    assert session.problems == ("No worker.",)
    session.end()
    session.ask(lambda _: None)
    session.hear()
    assert session.problems == ()


def test_what_has_not_been_said_yet_is_not_forgotten():
    session = Session()
    session.change_config(learning_rate=TOO_MUCH)
    session.change_config(optimizer="sgd")  # in the same message, or before the page was drawn
    session.ask(lambda _: None)
    session.hear()
    [sentence] = session.problems
    assert "1e9" in sentence or "1000000000" in sentence
    assert session.config == TrainConfig(optimizer="sgd")
    session.end()
    session.ask(lambda asking: asking.change_config(epochs=3))
    session.hear()
    assert session.problems == ()
    assert session.config == TrainConfig(optimizer="sgd", epochs=3)


@pytest.mark.parametrize("button", ["train_train", "preset_fast"])
def test_a_value_that_is_refused_is_said_though_a_button_was_clicked_at_once(button):
    app = open_app({"epochs": "3"})
    app.button(key=button).click()
    rate = next(each for each in app.text_input if each.label == "Learning rate")
    app._run(write_text(app, rate, TOO_MUCH))
    assert not app.exception
    assert "Learning rate" in warning_of(app)
    if button == "preset_fast":
        assert get_session(app).config == PRESETS["fast"].config
        return
    run = get_services().store.get(get_session(app).run_id)
    assert run.config == TrainConfig(epochs=3)
    get_services().engine.stop(run.id)


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 40, 60, 90, 120, 150, 180, 210])
def test_a_change_and_a_click_are_heard_once_wherever_another_message_cuts_in(place):
    store = get_services().store
    app, count = open_app({"epochs": "3"}), len(store.list_runs())
    choose(app, "Optimizer", "sgd")
    later = app._tree.get_widget_states()
    app.button(key="train_train").click()
    with interruption_at(place, widget_states=later):
        rerun(app)
    assert len(store.list_runs()) == count + 1
    run = store.get(get_session(app).run_id)
    assert run.config == TrainConfig(epochs=3, optimizer="sgd")
    get_services().engine.stop(run.id)


def ask_and_interrupt(session, granted):
    import streamlit as st

    from tests.ui.pages import interrupt

    session.hear()
    st.text_input("Name", on_change=interrupt, args=(None,))  # another message comes right then
    st.button("Go", on_click=session.ask, args=(granted.append,))


def test_asking_touches_nothing_that_could_cut_it_short():
    session, granted = Session(), []
    app = rerun(AppTest.from_function(ask_and_interrupt, args=(session, granted)))
    app.text_input[0].set_value("Ada")
    app.button[0].click()
    assert rerun(rerun(app)).text_input[0].value == "Ada"
    assert granted == [session]
