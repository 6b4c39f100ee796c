"""Own data as a person brings it: from the file on the disk to the network that has learned it."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.pages import ask_for, go_to, open_ready
from tests.browser.server import button
from tests.browser.settle import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def bring(page, app, name, content):
    """Upload a file, and see what was understood of it."""
    open_ready(page, app, "data")
    button(page, "Bring your own data").click()
    settle(page)
    expect(page.get_by_text("Nothing is kept before you say so.")).to_be_visible()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])
    expect(button(page, "Keep it")).to_be_visible()
    settle(page)


def keep_and_train(page, ended):
    button(page, "Keep it").click()
    settle(page)
    expect(button(page, "Throw it away")).to_be_visible()
    go_to(page, "Train")
    button(page, "Train").click()
    expect(page.locator(".live-run-status").get_by_text(ended)).to_be_visible(timeout=120_000)
    settle(page)


def throw_away(page):
    go_to(page, "Data")
    button(page, "Throw it away").click()
    button(page, "Yes, throw it away").click()
    settle(page)
    expect(button(page, "Throw it away")).to_have_count(0)


def make_table():
    rng = np.random.default_rng(6)
    lines = [
        f"{1000 + 50 * (number % 2) + rng.normal(0, 10):.0f};{rng.normal(0, 1):.2f};{kind}"
        for number in range(120)
        for kind in ["ab"[number % 2]]
    ]
    return "\n".join(["weight;mood;kind", *lines]).replace(".", ",").encode()


def make_pictures():
    rng, buffer = np.random.default_rng(7), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(60):
            pixels = rng.integers(0, 60, (28, 28), np.uint8)
            pixels[(slice(0, 14), slice(14, 28))[number % 2]] += 150
            picture = io.BytesIO()
            Image.fromarray(pixels).save(picture, "PNG")
            archive.writestr(f"set/{'ud'[number % 2]}/{number}.png", picture.getvalue())
    return buffer.getvalue()


def test_a_table_is_uploaded_previewed_kept_learned_and_asked(page, app):
    bring(page, app, "letters.csv", make_table())
    expect(page.get_by_text("100 rows to learn from and 20 to be tested on")).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("weight")
    keep_and_train(page, "Finished: 50 of 50 epochs")
    button(page, "Now ask the network").click()
    settle(page)
    expect(page.get_by_label("weight", exact=True)).to_be_visible()
    page.get_by_label("weight", exact=True).fill("1000")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".answer-sentence")).to_contain_text("It says a")
    page.get_by_label("weight", exact=True).fill("1050")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator(".answer-sentence")).to_contain_text("It says b")
    throw_away(page)
    ask_for(page, "Draw")
    expect(page.get_by_text("is not on this server")).to_be_visible()


def test_a_zip_of_pictures_is_uploaded_previewed_kept_learned_and_drawn_for(page, app):
    bring(page, app, "halves.zip", make_pictures())
    expect(page.get_by_text("50 pictures to learn from and 10 to be tested on")).to_be_visible()
    expect(page.get_by_role("img", name="The first 50 pictures to learn from")).to_be_visible()
    keep_and_train(page, "Finished: 20 of 20 epochs")
    go_to(page, "Draw")
    expect(page.locator(".answer-bars")).to_contain_text("u")
    throw_away(page)
