"""`python -m benchmarks.hostile [COUNT] [SEED]`: what strangers may send to a server, by chance.

Addresses, files, names, buttons and values that no page would send go to a real server, from a
browser that is not the owner's of what is kept there. Then: has the server's terminal a traceback,
has any answer a path of this machine or a word of another session, is what is kept still the same?
"""

import json
import random
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.protocol import Tab, click
from mlp_explorer import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunStore
from mlp_explorer.words import PAGES
from tests.browser.server import ROOT, AppServer

_SECRET = "nobody-else-may-read-this"
_OURS = (str(ROOT), sys.prefix, "site-packages", str(Path.home() / ".mlp-explorer"), "Traceback (")
_TEXTS = (
    "",
    "\0",
    "../../etc/passwd",
    "<img src=x>",
    "%ff",
    "NaN",
    "1e999",
    "é" * 999,
    "[[]",
    "{}",
)
_NAMES = ("page", "run", "runs", "layers", "epochs", "learning_rate", "chapter", "seed", "x")
_PLACES = ("runs/{}/events", "runs/{}/news", "modules/{}/x.js", "canvas/{}", "media/{}", "{}")
_JSONS = ("", "[]", "{", '{"said": {"id": 1, "value": NaN}}', '{"selection": {"rows": ["x", -1]}}')
_JSONS += tuple(
    json.dumps({"said": {"id": key, "value": value}})
    for key, value in enumerate(([], {"acts": 1}, {"picture": "é"}, {"total": 10**400}, "draw", {}))
)


def main(count: int = 5_000, seed: int | None = None) -> None:
    """Send so many and print what came of it."""
    seed = random.randrange(10**6) if seed is None else seed
    print(f"seed {seed}")
    sent, faults = attack(count, seed)
    for kind, number in sorted(sent.items()):
        print(f"{kind:10} {number:6,}")
    print("\n".join(faults) or "no traceback, no path, nothing of another session seen or changed")
    sys.exit(bool(faults))


def attack(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Send `count` inputs; return how many of each kind, and what was wrong."""
    rng, sent = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "app.log"
        home = log.with_suffix(".home")
        run_id, before = _keep_a_run(home)
        # no engine: a scheduler at a port where nobody listens
        server = AppServer(log, MLP_EXPLORER_SCHEDULER="tcp://127.0.0.1:9")
        try:
            answers = b"".join(_send_all(server, rng, count, run_id, sent))
        finally:
            server.close()
        faults = [f"an answer has {word}" for word in (*_OURS, _SECRET) if word.encode() in answers]
        if "Traceback" in (text := log.read_text("utf-8")):
            faults.append(text[text.index("Traceback") :][:4000])
        if (after := _look(home)) != before:
            faults.append(f"{before} became {after}")
    return sent, faults


def _send_all(
    server: AppServer, rng: random.Random, count: int, run_id: str, sent: Counter[str]
) -> Iterator[bytes]:
    owner = Tab(server.url, f"page=compare&search={_SECRET}")
    while sent.total() < count:
        page = rng.choice(list(PAGES))
        stranger = Tab(server.url, f"page={page}&run={run_id}&runs={run_id}&{_make_query(rng)}")
        sent["address"] += 1
        for _ in range(min(4, count - sent.total())):
            states = _make_states(rng, stranger)
            stranger.rerun(states)
            sent["message"] += len(states)
        for _ in range(5):
            place = urllib.parse.quote(rng.choice(_PLACES).format(rng.choice((*_TEXTS, run_id))))
            yield _ask(f"{server.url}/{place}?{_make_query(rng)}")
            sent["address"] += 1
        for session_id in (owner.session_id, stranger.session_id, "x"):
            name = rng.choice(("x", "..%2f..", "a" * 999))
            upload = f"{server.url}/_stcore/upload_file/{session_id}/{name}"
            yield _ask(upload, rng.choice(("PUT", "DELETE")), b"x" * rng.choice((1, 10**6)))
            sent["file"] += 1
        yield stranger.answers
        stranger.close()
    owner.close()


def _make_query(rng: random.Random) -> str:
    names = rng.sample(_NAMES, 2)
    return urllib.parse.urlencode({name: rng.choice(_TEXTS) for name in names})


def _make_states(rng: random.Random, stranger: Tab) -> list[WidgetState]:
    """Return values of any kind for widgets of a page, and clicks on its buttons."""
    states = [_make_state(rng, key) for key in rng.choices(stranger.widgets, k=5)]
    clicks = rng.sample(stranger.buttons, k=min(2, len(stranger.buttons)))
    return states + [click(key) for key in clicks]


def _make_state(rng: random.Random, key: str) -> WidgetState:
    state = WidgetState(id=key)
    match rng.randrange(6):
        case 0:
            state.json_value = rng.choice(_JSONS)
        case 1:
            state.string_value = rng.choice(_TEXTS)
        case 2:
            state.int_value = rng.choice((-1, 2**62))
        case 3:
            state.bool_value = True
        case 4:
            state.double_array_value.data.extend([rng.choice((float("nan"), -1, 1e308))] * 2)
        case 5:
            state.string_array_value.data.extend(rng.sample(_TEXTS, 2))
    return state


def _ask(url: str, method: str = "GET", body: bytes | None = None) -> bytes:
    """Return the head and the first bytes of an answer."""
    request = urllib.request.Request(url, body, method=method)
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    except urllib.error.URLError:  # refused before all of the file was sent
        return b""
    with answer:
        return str(answer.headers).encode() + answer.read(4000)


def _keep_a_run(home: Path) -> tuple[str, object]:
    """Keep an owner's run; return its id, and all that is kept."""
    store = RunStore(home)
    run_id = store.create(TrainConfig(), "the owner").id
    store.end(run_id, RunState.FINISHED)
    store.close()
    return run_id, _look(home)


def _look(home: Path) -> object:
    store = RunStore(home)
    try:
        runs = store.list_runs(owner="the owner")
        return [(run.id, run.name, run.starred, run.state) for run in runs]
    finally:
        store.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
