"""The main job in a real Chromium: train, watch, draw."""

import json
import math
import re
import signal

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.canvas import wait_for_ink
from tests.browser.pages import go_to, open_page, open_ready, open_tab
from tests.browser.server import (
    NO_ENGINE,
    AppServer,
    button,
    count_runs,
    draw,
    wait_until_ready,
)
from tests.browser.settle import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LONG = {"epochs": 500}  # the most there can be: it goes on until it is stopped
PHONE = {"width": 390, "height": 844}
ANDROID = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156 Mobile Safari/537.36"
SEVEN = [(70, 60), (200, 60), (120, 230)]
ONE = [(140, 50), (140, 230)]
# how many epochs have been on screen, each time that points were added
NOTE_EPOCHS = """() => {
  window.seen = new Set();
  const note = () => window.seen.add(document.querySelector('.live-run-chart').data[1].y.length);
  new MutationObserver(note).observe(
    document.querySelector('.live-run'), { attributeFilter: ['data-points'] }
  );
}"""
ZERO = [(140 + 60 * math.sin(a / 4), 140 - 90 * math.cos(a / 4)) for a in range(26)]


def count_points(page):
    return int(page.evaluate("document.querySelector('.live-run')?.dataset.points ?? 0"))


def wait_for_points(page, more_than=0):
    page.wait_for_function(
        "n => Number(document.querySelector('.live-run')?.dataset.points ?? 0) > n", arg=more_than
    )


def start_long_run(page, app):
    open_page(page, app, **LONG)
    wait_until_ready(page)
    button(page, "Train").click()
    wait_for_points(page)


def change_number(page, name, value):
    page.get_by_label(name, exact=True).fill(value)
    page.get_by_label(name, exact=True).press("Enter")


def clear(page, place):
    """Click on Clear; wait until the ink at a place is gone and the page says so."""
    button(page, "Clear").click()
    settle(page)
    wait_for_ink(page, [place], ink=False)
    expect(page.locator(".answer-sentence")).to_contain_text("The canvas is empty")


def stop(page):
    button(page, "Stop").click()
    page.wait_for_selector(".live-run[data-state=stopped]")


def read_curve(page, chart=0, trace=1):
    return page.evaluate(
        "([c, t]) => document.querySelectorAll('.live-run-chart')[c].data[t].y", [chart, trace]
    )


