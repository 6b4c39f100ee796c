"""Own data, from the file to the network that has learned it, driven by Streamlit's harness."""

import io
import pickle
import re
import zipfile

import numpy as np
import pytest
from PIL import Image

from mlp_explorer import TrainConfig
from mlp_explorer.config import list_presets
from mlp_explorer.data import load_dataset
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.ui.data.bringing import Bringing, keep, throw_away
from mlp_explorer.ui.services import get_services
from tests.ui.drawing import draw
from tests.ui.pages import (
    OWNER,
    click,
    get_session,
    list_fields,
    open_app,
    read_table,
    rerun,
    turn_to,
)

RNG = np.random.default_rng(5)


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    yield
    store = get_services().store
    for each in store.list_data():
        store.throw_data_away(each.owner, each.key)


def make_csv(count=40, answer="sort"):
    rows = [f"{i},{RNG.normal():.3f},{(i * 7) % 5},{'xy'[i % 2]}" for i in range(count)]
    return "\n".join([f"id,width,height,{answer}", *rows]).encode()


def make_zip(names=("cats", "dogs"), count=8, **others):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at, name in enumerate(names):
            for number in range(count):
                picture = io.BytesIO()
                pixels = RNG.integers(0, 90, (28, 28), np.uint8) + np.uint8(120 * at)
                Image.fromarray(pixels).save(picture, "PNG")
                archive.writestr(f"{name}/{number}.png", picture.getvalue())
        for path, content in others.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def check(app):
    assert not app.exception
    return app


def open_bring(**query):
    return check(click(open_app(query, page="data"), "data_bring"))


def upload(app, *files):
    [box] = app.file_uploader
    box.set_value([(name, content, "") for name, content in files])
    return check(app.run())


def find(widgets, label):
    [found] = [each for each in widgets if each.label == label]
    return found


def read_page(app):
    return "\n".join(each.value for each in (*app.markdown, *app.caption))


def read_uses(app):
    rows = read_table(app, "bring_columns")
    return {row["column"]: row["is used as"] for row in rows}


def list_kept():
    return get_services().store.list_data()


def test_a_table_is_shown_before_it_is_kept_and_chosen_then():
    app = upload(open_bring(), ("flowers.csv", make_csv()))
    assert "34 rows to learn from and 6 to be tested on, of 2 numbers each, in 2 classes: x, y" in (
        read_page(app)
    )
    assert read_uses(app) == {
        "id": "left out",
        "width": "a number",
        "height": "a number",
        "sort": "the answer",
    }
    assert len(read_table(app, "bring_rows")) == 10
    assert list_kept() == []
    assert find(app.text_input, "What is it called?").value == "flowers"
    find(app.text_input, "What is it called?").set_value("Our flowers")
    app = check(click(app, "bring_keep"))
    [kept] = list_kept()
    assert (kept.owner, kept.title, kept.is_shared) == (OWNER, "Our flowers", False)
    config = get_session(app).config
    assert config.dataset == kept.key
    assert config.about.features == ("width", "height")
    box = find(app.selectbox, "Dataset")
    assert box.options[-1] == "Our flowers"
    assert not get_session(app).part(Bringing).files
    for page in ("train", "draw", "compare", "learn", "sweep"):
        check(turn_to(app, page))


def test_what_was_said_otherwise_is_read_anew():
    app = upload(open_bring(), ("t.csv", make_csv()))
    find(app.selectbox, "The answer").set_value("height")
    app = check(app.run())
    assert "in 5 classes: 0, 1, 2, 3, 4" in read_page(app)
    find(app.selectbox, "The answer is").set_value("number")
    app = check(app.run())
    assert "The answer, height, is a number." in read_page(app)
    find(app.multiselect, "Columns that are left out").set_value(["width"])
    app = check(app.run())
    uses = read_uses(app)
    assert (uses["width"], uses["id"]) == ("left out", "a number")
    find(app.multiselect, "Columns whose values are classes").set_value(["sort", "id"])
    app = check(app.run())
    uses = read_uses(app)
    assert (uses["width"], uses["id"][:7]) == ("left out", "classes")
    find(app.selectbox, "Rows of names above the table").set_value(0)
    app = check(app.run())
    assert "column 1" in read_uses(app)


def test_a_zip_of_pictures_is_shown_as_a_grid_and_goes_through_the_pages():
    content = make_zip(**{"__MACOSX/cats/._1.png": b"x", "cats/broken.png": b"no picture"})
    app = upload(open_bring(), ("pets.zip", content))
    text = read_page(app)
    assert "in 2 classes: cats, dogs" in text
    assert "1 file of the system's own" in text
    assert "broken.png" in text
    grids = [
        each.proto.body for each in app.get("html") if "pictures to learn from" in each.proto.body
    ]
    assert len(grids) == 1
    find(app.toggle, "Turn and mirror the pictures").set_value(True)
    app = check(app.run())
    assert "turned and mirrored" in read_page(app)
    app = check(click(app, "bring_keep"))
    [kept] = list_kept()
    assert load_dataset(kept.key).about.classes == ("cats", "dogs")
    assert "cats" in read_page(app)
    for page in ("train", "draw", "compare"):
        check(turn_to(app, page))


