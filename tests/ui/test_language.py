"""Every page in a language that only tests have: no text comes past the catalog."""

import json
import re
from collections.abc import Iterator

import numpy as np
import pytest
from streamlit.testing.v1.element_tree import Dataframe, Table

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute.task import explain_losses
from mlp_explorer.config import REGISTRIES
from mlp_explorer.data import DATASETS
from mlp_explorer.data.features import FEATURES
from mlp_explorer.lessons import LESSONS
from mlp_explorer.messages import RunState
from mlp_explorer.ui import language
from mlp_explorer.ui.compare.charts import LOOKS
from mlp_explorer.ui.frame import SITE
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import languages
from tests.ui.drawing import draw
from tests.ui.pages import OWNER, click, make_run, open_app, rerun
from tests.ui.test_bring_data import make_zip
from tests.ui.test_draw_page import SEVEN as SAMPLE
from tests.ui.test_draw_page import make_reader
from tests.ui.test_learn_page import NETWORKS, keep_network
from tests.ui.test_other_datasets import keep_network as keep_examples
from tests.ui.test_sweep_page import make_group
from tests.words.pseudo import CODE, write_pseudo

# what the screen shows of an element, by the name of its field
SHOWN = {"alt", "body", "caption", "content", "default", "help", "label", "options", "placeholder"}
SHOWN |= {"text", "value", "data"}
OF_FIGURES = {"hovertemplate", "name", "text", "ticktext", "title", "label"}
UNSEEN = {
    "book",
    "height",
    "href",
    "icon",
    "id",
    "ink",
    "language",
    "kind",
    "page",
    "picks",
    "pixels",
    "plotly",
    "run",
    "script",
}
UNSEEN |= {"lines", "start", "state", "themeKey", "url"}
# names, the same in all languages: of datasets and settings where a title is made of them, and of
# packages
NAMED = [DATASETS, *REGISTRIES.values()]
NAMES = {part for names in NAMED for name in names for part in name.split("_")}
NAMES |= {"softmax", "npz", "json", "png", "csv"}

# what a dataset's makers call it and its parts, whole
TABLE, PLANE = DATASETS["iris"], DATASETS["circle"]
CITED = [text for about in DATASETS.values() for text in (about.source, about.licence) if text]
CITED += [text for about in (TABLE, PLANE) for text in (*about.features, *about.classes)]
CITED += [each.label for each in FEATURES.values() if "sin" in each.label]  # formulas
CITED = re.compile("|".join(map(re.escape, [*CITED, TABLE.answer])))

STYLE = re.compile(r"<style>.*?</style>|url\([^)]*\)|data:image[^\"')]*", re.DOTALL)
READ_ALOUD = re.compile(r'<[^>]*?(?:aria-label|alt|title)="([^"]*)"')
MARKUP = re.compile(
    r"<[^>]*>|%?\{[^{}]*\}|:material/\w+:|\\text\{([^{}]*)\}|\\[a-zA-Z]+|\$[^$\n]*\$|&\w+;|my_digits|[xy]_(?:train|test)\b"
)
BYTES = re.compile(r"[\w+/=]{60,}|#\w{6}")  # of images and arrays; colours
PLAIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(autouse=True)
def _pseudo(tmp_path, monkeypatch):
    write_pseudo(tmp_path)
    monkeypatch.setitem(languages.LANGUAGES, CODE, "Pseudo")
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    monkeypatch.setattr(language, "find_language", lambda wanted: CODE)
    languages.use_language(CODE)  # an `AppTest` writes what is chosen as the page does
    yield
    languages.use_language(languages.ENGLISH)


def list_texts(app) -> Iterator[str]:
    """Return all that the page shows or has read aloud."""
    for node in _walk(app._tree):
        proto = getattr(node, "proto", None)
        if proto is not None:
            yield from _read_fields(proto)
        if isinstance(node, Dataframe | Table):
            named = json.loads(node.proto.columns or "{}") if hasattr(node.proto, "columns") else {}
            yield from (name for name in node.value.columns if name not in named)
            yield from _list_strings(node.value.to_numpy().ravel().tolist())


def _walk(node):
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _walk(child)


def _read_fields(proto) -> Iterator[str]:
    for field, value in proto.ListFields():
        if field.name in ("spec", "figure"):
            if isinstance(value, str):
                yield from _read_json(json.loads(value), OF_FIGURES, False)
        elif field.name == "columns" and isinstance(value, str):  # of a table
            yield from _read_json(json.loads(value), {"label", "help"}, False)
        elif field.name == "json":  # of a component of ours
            yield from _read_json(json.loads(value), None)
        elif field.message_type is not None and not field.message_type.GetOptions().map_entry:
            for each in [value] if hasattr(value, "ListFields") else value:
                yield from _read_fields(each)
        elif field.name in SHOWN:
            yield from _list_strings(value)


def _list_strings(value) -> list[str]:
    values = [value] if isinstance(value, str | bytes | int | float) else value
    return [each for each in values if isinstance(each, str)]


def _read_json(value, shown, is_shown=True) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith('{"data"'):
            yield from _read_json(json.loads(value), OF_FIGURES, False)
        elif is_shown and not BYTES.fullmatch(value):
            yield value
    elif isinstance(value, list):
        for each in value:
            yield from _read_json(each, shown, is_shown)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "figures":
                yield from _read_json(each, OF_FIGURES, False)
            elif key not in UNSEEN:
                yield from _read_json(each, shown, shown is None or key in shown)


