"""What strangers write, in a run's name or a link, is text on every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import go_to, open_list, open_page
from tests.browser.server import button, wait_until_ready
from tests.browser.settle import settle, wait_until
from tests.browser.test_runs import pick

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NAME = "![](//x.test/p) <b>[in](//x.test)</b> %{x} $x$ http://x.test"
LINK = (
    "/?batch_size=![x](//x.test/p.png)&l2=[Log%20in](//x.test)&[a](//x.test)=1&loss=<img+src='//x.test/p.png'>"
    "&optimizer=https://x.test&epochs=$x^2$&seed=:material/warning:&layers=:red[x]+a@x.test"
)
# links, those of charts too, and pictures; a formula would not be there letter by letter
MADE = "a[href*='x.test'], svg a, img[src*='x.test']"


@pytest.fixture
def asked(page):
    """Return the addresses elsewhere that the page asks for."""
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    yield addresses
    assert not [address for address in addresses if "x.test" in address.split("?")[0]]


def read(page):
    return page.locator("body").inner_text().replace("\N{WORD JOINER}", "")


def expect_text(page, *texts):
    """Expect these texts letter by letter, and nothing that was made of them."""
    for text in texts:
        wait_until(page, lambda text=text: text in read(page), text)
    settle(page)
    assert page.locator(MADE).count() == 0


def test_a_links_values_are_text(page, app, asked):
    page.goto(app.url + LINK)
    expect_text(page, "“![x](//x.test/p.png)”", "“[Log in](//x.test)”")
    expect_text(page, "“<img src='//x.test/p.png'>”", "“https://x.test”", "“:material/warning:”")


def test_a_runs_name_is_text_on_every_page(page, app, asked):
    open_page(page, app, layers="16-relu", training_images=500, epochs=2)
    wait_until_ready(page)
    button(page, "Train").click()
    expect(page.locator(".live-run-status").get_by_text("Finished: 2 of 2 epochs")).to_be_visible()
    settle(page)
    go_to(page, "Compare")
    pick(page, 0)
    button(page, "Rename").click()
    page.get_by_label("Name", exact=True).fill(NAME)
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("Escape")
    for look in ("What they cost", "Mistakes", "Curves"):
        page.get_by_text(look, exact=True).click()
        expect_text(page)
    for title in ("Train", "Draw", "Learn"):
        go_to(page, title)
        expect_text(page, NAME)
    go_to(page, "Compare")
    page.get_by_text("Fair race").click()
    open_list(page.get_by_label("Who runs"))
    page.keyboard.type("x.test")
    expect(page.get_by_role("option").filter(has_text=NAME)).to_be_visible()
    assert page.locator(MADE).count() == 0
