"""What the buttons do, the same on every page: for `Session.ask`. None of them touches Streamlit.

What cannot be done is said on the page. A second click on what starts something finds it started:
the engine sees to that.
"""

from mlp_explorer.compute import Engine
from mlp_explorer.config import PRESETS
from mlp_explorer.data.fetching.kept import check_here
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunRecord, RunSummary
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session

__all__ = [
    "branch_run",
    "can_continue",
    "change_rate",
    "continue_run",
    "find_last_run",
    "is_going_on",
    "open_page",
    "open_run",
    "pause_training",
    "start_training",
    "stop_training",
    "train_tutorial",
]


def is_going_on(record: RunRecord | None) -> bool:
    """Tell whether the run on screen has not ended."""
    return record is not None and record.state.is_active()


def can_continue(record: RunRecord | None) -> bool:
    """Tell whether a run was cut short, so that it can go on to its last epoch, and its test."""
    if record is None or record.state.is_active() or record.state is RunState.FINISHED:
        return False
    if record.ended is not None and record.ended.reason == "diverged":
        return False
    is_tested = record.state is not RunState.INTERRUPTED
    return not (is_tested and len(record.epochs) >= record.config.epochs)


def find_last_run(session: Session, dataset: str = "") -> RunSummary | None:
    """Return the newest run of this browser, None where it has none. dataset: only of this one."""
    runs = get_services().store.list_runs(owner=session.owner)
    return next((run for run in runs if dataset in ("", run.config.dataset)), None)


def open_page(session: Session, name: str) -> None:
    """Show another page."""
    session.open_page(name)


def open_run(session: Session, run_id: str, page: str = "") -> None:
    """Put a run on screen and its settings into the builder; page: where, else here."""
    record = get_services().store.get(run_id)
    session.open_run(record)
    session.config = record.config
    if page:
        session.open_page(page)


def start_training(session: Session) -> None:
    """Train the setup in the builder; nothing while a run of one's own is on screen and goes on."""
    record = session.get_run()
    if record is None or not (is_going_on(record) and session.may_change(record)):
        check_here(session.config.about)
        session.open_run(get_services().engine.submit(session.config, session.owner))


def train_tutorial(session: Session) -> None:
    """Take the tutorial's network into the setup, and train it, whatever is on screen."""
    session.config = PRESETS["tutorial"].config
    session.open_run(get_services().engine.submit(session.config, session.owner))


def stop_training(session: Session) -> None:
    """Stop the run on screen."""
    if (found := _find_own(session)) and is_going_on(found[1]):
        found[0].stop(found[1].id)


def pause_training(session: Session) -> None:
    """Hold the run on screen."""
    if (found := _find_own(session)) and is_going_on(found[1]):
        found[0].pause(found[1].id)


def continue_run(session: Session, more: int = 0) -> None:
    """Let the run on screen go on; more: for so many epochs beyond those that it has."""
    if found := _find_own(session):
        engine, record = found
        engine.resume(record.id, len(record.epochs) + more if more else None)


def change_rate(session: Session, rate: float) -> None:
    """Change the learning rate of the run on screen while it trains."""
    if found := _find_own(session):
        engine, record = found
        engine.set_rate(record.id, rate)


def branch_run(session: Session, epoch: int, more: int) -> None:
    """Begin a new run with the weights that the run on screen had after an epoch.

    It trains `more` epochs with the setup in the builder if that has the same layers, else with
    the run's own.
    """
    record = session.get_run()
    if record is None:
        return
    same_layers = session.config.hidden_layers == record.config.hidden_layers
    config = (session.config if same_layers else record.config).changed(epochs=epoch + more)
    session.open_run(get_services().engine.branch(record.id, epoch, config, session.owner))


def _find_own(session: Session) -> tuple[Engine, RunRecord] | None:
    """Return the engine and the run on screen, if this session may change that."""
    record = session.get_run()
    if record is None or not session.may_change(record):
        return None
    return get_services().engine, record
