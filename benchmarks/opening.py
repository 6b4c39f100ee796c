"""`python -m benchmarks.opening`: what a run of 500 epochs costs when it is opened anew.

The run says four things a second, as a training does, and an epoch takes it two seconds. How large
its first message is, and how long a browser takes from there until its curves are drawn.
"""

import asyncio
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from mlp_explorer import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import BatchEnded, EpochEnded, Event, TrainingStarted
from mlp_explorer.runs import RunStore
from mlp_explorer.ui.streams import stream_messages
from tests.browser.server import AppServer, open_browser

_EPOCHS, _STEPS, _POINTS, _TIMES = 500, 480, 8, 5
# when the points have arrived, and when they are on screen
_WATCH = """() => {
  const listen = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (name, act, ...rest) {
    const note = (message) => {
      if (name === "points") window.arrived ??= performance.now();
      act(message);
    };
    return listen.call(this, name, note, ...rest);
  };
  new MutationObserver(() => {
    if (document.querySelector(".live-run")?.dataset.points > 0) window.drawn ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true,
                         attributeFilter: ["data-points"] });
}"""


def main() -> None:
    """Print the two figures."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "app.log"
        store = RunStore(log.with_suffix(".home"))
        run_id = keep_long_run(store)
        n_bytes = len(asyncio.run(read_first_message(store, run_id)).encode())
        store.close()
        print(f"first message: {n_bytes / 1000:.0f} kB (wanted: under 200 kB)", flush=True)
        server = AppServer(log)
        try:
            with open_browser() as browser:
                times = [draw_s(browser, f"{server.url}/?run={run_id}") for _ in range(_TIMES)]
        finally:
            server.close()
    worst = max(times)
    print(f"drawn: {statistics.median(times):.2f} s, at worst {worst:.2f} s (wanted: under 0.3 s)")


def keep_long_run(store: RunStore) -> str:
    """Keep a run as a training leaves it; return its id."""
    run_id = store.create(TrainConfig(epochs=_EPOCHS)).id
    store.append(run_id, TrainingStarted(_STEPS, 48_000))
    for epoch in range(1, _EPOCHS + 1):
        store.append_all([(run_id, event, 1.8e9 + epoch) for event in make_epoch(epoch)])
    store.end(run_id, RunState.FINISHED)
    return run_id


def make_epoch(epoch: int) -> list[Event]:
    """Return what a training says in an epoch, numbers as long as they are."""
    loss, accuracy, speed = 1 / (epoch + 1 / 3), 1 - 1 / (epoch + 7 / 3), 23_456.789 + epoch / 7
    steps = range(_STEPS // _POINTS, _STEPS + 1, _STEPS // _POINTS)
    points = [BatchEnded(epoch, step, loss + 1 / step, accuracy, speed) for step in steps]
    seconds = 2.0123 * epoch
    return [*points, EpochEnded(epoch, loss, accuracy, loss / 3, accuracy / 3, seconds, speed)]


async def read_first_message(store: RunStore, run_id: str) -> str:
    """Return what the browser gets first."""
    stream = stream_messages(store, run_id)
    try:
        return await anext(stream)
    finally:
        await stream.aclose()


def draw_s(browser: Browser, url: str) -> float:
    """Return the seconds from the points' arrival until they are on screen."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    try:
        page.add_init_script(f"({_WATCH})()")
        page.goto(url)
        page.wait_for_function("window.drawn > 0")
        return float(page.evaluate("window.drawn - window.arrived")) / 1000
    finally:
        page.close()


if __name__ == "__main__":
    main()
