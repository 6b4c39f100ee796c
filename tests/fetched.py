"""Pictures in the form of the datasets that are fetched, and a server that has them.

They are easy to learn, and as many as there are to be; their sums are others, so an app is told of
them by a file of its own (`DOWNLOADS_VARIABLE`).
"""

import gzip
import hashlib
import json
import shutil
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from mlp_explorer.data import DATASETS
from mlp_explorer.data.fetching.downloads import DOWNLOADS
from mlp_explorer.data.fetching.kept import is_kept, keep, make_workplace
from mlp_explorer.data.sources import Parts
from mlp_explorer.home import find_home

FETCHED = [key for key, about in DATASETS.items() if about.is_fetched]


@cache
def make_parts() -> Parts:
    """Return as many pictures as each of them has: one a class, with a line of noise."""
    random = np.random.default_rng(0)
    templates = random.integers(0, 256, (10, 28, 28), np.uint8)
    templates[:, :4], templates[:, 27] = 0, 255
    made = []
    for count in (60_000, 10_000):
        labels = random.permutation(np.arange(count) % 10).astype(np.uint8)
        pictures = templates[labels]
        pictures[:, 3] = random.integers(0, 256, (count, 28), np.uint8)
        made += [pictures, labels]
    return Parts(*made)


def put_fetched(key: str) -> None:
    """Have a dataset be here, in the home folder of the moment."""
    if not is_kept(DATASETS[key]):
        with make_workplace() as workplace:
            keep(DATASETS[key], make_parts(), workplace)


def remove_fetched() -> None:
    """Have no dataset be here that is to be fetched."""
    shutil.rmtree(find_home() / "datasets")


def write_files(folder: Path, parts: Parts) -> dict[str, Path]:
    """Write four files as they are handed out; return them by their names."""
    names = [file.name for file in DOWNLOADS["fashion_mnist"].files]
    paths = {name: folder / name for name in names}
    for path, array in zip(paths.values(), parts, strict=True):
        header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        path.write_bytes(gzip.compress(header + array.tobytes(), 1))
    return paths


def describe(address: str, paths: dict[str, Path]) -> dict[str, object]:
    """Return what the app is told of files at an address."""
    files = [
        [name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()]
        for name, path in paths.items()
    ]
    return {"address": address, "files": files}


class Mirror:
    """A server of these files. address: ends with a slash. asked: names of files that were asked
    for. holds: while it is cleared, answers stop in their midst."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, []
        self.holds = threading.Event()
        self.holds.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def describe(self, path: Path) -> str:
        """Write the file that tells an app of this server; return its name."""
        paths = {each.name: each for each in sorted(self.folder.glob("*.gz"), reverse=True)}
        said = dict.fromkeys(FETCHED, describe(self.address, paths))
        path.write_text(json.dumps(said), encoding="utf-8")
        return str(path)

    def close(self) -> None:
        """End it, and what it holds back."""
        self.holds.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, mirror: Mirror, *arguments: object) -> None:
        self._mirror = mirror
        super().__init__(*arguments, directory=str(mirror.folder))

    def copyfile(self, source, outputfile) -> None:
        self._mirror.asked.append(Path(self.path).name)
        outputfile.write(source.read(100_000))
        outputfile.flush()
        self._mirror.holds.wait()
        outputfile.write(source.read())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def open_mirror(folder: Path) -> Iterator[Mirror]:
    """Serve a folder."""
    mirror = Mirror(folder)
    try:
        yield mirror
    finally:
        mirror.close()
