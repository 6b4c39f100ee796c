"""The Draw page without a browser: what is drawn goes in through the canvas's state."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset
from mlp_explorer.drawing.collection import LabelledDigit, write_json
from mlp_explorer.ui.draw.samples import SAMPLES
from mlp_explorer.ui.draw.scores import _find_mnist
from mlp_explorer.ui.draw.why import _read_features
from mlp_explorer.ui.reader import ReaderKey, find_reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import read_sketch
from tests.ui.drawing import clear, draw, undo
from tests.ui.pages import (
    OWNER,
    enabled,
    get_book,
    get_session,
    make_run,
    open_app,
    rerun_part,
    say,
    texts,
)

CONFIG = TrainConfig(hidden_layers=(HiddenLayer(12, "relu"),), epochs=3)
SEVEN = next(sample for sample in SAMPLES if sample.name == "crossed")


@pytest.fixture(autouse=True)
def _nothing_kept():
    store = get_services().store
    store.delete_drawings(OWNER, [each.id for each in store.list_drawings(OWNER)])


def open_page(run_id=None):
    return open_app({"run": run_id} if run_id else {}, page="draw")


def choose_section(app, name):
    control = next(c for c in app.segmented_control if c.key == "draw_section")
    return control.set_value(name).run()


def click(app, key):
    return next(button for button in app.button if button.key == key).click().run()


def make_reader(epochs=3, config=CONFIG):
    """Keep a run whose weights say 7 to everything, more surely with each epoch."""
    store, rng = get_services().store, np.random.default_rng(0)
    run_id = make_run(config, epochs=epochs)
    for epoch in range(epochs + 1):
        kernel = rng.normal(0, 0.05, (784, 12)).astype(np.float32)
        bias = np.zeros(10, np.float32)
        bias[7] = epoch
        out = rng.normal(0, 0.1, (12, 10)).astype(np.float32)
        store.save_snapshot(run_id, epoch, [kernel, np.zeros(12, np.float32), out, bias])
    return run_id


def test_an_empty_canvas_is_called_empty_by_the_answer_alone():
    """The rest of the page cannot know at once that the pen is down."""
    app = open_page(make_reader())
    assert "The canvas is empty" not in texts(app)
    assert "see here how the answer comes about" in texts(app)


def test_without_a_network_the_page_offers_to_train_one():
    app = open_page()
    assert "Train" in enabled(app)
    assert "Nobody can read your drawing" in texts(app)
    assert not app.exception


@pytest.mark.parametrize("section", ["flow", "why", "replay"])
def test_each_section_shows_something_of_a_drawing(section):
    app = draw(open_page(make_reader()), SEVEN.strokes)
    app = choose_section(app, section)
    assert not app.exception
    assert "empty" not in texts(app).lower().replace("an empty picture", "")


def test_a_rival_can_be_chosen_and_the_maps_follow():
    app = choose_section(draw(open_page(make_reader()), SEVEN.strokes), "why")
    rival = app.selectbox[0]
    assert rival.label == "Why 7, and not …"
    before = texts(app)
    app = rival.set_value(1).run()
    assert "compared with 1" in texts(app)
    assert texts(app) != before
    app = app.selectbox[0].set_value(-1).run()
    assert "compared with the average digit" in texts(app)


def test_a_part_can_be_erased_and_brought_back():
    app = choose_section(draw(open_page(make_reader()), SEVEN.strokes), "why")
    app = click(app, "draw_erase_0")
    [left] = get_book(app).sketch.objects
    app = undo(app)
    both = get_book(app).sketch.objects
    assert len(both) == 2
    assert left["path"] in [each["path"] for each in both]


def test_clear_empties_and_undo_restores():
    app = draw(open_page(make_reader()), SEVEN.strokes)
    app = clear(app)
    assert get_book(app).sketch.is_empty
    for left in (2, 1, 0):  # each stroke is a step of its own, though both have come at once
        app = undo(app)
        assert len(get_book(app).sketch.objects) == left
    assert get_book(app).sketch.is_empty


def find_label(app):
    """Return the widget that asks which digit was drawn."""
    return next(c for c in app.segmented_control if c.key.startswith("draw_label"))


def test_a_drawing_is_kept_only_with_a_label_and_ink():
    app = choose_section(open_page(make_reader()), "hand")
    app = click(app, "draw_keep")
    assert "nothing to keep yet" in texts(app)
    app = draw(app, SEVEN.strokes)
    label = find_label(app)
    app = label.set_value(None).run()
    app = click(app, "draw_keep")
    assert "Say first which digit it is" in texts(app)
    label = find_label(app)
    app = click(label.set_value(7).run(), "draw_keep")
    [kept] = get_services().store.list_drawings(OWNER)
    assert kept.label == 7
    assert len(kept.strokes) == 2
    assert get_book(app).sketch.is_empty
    assert "One drawing only of 7" in texts(app)
    assert "No drawing yet of 0, 1, 2, 3, 4, 5, 6, 8 and 9" in texts(app)


def test_a_label_is_proposed_for_an_empty_canvas_only():
    assert find_label(choose_section(open_page(make_reader()), "hand")).value == 0
    drawn = draw(open_page(make_reader()), SEVEN.strokes)
    assert find_label(choose_section(drawn, "hand")).value is None


@pytest.mark.parametrize("digit", [7, 0])
def test_where_the_network_is_sure_of_another_digit_one_is_asked_before_it_is_kept(digit):
    app = choose_section(open_page(make_reader()), "hand")
    assert find_label(app).value == 0  # as it is next in turn
    app = click(draw(app, SEVEN.strokes), "draw_keep")
    store = get_services().store
    assert store.list_drawings(OWNER) == []
    assert "What did you draw: 7 or 0?" in texts(app)
    app = click(app, f"draw_keep_as_{digit}")
    [kept] = store.list_drawings(OWNER)
    assert kept.label == digit
    assert "Keep it" in enabled(app)
    assert "What did you draw: 7" not in texts(app)


def test_the_question_goes_with_the_drawing_that_it_is_about():
    app = choose_section(open_page(make_reader()), "hand")
    app = click(draw(app, SEVEN.strokes), "draw_keep")
    app = clear(app)
    assert "Keep it" in enabled(app)
    assert "What did you draw: 7" not in texts(app)


def test_what_was_said_of_a_drawing_goes_with_it():
    app = click(choose_section(open_page(make_reader()), "hand"), "draw_keep")
    assert "nothing to keep yet" in texts(app.run())
    assert "nothing to keep yet" not in texts(draw(app, SEVEN.strokes))


def test_what_is_here_already_is_not_imported_again():
    """Else one and the same drawing might be learned, and held out as a fair test too."""
    app = choose_section(draw(open_page(make_reader()), SEVEN.strokes), "hand")
    label = find_label(app)
    app = click(label.set_value(7).run(), "draw_keep")
    [kept] = get_services().store.list_drawings(OWNER)
    known = LabelledDigit(7, kept.digit, kept.strokes)
    relabelled, other = LabelledDigit(3, kept.digit), LabelledDigit(1, kept.digit.T)
    box = next(u for u in app.file_uploader if u.key.startswith("draw_import"))
    content = write_json([known, relabelled, other, other])
    sent = box.set_value([("mine.json", content, "application/json")]).root.get_widget_states()
    app = app._run(sent)
    app = app._run(sent)  # as a browser does that has not heard of the new uploader yet
    assert app.success[0].value == (
        "Added: 1. Left out, as they are here already or twice in the file: 3."
    )
    assert [each.label for each in get_services().store.list_drawings(OWNER)] == [7, 1]


def test_a_kept_drawing_that_was_clicked_on_says_so_once_whatever_section_is_looked_at():
    app = choose_section(draw(open_page(make_reader()), SEVEN.strokes), "hand")
    app = click(find_label(app).set_value(7).run(), "draw_keep")
    [kept] = get_services().store.list_drawings(OWNER)
    app = say(app, "draw_kept", {"id": kept.id, "at": get_book(app).heard})
    assert len(get_book(app).sketch.objects) == 2
    app = clear(app)
    for name in ("flow", "hand", "hand"):
        next(c for c in app.segmented_control if c.key == "draw_section").set_value(name)
        app = rerun_part(app)
        assert get_book(app).sketch.is_empty


def test_the_scores_of_an_earlier_epoch_are_its_own():
    run_id = make_reader()
    app = choose_section(open_page(run_id), "hand")
    assert "92.4 %" in app.table[0].value.to_string()
    get_session(app).choices["reader_epoch"] = (run_id, 1)
    shown = app.run().table[0].value.to_string()
    snapshot, data = get_services().store.load_snapshot(run_id, 1), load_dataset("mnist")
    outputs = Network(CONFIG, snapshot.weights).predict(data.x_test / np.float32(255))
    share = (outputs.argmax(axis=1) == data.y_test).mean()
    assert f"{share:.1%}".replace("%", " %") in shown
    assert "92.4 %" not in shown


@pytest.mark.parametrize("read", [_find_mnist, lambda each: _read_features(ReaderKey(each)).sum()])
def test_what_is_read_of_an_epoch_is_of_the_weights_that_it_has_now(read):
    """Stopped within an epoch, continued, and stopped in the same one again."""
    run_id, store = make_reader(), get_services().store
    session, found = Session(), []
    session.choices["reader_epoch"] = (run_id, 1)
    for scale in (1, -1):
        weights = [scale * each for each in store.load_snapshot(run_id, 1).weights]
        store.save_snapshot(run_id, 1, weights)
        found.append(read(find_reader(session, store.get(run_id))))
    assert found[0] != found[1]


def test_fine_tuning_branches_from_the_shown_run():
    run_id = make_reader()
    app = choose_section(draw(open_page(run_id), SEVEN.strokes), "hand")
    label = find_label(app)
    app = click(label.set_value(7).run(), "draw_keep")
    app = click(app, "draw_tune")
    assert not app.exception
    store = get_services().store
    [tuned] = [run for run in store.list_runs() if run.parent_id == run_id]
    assert tuned.parent_epoch == 3
    own = store.load_own_set(tuned.config.own_set)
    assert own.labels.tolist() == [7]
    [bar] = app.get("progress")
    assert "0 of 6 epochs" in bar.proto.text
    assert not app.success, "nothing that would be old when it has ended"
    get_services().engine.stop(tuned.id)


@pytest.mark.parametrize(("epochs", "left"), [(497, 3), (500, 0)])
def test_fine_tuning_offers_no_more_epochs_than_a_run_may_have(epochs, left):
    run_id, store = make_run(CONFIG.changed(epochs=epochs), epochs=epochs), get_services().store
    weights = store.load_snapshot(make_reader(), 3).weights
    store.save_snapshot(run_id, epochs, weights)
    app = choose_section(draw(open_page(run_id), SEVEN.strokes), "hand")
    app = click(find_label(app).set_value(7).run(), "draw_keep")
    assert not app.exception
    assert ("has learned for 500 epochs" in texts(app)) == (left == 0)
    assert ("Fine-tune" in enabled(app)) == (left > 0)
    if left:
        app = click(app, "draw_tune")
        [tuned] = [run for run in store.list_runs() if run.parent_id == run_id]
        assert tuned.config.epochs == 500
        get_services().engine.stop(tuned.id)


def test_fine_tuning_waits_for_drawings():
    app = choose_section(open_page(make_reader()), "hand")
    assert "Fine-tune" not in enabled(app)
    assert "Keep drawings first" in texts(app)


def make_png(draw_digit):
    image = Image.new("RGB", (200, 260), "#e8e4d8")
    if draw_digit:
        pixels = np.array(image)
        pixels[40:220, 95:108] = 30
        image = Image.fromarray(pixels)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def choose_picture(app, content):
    box = next(u for u in app.file_uploader if u.key.startswith("draw_upload"))
    return box.set_value([("digit.png", content, "image/png")])


def upload(app, content):
    return choose_picture(app, content).run()


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jfif", "JPEG"), ("a.heic", "HEIF"), ("a.avif", "AVIF")]
)
def test_a_picture_as_phones_and_windows_name_it_is_read(name, kind):
    buffer = BytesIO()
    image = Image.new("RGB", (60, 60), "white")
    image.paste("black", (27, 10, 33, 50))
    image.save(buffer, kind)
    app = open_page()
    app.file_uploader[0].set_value((name, buffer.getvalue(), "image/x")).run()
    assert read_sketch(get_book(app).sketch).digit is not None
    assert "image/*" in app.file_uploader[0].proto.type, "phones offer their camera"


def test_an_uploaded_picture_is_read():
    app = upload(open_page(make_reader()), make_png(draw_digit=True))
    assert get_book(app).sketch.picture.shape == (260, 200, 4)
    app = choose_section(app, "flow")
    assert not app.exception


def test_what_is_drawn_over_a_picture_is_read_with_it_and_undone_first():
    app = upload(open_page(make_reader()), make_png(draw_digit=True))
    alone = read_sketch(get_book(app).sketch).digit
    app = draw(app, SEVEN.strokes)
    both = get_book(app).sketch
    assert both.picture is not None
    assert len(both.objects) == 2
    assert np.abs(read_sketch(both).digit - alone).max() > 0.5, "the strokes count"
    for section in ("flow", "why", "replay"):
        assert not choose_section(app, section).exception
    app = undo(undo(app))
    assert np.array_equal(read_sketch(get_book(app).sketch).digit, alone)
    app = undo(app)
    assert get_book(app).sketch.is_empty


def test_a_picture_that_a_busy_browser_sends_again_does_not_take_the_place_of_a_stroke():
    """It does so with each message until it has heard that the uploader is a new one."""
    app = open_page(make_reader())
    sent = choose_picture(app, make_png(draw_digit=True)).root.get_widget_states()
    app = draw(app._run(sent), SEVEN.strokes)
    app = app._run(sent)
    assert len(get_book(app).sketch.objects) == 2
    for left in (1, 0):
        sketch = get_book(undo(app)).sketch
        assert sketch.picture is not None
        assert len(sketch.objects) == left
    assert get_book(undo(app)).sketch.is_empty


def test_a_drawing_over_an_empty_sheet_of_paper_is_read_as_one_on_the_empty_canvas():
    app = draw(upload(open_page(make_reader()), make_png(draw_digit=False)), SEVEN.strokes)
    assert "shows no digit" not in texts(app)
    app = choose_section(app, "why")
    app = click(app, "draw_erase_0")
    left = get_book(app).sketch
    assert len(left.objects) == 1
    assert left.picture is not None, "the sheet stays below"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"no picture", "cannot be read as a picture"), (make_png(False), "shows no digit")],
)
def test_what_is_no_picture_of_a_digit_gets_a_sentence(content, sentence):
    app = upload(open_page(make_reader()), content)
    assert not app.exception
    assert sentence in texts(app)


def test_a_network_whose_weights_are_no_numbers_has_no_answer_and_no_traceback():
    run_id = make_reader(epochs=1)
    weights = get_services().store.load_snapshot(run_id, 1).weights
    get_services().store.save_snapshot(run_id, 1, [np.full_like(w, np.nan) for w in weights])
    app = draw(open_page(run_id), SEVEN.strokes)
    assert not app.exception
