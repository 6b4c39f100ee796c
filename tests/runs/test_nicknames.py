"""Browsers may say how they are called; equal names are told apart, owners stay secret."""

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.errors import ConfigError, RunNotFoundError, StoreError
from mlp_explorer.runs import RunStore, nicknames
from mlp_explorer.runs.nicknames import read_nickname
from tests.runs.older import set_back
from tests.runs.test_drawings import make


@pytest.fixture
def store(tmp_path, database_url):
    store = RunStore(tmp_path, database_url)
    yield store
    store.close()


def labels(store):
    return {owner: person.label for owner, person in store.list_people().items()}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mia", "Mia"),
        ("  Mia \t\n B.  ", "Mia B."),
        ("", ""),
        (" \u200b\u3164\u2800 ", ""),
        ("\u0301\u200d", ""),
        ("M\x00i\x1b\u202ea\u2066\ufeff", "Mia"),
        ("Jose\u0301", "José"),
        ("<b>x</b> $x$ :red[x]", "<b>x</b> $x$ :red[x]"),
        ("מיה", "מיה"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("می\u200cروم", "می\u200cروم"),
        ("Z" + 20 * "\u0489", "Z" + 3 * "\u0489"),
        ("Ｗ" * 24, "Ｗ" * 24),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(typed, name):
    assert read_nickname(typed) == name
    assert read_nickname(name) == name


def test_a_name_that_is_too_long_gets_a_sentence(store):
    with pytest.raises(ConfigError, match=r"“W{25}” is too long a name; allowed are up to 24 char"):
        store.change_nickname("ann", "W" * 25)
    assert store.list_people() == {}


def test_a_name_is_kept_changed_and_removed(store, tmp_path, database_url):
    store.change_nickname("ann", " Mia ")
    [person] = store.list_people().values()
    assert store.find_owner(person.id) == "ann"
    store.change_nickname("ann", "Mia B.")
    assert store.list_people()["ann"] == (person.id, "Mia B.", "Mia B."), "links to her stay"
    store.close()
    again = RunStore(tmp_path, database_url)
    assert again.list_people()["ann"] == (person.id, "Mia B.", "Mia B.")
    again.change_nickname("ann", "")
    again.change_nickname("ben", "")
    assert again.list_people() == {}
    with pytest.raises(RunNotFoundError, match="Nobody who is called"):
        again.find_owner(person.id)
    again.close()


def test_an_id_says_nothing_of_the_owner(store):
    store.change_nickname("ann", "Mia")
    first = store.list_people()["ann"].id
    store.change_nickname("ann", "")
    store.change_nickname("ann", "Mia")
    assert store.list_people()["ann"].id not in (first, "ann")


def test_equal_names_are_told_apart_and_who_had_it_first_keeps_it(store):
    for owner, name in (("ann", "Mia"), ("ben", "mia"), ("cem", "Ｍia"), ("dan", "Mia (2)")):
        store.change_nickname(owner, name)
    assert labels(store) == {
        "ann": "Mia",
        "ben": "mia (2)",
        "cem": "Ｍia (3)",
        "dan": "Mia (2) (2)",
    }
    store.change_nickname("ann", "Ann")
    assert labels(store) == {"ben": "mia", "cem": "Ｍia (2)", "dan": "Mia (2) (2)", "ann": "Ann"}
    store.change_nickname("ann", "Mia")
    assert labels(store)["ben"] == "mia", "nobody takes another's name by coming back"


def test_where_no_more_can_be_kept_who_has_nothing_here_goes_first(store, monkeypatch):
    monkeypatch.setattr(nicknames, "MOST_NICKNAMES", 3)
    store.create(TrainConfig(), "ann")
    store.add_drawings("ben", [make(7)])
    for owner in ("ann", "ben", "cem", "dan"):
        store.change_nickname(owner, owner.title())
    assert set(labels(store)) == {"ann", "ben", "dan"}
    store.create(TrainConfig(), "dan")
    with pytest.raises(StoreError, match="3 people have a name here already"):
        store.change_nickname("eve", "Eve")
    assert set(labels(store)) == {"ann", "ben", "dan"}
    store.change_nickname("dan", "Daniel")
    store.change_nickname("ann", "")
    store.change_nickname("eve", "Eve")
    assert labels(store) == {"ben": "Ben", "dan": "Daniel", "eve": "Eve"}


def test_what_cannot_be_written_is_not_in_memory_either(store, monkeypatch):
    store.change_nickname("ann", "Mia")
    monkeypatch.setattr(store._database._guard, "is_intact", lambda: False)
    with pytest.raises(StoreError):
        store.change_nickname("ann", "Ann")
    assert labels(store) == {"ann": "Mia"}


def test_a_database_from_before_nicknames_keeps_its_runs_and_drawings(tmp_path, database_url):
    old = RunStore(tmp_path, database_url)
    run_id = old.create(TrainConfig(epochs=3), "ann").id
    old.add_drawings("ann", [make(2)])
    old.close()
    set_back(database_url, "0002")
    new = RunStore(tmp_path, database_url)
    assert new.get(run_id).config.epochs == 3
    assert [each.label for each in new.list_drawings("ann")] == [2]
    new.change_nickname("ann", "Mia")
    assert labels(new) == {"ann": "Mia"}
    new.close()
