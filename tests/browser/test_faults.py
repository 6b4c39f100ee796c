"""What goes wrong on real machines, as it looks in a browser."""

import contextlib
import re
import signal
import sqlite3

import numpy as np
import pytest
from playwright.sync_api import expect

from mlp_explorer import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import (
    EpochEnded,
    Evaluated,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)
from mlp_explorer.runs import RunStore
from mlp_explorer.words import LIVE
from tests.browser.pages import open_page, wait_for_page
from tests.browser.server import NO_ENGINE, AppServer, button, wait_until_ready
from tests.faults.apps import damage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def start_app(tmp_path, home):
    """Start apps on one home; they end with the test."""
    servers = []

    def start(**environment):
        log = tmp_path / f"app-{len(servers)}.log"
        servers.append(AppServer(log, MLP_EXPLORER_HOME=str(home), **environment))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.close()


def read_curve(page, axis="y"):
    """Return the numbers of the drawn curve of accuracy, an epoch each; or the epochs, "x"."""
    script = f"document.querySelector('.live-run-chart')?.data?.[1]?.{axis} ?? []"
    return [float(number) for number in page.evaluate(f"Array.from({script})")]


def wait_for_curve(page, at_least):
    page.wait_for_function(
        "n => document.querySelector('.live-run-chart')?.data?.[1]?.y?.length >= n", arg=at_least
    )


def test_after_a_killed_app_every_epoch_is_drawn_and_continue_works(page, start_app):
    server = start_app()
    open_page(page, server, epochs=500)  # it does not end by itself
    wait_until_ready(page)
    button(page, "Train").click()
    wait_for_curve(page, 3)
    server.close(signal.SIGKILL)
    expect(page.locator(".live-run-status")).to_have_text(LIVE["offline"])
    page.evaluate("() => new Promise(requestAnimationFrame)")  # what came before that is drawn
    shown, address = read_curve(page), page.url
    assert "run=" in address
    assert len(shown) >= 3
    page.goto("about:blank")

    anew = start_app()
    page.goto(address.replace(server.url, anew.url))
    wait_for_page(page, "train")
    wait_until_ready(page)
    expect(page.get_by_text("This run was interrupted.")).to_be_visible()
    wait_for_curve(page, len(shown))
    assert read_curve(page)[: len(shown)] == shown
    button(page, "Continue").click()
    wait_for_curve(page, len(shown) + 3)
    button(page, "Stop").click()
    page.wait_for_selector(".live-run[data-state=stopped]")
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    assert read_curve(page)[: len(shown)] == shown
    assert read_curve(page, "x") == list(range(1, len(read_curve(page)) + 1))


def put_a_file_in_its_place(home):
    home.touch()
    return "File exists", home.unlink


def make_it_read_only(home):
    home.symlink_to("/sys")  # root cannot write there either
    return re.compile("Permission denied|Read-only"), home.unlink


def keep_runs_of_a_newer_version(home):
    RunStore(home).close()

    def set_version(version):
        with contextlib.closing(sqlite3.connect(home / "runs.db")) as database:
            database.execute("update alembic_version set version_num = ?", (version,))
            database.commit()

    with contextlib.closing(sqlite3.connect(home / "runs.db")) as database:
        [known] = database.execute("select version_num from alembic_version").fetchone()
    set_version("9999")
    return "written by a newer MLP Explorer", lambda: set_version(known)


@pytest.mark.parametrize(
    "obstruct", [put_a_file_in_its_place, make_it_read_only, keep_runs_of_a_newer_version]
)
def test_a_home_that_cannot_be_used_is_a_sentence_until_it_can(page, home, start_app, obstruct):
    sentence, clear = obstruct(home)
    server = start_app()
    page.goto(server.url)
    expect(page.get_by_text(sentence).first).to_be_visible()
    expect(page.get_by_text("MLP_EXPLORER_HOME").first).to_be_visible()
    expect(page.get_by_text("Traceback")).to_be_hidden()
    clear()
    open_page(page, server)
    expect(button(page, "Train")).to_be_enabled()
    server.wait_until_warm()
    assert (home / "runs.db").exists()


def keep_a_finished_run(home):
    """Keep a run with weights in a home, without training it; return its id."""
    store = RunStore(home)
    run_id = store.create(TrainConfig(hidden_layers=(), epochs=1)).id
    store.append(run_id, TrainingStarted(24, 48_000))
    store.append(run_id, EpochEnded(1, 0.5, 0.8, 0.6, 0.7, 1.5, 40_000.0))
    weights = [np.random.default_rng(0).normal(size=(784, 10)), np.zeros(10)]
    store.save_snapshot(run_id, 1, [array.astype(np.float32) for array in weights])
    store.append(run_id, TrainingEnded("completed", 1))
    store.append(run_id, Evaluated(0.3, 0.92))
    store.end(run_id, RunState.FINISHED)
    store.close()
    return run_id


def test_a_worker_that_ran_out_of_memory_is_told_until_another_one_goes_on(page, home, start_app):
    store = RunStore(home)
    run_id = store.create(TrainConfig(hidden_layers=(), epochs=2)).id
    store.append(run_id, TrainingStarted(24, 48_000))
    store.append(run_id, WorkerLost(1, 1_300_000_000))
    store.close()
    server = start_app()
    page.goto(f"{server.url}/?run={run_id}")
    expect(
        page.locator(".live-run-status").get_by_text(
            "The worker was ended in epoch 1, as its memory"
        )
    ).to_be_visible()
    page.wait_for_selector(".live-run[data-state=finished]", timeout=90_000)
    expect(page.get_by_text("The worker was ended once, as its memory")).to_be_visible()


def test_damaged_weights_are_a_sentence_and_other_runs_are_read(page, home, start_app):
    broken, whole = keep_a_finished_run(home), keep_a_finished_run(home)
    damage(home / "runs" / broken / "epoch-0001.h5")
    server = start_app(**NO_ENGINE)
    open_page(page, server, "draw", run=broken)
    expect(page.get_by_text("is damaged")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_be_hidden()
    open_page(page, server, run=broken)
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    open_page(page, server, "draw", run=whole)
    expect(page.get_by_text("Read by")).to_be_visible()
    expect(page.get_by_text("is damaged")).to_be_hidden()