def find_plain(text: str) -> list[str]:
    """Return the words of a text that have no accent, but for names."""
    text = CITED.sub(" ", STYLE.sub(" ", text))
    bare = MARKUP.sub(lambda found: f" {found[1] or ''} ", text)
    words = [word for part in (bare, *READ_ALOUD.findall(text)) for word in PLAIN.findall(part)]
    return [word for word in words if word not in NAMES]


def check(app) -> None:
    """Assert that the page has texts, and that each has come through the catalog."""
    assert not app.exception
    found = list(list_texts(app))
    assert any("[" in text for text in found)
    plain = {text: words for text in found if (words := find_plain(text))}
    own = {word for run in get_services().store.list_runs() for word in PLAIN.findall(run.name)}
    assert {text: words for text, words in plain.items() if not own.issuperset(words)} == {}


@pytest.mark.parametrize("page", SITE)
def test_a_page_at_the_beginning(page):
    check(open_app(page=page))


@pytest.mark.parametrize("dataset", ["digits", TABLE.key, PLANE.key])
def test_the_data_of_each_kind(dataset):
    check(open_app({"dataset": dataset}, page="data"))


def test_data_that_somebody_brings():
    app = click(open_app(page="data"), "data_bring")
    app.toggle(key="bring_draws").set_value(True)
    check(rerun(app))
    rows = [f"{n};{n % 7};{n * 1.5};{n % 3}" for n in range(30)]
    pictures = make_zip(names=("1", "2"), **{"__MACOSX/._1.png": b"x", "1/9.png": b"no"})
    for name, content in {
        "1.csv": "\n".join(["a;b;c;d", *rows]).encode(),
        "2.zip": pictures,
        "3.csv": b"",
    }.items():
        [box] = app.file_uploader
        app = box.set_value([(name, content, "")]).run()
        assert "[" in (
            app.error[0].value if name == "3.csv" else app.button(key="bring_keep").label
        )
        check(app)


@pytest.mark.parametrize("page", SITE)
def test_a_link_that_cannot_be_read(page):
    query = {"run": "17", "epochs": "0", "layers": "5", "optimizer": "7", "seed": "", "9": "1"}
    check(open_app(query, page=page))


@pytest.mark.parametrize("state", RunState)
def test_a_run_in_each_state(state):
    run_id = make_run(state=RunState.RUNNING)
    get_services().store.end(run_id, state, explain_losses(True, 1) if state == "failed" else "")
    check(open_app({"run": run_id, "augmentation": "elastic"}))


@pytest.mark.parametrize("section", ["flow", "why", "replay", "hand"])
def test_a_drawing_that_is_read(section):
    check(draw(open_app({"run": make_reader(), "section": section}, page="draw"), SAMPLE.strokes))


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("chapter", LESSONS)
def test_a_chapter(chapter, name):
    app = open_app({"run": keep_network(name), "chapter": chapter}, page="learn")
    check(app)
    if chapter != "experiments":
        app.radio(key=f"learn_answer_{chapter}").set_value(1)
        check(rerun(app))


@pytest.mark.parametrize("dataset", [TABLE.key, PLANE.key, "digits"])
@pytest.mark.parametrize("chapter", LESSONS)
def test_a_chapter_of_any_examples(chapter, dataset):
    run_id = keep_examples(TrainConfig(dataset=dataset, hidden_layers=(HiddenLayer(6, "tanh"),)))
    check(open_app({"run": run_id, "chapter": chapter}, page="learn"))


@pytest.mark.parametrize("look", LOOKS)
def test_a_comparison(look):
    config = TrainConfig(hidden_layers=())
    ids = [make_run(config.changed(seed=k), accuracy=0.9 + k / 1000) for k in range(2)]
    ids += [make_run(config.changed(seed=k, epochs=7, l2=0.1), accuracy=0.8) for k in range(2)]
    weights = [np.zeros((784, 10), np.float32), np.arange(10, dtype=np.float32)]
    for run_id in ids:
        get_services().store.save_snapshot(run_id, 6, weights)
    check(open_app({"runs": "~".join(ids), "look": look}, page="compare"))


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.STOPPED, RunState.FINISHED])
def test_a_sweep(state):
    check(open_app({"sweep": make_group(state, (0.7, 0.8, 0.9)).id}, page="sweep"))


def test_people_with_names(store):
    for owner in (OWNER, "ann"):
        store.change_nickname(owner, "77")
    check(open_app({"whose": "everybodys"}, page="compare"))
    check(open_app({"run": make_run(owner="ann")}))
    for owner in (OWNER, "ann"):
        store.change_nickname(owner, "")


def test_numbers_are_written_as_the_language_does():
    app = open_app({"run": make_run()})
    assert [metric.value for metric in app.metric] == ["[92,41 %]", "0,2700"]


def test_a_page_says_which_language_it_is_in():
    data = [
        json.loads(each.proto.json) for each in open_app().get("bidi_component") if each.proto.json
    ]
    assert [each["language"] for each in data if "links" in each] == [CODE]  # the bar of pages
