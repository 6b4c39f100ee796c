"""Apps in processes of their own, and what is done to them and to their files."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from mlp_explorer import TrainConfig
from mlp_explorer.messages import RunState
from tests.compute.conftest import wait_until

ROOT = Path(__file__).parents[2]
Message = dict[str, Any]
_PATIENCE_S = 120  # an app ends


class ScriptApp:
    """A running `script_app.py`: what it has said, and a way to tell it what to do."""

    def __init__(self, home: Path, **environment: str) -> None:
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        settings = {"MLP_EXPLORER_HOME": str(home), "PYTHONPATH": paths}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.script_app"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | settings | environment,
        )
        self.messages: list[Message] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):  # the last one may have been cut off
                self.messages.append(json.loads(line))

    def tell(self, name: str, *arguments: Any) -> None:
        """Have it do something."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self.process.stdin.flush()

    def submit(self, config: TrainConfig) -> str:
        """Have it queue a run; return the run's id."""
        said = len(self.said("submitted"))
        self.tell("submit", config.to_query())
        wait_until(lambda: len(self.said("submitted")) > said, "the run")
        return str(self.said("submitted")[-1]["run"])

    def said(self, what: str, **wanted: Any) -> list[Message]:
        """Return what it has said of this kind, with these values."""
        wanted["what"] = what
        return [m for m in tuple(self.messages) if wanted.items() <= m.items()]

    def epochs(self, run_id: str) -> list[Message]:
        """Return the epochs of a run that it has shown."""
        return [message["values"] for message in self.said("epoch", run=run_id)]

    def wait_for_epochs(self, run_id: str, count: int) -> None:
        """Wait until so many epochs of a run have been shown."""
        wait_until(lambda: len(self.epochs(run_id)) >= count, f"{count} epochs")

    def wait_for_state(self, run_id: str, *states: RunState) -> Message:
        """Wait until a run comes into one of these states; return what was said then."""

        def last() -> Message:
            return (self.said("state", run=run_id) or [{"state": None}])[-1]

        what = f"a run that is {' or '.join(states)}"
        wait_until(lambda: last()["state"] in states, what)
        return last()

    def finish(self, run_id: str) -> None:
        """Wait until a run is finished."""
        ended = (RunState.FINISHED, RunState.STOPPED, RunState.FAILED)
        assert self.wait_for_state(run_id, *ended)["state"] == RunState.FINISHED

    def family(self) -> list[psutil.Process]:
        """Return its process and those below."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def workers(self) -> list[psutil.Process]:
        """Return the processes that train."""
        return [process for process in self.family() if _trains(process)]

    def kill(self) -> None:
        """End it as the system does when there is no memory left; take note of its last words."""
        self.process.send_signal(signal.SIGKILL)
        self._wait()

    def close(self) -> None:
        """Let it come to its end, if it has not."""
        assert self.process.stdin is not None
        if not self.process.stdin.closed:
            self.process.stdin.close()
            self._wait()

    def _wait(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.wait(_PATIENCE_S)
        self._reader.join(20)
        if not self.process.stdin.closed:
            self.process.stdin.close()
        self.process.stdout.close()


def customize(folder: Path, code: str) -> dict[str, str]:
    """Return an environment in which each Python process begins with this code."""
    folder.mkdir(parents=True)
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def _trains(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.Error:  # it has just ended
        return False


def damage(path: Path, change: Callable[[int], int] = lambda byte: byte ^ 0xFF) -> None:
    """Change a few bytes in the midst of a file."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = map(change, content[middle : middle + 8])
    path.write_bytes(content)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
