import numpy as np
import pytest

from mlp_explorer.drawing import LabelledDigit
from mlp_explorer.errors import StoreError
from mlp_explorer.runs import NamedDrawing, RunStore, named_drawings

RNG = np.random.default_rng(1)


@pytest.fixture
def store(tmp_path, database_url):
    store = RunStore(tmp_path, database_url)
    yield store
    store.close()


def make(name):
    return NamedDrawing(name, RNG.integers(0, 256, (28, 28), dtype=np.uint8))


def test_drawings_come_back_by_their_names_digits_among_them(store):
    drawings = [make("ä"), make("b"), make("ä")]
    for each in drawings:
        store.add_named_drawing("ann", each)
    digit = make("7")
    store.add_drawings("ann", [LabelledDigit(7, digit.picture)])
    store.add_named_drawing("bob", make("b"))
    assert store.count_drawn("ann") == {"ä": 2, "b": 1, "7": 1}
    assert store.count_drawn() == {"ä": 2, "b": 2, "7": 1}
    found = store.load_drawn(["ä", "7"], "ann")
    assert [each.name for each in found] == ["ä", "ä", "7"]
    for one, other in zip(found, [drawings[0], drawings[2], digit], strict=True):
        np.testing.assert_array_equal(one.picture, other.picture)
    assert len(store.load_drawn(["b"])) == 2


def test_the_last_one_goes_and_nobody_elses(store):
    store.delete_last_named("ann")
    for name in ("a", "b"):
        store.add_named_drawing("ann", make(name))
    store.add_named_drawing("bob", make("c"))
    store.delete_last_named("ann")
    assert store.count_drawn() == {"a": 1, "c": 1}


def test_there_is_a_limit_for_each_owner(store, monkeypatch):
    monkeypatch.setattr(named_drawings, "MOST_DRAWINGS", 1)
    store.add_named_drawing("ann", make("a"))
    with pytest.raises(StoreError, match="1 drawings are kept, and 1 are new"):
        store.add_named_drawing("ann", make("a"))
    store.add_named_drawing("bob", make("a"))
