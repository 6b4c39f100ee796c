"""What all sessions share: the store of runs and the training engine, one of each a process."""

import importlib
import tempfile
import threading
from functools import cache
from pathlib import Path

from mlp_explorer.compute import Engine
from mlp_explorer.runs import RunStore

__all__ = ["get_services", "Services"]


class Services:
    """The store and the engine. Weights lie in a temporary folder that goes with the server."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mlp-explorer-")
        self.store = RunStore(Path(self._folder.name))
        self.engine = Engine.from_environment(self.store)

    def start(self) -> None:
        """Begin to start the engine, in the background."""
        self.engine.start()
        # Streamlit imports pandas at the first widget: 0.2 s of the first page's time. Here it
        # happens while the browser still loads its scripts.
        threading.Thread(target=importlib.import_module, args=("pandas",), daemon=True).start()

    def close(self) -> None:
        """End the engine and remove the folder."""
        self.engine.close()
        self._folder.cleanup()


@cache  # st.cache_resource could be cleared from the page's menu, and would orphan the engine
def get_services() -> Services:
    """Return this process's services, made on the first call."""
    return Services()
