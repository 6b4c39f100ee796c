"""Datasets on their way from a server into the home folder, each in a thread of its own."""

import hashlib
import http.client
import logging
import threading
import urllib.request
from enum import StrEnum
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError

from mlp_explorer.data.about import About
from mlp_explorer.data.fetching.downloads import Download, RemoteFile, find_download
from mlp_explorer.data.fetching.kept import forget_unfinished, is_kept, keep, make_workplace
from mlp_explorer.data.fetching.read import read_parts
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["drop_in", "Fetch", "Fetches", "FetchState"]

_BLOCK = 1 << 16  # bytes between two looks at whether it is still wanted
_SILENCE_S = 20.0  # of a server, before it is given up
_LOG = logging.getLogger(__name__)


class FetchState(StrEnum):
    """Where a fetch stands."""

    GOING = "going"
    DONE = "done"
    ENDED = "ended"  # as somebody wished
    FAILED = "failed"


class Fetch:
    """One attempt to fetch a dataset. Its thread changes it, pages read it.

    owner: who has asked for it. total, done: bytes, of all files. problem: why it failed.
    """

    def __init__(self, about: About, owner: str, download: Download) -> None:
        self.about, self.owner, self.download = about, owner, download
        self.total, self.done = download.size, 0
        self.problem: Sentence | None = None
        self._state = FetchState.GOING
        self._changing = threading.Lock()  # of the state: it leaves GOING once

    @property
    def state(self) -> FetchState:
        """Where it stands."""
        return self._state

    def end(self) -> None:
        """Give it up. Its thread finds that out at its next block, and leaves nothing behind."""
        self._leave(FetchState.ENDED)

    def work(self) -> None:
        """Fetch, check, and keep; what goes wrong is kept as a sentence."""
        try:
            with make_workplace() as workplace:
                paths = [self._bring(file, workplace) for file in self.download.files]
                if self._state is FetchState.GOING:
                    parts = read_parts(self.about, {path.name: path.read_bytes() for path in paths})
                    keep(self.about, parts, workplace)
            self._leave(FetchState.DONE)
        except DatasetError as error:
            self._fail(error.problems[0])
        except (OSError, http.client.HTTPException) as error:  # of the line, or of the disk
            values = {"host": self.download.host, "reason": _name_reason(error)}
            self._fail(Sentence("fetching.failed", values))
        except Exception:
            self._fail(Sentence("fetching.broken"))
            _LOG.exception("fetching %s failed", self.about.key)

    def _bring(self, file: RemoteFile, workplace: Path) -> Path:
        """Bring a file into the workplace. Raises DatasetError for one that is another."""
        path = workplace / file.name
        if self._state is not FetchState.GOING:
            return path
        address = self.download.address + file.name
        with (
            urllib.request.urlopen(address, timeout=_SILENCE_S) as reply,
            path.open("wb") as target,
        ):
            digest, size = self._copy(reply, target, file.size)
        if self._state is FetchState.GOING and (digest, size) != (file.sha256, file.size):
            values = {"name": file.name, "host": self.download.host}
            raise DatasetError("fetching.another_file", **values)
        return path

    def _copy(self, reply: IO[bytes], target: IO[bytes], most: int) -> tuple[str, int]:
        """Copy all there is, or a little more than `most`; return its SHA-256, and its bytes."""
        sha256, size = hashlib.sha256(), 0
        while self._state is FetchState.GOING and size <= most and (block := reply.read(_BLOCK)):
            target.write(block)
            sha256.update(block)
            size += len(block)
            self.done += len(block)
        return sha256.hexdigest(), size

    def _fail(self, problem: Sentence) -> None:
        self.problem = problem
        self._leave(FetchState.FAILED)

    def _leave(self, state: FetchState) -> None:
        with self._changing:
            if self._state is FetchState.GOING:
                self._state = state


def _name_reason(error: Exception) -> str:
    """Return what went wrong, as the system calls it: what urllib wraps it in says no more."""
    if isinstance(error, URLError) and not isinstance(error, HTTPError):
        return str(error.reason)[:200]
    reason = str(error) or type(error).__name__
    return reason[:200].rstrip(".")


class Fetches:
    """The fetches of this app, the last one of each dataset. Only one app has a home folder."""

    def __init__(self) -> None:
        self._fetches: dict[str, Fetch] = {}
        self._changing = threading.Lock()
        forget_unfinished()

    def start(self, about: About, owner: str) -> Fetch:
        """Begin to fetch a dataset; while that goes on, a second wish gets the same.

        Raises DatasetError where the environment says wrongly from where.
        """
        with self._changing:
            known = self._fetches.get(about.key)
            if known is not None and known.state is FetchState.GOING:
                return known
            fetch = Fetch(about, owner, find_download(about.key))
            self._fetches[about.key] = fetch
        threading.Thread(target=fetch.work, name=f"fetch {about.key}", daemon=True).start()
        return fetch

    def find(self, key: str) -> Fetch | None:
        """Return the last fetch of a dataset, if there was one since the app was started."""
        return self._fetches.get(key)

    def close(self) -> None:
        """End all."""
        for fetch in list(self._fetches.values()):
            fetch.end()


def drop_in(about: About, files: dict[str, bytes]) -> None:
    """Keep the dataset that is in files which a person has. Raises DatasetError."""
    if is_kept(about):
        return
    parts = read_parts(about, files)
    try:
        with make_workplace() as workplace:
            keep(about, parts, workplace)
    except OSError as error:
        raise DatasetError("fetching.not_kept", reason=error.strerror or str(error)) from error
