"""Debian's nginx between the browser and the app, with the server block that README shows."""

import contextlib
import os
import re
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from tests.browser.pages import open_page, open_tab
from tests.browser.server import ROOT, AppServer, button, find_free_port, wait_until_ready
from tests.browser.test_app import wait_for_points
from tests.compute.conftest import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAME, FOLDER = "digits.example", "digits"
PLAIN = {" ssl;": ";", "ssl_certificate": "# ssl_certificate"}
UNTOLD = {"proxy_set_header X-Forwarded-For": "# X-Forwarded-For"}
INSIDE = {"location / {": f"location /{FOLDER}/ {{"}
# all that it would keep elsewhere is in its folder; it runs as whoever runs the tests
CONF = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {block}
}}
"""


def read_block():
    [block] = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return block


def change(block, changes):
    for before, after in changes.items():
        assert before in block
        block = block.replace(before, after)
    return block


def make_certificate(folder):
    command = "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
    files = ["-keyout", folder / "digits.key", "-out", folder / "digits.pem"]
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*command.split(), *files, *subject], check=True, capture_output=True)


def find_nginx():
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert path, "no nginx on this machine: `make browser` installs it"
    return path


@contextlib.contextmanager
def serve_nginx(folder, block, port, app):
    """Serve README's block, with these changes to where it is and what it passes on to."""
    make_certificate(folder)
    here = {"443": str(port), ":8501": f":{app.port}"}
    for name in ("certs/digits.pem", "private/digits.key"):
        here[f"/etc/ssl/{name}"] = str(folder / name.split("/")[1])
    conf = CONF.format(block=change(block, here))
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    command = [find_nginx(), "-e", "stderr", "-p", f"{folder}/", "-c", "nginx.conf"]
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_until(lambda: process.poll() or (folder / "nginx.pid").exists(), "nginx")
        assert process.poll() is None, (folder / "nginx.log").read_text(encoding="utf-8")
        yield
    finally:
        process.terminate()
        process.wait(20)


def train(browser, app, url):
    """Open the page, train on a few images, and see the points."""
    app.wait_until_warm()
    page = open_tab(browser, ignore_https_errors=True)
    failed = []
    page.on("response", lambda reply: reply.ok or failed.append((reply.status, reply.url)))
    open_page(page, SimpleNamespace(url=url), epochs=2, training_images=500, batch_size=100)
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    wait_for_points(page)
    page.context.close()
    assert [each for each in failed if each[0] >= 400] == []


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({}, "https://{}:{}"),
        (PLAIN | UNTOLD, "http://{}:{}"),
        (PLAIN | INSIDE | {":8501;": ":8501/;"}, f"http://{{}}:{{}}/{FOLDER}"),
    ],
    ids=["encrypted", "without X-Forwarded-For", "in a folder that is stripped"],
)
def test_the_app_works_behind_nginx(browser, app, tmp_path, changes, address):
    port = find_free_port()
    with serve_nginx(tmp_path, change(read_block(), changes), port, app):
        train(browser, app, address.format(NAME, port))


def test_the_app_works_behind_nginx_in_a_folder_that_is_kept(browser, tmp_path):
    port, app = find_free_port(), AppServer(tmp_path / "app.log", FOLDER)
    try:
        with serve_nginx(tmp_path, change(read_block(), PLAIN | INSIDE), port, app):
            train(browser, app, f"http://{NAME}:{port}/{FOLDER}")
    finally:
        app.close()
