"""A person may say how they are called, and is found by it; nobody can name another."""

import time

import pytest

from mlp_explorer.compute.waiting import Place
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.ui import people
from mlp_explorer.ui.people import find_label, tell_who
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from tests.ui.pages import (
    OWNER,
    click,
    get_session,
    make_run,
    open_app,
    read_table,
    rerun,
    texts,
    write_text,
)
from tests.ui.test_language import list_texts
from tests.ui.test_plain import J

HOSTILE = ("<b>Mia</b>", "$x$", ":red[Mia]", "👩\u200d🔬", "מיה", "Ｗ" * 24)


@pytest.fixture(autouse=True)
def _nobody_has_a_name_yet(store):
    yield
    for owner in store.list_people():
        store.change_nickname(owner, "")


def call_me(app, text):
    """Type a name into the field in the bar."""
    [field] = [each for each in app.text_input if each.label == "Your name"]
    app._run(write_text(app, field, text))
    assert not app.exception
    return app


def name(owner, text):
    store = get_services().store
    store.change_nickname(owner, text)
    return store.list_people()[owner].id


def open_list(**query):
    app = open_app({"whose": "everybodys"} | query, page="compare")
    assert not app.exception
    return app


def list_who(app):
    return [row.get("Who") for row in read_table(app, "compare_table")]


def field_of(app):
    [field] = [each for each in app.text_input if each.label == "Your name"]
    return field.value


def test_the_host_alone_takes_a_name_away(monkeypatch):
    ann = name("ann", "Ann")
    app = call_me(open_app(), "Mia")
    assert "Names of others" not in [each.label for each in app.selectbox]
    monkeypatch.setattr(Session, "is_host", True)
    rerun(app)
    [others] = [each for each in app.selectbox if each.label == "Names of others"]
    assert others.options == ["Ann"]
    click(app, f"take_name_away_{ann}")
    assert (find_label("ann"), find_label(OWNER)) == ("", "Mia")
    assert "Names of others" not in [each.label for each in app.selectbox]


def test_two_clicks_take_one_name_away_also_where_another_one_then_has_it(monkeypatch):
    ann, _ = name("ann", "Mia"), name("bob", "Mia")
    monkeypatch.setattr(Session, "is_host", True)
    app = open_app()
    [others] = [each for each in app.selectbox if each.label == "Names of others"]
    assert others.options == ["Mia", "Mia (2)"]
    click(app, f"take_name_away_{ann}")
    assert f"take_name_away_{ann}" not in [button.key for button in app.button]
    get_session(app).ask(people._take_away, ann)  # a click that was on its way
    rerun(app)
    assert (find_label("ann"), find_label("bob")) == ("", "Mia")
    assert not app.warning


@pytest.mark.parametrize("page", ["train", "data"])
def test_a_name_is_given_changed_and_taken_back_in_the_bar_of_any_page(page):
    app = call_me(open_app(page=page), "  Mia\u202e ")
    assert (find_label(OWNER), field_of(app)) == ("Mia", "Mia")
    assert field_of(open_app(page=page)) == "Mia", "another tab of the same browser"
    assert find_label(OWNER) == "Mia"
    call_me(app, "Ann")
    assert find_label(OWNER) == "Ann"
    call_me(app, " \u200b ")
    assert (find_label(OWNER), field_of(app)) == ("", "")


def test_a_name_that_is_too_long_is_a_sentence_beside_the_field_and_the_old_one_stays():
    app = call_me(open_app(), "Mia")
    call_me(app, "M" * 25)
    assert field_of(app) == find_label(OWNER) == "Mia"
    assert "allowed are up to 24 characters" in app.warning[0].value
    call_me(app, "Mia B.")
    assert not app.warning


def test_nobody_is_named_by_another_and_the_second_of_a_name_is_told_so():
    name("ann", "Mia")
    app = call_me(open_app(), "Mia")
    assert (find_label("ann"), find_label(OWNER)) == ("Mia", "Mia (2)")
    assert "others see you as \u2068Mia (2)\u2069" in texts(app)
    call_me(app, "")
    assert (find_label("ann"), find_label(OWNER)) == ("Mia", "")


def test_browsers_without_a_cookie_have_a_name_for_their_session():
    one, other = Session(), Session()
    for session in (one, other):
        people._change(session, "Mia")
    assert (find_label(one.owner), find_label(other.owner)) == ("Mia", "Mia (2)")
    assert tell_who(one, other.owner) == "Mia (2)"


