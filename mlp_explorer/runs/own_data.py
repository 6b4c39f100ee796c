"""Own data that people keep: who has brought it, what they call it, and who may see it."""

import contextlib
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from mlp_explorer.data import About, Dataset
from mlp_explorer.data.about import read_own_key
from mlp_explorer.errors import StoreError
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.own_files import OwnFiles
from mlp_explorer.runs.tables import OWN_DATA

__all__ = ["KeptData", "LONGEST_TITLE", "OwnData"]

LONGEST_TITLE = 60  # characters


class KeptData(NamedTuple):
    """That somebody keeps a dataset.

    key: the dataset's. title: what its owner calls it. is_shared: everybody may use it. created_s:
    when it was brought, seconds since 1970.
    """

    key: str
    owner: str
    title: str
    is_shared: bool
    created_s: float


class OwnData:
    """Who keeps what, in the database, and in memory as pages ask for it all the time; the arrays,
    in files. What several people bring is kept once. A `Lender`.

    Every method raises StoreError, with a sentence, if the database or the folder is out of reach.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._files = database, OwnFiles(folder)
        self._changing = threading.RLock()  # of files and rows, which must agree
        self._abouts: dict[str, About] = {}  # as they were asked for
        self._kept: tuple[KeptData, ...] = ()
        self._look_again()

    def keep(self, owner: str, dataset: Dataset, title: str, is_shared: bool = False) -> KeptData:
        """Keep a dataset for an owner, or for everybody. Where they have it, the new title counts,
        and who may see it."""
        kept = KeptData(dataset.about.key, owner, _clean(title), is_shared, time.time())
        with self._changing:
            self._files.write(dataset)
            try:
                with self._database.write() as connection:
                    connection.execute(OWN_DATA.delete().where(_is(kept.key, owner)))
                    connection.execute(OWN_DATA.insert(), kept._asdict())
            except StoreError:
                self._remove_unused([kept.key])
                raise
            self._look_again()
        return kept

    def throw_away(self, owner: str, key: str) -> None:
        """Let an owner's data go; its files, where nobody else keeps the same."""
        with self._changing:
            with self._database.write() as connection:
                connection.execute(OWN_DATA.delete().where(_is(key, owner)))
            self._look_again()
            self._remove_unused([key])

    def list_kept(self, owner: str | None = None) -> list[KeptData]:
        """Return what an owner may use, theirs first, then what others share, each the newest
        first and once; without an owner, all of it."""
        if owner is None:
            return list(self._kept)
        mine = [each for each in self._kept if each.owner == owner]
        keys = {each.key for each in mine}
        others = (each for each in self._kept if each.is_shared and each.key not in keys)
        return mine + list({each.key: each for each in others}.values())

    def require(self, owner: str, key: str) -> None:
        """Raise StoreError unless an owner may use the data of that key."""
        if any(each.key == key for each in self.list_kept(owner)):
            return
        is_here = any(each.key == key for each in self._kept)
        raise StoreError("dataset.private" if is_here else "dataset.gone", key=key)

    def share(self, owner: str, key: str, is_shared: bool) -> None:
        """Let everybody use an owner's data, or nobody else."""
        with self._changing:
            with self._database.write() as connection:
                changed = OWN_DATA.update().where(_is(key, owner))
                connection.execute(changed, {"is_shared": is_shared})
            self._look_again()

    def load_checked(self, key: str) -> Dataset:
        """Return a dataset for a training, once all of it was found to be what its key says."""
        return self._files.check(key)

    def find_about(self, key: str) -> About | None:
        """Return what is known of a dataset that is kept, None of another one."""
        about = self._abouts.get(key)
        if about is None and any(each.key == key for each in self._kept):
            with contextlib.suppress(StoreError):  # its key says enough
                about = self._files.read_about(key)
                shared = (each.title for each in reversed(self._kept) if _is_for_all(each, key))
                about = self._abouts[key] = replace(about, title=next(shared, ""))
        return about

    def load(self, key: str) -> Dataset | None:
        """Return a dataset that is kept, None of another one."""
        about = self.find_about(key)
        return self._files.read(key)._replace(about=about) if about else None

    def tidy(self) -> None:
        """Remove the files that nobody keeps: what was open when it was thrown away, or was left by
        a process that was killed."""
        with self._changing:
            self._remove_unused(self._files.list_keys())

    def _look_again(self) -> None:
        order = (OWN_DATA.c.created_s.desc(), OWN_DATA.c.key)
        with self._database.read() as connection:
            rows = connection.execute(sa.select(OWN_DATA).order_by(*order)).mappings()
            self._kept = tuple(KeptData(**row) for row in rows)
        self._abouts = {}

    def _remove_unused(self, keys: Iterable[str]) -> None:
        kept = {each.key for each in self._kept}
        for key in keys:
            if key not in kept and read_own_key(key):
                with contextlib.suppress(StoreError):  # open elsewhere: it goes when there is time
                    self._files.delete(key)


def _is(key: str, owner: str) -> sa.ColumnElement[bool]:
    return (OWN_DATA.c.key == key) & (OWN_DATA.c.owner == owner)


def _is_for_all(kept: KeptData, key: str) -> bool:
    return kept.key == key and kept.is_shared


def _clean(title: str) -> str:
    """Return a title on one line, short enough for a list."""
    line = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    return line[:LONGEST_TITLE].strip()
