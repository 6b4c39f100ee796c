"""Opens pages without a browser, and puts runs into the store as the engine would."""

from streamlit.testing.v1 import AppTest

from mlp_explorer import TrainConfig
from mlp_explorer.runs import RunState
from mlp_explorer.runs.events import EpochEnded, Evaluated, TrainingEnded, TrainingStarted
from mlp_explorer.ui.services import get_services


def open_app(query=None, page=None):
    """Run the app's first page, or another one; `page` is the name of a module of `ui/views`."""
    if page is None:
        app = AppTest.from_file("../../mlp_explorer/ui/main.py", default_timeout=30)
        app.query_params.update(query or {})
        return app.run()
    return AppTest.from_function(_show_page, default_timeout=30, args=(page,)).run()


def _show_page(page):
    import importlib

    importlib.import_module(f"mlp_explorer.ui.views.{page}").show()


def enabled(app):
    """Return what can be clicked; − and + belong to their fields."""
    steps = ("_less", "_more")
    buttons = [each for each in app.button if not (each.key or "").endswith(steps)]
    return [button.label for button in buttons if not button.disabled]


def find_field(app, label):
    """Return the number field of that name; one alone has it."""
    [field] = [each for each in app.text_input if each.label == label]
    return field


def enter(app, label, text):
    """Type into a number field."""
    find_field(app, label).set_value(text).run()
    assert not app.exception
    return app


def texts(app):
    elements = [*app.markdown, *app.caption, *app.warning, *app.error, *app.info]
    return "\n".join(element.value for element in elements)


def make_run(
    config=None, state=RunState.FINISHED, epochs=6, accuracy=0.9241, val_accuracy=0.9, **named
):
    """Keep a run with a falling loss; return its id."""
    store = get_services().store
    run_id = store.create(config or TrainConfig(), **named).id
    store.append(run_id, TrainingStarted(24, 48_000))
    for k in range(1, epochs + 1):
        store.append(run_id, EpochEnded(k, 2 / k, 0.9, 2 / k, val_accuracy, k / 2, 90_000.0))
    store.append(run_id, TrainingEnded("completed", epochs))
    store.append(run_id, Evaluated(0.27, accuracy))
    store.end(run_id, state, "The reason." if state is RunState.FAILED else "")
    return run_id
