"""Number fields, key by key, as people of several countries write and as they slip."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import go_to, open_list, open_page, open_tab
from tests.browser.server import LAPTOP, button, wait_until_ready
from tests.browser.settle import settle, wait_until
from tests.browser.test_app import PHONE, start_long_run, stop
from tests.browser.test_page_turns import SlowLine

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def line(page):
    return SlowLine(page)


def find_field(page, label):
    """Return the field of that name: the one that is seen, where another one gives way to it."""
    return page.get_by_label(label, exact=True).filter(visible=True)


def type_into(page, label, text, end="Enter"):
    """Replace what stands in a field, key by key."""
    find_field(page, label).click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    page.keyboard.press(end)


def wait_until_held(page, gate, text):
    """Wait until a message with this text is on its way."""
    wait_until(page, lambda: any(text.encode() in message for _, message in gate.held), text)


def expect_sentence(page, text):
    expect(page.get_by_test_id("stAlert").get_by_text(text)).to_be_visible()


def test_numbers_are_taken_as_people_write_them(page, app):
    open_page(page, app)
    page.get_by_text("More settings").click()
    for label, text, shown, address in (
        ("L2", "0,001", "0.001", "l2=0.001"),
        ("Batch size", "1.000", "1000", "batch_size=1000"),
        ("Training examples", "10 000", "10000", "training_images=10000"),
        ("Validation split", "12,5 %", "0.125", "validation_split=0.125"),
        ("L1", "1e-5", "0.00001", "l1=1e-05"),
        ("Epochs", "12", "12", "epochs=12"),
        ("Neurons in layer 2", "1,024", "1024", "layers=256-sigmoid~1024-sigmoid"),
    ):
        type_into(page, label, text)
        expect(find_field(page, label)).to_have_value(shown)
        page.wait_for_url(re.compile(re.escape(address)))
        expect(find_field(page, label)).to_be_focused()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_what_cannot_be_read_leaves_the_field_as_it_was_with_a_sentence(page, app):
    open_page(page, app, epochs=7)
    allowed = "allowed are whole numbers from 1 to 500."
    for text, arrived in (
        ("12,5", "“12,5” is not possible"),
        ("", "the field is empty"),
        ("1.2.3", "“1.2.3” is not possible"),
        ("1e9", "“1e9” is not possible"),
        ("1e9", "“1e9” is not possible"),
    ):
        type_into(page, "Epochs", text)
        expect_sentence(page, f"Epochs: {arrived}; {allowed}")
        expect(find_field(page, "Epochs")).to_have_value("7")
    page.evaluate(
        """() => {
          const field = document.querySelector("input[aria-label=Epochs]");
          field.focus();
          field.select();
          document.execCommand("insertText", false, "about 20 epochs");
        }"""
    )
    page.keyboard.press("Tab")
    expect_sentence(page, "Epochs: “about 20 epochs” is not possible")
    expect(find_field(page, "Epochs")).to_have_value("7")
    type_into(page, "Epochs", "20", "Tab")
    page.wait_for_url(re.compile("epochs=20"))
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("screen", [LAPTOP, PHONE], ids=["desk", "phone"])
def test_a_sentence_comes_and_goes_over_the_page_and_beside_the_field(page, app, screen):
    page.set_viewport_size(screen)
    open_page(page, app, "data")
    field, title = (
        find_field(page, "Training image, 0 to 59,999"),
        page.get_by_role("heading").first,
    )
    field.click()
    page.keyboard.press("Control+A")
    places = [each.bounding_box() for each in (title, field)]
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    expect_sentence(page, "“abc” is not possible")
    assert [each.bounding_box() for each in (title, field)] == places
    said = page.locator(".st-key-problems").bounding_box()
    assert 0 <= said["y"] <= screen["height"] - said["height"]
    low, high = places[1]["y"], places[1]["y"] + places[1]["height"]
    assert said["y"] >= high or said["y"] + said["height"] <= low
    button(page, "Close").click()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert [each.bounding_box() for each in (title, field)] == places


def test_a_sweeps_list_is_read_as_people_write_it(page, app):
    open_page(page, app, "sweep")
    label = "Values, with commas between them"
    for text, shown in (
        ("0,001; 0,01", "Trainings: 2"),
        ("0.1, 0.2, 0.3", "Trainings: 3"),
        ("1,10", "“1,10” can be read as “1.1” or as “1; 10”."),
        ("0,5", "Trainings: 1"),
        (
            "0,5; much",
            "Learning rate: “much” is not possible; allowed are numbers from 0.000001 to 1000",
        ),
    ):
        open_list(page.get_by_label("How to search"))
        page.get_by_role("option", name="Grid").click()
        type_into(page, label, text)
        expect(page.get_by_text(shown)).to_be_visible()
        expect(find_field(page, label)).to_have_value(text)


def test_steps_go_on_from_what_the_field_shows_and_keep_the_focus(page, app):
    open_page(page, app)
    wait_until_ready(page)
    for epochs in (11, 12):
        button(page, "Epochs: one more").click()
        expect(find_field(page, "Epochs")).to_have_value(str(epochs))
    page.keyboard.press("Enter")
    expect(find_field(page, "Epochs")).to_have_value("13")
    find_field(page, "Epochs").fill("30")
    button(page, "Epochs: one less").click()
    expect(find_field(page, "Epochs")).to_have_value("29")
    page.wait_for_url(re.compile("epochs=29"))


def test_what_is_typed_after_a_sentence_has_appeared_is_heard(line, page, app):
    open_page(page, app)
    wait_until_ready(page)
    line.to_browser.hold_after("Learning rate: “abc” is not possible")
    rate = find_field(page, "Learning rate")
    rate.fill("abc")
    rate.press("Enter")
    expect_sentence(page, "Learning rate: “abc” is not possible")
    rate.click()
    rate.fill("1e9")
    line.to_browser.release()
    settle(page)
    rate.press("Enter")
    expect_sentence(page, "Learning rate: “1e9” is not possible")
    expect(rate).to_have_value("0.001")


@pytest.mark.parametrize(
    ("label", "text", "address"),
    [("Epochs", "2,0", r"epochs=2\b"), ("Learning rate", "0,02", "learning_rate=0.02")],
)
def test_what_is_typed_and_not_entered_outlives_the_end_of_a_run(label, text, address, page, app):
    start_long_run(page, app)
    field = find_field(page, label)
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    elsewhere = open_tab(page.context)
    elsewhere.goto(page.url)
    settle(elsewhere)
    stop(elsewhere)
    elsewhere.close()
    # all of the page has been drawn anew
    expect(page.locator(".st-key-train_train button")).to_be_enabled()
    expect(field).to_have_value(text)
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))


def test_fields_that_arrive_at_once_are_all_heard(line, page, app):
    open_page(page, app, seed=5)
    wait_until_ready(page)
    page.get_by_text("More settings").click()
    find_field(page, "L2").wait_for()
    line.to_server.hold()
    type_into(page, "L1", "0,5", "Tab")
    type_into(page, "L2", "0,25", "Tab")
    type_into(page, "Epochs", "12,5", "Tab")
    type_into(page, "Batch size", "1.000", "Tab")
    wait_until_held(page, line.to_server, "1.000")
    line.to_server.release()
    page.wait_for_url(re.compile("batch_size=1000&l1=0.5&l2=0.25&seed=5"))
    expect_sentence(page, "Epochs: “12,5” is not possible")
    expect(find_field(page, "Epochs")).to_have_value("10")
    expect(find_field(page, "Batch size")).to_have_value("1000")


def test_a_browser_that_has_not_heard_of_a_preset_does_not_take_it_back(line, page, app):
    open_page(page, app)
    wait_until_ready(page)
    page.get_by_text("More settings").click()
    find_field(page, "Seed").wait_for()
    line.to_browser.hold()
    page.get_by_text("Overfit", exact=True).click()
    wait_until_held(page, line.to_browser, "training_images=500")
    type_into(page, "Seed", "5")  # beside what all other fields still show
    wait_until_held(page, line.to_browser, "seed=5")
    line.to_browser.release()
    for label, shown in (("Seed", "5"), ("Epochs", "40"), ("Training examples", "500")):
        expect(find_field(page, label)).to_have_value(shown)
    page.wait_for_url(re.compile("batch_size=50&epochs=40&seed=5&training_images=500"))
    type_into(page, "Epochs", "10")  # what it was before, and meant this time
    page.wait_for_url(re.compile("batch_size=50&seed=5&training_images=500"))
    expect(find_field(page, "Epochs")).to_have_value("10")


def test_no_field_is_seen_twice_while_a_preset_sets_it_anew(page, app):
    open_page(page, app)
    page.get_by_text("More settings").click()
    find_field(page, "Seed").wait_for()
    page.evaluate(
        """() => {
          window.doubled = new Set();
          const look = () => {
            const seen = new Set();
            for (const field of document.querySelectorAll("input[aria-label]")) {
              if (!field.checkVisibility()) continue;
              if (seen.has(field.ariaLabel)) window.doubled.add(field.ariaLabel);
              seen.add(field.ariaLabel);
            }
          };
          new MutationObserver(look).observe(document.body,
            { subtree: true, childList: true, attributes: true });
        }"""
    )
    for preset, epochs in (("Overfit", "40"), ("Fast", "4"), ("Tutorial", "10")):
        button(page, preset).click()
        expect(find_field(page, "Epochs")).to_have_value(epochs)
        settle(page)
    assert page.evaluate("[...window.doubled]") == []


def test_a_figure_says_what_cannot_be_read_and_counts_its_steps(page, app):
    open_page(page, app, epochs=1, training_images=500, batch_size=50, layers="32-relu")
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    go_to(page, "Learn")
    neuron = find_field(page, "Neuron of layer 1")
    expect(neuron).to_have_value("1")
    for number in (2, 3, 4):
        button(page, "Neuron of layer 1: one more").click()
        expect(neuron).to_have_value(str(number))
    type_into(page, "Neuron of layer 1", "33")
    sentence = "Neuron of layer 1: “33” is not possible; allowed are whole numbers from 1 to 32."
    expect_sentence(page, sentence)
    expect(neuron).to_have_value("4")
    type_into(page, "Neuron of layer 1", "32")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(button(page, "Neuron of layer 1: one more")).to_be_disabled()
