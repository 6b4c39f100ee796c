"""Addresses of before, one path a page, lead to where the page is now."""

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from starlette.applications import Starlette

from mlp_explorer.ui.routes import make_routes
from mlp_explorer.words import PAGES
from tests.ui.test_streams import run


def ask(path, query=""):
    """Return the status of the server's answer, and where that sends the browser to."""
    answers = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        answers.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    app = Starlette(routes=make_routes())
    run(app(scope | {"query_string": query.encode()}, receive, send))
    return answers[0]["status"], dict(answers[0]["headers"]).get(b"location", b"").decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("base", ["http://here:8501/", "https://class.edu/user/ada/proxy/8501/"])
def test_an_address_of_before_leads_to_its_page_with_all_that_it_says(page, base):
    query = "run=1a2b&layers=64-relu~32-relu&chapter=losses&name=%C3%A4+%26"
    status, place = ask(f"/{page}", query)
    assert status == 308
    target = urlsplit(urljoin(f"{base}{page}?{query}", place))
    assert f"{target.scheme}://{target.netloc}{target.path}" == base
    assert parse_qs(target.query) == {
        "page": [page],
        "run": ["1a2b"],
        "layers": ["64-relu~32-relu"],
        "chapter": ["losses"],
        "name": ["ä &"],
    }


def test_an_address_of_no_page_is_not_there():
    assert ask("/nonsense")[0] == 404
