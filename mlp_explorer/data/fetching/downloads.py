"""Which files are fetched, from where, and what they must be."""

import json
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mlp_explorer.errors import DatasetError

__all__ = ["Download", "DOWNLOADS", "DOWNLOADS_VARIABLE", "find_download", "RemoteFile"]

DOWNLOADS_VARIABLE = "MLP_EXPLORER_DOWNLOADS"


class RemoteFile(NamedTuple):
    """A file: its name below the address, its bytes, and their SHA-256 in hexadecimal digits."""

    name: str
    size: int
    sha256: str


class Download(NamedTuple):
    """What a dataset is fetched as. address: ends with a slash, or the names follow it as it is."""

    address: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def host(self) -> str:
        """The server's name, with its port where it has one."""
        return urlsplit(self.address).netloc


# both are as large, and have the same sums, in TensorFlow Datasets' tables of checksums
DOWNLOADS: Mapping[str, Download] = {
    "fashion_mnist": Download(
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        (
            RemoteFile(
                "train-images-idx3-ubyte.gz",
                26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            ),
            RemoteFile(
                "train-labels-idx1-ubyte.gz",
                29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            ),
            RemoteFile(
                "t10k-images-idx3-ubyte.gz",
                4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            ),
            RemoteFile(
                "t10k-labels-idx1-ubyte.gz",
                5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            ),
        ),
    ),
    "kmnist": Download(
        "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        (
            RemoteFile(
                "train-images-idx3-ubyte.gz",
                18_165_135,
                "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
            ),
            RemoteFile(
                "train-labels-idx1-ubyte.gz",
                29_497,
                "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
            ),
            RemoteFile(
                "t10k-images-idx3-ubyte.gz",
                3_041_136,
                "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
            ),
            RemoteFile(
                "t10k-labels-idx1-ubyte.gz",
                5_120,
                "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
            ),
        ),
    ),
}


def find_download(key: str) -> Download:
    """Return what a dataset is fetched as.

    Where the environment names a JSON file, that says it otherwise, of the datasets that are in it:
    `{"kmnist": {"address": "http://mirror/kmnist/"}}`, and with `"files": [[name, size, sha256]]`
    what the files must be. Raises DatasetError for a file that cannot be read so.
    """
    path = os.environ.get(DOWNLOADS_VARIABLE, "").strip()
    usual = DOWNLOADS[key]
    if not path:
        return usual
    refuse = partial(DatasetError, "fetching.settings", variable=DOWNLOADS_VARIABLE, name=path)
    try:
        said = json.loads(Path(path).read_text(encoding="utf-8")).get(key, {})
        return _read(said, usual)
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise refuse(reason=f"{type(error).__name__}: {str(error)[:100]}") from error


def _read(said: Mapping[str, Any], usual: Download) -> Download:
    address = said.get("address", usual.address)
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(f"address: {address[:60]}")
    files = said.get("files")
    if files is None:
        return usual._replace(address=address)
    return Download(
        address, tuple(RemoteFile(str(name), int(size), str(sha)) for name, size, sha in files)
    )
