"""The components' modules, as the browser asks for them."""

import asyncio
import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette

from mlp_explorer.ui import assets
from mlp_explorer.ui.routes import events_url, make_routes, news_url
from tests.ui.test_streams import run

FOLDER = Path(assets.__file__).with_name("components")
MODULES = sorted(path.name for path in FOLDER.glob("*.js"))


def ask(path):
    """Return status, headers and body of the server's answer."""
    answers = []

    async def receive():
        await asyncio.sleep(60)  # the browser stays, and says no more

    async def send(message):
        answers.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    run(Starlette(routes=make_routes())(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in answers[0]["headers"]}
    return answers[0]["status"], headers, b"".join(a.get("body", b"") for a in answers[1:])


def folder(tries=0):
    found = re.search(r"modules/\w+\.", assets.load_module("chart"))
    assert found
    return f"/{found[0]}{tries}"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_sent_as_it_is_and_kept_for_good(name):
    status, headers, body = ask(f"{folder()}/{name}")
    assert (status, body) == (200, (FOLDER / name).read_bytes())
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]


def test_another_try_has_another_address():
    assert ask(f"{folder(3)}/index.js")[0] == 200


@pytest.mark.parametrize("path", ["/modules/0123456789abcdef.0/index.js", "{folder}/chart.py"])
def test_of_another_version_and_of_anything_else_there_is_nothing(path):
    status, headers, _ = ask(path.format(folder=folder()))
    assert status == 404
    assert "cache-control" not in headers


def test_all_is_also_below_the_path_of_the_servers_settings(monkeypatch):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/some/path/"}.get)
    assert ask(f"/some/path{folder()}/index.js")[0] == 200
    assert ask("/some/path/plotlyjs/plotly.min.js")[0] == 200
    assert ask(f"/some/path/{assets.CANVAS_URL}")[0] == 200
    assert ask("/some/path/draw")[0] == 308


def test_the_index_has_each_component_that_python_asks_for():
    asked = []
    for path in FOLDER.parent.rglob("*.py"):
        asked += re.findall(r'load_module\("(\w+)"\)', path.read_text(encoding="utf-8"))
    index = (FOLDER / "index.js").read_text(encoding="utf-8")
    assert sorted(asked) == re.findall(r'export \{ default as (\w+) \} from "\./\1\.js"', index)


def test_no_address_begins_at_the_servers_root():
    urls = [assets.PLOTLY_URL, assets.CANVAS_URL, events_url("1a2b"), news_url([])]
    assert not [url for url in urls if url.startswith("/")]


def test_no_style_needs_what_ipads_of_ipados_15_lack():
    styles = [path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.css")]
    assert styles
    assert not re.findall(r"color-mix\(|@container|@layer|oklch\(", "".join(styles))