def test_a_store_that_is_not_there_takes_no_field_and_no_bar(monkeypatch):
    def fail():
        raise StoreError("store.not_yet")

    monkeypatch.setattr(people, "get_services", fail)
    app = open_app(page="data")
    assert not app.exception
    assert not [each for each in app.text_input if each.label == "Your name"]


def test_lists_say_who_where_somebody_has_a_name(store):
    make_run()
    make_run(owner="ann")
    make_run(owner="ben")
    assert list_who(open_list()) == [None, None, None]
    name("ann", "Mia")
    assert list_who(open_list()) == [None, "Mia", "you"]
    assert list_who(open_list(whose="mine")) == [None]
    store.change_nickname("ann", "")
    assert list_who(open_list()) == [None, None, None]


def test_who_is_called_you_is_not_taken_for_oneself():
    name("ann", "You")
    assert tell_who(Session(OWNER), OWNER) == "you"
    assert tell_who(Session(OWNER), "ann") == "“You”"


def test_one_persons_runs_are_found_by_words_and_by_the_filter_which_is_in_the_address():
    make_run()
    make_run(owner="ann")
    make_run(owner="ben")
    person_id = name("ann", "Mia")
    name("ben", "mia")
    app = open_list()
    app.text_input(key="compare_search").set_value("mia ADAM")
    assert sorted(list_who(rerun(app))) == ["Mia", "mia (2)"]
    app.text_input(key="compare_search").set_value("")
    filter_ = app.selectbox(key="compare_who")
    assert filter_.options == ["Everybody", "Mia", "mia (2)"]
    filter_.set_value(person_id)
    assert list_who(rerun(app)) == ["Mia"]
    assert app.query_params["who"] == person_id
    assert list_who(open_list(who=person_id)) == ["Mia"]
    get_services().store.change_nickname("ann", "Ann")
    assert list_who(rerun(app)) == ["Ann"], "the link stays hers"


def test_an_owner_is_told_to_nobody():
    secret = "owner-of-hers"
    run_id = make_run(owner=secret)
    person_id = name(secret, "Mia")
    for query in ({"page": "compare", "whose": "everybodys", "who": person_id}, {"run": run_id}):
        app = open_app(query)
        sent = [*list_texts(app), str(app.query_params)]
        assert any("Mia" in text for text in sent)
        assert not any(secret in text for text in sent)


def test_who_is_called_everybody_is_found_alone():
    make_run()
    make_run(owner="ann")
    person_id = name("ann", "Everybody")
    app = open_list()
    filter_ = app.selectbox(key="compare_who")
    assert filter_.options == ["Everybody", "“Everybody”"]
    filter_.set_value(person_id)
    assert list_who(rerun(app)) == ["Everybody"]


def test_others_sweeps_are_listed_with_their_names():
    store = get_services().store
    name("ann", "Mia")
    groups = [store.create_group("sweep", "epochs", owner, {}) for owner in ("ann", OWNER)]
    for group in groups:
        store.change_group(group.id, state=RunState.STOPPED)
    mine, hers = open_app(page="sweep").selectbox(key="sweep_group").options[:2]
    assert hers.startswith("\u2068Mia\u2069 · ")
    assert mine.endswith("Epochs (stopped)") and "·" not in mine
    store._groups.delete_unused(time.time() + 1)


def test_a_person_without_a_run_in_the_list_is_said_so():
    make_run(owner="ben")
    person_id = name("ann", "Mia")
    assert "No run in this list is of \u2068Mia\u2069." in texts(open_list(who=person_id))


def test_a_filter_goes_with_the_name():
    make_run(owner="ann")
    app = open_list(who=name("ann", "Mia"))
    get_services().store.change_nickname("ann", "")
    assert list_who(rerun(app)) == [None]
    assert "who" not in rerun(app).query_params


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_name_is_text_wherever_it_is_shown(hostile, monkeypatch):
    run_id = make_run(owner="ann")
    name("ann", hostile)
    assert list_who(open_list()) == [hostile]
    app = open_app({"run": run_id})
    shown = next(each.value for each in app.caption if "run: only they" in each.value)
    shown = shown.replace("\\", "").replace(J, "")
    assert shown.startswith(f"This is \u2068{hostile}\u2069's run: only they can change it.")
    call_me(app, hostile)
    engine = get_services().engine
    monkeypatch.setattr(engine, "list_places", lambda: [Place(run_id, True, 7.4)])
    monkeypatch.setattr(Session, "is_host", True)
    assert open_app().text[0].value.startswith(f"\u2068{hostile}\u2069 · 784")