def test_a_table_can_be_pasted():
    app = open_bring()
    app.text_area[0].set_value(make_csv(12).decode())
    app = check(click(app, "bring_read"))
    assert "10 rows to learn from and 2 to be tested on" in read_page(app)
    app = check(click(app, "bring_discard"))
    assert "Nothing is kept before you say so." in read_page(app)
    assert list_kept() == []


def make_bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/1.png", bytes(110_000_000))
    return buffer.getvalue()


def save_npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=True)
    return buffer.getvalue()


ROWS = "\n".join(f"{i},{i % 3},x" for i in range(20))
BAD = {
    "a pickle": ("mine.pkl", pickle.dumps({"a": 1}), "pickle"),
    "a pickle in an array": ("mine.npy", save_npy(np.array([{}] * 20)), "pickle"),
    "one class": ("one.csv", f"a,b,label\n{ROWS}".encode(), "“x”|one class|only"),
    "pictures of one class": ("one.zip", make_zip(["cats"]), "All pictures are of one class"),
    "a bomb": ("bomb.zip", make_bomb(), "far too large when unpacked"),
    "an empty file": ("empty.csv", b"", "is empty"),
    "a picture that is none": (
        "no.zip",
        make_zip((), **{"a/1.png": b"x", "b/1.png": b"y"}),
        "read",
    ),
    "ten rows at least": ("few.csv", b"a,b\n1,x\n2,y\n", "at least|rows"),
    "an empty answer": ("t.csv", b"a,label\n" + b"1,\n2,\n" * 10, "label"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_a_sentence_and_nothing_is_kept(what):
    name, content, said = BAD[what]
    app = upload(open_bring(), (name, content))
    [error] = app.error
    assert re.search(said, error.value), error.value
    assert not [each for each in app.button if each.key == "bring_keep"]
    assert list_kept() == []
    app = upload(app, ("good.csv", make_csv()))
    assert not app.error
    assert [each for each in app.button if each.key == "bring_keep"]


def test_a_path_that_climbs_is_a_name_and_no_path(tmp_path):
    content = make_zip(**{"../../climbed.png": b"x"})
    app = upload(open_bring(), ("../../up.zip", content))
    assert not app.error
    assert find(app.text_input, "What is it called?").value == "up"


def test_answers_that_are_numbers_are_kept_and_chosen_and_go_through_the_pages():
    app = upload(open_bring(), ("t.csv", make_csv()))
    find(app.selectbox, "The answer").set_value("width")
    app = check(app.run())
    app = check(click(app, "bring_keep"))
    [kept] = list_kept()
    assert kept.key.startswith("own-") and "-0-" in kept.key
    assert get_session(app).config.dataset == kept.key
    assert not app.warning
    for page in ("data", "train", "draw", "compare", "sweep"):
        check(turn_to(app, page))


def test_two_clicks_keep_it_once_and_throw_it_away_once():
    app = upload(open_bring(), ("t.csv", make_csv()))
    session = get_session(app)
    key = session.part(Bringing).reading.dataset.about.key
    session.ask(keep, key)
    session.ask(keep, key)
    app = check(rerun(app))
    assert len(list_kept()) == 1
    assert not app.warning
    session.ask(throw_away, key)
    session.ask(throw_away, key)
    app = check(rerun(app))
    assert list_kept() == []
    assert get_session(app).config == TrainConfig()
    assert not app.warning


def keep_for(owner, title, is_shared):
    x = RNG.integers(0, 256, (40, 28, 28), dtype=np.uint8)
    data = make_own_dataset((x, np.arange(40, dtype=np.uint8) % 2), classes=("one", "two"))
    return get_services().store.keep_data(owner, data, title, is_shared).key


def test_what_others_share_is_a_choice_and_cannot_be_thrown_away():
    key = keep_for("ann", "Ann's *letters*", is_shared=True)
    app = check(open_app({"dataset": key}, page="data"))
    assert not app.info
    assert "Ann's *letters*" in find(app.selectbox, "Dataset").options
    assert not [each for each in app.button if each.key == "data_throw_away"]
    get_session(app).ask(throw_away, key)
    app = check(rerun(app))
    assert [each.key for each in list_kept()] == [key]


def test_what_others_keep_for_themselves_is_no_choice_and_a_link_to_it_is_a_sentence():
    key = keep_for("ann", "secret", is_shared=False)
    app = check(open_app({"dataset": key}, page="data"))
    assert "for themselves alone" in app.info[0].value
    assert "secret" not in find(app.selectbox, "Dataset").options
    app = check(turn_to(app, "train"))
    before = get_services().store.list_runs(owner=OWNER)  # of other tests
    app = check(click(app, "train_train"))
    assert "for themselves alone" in app.warning[0].value
    assert get_services().store.list_runs(owner=OWNER) == before


def test_the_owner_shares_it_and_takes_that_back():
    key = keep_for(OWNER, "mine", is_shared=False)
    app = check(open_app({"dataset": key}, page="data"))
    label = "Everybody on this server may use it"
    find(app.toggle, label).set_value(True)
    app = check(app.run())
    assert [each.is_shared for each in list_kept()] == [True]
    find(app.toggle, label).set_value(False)
    app = check(app.run())
    assert [each.is_shared for each in list_kept()] == [False]
    assert "Brought on " in read_page(app)


def test_an_alphabet_is_drawn_named_and_kept_as_a_dataset():
    app = open_bring()
    find(app.toggle, "Or draw it: letters, symbols, faces").set_value(True)
    app = check(app.run())
    app = check(click(app, "bring_drawn_keep"))
    assert "Nothing is drawn yet." in app.warning[0].value
    for number in range(12):
        name = "lv"[number % 2]
        path = [[60 + number, 40], [60, 200]] + ([[150, 60 + 3 * number]] if name == "v" else [])
        draw(app, [path])
        if number == 0:
            app = check(click(app, "bring_drawn_keep"))
            assert "Say first what it is." in app.warning[0].value
        find(app.text_input, "This is").set_value(name)
        app = check(click(app, "bring_drawn_keep"))
        assert f"Kept as “{name}”." in app.success[0].value
    assert get_services().store.count_drawn(OWNER) == {"l": 6, "v": 6}
    app = check(click(app, "bring_drawn_make"))
    assert "10 pictures to learn from and 2 to be tested on" in read_page(app)
    app = check(click(app, "bring_keep"))
    [kept] = list_kept()
    assert (kept.title, load_dataset(kept.key).about.classes) == ("My drawings", ("l", "v"))
    app = check(turn_to(app, "draw"))
    assert [each for each in app.get("bidi_component") if "draw_canvas" in each.proto.id]
    app = check(click(check(turn_to(app, "data")), "data_bring"))
    find(app.multiselect, "Take these").set_value(["l"])
    app = check(app.run())
    app = check(click(app, "bring_drawn_make"))
    assert "two or more" in app.warning[0].value
    app = check(click(app, "bring_drawn_undo"))
    assert get_services().store.count_drawn(OWNER) == {"l": 6, "v": 5}


def test_of_a_table_with_many_columns_a_hundred_fields_are_drawn():
    rows = RNG.normal(size=(30, 150)).astype(np.float32)
    names = [f"f{number}" for number in range(150)]
    answers = np.arange(30, dtype=np.uint8) % 2
    data = make_own_dataset((rows, answers), classes=("a", "b"), features=names)
    key = get_services().store.keep_data(OWNER, data, "wide").key
    app = check(open_app({"dataset": key}, page="draw"))
    assert len(list_fields(app)) == 100
    assert "The first 100 of 150 numbers" in read_page(app)
    for page in ("data", "train"):
        check(turn_to(app, page))


def test_names_that_strangers_write_are_shown_as_they_are():
    x = RNG.integers(0, 256, (40, 28, 28), dtype=np.uint8)
    names = ("![x](http://a.example/x.png)", "<b>*y*</b>")
    data = make_own_dataset((x, np.arange(40, dtype=np.uint8) % 2), classes=names)
    key = get_services().store.keep_data("ann", data, "[z](http://a.example)", True).key
    app = check(open_app({"dataset": key}, page="data"))
    shown = [*app.button_group(key="data_filter").proto.options, *app.markdown, *app.caption]
    for text in [getattr(each, "content", getattr(each, "value", "")) for each in shown]:
        assert not re.search(r"(?<!\\)\]\(http|(?<!\\)<b", text), text
    bodies = " ".join(each.proto.body for each in app.get("html"))
    assert "&lt;b&gt;" in bodies and "<b>*y*" not in bodies


def test_what_was_meant_for_validation_validates():
    x = RNG.integers(0, 256, (90, 28, 28), dtype=np.uint8)
    y = np.arange(90, dtype=np.uint8) % 2
    parts = {"test": (x[:10], y[:10]), "validation": (x[10:33], y[10:33])}
    data = make_own_dataset((x[33:], y[33:]), classes=("a", "b"), **parts)
    key = get_services().store.keep_data(OWNER, data, "made").key
    config = list_presets(key)["start"]
    assert (config.n_train, config.n_validation) == (57, 23)


def test_a_switch_that_cannot_be_is_a_sentence_and_can_be_taken_back():
    content = "\n".join(["a,empty,sort", *(f"{n * 1.5},,{'xy'[n % 2]}" for n in range(30))])
    app = upload(open_bring(), ("t.csv", content.encode()))
    assert read_uses(app) == {"a": "a number", "empty": "left out", "sort": "the answer"}
    find(app.selectbox, "The answer is").set_value("number")
    app = check(app.run())
    assert "“sort”" in app.error[0].value and "number" in app.error[0].value
    assert not [each for each in app.button if each.key == "bring_keep"]
    find(app.selectbox, "The answer is").set_value("classes")
    app = check(app.run())
    assert not app.error
    find(app.multiselect, "Columns that are left out").set_value([])
    app = check(app.run())
    assert "empty" in app.error[0].value
    find(app.multiselect, "Columns that are left out").set_value(["empty"])
    app = check(app.run())
    assert not app.error
    assert list_kept() == []
