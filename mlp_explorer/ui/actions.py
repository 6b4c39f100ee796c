"""What the buttons do, the same on every page."""

from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import get_config, get_run, open_run

__all__ = ["is_going_on", "start_training", "stop_training"]


def is_going_on(record: RunRecord | None) -> bool:
    """Tell whether the run on screen has not ended."""
    return record is not None and not record.state.is_finished()


def start_training() -> None:
    """Train the setup in the builder; more clicks on the way to the server do nothing."""
    if not is_going_on(get_run()):
        open_run(get_services().engine.submit(get_config()).id)


def stop_training() -> None:
    """Stop the run on screen."""
    record = get_run()
    if record is not None and is_going_on(record):
        get_services().engine.stop(record.id)
