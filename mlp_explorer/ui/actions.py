"""What the buttons do, the same on every page. What cannot be done is said on the page."""

from collections.abc import Callable
from functools import wraps
from threading import Lock

from mlp_explorer.compute import Engine
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.runs import RunRecord, RunState
from mlp_explorer.ui.owner import get_owner, may_change
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import get_config, get_run, open_new, report

__all__ = [
    "branch_run",
    "can_continue",
    "change_rate",
    "continue_run",
    "is_going_on",
    "pause_training",
    "start_training",
    "stop_training",
]

_ONE_START = Lock()  # two clicks at once are heard in two threads


def is_going_on(record: RunRecord | None) -> bool:
    """Tell whether the run on screen has not ended."""
    return record is not None and record.state.is_active()


def can_continue(record: RunRecord | None) -> bool:
    """Tell whether a run was cut short, so that it can go on to its last epoch."""
    if record is None or record.state.is_active() or len(record.epochs) >= record.config.epochs:
        return False
    diverged = record.ended is not None and record.ended.reason == "diverged"
    return record.state is not RunState.FINISHED and not diverged


def _telling(act: Callable[..., None]) -> Callable[..., None]:
    """Have what goes wrong in `act` said on the page, which stays as it is."""

    @wraps(act)
    def act_and_tell(*arguments: object) -> None:
        try:
            act(*arguments)
            report()
        except MLPExplorerError as error:
            report(error)

    return act_and_tell


def _on_own_run(act: Callable[..., None]) -> Callable[..., None]:
    """Pass `act` the engine and the run on screen, if this session may change it."""

    @wraps(act)
    def act_on_run(*arguments: object) -> None:
        record = get_run()
        if record is not None and may_change(record.owner):
            act(get_services().engine, record, *arguments)

    return _telling(act_on_run)


@_telling
def start_training() -> None:
    """Train the setup in the builder; more clicks on the way to the server do nothing."""
    config, owner, engine = get_config(), get_owner(), get_services().engine
    with _ONE_START:
        record = get_run()
        if record is None or not (is_going_on(record) and may_change(record.owner)):
            open_new(lambda: engine.submit(config, owner))


@_on_own_run
def stop_training(engine: Engine, record: RunRecord) -> None:
    """Stop the run on screen."""
    if is_going_on(record):
        engine.stop(record.id)


@_on_own_run
def pause_training(engine: Engine, record: RunRecord) -> None:
    """Hold the run on screen."""
    if is_going_on(record):
        engine.pause(record.id)


@_on_own_run
def continue_run(engine: Engine, record: RunRecord, more: int = 0) -> None:
    """Let the run on screen go on; more: for so many epochs beyond those that it has."""
    engine.resume(record.id, len(record.epochs) + more if more else None)


@_on_own_run
def change_rate(engine: Engine, record: RunRecord, rate: float) -> None:
    """Change the learning rate of the run on screen while it trains."""
    engine.set_rate(record.id, rate)


@_telling
def branch_run(epoch: int, more: int) -> None:
    """Begin a new run with the weights that the run on screen had after an epoch.

    It trains `more` epochs with the setup in the builder if that has the same layers, else with
    the run's own.
    """
    record = get_run()
    if record is not None:
        setup, own = get_config(), record.config
        same_layers = setup.hidden_layers == own.hidden_layers
        config = (setup if same_layers else own).changed(epochs=epoch + more)
        owner, engine = get_owner(), get_services().engine
        open_new(lambda: engine.branch(record.id, epoch, config, owner))
