"""How curves are drawn is one choice, of Train and of Compare, and in the addresses of both."""

import pytest

from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.curve_view import CURVE_VIEW, get_view
from mlp_explorer.ui.session import Session
from tests.ui.pages import find_view, get_session, make_run, open_app, rerun, texts, turn_to


def test_a_view_is_read_from_an_address_and_written_to_it():
    session = Session("ada")
    assert (get_view(session), CURVE_VIEW.write(None)) == ((), "")
    session.choices[CURVE_VIEW.key] = CURVE_VIEW.read("smooth~error")
    assert get_view(session) == ("error", "smooth")
    assert CURVE_VIEW.write(session.choices[CURVE_VIEW.key]) == "smooth~error"
    with pytest.raises(ConfigError, match="wavy"):
        CURVE_VIEW.read("wavy~smooth")


def test_what_is_chosen_on_one_page_is_chosen_on_the_other_and_in_both_addresses(store):
    app = open_app({"runs": make_run()}, page="compare")
    find_view(app).set_value(["logarithmic", "error"])
    rerun(app)
    assert app.query_params["curves"] == "logarithmic~error"
    turn_to(app, "train")
    assert find_view(app).value == ["logarithmic", "error"]
    assert app.query_params["curves"] == "logarithmic~error"
    find_view(app).set_value(["smooth"])
    turn_to(rerun(app), "compare")
    assert get_view(get_session(app)) == ("smooth",)


def test_a_choice_that_changes_nothing_of_a_loss_is_explained(store):
    query = {"runs": make_run(), "curves": "error"}
    sentence = "change the curves of scores only"
    assert sentence not in texts(open_app(query, page="compare"))
    assert sentence in texts(open_app(query | {"metric": "loss"}, page="compare"))
