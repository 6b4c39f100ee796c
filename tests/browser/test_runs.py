"""Runs that last, by clicking: held and continued, compared, raced, swept."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import go_to, open_list, open_page, wait_for_page
from tests.browser.server import button, wait_until_ready
from tests.browser.settle import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# the curves of the Compare page: their name, how they are drawn, how many points they have
READ_TRACES = """() => (document.querySelector('.chart .js-plotly-plot')?._fullData ?? [])
  .map(({ name, mode, fill, y }) => ({ name, mode, fill, y: y.length }))"""
# the run of each of them, and whether it is hidden
READ_HIDDEN = """() => document.querySelector('.chart .js-plotly-plot').data
  .map(({ legendgroup, visible }) => [legendgroup, visible === 'legendonly'])"""
SEAMS, RATES = 3, 4  # traces of marks; three values each: the line's two ends and a gap


def count_marks(page, trace):
    script = "trace => document.querySelector('.live-run-chart')?.data?.[trace]?.x?.length ?? 0"
    return page.evaluate(script, trace) / 3


def wait_for_mark(page, trace):
    page.wait_for_function(
        "trace => document.querySelector('.live-run-chart')?.data?.[trace]?.x?.length === 3",
        arg=trace,
    )


def wait_for_epochs(page, count):
    page.wait_for_function(
        "n => document.querySelector('.live-run-chart')?.data?.[1]?.y?.length >= n", arg=count
    )


def pick(page, *rows):
    """Click on rows of the list, from 0, where none is picked."""
    for row in rows:
        page.locator(".table tbody tr").nth(row).click()
    expect(page.get_by_text(f"{len(rows)} picked.")).to_be_visible()
    settle(page)


def test_a_run_is_held_goes_on_changes_its_rate_and_is_trained_for_longer(page, app):
    open_page(page, app, epochs=500, seed=11)  # the most there can be
    wait_until_ready(page)
    button(page, "Train").click()
    wait_for_epochs(page, 3)
    button(page, "Pause").click()
    expect(page.locator(".live-run-status").get_by_text("Paused")).to_be_visible()
    expect(button(page, "Train")).to_be_enabled()
    button(page, "Continue").click()
    wait_for_mark(page, SEAMS)
    wait_for_epochs(page, 6)
    assert count_marks(page, SEAMS) == 1
    page.get_by_role("button", name="More", exact=True).click()
    more = page.get_by_test_id("stPopoverBody")  # the builder has a learning rate, too
    more.get_by_label("Learning rate", exact=True).fill("0.01")
    more.get_by_role("button", name="Change").click()  # at once: the page is not drawn anew yet
    wait_for_mark(page, RATES)
    button(page, "Stop").click()
    expect(page.locator(".live-run-status").get_by_text("Stopped in epoch")).to_be_visible()
    settle(page)
    page.reload()
    expect(page.locator(".live-run-status").get_by_text("Stopped in epoch")).to_be_visible()
    wait_for_mark(page, RATES)
    assert count_marks(page, SEAMS) == 1


def test_two_runs_are_raced_compared_and_deleted_with_a_way_back(page, app):
    open_page(page, app, training_images=10_000, layers="32-relu")
    wait_until_ready(page)
    go_to(page, "Compare")
    open_list(page.get_by_label("Who runs"))
    page.get_by_role("option", name="Your setup in the builder").click()
    page.get_by_role("option", name="Preset Fast").click()
    page.keyboard.press("Escape")
    button(page, "Start the race").click()
    heard = page.locator(".st-key-compare_said").get_by_role("status")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_be_visible()
    page.wait_for_function(
        "() => (document.querySelector('.js-plotly-plot')?._fullData ?? [])"
        ".filter((trace) => trace.y?.length === 5).length >= 2"
    )
    expect(page.get_by_text("They differ in")).to_be_visible()
    expect(heard).to_contain_text("2 of 2 runs have ended.")
    chart.locator(".legendtoggle").first.click()
    page.wait_for_function(f"({READ_HIDDEN})().some(([, hidden]) => hidden)")
    [(hidden, _)] = {tuple(each) for each in page.evaluate(READ_HIDDEN) if each[1]}
    page.get_by_text("smoothed", exact=True).click()
    page.wait_for_function(f"({READ_HIDDEN})().length >= 4")
    assert all(is_hidden == (run == hidden) for run, is_hidden in page.evaluate(READ_HIDDEN))
    page.get_by_text("What they cost").click()
    expect(page.get_by_text("Up and to the left is better").first).to_be_visible()
    page.get_by_text("Mistakes", exact=True).click()
    expect(page.get_by_text("Fewer mistakes").first).to_be_visible()
    button(page, "Delete").click()
    expect(page.get_by_text("2 runs deleted.")).to_be_visible()
    button(page, "Undo").click()
    settle(page)
    expect(page.get_by_text("2 runs deleted.")).to_be_hidden()
    pick(page, 0)
    page.locator(".st-key-compare_actions").get_by_role("button", name="Open").click()
    expect(page.locator(".live-run-status").get_by_text("Finished: 5 of 5 epochs")).to_be_visible()


def test_a_sweep_runs_by_itself_and_its_best_is_taken(page, app):
    open_page(page, app, training_images=5000, layers="16-relu", epochs=2, batch_size=100)
    wait_until_ready(page)
    go_to(page, "Sweep")
    button(page, "Start the sweep").click()
    bar = page.get_by_test_id("stProgress").get_by_text("5 of 5 ended")
    expect(bar).to_be_visible(timeout=60_000)
    heard = page.locator(".st-key-sweep_said").get_by_role("status")
    expect(heard).to_contain_text("5 of 5 ended")
    button(page, "Take the best into the builder").click()
    wait_for_page(page, "train")
    assert "epochs=2" in page.url


def test_more_seeds_grow_beside_the_curve_and_end_as_its_mean(page, app):
    page.goto(f"{app.url}/?training_images=20000&layers=24-relu&epochs=40")
    wait_until_ready(page)
    button(page, "Train").click()
    expect(page.locator(".live-run-status").get_by_text("Finished: 40 of 40 epochs")).to_be_visible(
        timeout=90_000
    )
    go_to(page, "Compare")
    pick(page, 0)
    page.wait_for_function(f"() => ({READ_TRACES})().length === 1")
    page.evaluate(
        f"""() => {{
          window.fewest = Infinity;
          (function look() {{
            const traces = ({READ_TRACES})();
            window.fewest = Math.min(window.fewest, traces.length);
            const isThin = ({{ mode, fill }}) => mode === "lines" && fill !== "toself";
            window.thin ||= traces.some(isThin);
            requestAnimationFrame(look);
          }})();
        }}"""
    )
    button(page, "More seeds").click()
    page.get_by_label("More seeds for each curve", exact=True).fill("1")
    button(page, "Train them").click()
    page.wait_for_function(
        f"() => ({READ_TRACES})().some((trace) => trace.name.endsWith('(mean of 2 seeds)'))",
        timeout=90_000,
    )
    band, mean = page.evaluate(READ_TRACES)  # and no thin line any more
    assert (band["fill"], mean["y"]) == ("toself", 40)
    expect(page.get_by_text("2 picked.")).to_be_visible()
    assert page.evaluate("window.fewest") >= 1, "the curve was gone for a while"
    assert page.evaluate("window.thin"), "the new run was not seen growing"
