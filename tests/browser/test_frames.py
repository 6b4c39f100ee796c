"""The app in a frame of another site, in a browser that keeps neither cookies nor anything else."""

import http.server
import json
import re
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.server import FLAGS, LAPTOP, find_chromium
from tests.browser.test_pictures import make_png, upload

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NO_COOKIES = {"profile": {"default_content_setting_values": {"cookies": 2}}}
QUICK = "epochs=2&training_images=500&batch_size=100"
TRY_STORAGE = """() => {
  try { return sessionStorage && "allowed"; } catch (error) { return error.name; }
}"""


@contextmanager
def serve_frame(address):
    """Serve a page with a frame; return the page's address, of another site."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            style = "width: 100%; height: 95vh"
            self.wfile.write(f'<iframe src="{address}" style="{style}"></iframe>'.encode())

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://school.example:{server.server_port}/"
        server.shutdown()
        thread.join()


@contextmanager
def open_person(playwright, folder, preferences):
    """Open a browser with preferences of its own."""
    (folder / "Default").mkdir(parents=True)
    (folder / "Default" / "Preferences").write_text(json.dumps(preferences), encoding="utf-8")
    options = {"executable_path": find_chromium(), "args": FLAGS, "viewport": LAPTOP}
    with playwright.chromium.launch_persistent_context(folder, **options) as context:
        yield context


def test_the_app_works_in_a_frame_of_a_browser_that_keeps_nothing(playwright, app, tmp_path):
    app.wait_until_warm()
    address = f"http://digits.example:{app.port}/?{QUICK}"
    with (
        serve_frame(address) as site,
        open_person(playwright, tmp_path, NO_COOKIES) as person,
    ):
        page, errors = person.new_page(), []
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site)
        frame = page.frame_locator("iframe")
        frame.get_by_text("Ready to train.").wait_for()
        assert page.frames[1].evaluate(TRY_STORAGE) == "SecurityError"
        frame.get_by_role("button", name="Train", exact=True).click()
        frame.locator(".live-run[data-state=finished][data-points]").wait_for()
        frame.get_by_role("link", name="Draw", exact=True).click()
        expect(frame.get_by_text("Read by")).to_be_visible()
        upload(frame, make_png())
        expect(frame.locator(".answer-top")).to_have_text(re.compile(r"\d|\?"))
        frame.get_by_role("button", name="Undo", exact=True).click()
        expect(frame.locator(".answer-top")).to_have_text("")
        assert person.cookies() == []
        assert errors == []
