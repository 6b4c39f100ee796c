"""The address is a copy of the session; it is read at its start and where somebody goes back."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.lessons import LESSONS
from mlp_explorer.ui.address import read_address, write_address
from mlp_explorer.ui.compare.charts import BY, CURVES_OF, LOOKS
from mlp_explorer.ui.compare.search import OWNERS
from mlp_explorer.ui.draw.page import SECTIONS
from mlp_explorer.ui.frame import SITE
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from tests.ui.pages import (
    OWNER,
    get_session,
    go_back,
    interruption_at,
    make_run,
    open_app,
    rerun,
    turn_to,
)

OWN = TrainConfig(epochs=12, hidden_layers=(HiddenLayer(64, "relu", 0.2, True),))
CHOICES = {
    ("train", "curves"): ([], ["error"], ["smooth", "whole"]),
    ("draw", "section"): SECTIONS,
    ("learn", "chapter"): LESSONS,
    ("compare", "runs"): ([], ["one"], ["two", "one"]),
    ("compare", "search"): ("", "sgd 64", "ä ?&=~"),
    ("compare", "whose"): OWNERS,
    ("compare", "who"): ("", "a1b2"),
    ("compare", "look"): tuple(LOOKS),
    ("compare", "metric"): CURVES_OF,
    ("compare", "by"): BY,
    ("compare", "average"): (True, False),
    ("compare", "curves"): ([], ["error"], ["logarithmic", "smooth"]),
    ("sweep", "sweep"): ("", "a1b2"),
}
PARAMETERS = {(page.name, each.name): each for page in SITE.values() for each in page.parameters}
PLACES = [(place, value) for place, values in CHOICES.items() for value in values]


def read(**parameters):
    """Return what a new session takes from an address."""
    session = Session()
    read_address(session, SITE, parameters)
    return session


def write(session):
    return write_address(session, SITE)


def warning_of(app):
    return "\n".join(each.value for each in app.warning)


def test_every_parameter_of_the_pages_is_tried_here():
    assert set(CHOICES) == set(PARAMETERS)


@pytest.mark.parametrize(("place", "value"), PLACES)
def test_what_is_chosen_on_a_page_is_written_and_read_back(place, value):
    page, name = place
    session = Session()
    session.page, session.config = page, OWN
    session.choices[PARAMETERS[place].key] = value
    written = write(session)
    assert (name in written) == (value != CHOICES[place][0]), "what is as at first is left out"
    found = read(**written)
    assert found.choices[PARAMETERS[place].key] == value
    assert (found.page, found.config) == (page, OWN)
    assert write(found) == written


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=map("/".join, PARAMETERS))
def test_nothing_chosen_yet_is_what_a_page_begins_with(parameter):
    assert parameter.write(None) == ""
    assert parameter.write(parameter.read("")) == ""


@pytest.mark.parametrize("page", SITE)
@pytest.mark.parametrize("config", [TrainConfig(), OWN, TrainConfig(hidden_layers=())])
@pytest.mark.parametrize("of_run", [None, TrainConfig(), OWN])
def test_page_setup_and_run_are_written_and_read_back(page, config, of_run):
    session = Session()
    session.page, session.config = page, config
    session.run_id = of_run and make_run(of_run)
    found = read(**write(session))
    assert (found.page, found.config, found.run_id) == (page, config, session.run_id)
    assert found.problems == ()


def test_the_shortest_address_is_the_first_page_with_the_tutorials_setup():
    assert write(Session()) == {}
    assert read().page == "train"
    assert read().config == TrainConfig()


def test_a_run_alone_takes_its_settings():
    run_id = make_run(OWN)
    assert read(run=run_id).config == OWN
    assert read(run=run_id, page="draw", section="why").config == OWN


def test_a_run_and_what_others_have_added_take_its_settings():
    run_id = make_run(OWN)
    assert read(run=run_id, fbclid="x").config == OWN


def test_a_setup_beside_a_run_wins():
    run_id = make_run(OWN)
    session = read(run=run_id, epochs="3")
    assert session.config == TrainConfig(epochs=3)
    assert session.run_id == run_id


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"page": "nonsense"}, ["There is no page “nonsense”; there are train, draw, learn"]),
        (
            {"page": "learn", "chapter": "nonsense"},
            ["chapter: “nonsense” is not possible; allowed are"],
        ),
        ({"page": "draw", "section": "7"}, ["section: “7” is not possible; allowed are flow, why"]),
        (
            {"page": "compare", "average": "perhaps"},
            ["average: “perhaps” is not possible; allowed are"],
        ),
        ({"colour": "red", "utm_source": "mail"}, []),  # others add such
        ({"section": "why"}, []),  # of another page
        ({"optimizer": "nonsense"}, ["Optimizer: “nonsense” is not possible; allowed are"]),
        ({"run": "gone"}, ["gone"]),
        (
            {"page": "compare", "look": "x", "metric": "y", "seed": "z", "run": "gone"},
            ["look: “x”", "metric: “y”", "Seed: “z”", "gone"],
        ),
    ],
)
def test_what_is_not_allowed_is_a_sentence_each_and_the_rest_is_taken(parameters, said):
    session = read(**parameters, epochs="12")
    assert session.config == TrainConfig(epochs=12)
    assert session.page == (parameters.get("page") if parameters.get("page") in SITE else "train")
    assert session.run_id is None
    for sentence in said:
        assert len([each for each in session.problems if sentence in each]) == 1
    assert len(session.problems) == len(said)
    assert set(write(session)) <= {"page", "epochs"}


@pytest.mark.parametrize(
    ("page", "parameters", "said"),
    [
        ("compare", {"runs": "{run}~gone"}, "No run “gone” is kept here."),
        ("compare", {"runs": "{run}", "who": "gone"}, "Nobody who is called “gone” in an address"),
        ("sweep", {"sweep": "gone"}, "No group “gone” of runs is kept here."),
    ],
)
def test_what_an_address_names_and_is_not_there_is_said_and_the_rest_is_shown(
    page, parameters, said
):
    run_id = make_run()
    app = open_app({name: text.format(run=run_id) for name, text in parameters.items()}, page)
    assert not app.exception
    assert said in warning_of(app)
    if page == "compare":
        assert get_session(app).choices[PARAMETERS["compare", "runs"].key] == [run_id]
    assert "gone" not in str(rerun(app).query_params)


def test_what_is_wrong_with_an_address_is_on_screen_until_something_else_is_done():
    app = open_app({"page": "learn", "chapter": "nonsense", "run": "gone", "colour": "red"})
    assert not app.exception
    assert warning_of(app).count("\n") == 1, "of what others have added nothing is said"
    assert app.query_params == {"page": "learn"}
    assert warning_of(rerun(app)).count("\n") == 1
    next(each for each in app.button if each.key == "learn_next").click()
    assert warning_of(rerun(app)) == ""


def test_going_back_does_not_lose_sight_of_a_run_that_goes_on():
    store = get_services().store
    running, ended = store.create(OWN, OWNER).id, make_run()
    app = open_app({"run": running})
    assert get_session(go_back(app, {"epochs": "3"})).run_id == running
    assert get_session(go_back(app, {"run": ended})).run_id == ended
    assert get_session(go_back(app, {"epochs": "3"})).run_id is None
    get_services().engine.stop(running)


def test_a_late_message_with_a_replaced_address_changes_nothing():
    app = open_app({"epochs": "12"})
    get_session(app).change_config(epochs=15)
    assert rerun(app).query_params == {"epochs": "15"}
    for arrived in ({"epochs": "12"}, {"page": "draw", "section": "why"}, {"run": "gone"}, {}):
        app.query_params = dict(arrived)
        rerun(app)
        assert get_session(app).config == TrainConfig(epochs=15)
        assert get_session(app).page == "train"
        assert app.query_params == {"epochs": "15"}, "it is written again"
        assert not app.warning


def test_going_back_reads_the_address():
    app = open_app({"epochs": "12"})
    turn_to(app, "learn")
    get_session(app).choices["learn_chapter"] = "losses"
    first = dict(rerun(app).query_params)
    assert first == {"page": "learn", "chapter": "losses", "epochs": "12"}
    get_session(app).change_config(epochs=15)
    turn_to(app, "data")
    go_back(app, first)
    assert get_session(app).config == TrainConfig(epochs=12)
    assert app.query_params == first
    assert app.main.title[0].value == "Losses"
    go_back(app, {"page": "data", "epochs": "15"})
    assert get_session(app).page == "data"
    assert get_session(app).config == TrainConfig(epochs=15)


@pytest.mark.parametrize("place", range(1, 13))
def test_the_first_address_is_read_though_another_message_cuts_in(place):
    with interruption_at(place, query_string="epochs=12"):
        app = open_app({"epochs": "12"})
    assert get_session(app).config == TrainConfig(epochs=12)


@pytest.mark.parametrize("place", [*range(1, 13), 20, 40])
def test_going_back_is_heard_though_another_message_cuts_in(place):
    app = open_app({"epochs": "12"})
    get_session(app).change_config(epochs=15)
    rerun(app)
    with interruption_at(place, query_string="epochs=12"):
        go_back(app, {"epochs": "12"})
    assert get_session(app).config == TrainConfig(epochs=12)
