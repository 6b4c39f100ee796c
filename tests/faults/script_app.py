"""The app without its pages, as a process that can be killed: `python -m tests.faults.script_app`.

It prints a line of JSON for each thing that a page would show, as soon as the store says so, and
does what it reads: a line of JSON each, the name of one of `_ACTS` and its arguments. Where runs
are kept and who trains them is in the environment, as for the app itself.
"""

import json
import sys
import threading
from collections.abc import Callable
from typing import Any

from mlp_explorer import TrainConfig
from mlp_explorer.compute import DaskCluster, Engine, SweepPlan, Sweeps
from mlp_explorer.errors import MLPExplorerError, Sentence
from mlp_explorer.runs import RunRecord, RunStore

_STATUS_S = 0.1
_PRINTING = threading.Lock()
_SWEEPS: list[Sweeps] = []  # one, as soon as the engine is there


def main() -> None:
    """Serve until the end of standard input."""
    store = TellingStore.from_environment()
    engine = Engine(store, DaskCluster.from_environment())
    tell("opened", runs={run.id: run.state for run in store.tell_of_all()})
    engine.start()
    _SWEEPS.append(Sweeps(store, engine))
    closing = threading.Event()
    threading.Thread(target=watch_status, args=(engine, closing), daemon=True).start()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            _ACTS[name](engine, *arguments)
        except MLPExplorerError as error:
            tell("problem", sentence=str(error))
    closing.set()
    _SWEEPS[0].close()
    engine.close()
    store.close()


class TellingStore(RunStore):
    """Prints each epoch and each state of a run as it would come to a page."""

    def create(self, *arguments: Any, **named: Any) -> RunRecord:
        """Add a run, and tell of it from now on."""
        record = super().create(*arguments, **named)
        self._tell_of(record)
        return record

    def tell_of_all(self) -> list[RunRecord]:
        """Tell of the runs that are there, from now on, and return them."""
        records = [self.get(run.id) for run in self.list_runs()]
        for record in records:
            self._tell_of(record)
        return records

    def _tell_of(self, record: RunRecord) -> None:
        shown = [record]

        def compare() -> None:
            before, now = shown[0], self.get(record.id)
            shown[0] = now
            for epoch in now.epochs:
                if epoch not in before.epochs:
                    tell("epoch", run=record.id, values=epoch._asdict())
            if now.state is not before.state:
                tell(
                    "state",
                    run=record.id,
                    state=now.state,
                    problem=str(Sentence.from_text(now.problem)),
                )

        self.listen(record.id, compare)


def tell(what: str, **values: Any) -> None:
    """Print a line."""
    with _PRINTING:
        print(json.dumps({"what": what, **values}), flush=True)  # noqa: T201 - who started it reads


def watch_status(engine: Engine, closing: threading.Event) -> None:
    """Tell how the engine is, whenever that changes."""
    before = None
    while not closing.wait(_STATUS_S):
        if (status := engine.status) != before:
            tell("status", state=status.state, sentence=status.sentence, workers=status.workers)
        before = status


def start_sweep(engine: Engine, plan: dict[str, Any]) -> None:
    """Begin a sweep of that plan."""
    tell("sweep", group=_SWEEPS[0].start(SweepPlan.from_json(plan), "a sweep").id)


def resume_sweep(engine: Engine, group_id: str) -> None:
    """Go on with a sweep."""
    _SWEEPS[0].resume(group_id)


def submit(engine: Engine, query: dict[str, str]) -> None:
    """Queue a run of the configuration that stands in the URL as `query`."""
    tell("submitted", run=engine.submit(TrainConfig.from_query(query)).id)


_ACTS: dict[str, Callable[..., Any]] = {
    "pause": Engine.pause,
    "resume": Engine.resume,
    "resume_sweep": resume_sweep,
    "stop": Engine.stop,
    "submit": submit,
    "sweep": start_sweep,
}

if __name__ == "__main__":
    main()
