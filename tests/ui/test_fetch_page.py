"""A dataset that is not here yet: each page offers to have it fetched, and then shows it."""

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.data import DATASETS
from mlp_explorer.data.fetching.downloads import DOWNLOADS_VARIABLE
from mlp_explorer.data.fetching.fetch import FetchState
from mlp_explorer.data.fetching.kept import is_here
from mlp_explorer.home import find_home
from mlp_explorer.ui.services import get_services
from tests.compute.conftest import wait_until
from tests.fetched import make_parts, open_mirror, remove_fetched, write_files
from tests.ui.pages import click, get_session, make_run, open_app, rerun, texts

CLOTHES = DATASETS["fashion_mnist"]
FETCH = "fetching_start"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    write_files(folder, make_parts())
    return folder


@pytest.fixture
def mirror(folder, tmp_path, monkeypatch, store):
    """A server of the dataset's files, which is not here."""
    with open_mirror(folder) as mirror:
        monkeypatch.setenv(DOWNLOADS_VARIABLE, mirror.describe(tmp_path / "downloads.json"))
        yield mirror
    fetch = get_services().fetches.find(CLOTHES.key)
    if fetch is not None:
        fetch.end()
    if (find_home() / "datasets").exists():
        remove_fetched()


def keys(app):
    return [button.key for button in app.button]


def options(app):
    return next(each for each in app.selectbox if each.label == "Dataset").options


def wait_for_bytes():
    wait_until(lambda: get_services().fetches.find(CLOTHES.key).done, "some bytes")


def wait_for_end():
    fetches = get_services().fetches
    wait_until(lambda: fetches.find(CLOTHES.key).state is not FetchState.GOING, "the end")


@pytest.mark.parametrize("page", ["train", "data", "draw"])
def test_a_link_to_it_leads_to_the_fetch_in_one_click_and_then_it_is_shown(mirror, page):
    mirror.holds.clear()
    app = open_app({"dataset": "fashion_mnist"}, page=page)
    assert not app.exception
    assert "Fashion-MNIST: clothes is not here yet. Its files," in texts(app)
    click(app, FETCH)
    wait_for_bytes()
    rerun(app)
    assert FETCH not in keys(app)
    assert "fetching_end" in keys(app)
    mirror.holds.set()
    wait_for_end()
    rerun(app)
    assert not app.exception
    assert "fetching_end" not in keys(app)
    assert "is not here" not in texts(app)


def test_it_is_listed_and_the_list_says_that_it_is_to_be_fetched(mirror):
    app = open_app(page="data")
    assert "Fashion-MNIST: clothes (fetch)" in options(app)
    next(each for each in app.selectbox if each.label == "Dataset").set_value("fashion_mnist")
    rerun(app)
    click(app, FETCH)
    wait_for_end()
    rerun(app)
    assert "Fashion-MNIST: clothes" in options(app)
    assert "60,000 pictures to learn from" in texts(app)


def test_a_training_of_it_is_not_begun(mirror, store):
    app = open_app({"dataset": "fashion_mnist"})
    click(app, "train_train")
    assert "a worker on another machine needs" in texts(app)
    assert get_session(app).run_id is None
    assert store.list_runs() == []


def test_it_can_be_ended_and_another_browser_cannot(mirror):
    mirror.holds.clear()
    app = open_app({"dataset": "fashion_mnist"}, page="data")
    click(app, FETCH)
    wait_for_bytes()
    fetch = get_services().fetches.find(CLOTHES.key)
    fetch.owner, mine = "somebody else", fetch.owner
    assert "fetching_end" not in keys(rerun(app))
    fetch.owner = mine
    rerun(app)
    click(app, "fetching_end")
    assert fetch.state is FetchState.ENDED
    assert FETCH in keys(rerun(app))
    assert not is_here(CLOTHES)


def test_without_a_network_a_sentence_says_what_can_be_done(mirror):
    mirror.close()
    app = open_app({"dataset": "fashion_mnist"}, page="data")
    click(app, FETCH)
    wait_for_end()
    assert "It could not be fetched from 127.0.0.1:" in texts(rerun(app))
    assert "drop them in here" in texts(app)
    assert FETCH in keys(app)


def test_its_files_can_be_dropped_in(mirror, folder):
    app = open_app({"dataset": "fashion_mnist"}, page="data")
    paths = sorted(folder.glob("*.gz"))
    [field] = app.get("file_uploader")
    field.set_value([(paths[0].name, paths[0].read_bytes(), "application/gzip")])
    rerun(app)
    assert "bring the answers, too" in texts(app)
    [field] = app.get("file_uploader")
    field.set_value([(path.name, path.read_bytes(), "application/gzip") for path in paths])
    rerun(app)
    assert is_here(CLOTHES)
    assert mirror.asked == []
    assert "60,000 pictures to learn from" in texts(rerun(app))


def test_the_network_of_a_run_is_still_shown_where_its_dataset_is_not(mirror):
    run = make_run(TrainConfig(dataset="fashion_mnist"), accuracy=0.8)
    for page in ("train", "draw", "learn", "compare"):
        app = open_app({"run": run, "runs": run}, page=page)
        assert not app.exception, page
    app = open_app({"run": run})
    assert "Now ask the network" in [each.label for each in app.button]
