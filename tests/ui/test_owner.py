"""Whose browser it is, by signed cookies; who is the host, by a key; nothing by an address."""

import re
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from mlp_explorer.runs import find_home
from mlp_explorer.ui.compare import bin, run_list
from mlp_explorer.ui.keys import load_key
from mlp_explorer.ui.owner import OwnerMiddleware, Passes, Visitor, make_owner, show_host_link
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sweep import page as sweep_page
from tests.ui.pages import make_run
from tests.ui.test_streams import run

PASSES = Passes("k" * 43, "h" * 43)
HOST = {PASSES.host_cookie: PASSES.write_host("h" * 43)}


def ask(path="/", query="", cookies=None, **more):
    """Return the server's answer to a browser: status, headers, and cookies that it sets."""
    answers = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        answers.append(message)

    async def page(request):
        return HTMLResponse("<p>")

    async def script(request):
        return PlainTextResponse("")

    async def kept(request):
        return Response(status_code=304)

    routes = [Route("/script", script), Route("/kept", kept), Route("/{path:path}", page)]
    app = Starlette(routes=routes, middleware=[Middleware(OwnerMiddleware)])
    headers = {"cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    headers |= more.pop("headers", {})
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    scope["headers"] = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    run(app(scope | more, receive, send))
    sent = [(name.decode(), value.decode()) for name, value in answers[0]["headers"]]
    set_cookies = [value for name, value in sent if name == "set-cookie"]
    return SimpleNamespace(status=answers[0]["status"], headers=dict(sent), set_cookies=set_cookies)


def read_home():
    return Passes(*(load_key(find_home(), name) for name in ("owner", "host")))


def take(answer):
    """Return the cookies that an answer sets."""
    pairs = [cookie_parser(each.partition(";")[0]) for each in answer.set_cookies]
    return {name: value for pair in pairs for name, value in pair.items()}


def test_a_browser_gets_a_cookie_with_its_first_page_and_keeps_it():
    first = ask()
    assert [each.partition("; ")[2] for each in first.set_cookies] == [
        "HttpOnly; Max-Age=31536000; Path=/; SameSite=lax"
    ]
    owner, is_host = read_home().read(take(first))
    assert owner and not is_host
    assert ask(cookies=take(first)).set_cookies == []
    assert ask("/script").set_cookies == []
    assert read_home().read(take(ask())).owner != owner, "somebody else"


@pytest.mark.parametrize(
    "wrong",
    ["me", "", "me.", ".", "me.c2lnbmVk", "mé.é", Passes("x" * 43, "h" * 43).write_owner("me")],
)
def test_a_cookie_that_this_server_has_not_signed_says_nothing(wrong):
    cookies = dict.fromkeys((PASSES.owner_cookie, PASSES.host_cookie), wrong)
    assert PASSES.read(cookies) == Visitor("", False)
    assert take(ask(cookies=cookies)) != {}, "and the browser gets another"


def test_the_owners_cookie_is_not_the_hosts():
    value = PASSES.write_owner("host")
    assert PASSES.read({PASSES.owner_cookie: value, PASSES.host_cookie: value}).is_host is False
    assert PASSES.read(HOST) == Visitor("", True)


def test_two_servers_of_one_address_do_not_take_each_others_cookies_away():
    other = Passes("o" * 43, "p" * 43)
    mine = PASSES.write_owner("me")
    both = {PASSES.owner_cookie: mine, other.owner_cookie: other.write_owner("also me")}
    assert (PASSES.read(both).owner, other.read(both).owner) == ("me", "also me")


def test_no_two_browsers_without_a_cookie_are_the_same():
    one, other = Session(*PASSES.read({})), Session(*PASSES.read({}))
    assert one.owner and other.owner and one.owner != other.owner
    record = SimpleNamespace(owner=one.owner)
    assert one.may_change(record) and not other.may_change(record)
    assert not one.may_change(SimpleNamespace(owner="")), "nobody's runs are the host's"
    assert Session("me", is_host=True).may_change(SimpleNamespace(owner=""))


@pytest.mark.parametrize(
    ("base", "path"),
    [
        ("http://127.0.0.1:8501/", "/"),
        ("http://127.0.0.1:8501/class/", "/class/"),
        ("http://127.0.0.1:8501/class", "/class"),
        ("https://school.edu/user/ada/proxy/8501/", "/"),
    ],
)
@pytest.mark.parametrize("query", ["", "page=draw&run=1a2b&name=%C3%A4+%26"])
def test_the_link_of_the_terminal_makes_a_browser_the_host(base, path, query, capsys):
    show_host_link()
    [key] = re.findall(r"/\?(host_key=[\w-]{43})\n", capsys.readouterr().out)
    answer = ask(path, "&".join(filter(None, [key, query])))
    assert answer.status == 303
    place = urljoin(base, answer.headers["location"])
    assert place == (f"{base}?{query}" if query else base)
    [cookie] = answer.set_cookies
    assert cookie.endswith("HttpOnly; Max-Age=31536000; Path=/; SameSite=lax")
    assert read_home().read(take(answer)).is_host


@pytest.mark.parametrize("key", ["", "h", "é" * 43, "h" * 43, "%00", "%ff"])
def test_another_key_makes_nobody_the_host(key):
    answer = ask(query=f"host_key={key}")
    assert (answer.status, answer.set_cookies) == (403, [])


def test_no_address_leads_elsewhere():
    key = load_key(find_home(), "host")
    for path in ("//elsewhere", "/a//elsewhere:80", "/https:elsewhere"):
        answer = ask(path, f"host_key={key}")
        base = "http://here/" + path.removeprefix("/").rpartition("/")[0].lstrip("/")
        assert urljoin(f"{base}/x", answer.headers["location"]).startswith("http://here/")


@pytest.mark.parametrize(
    "https", [{"scheme": "https"}, {"headers": {"x-forwarded-proto": "https, http"}}]
)
def test_by_https_a_cookie_is_for_https_alone(https):
    assert all("; Secure" in each for each in ask(**https).set_cookies)
    answer = ask(query=f"host_key={load_key(find_home(), 'host')}", **https)
    assert "; Secure" in answer.set_cookies[0]


def test_a_browser_that_still_has_the_page_but_no_cookie_gets_one():
    page, script = ({"accept": accept} for accept in ("text/html,*/*;q=0.8", "*/*"))
    assert read_home().read(take(ask("/kept", headers=page))).owner
    assert ask("/kept", headers=script).set_cookies == []


def test_owners_are_not_to_be_guessed():
    assert len({make_owner() for _ in range(100)}) == 100
    assert all(len(make_owner()) >= 24 for _ in range(100))


@pytest.mark.parametrize("visitor", [Visitor("me", False), Visitor("me", True)])
def test_whoever_asks_an_action_changes_what_is_allowed(store, visitor, monkeypatch):
    session, theirs = Session(*visitor), make_run(owner="somebody")
    group, asked = store.create_group("sweep", "name", "somebody", {}), []
    sweeps = SimpleNamespace(stop=asked.append, resume=asked.append)
    services = SimpleNamespace(store=store, sweeps=sweeps)
    monkeypatch.setattr(sweep_page, "get_services", lambda: services)
    sweep_page._stop(session, group.id)
    sweep_page._resume(session, group.id)
    run_list._rename(session, theirs, "mine now")
    store.change(theirs, deleted_s=1e9)
    bin._bring_back(session, [theirs])
    [run] = store.list_runs(id=theirs) or store.list_runs(id=theirs, deleted=True)
    changed = (len(asked), run.name, [each.id for each in store.list_runs(id=theirs)])
    assert changed == ((2, "mine now", [theirs]) if visitor.is_host else (0, "", []))
