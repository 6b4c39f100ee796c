"""The components' modules in a real Chromium: what could not be had is asked for again."""

import pytest

from tests.browser.pages import open_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.mark.parametrize("lost", ["index.js", "say.js"])  # the first; one that others import
def test_a_module_that_was_lost_on_its_way_is_asked_for_again(page, app, lost):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 2)[-2:]))
    page.route(f"**/modules/*.0/{lost}", lambda route: route.abort())
    open_page(page, app, "draw")
    tries = {folder.rsplit(".", 1)[-1] for folder, name in asked if name == lost}
    assert tries == {"0", "1"}