def test_the_tutorials_job_by_clicking(page, app):
    open_page(page, app)
    for selector in ("svg[role=img]", ".live-run-chart >> nth=0", ".live-run-chart >> nth=1"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 800, f"{selector} is not on the first screen"
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    assert page.locator(".modebar-btn").count() == 0, "one of them would lead to another server"
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    expect(page.locator(".live-run-status")).to_contain_text(re.compile("float32|bfloat16"))
    shown = page.get_by_test_id("stMetricValue").first.inner_text()
    assert 91 <= float(shown.replace("%", "")) <= 94
    assert [len(read_curve(page, chart, trace)) for chart in (0, 1) for trace in (1, 2)] == [10] * 4
    expect(page.get_by_text(re.compile("Still improving|Levelling off"))).to_be_visible()

    go_to(page, "Draw")
    for digit, stroke in ((7, SEVEN), (1, ONE), (0, ZERO)):
        draw(page, stroke)
        settle(page)
        expect(page.locator(".answer-top")).to_have_text(str(digit))
        clear(page, stroke[0])


def test_nothing_on_the_page_kills_a_training(page, app, browser):
    start_long_run(page, app)
    before = count_points(page)
    change_number(page, "Epochs", "250")
    settle(page)
    page.get_by_text("Overfit", exact=True).click()
    settle(page)
    go_to(page, "Data")
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    go_to(page, "Train")
    wait_for_points(page, before)
    first = read_curve(page)

    page.reload()
    wait_for_points(page, before)
    assert read_curve(page)[: len(first)] == first, "the reload lost epochs"
    assert "training_images=500" in page.url, "the reload lost the setup"

    second = open_tab(browser)
    second.goto(page.url)
    wait_for_points(second, before)
    assert read_curve(second)[: len(first)] == first
    second.context.close()
    wait_for_points(page, count_points(page))
    stop(page)


def test_zoom_hidden_traces_and_the_element_survive_every_update(page, app):
    start_long_run(page, app)
    page.evaluate(
        """() => {
          window.first = document.querySelector('.live-run-chart');
          window.removed = 0;
          new MutationObserver((records) => records.forEach((r) => r.removedNodes.forEach(
            (n) => { if (n.contains?.(window.first)) window.removed += 1; })
          )).observe(document.body, { childList: true, subtree: true });
        }"""
    )
    box = page.locator(".live-run-chart .nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 90, steps=5)
    page.mouse.up()
    zoom = page.evaluate("JSON.stringify(window.first.layout.xaxis.range)")
    assert json.loads(zoom)[1] < 490, "the drag did not zoom"
    page.locator(".live-run-chart .legendtoggle").nth(1).click()
    page.wait_for_function("window.first.data[2].visible === 'legendonly'")
    wait_for_points(page, count_points(page) + 5)
    page.get_by_text("More settings").click()
    change_number(page, "Seed", "5")
    page.wait_for_url(re.compile("seed=5"))
    wait_for_points(page, count_points(page) + 5)
    assert page.evaluate("JSON.stringify(window.first.layout.xaxis.range)") == zoom
    assert page.evaluate("window.first.data[2].visible") == "legendonly"
    assert page.evaluate("window.first.isConnected && window.removed === 0")
    stop(page)
    expect(button(page, "Train")).to_be_enabled()
    assert page.evaluate("JSON.stringify(window.first.layout.xaxis.range)") == zoom


def test_bars_move_while_the_network_learns(page, app):
    start_long_run(page, app)
    go_to(page, "Draw")
    draw(page, SEVEN)
    sentence = page.locator(".answer-sentence")
    expect(sentence).to_contain_text("It says")
    first = sentence.inner_text()
    page.wait_for_function(
        "text => document.querySelector('[data-testid=stBidiComponentIsolated] ') && "
        "[...document.querySelectorAll('*')].some((e) => e.shadowRoot?.querySelector("
        "'.answer-sentence') && e.shadowRoot.querySelector('.answer-sentence').textContent "
        "!== text)",
        arg=first,
    )
    go_to(page, "Train")
    stop(page)


def test_ten_fast_clicks_on_train_are_one_run(page, app):
    open_page(page, app, **LONG)
    wait_until_ready(page)
    settle(page)
    before = count_runs(app)
    box = button(page, "Train").bounding_box()
    for _ in range(10):
        page.mouse.click(box["x"] + 60, box["y"] + 20)
        page.evaluate("() => new Promise(requestAnimationFrame)")  # each click is sent by itself
    settle(page)
    wait_for_points(page, 3)
    assert count_runs(app) - before == 1
    stop(page)
    expect(button(page, "Train")).to_be_enabled()


def test_back_leads_to_the_setup_before_also_to_the_first_one(page, app):
    open_page(page, app)
    wait_until_ready(page)  # and nothing reruns the page by itself
    settle(page)
    for value in ("12", "15"):
        change_number(page, "Epochs", value)
        settle(page)
        expect(page).to_have_url(re.compile(f"epochs={value}"))
    for value in ("12", "10"):
        page.go_back()
        settle(page)
        expect(page.get_by_label("Epochs", exact=True)).to_have_value(value)


def test_sentences_of_a_bad_link_stay_until_a_good_change(page, app):
    open_page(page, app, epochs=0)
    wait_until_ready(page)
    settle(page)
    page.keyboard.press("r")  # a rerun that changes nothing
    settle(page)
    expect(page.get_by_text("Epochs: “0” is not possible")).to_be_visible()
    page.get_by_text("Broken", exact=True).click()
    expect(page.get_by_text("Epochs: “0” is not possible")).to_have_count(0)


@pytest.mark.parametrize("screen", [None, PHONE], ids=["desk", "phone"])
def test_the_charts_grow_and_stay_where_they_are_while_a_run_comes_and_goes(page, app, screen):
    page.set_viewport_size(screen or page.viewport_size)
    open_page(page, app, **LONG)
    wait_until_ready(page)
    settle(page)
    places = [page.locator(".live-run-charts").bounding_box()["y"]]
    page.evaluate(NOTE_EPOCHS)
    button(page, "Train").click()
    page.wait_for_function("window.seen.size > 3")
    places.append(page.locator(".live-run-charts").bounding_box()["y"])
    stop(page)
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    places.append(page.locator(".live-run-charts").bounding_box()["y"])
    assert max(places) - min(places) < 2, places


def test_a_stroke_may_start_anywhere_on_the_canvas(page, app):
    open_page(page, app, "draw")
    for x, y in ((3, 3), (277, 3), (240, 12), (140, 3), (3, 277), (277, 277)):
        draw(page, [(x, y), (140, 140)])
        settle(page)
        expect(page.locator(".answer-sentence")).to_contain_text("no trained network")
        clear(page, (140, 140))


def test_the_drawing_is_still_there_after_a_visit_elsewhere(page, app):
    open_page(page, app, "draw")
    draw(page, SEVEN)
    settle(page)
    expect(page.locator(".answer-sentence")).to_contain_text("no trained network")
    go_to(page, "Data")
    go_to(page, "Draw")
    expect(page.locator(".answer-sentence")).to_contain_text("no trained network")


def test_losses_that_are_no_numbers_are_a_sentence_on_the_page(page, app):
    diverging = {"optimizer": "sgd", "learning_rate": 1000, "l2": 1}
    open_page(page, app, layers="32-relu", training_images=2000, **diverging)
    wait_until_ready(page)
    button(page, "Train").click()
    expect(page.get_by_text("no longer a number")).to_be_visible()
    expect(button(page, "Train")).to_be_enabled()


def test_a_bad_link_opens_with_sentences(page, app):
    bad = {"epochs": 0, "optimizer": "magic", "run": "nonsense"}
    open_page(page, app, layers="64-relu", utm_source="mail", **bad)
    for sentence in (
        "Epochs: “0” is not possible; allowed are whole numbers from 1 to 500.",
        "Optimizer: “magic” is not possible",
        "No run “nonsense” is kept here",
    ):
        expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_text("utm_source")).to_have_count(0)
    expect(page.get_by_label("Neurons in layer 1")).to_have_value("64")


def test_a_typed_learning_rate_is_taken_or_refused_with_a_sentence(page, app):
    open_page(page, app, epochs=3)
    wait_until_ready(page)
    settle(page)
    box = page.get_by_label("Learning rate", exact=True)
    for text, learned in (("0.005", "0.005"), ("abc", "0.005"), ("1e9", "0.005")):
        box.click()
        box.fill(text)
        box.press("Enter")
        settle(page)
        if text != learned:
            expect(page.get_by_text(f"Learning rate: “{text}” is not possible")).to_be_visible()
        expect(page).to_have_url(re.compile(f"learning_rate={learned}"))
        assert "epochs=3" in page.url


def test_a_killed_worker_is_told_and_the_run_begins_again(page, app):
    start_long_run(page, app)
    [worker] = app.workers()
    worker.send_signal(signal.SIGKILL)
    expect(page.locator(".live-run-status")).to_contain_text("The worker process died")
    expect(page.get_by_text("the run went on from its last epoch on a new one")).to_be_visible(
        timeout=60_000
    )
    wait_for_points(page)
    stop(page)


def test_an_unreachable_scheduler_is_a_sentence_and_the_rest_goes_on(page, tmp_path):
    server = AppServer(tmp_path / "app.log", **NO_ENGINE)
    try:
        open_page(page, server)
        expect(page.get_by_text("tcp://127.0.0.1:9 does not answer").first).to_be_visible()
        button(page, "Train").click()
        expect(
            page.locator(".live-run-status").get_by_text("Waiting for the worker.")
        ).to_be_visible()
        button(page, "Stop").click()
        expect(
            page.locator(".live-run-status").get_by_text("Stopped before it started")
        ).to_be_visible()
        button(page, "Train").click()  # waits again, and does not keep the server from ending
        expect(button(page, "Stop")).to_be_enabled()
        go_to(page, "Data")
        expect(page.get_by_text("Sample Images").first).to_be_visible()
    finally:
        server.close()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_app_leaves_no_process_behind(page, tmp_path, end):
    server = AppServer(tmp_path / "app.log")
    open_page(page, server)
    server.wait_until_warm()
    family = psutil.Process(server.process.pid).children(recursive=True)
    assert len(family) >= 2
    page.goto("about:blank")
    server.close(end)
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []


def test_a_phone_scrolls_in_one_direction_only(browser, app):
    page = open_tab(browser, viewport=PHONE, color_scheme="dark")
    open_page(page, app, epochs=1, training_images=2000)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    box = page.locator(".live-run-charts").bounding_box()
    assert box["x"] + box["width"] <= 390
    for name in ("train", "draw", "data"):
        open_page(page, app, name)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    page.context.close()


def test_on_a_phone_every_page_leads_to_every_other(browser, app):
    page = open_tab(browser, viewport=PHONE, user_agent=ANDROID)
    open_page(page, app)
    for name, shown in (
        ("Data", "Sample Images"),
        ("Draw", "Draw a digit"),
        ("Train", "Overfit"),
    ):
        go_to(page, name)
        expect(page.get_by_text(shown).first).to_be_visible()
    page.context.close()


def test_the_draw_page_follows_the_run_from_its_own_train_button(page, app):
    open_ready(page, app, "draw", epochs=2)
    button(page, "Train").click()
    expect(page.get_by_text(re.compile("Read by 784 → 256 sigmoid.* · [0-9.]+ %"))).to_be_visible()
    settle(page)
    assert "run=" in page.url
    draw(page, SEVEN)
    expect(page.locator(".answer-sentence")).to_contain_text("after epoch 2")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/runs/nonsense/events", 404), ("/engine", 200), ("/plotlyjs/plotly.min.js", 200)],
)
def test_routes_answer_with_the_right_status(page, app, path, status):
    assert page.request.get(app.url + path).status == status
