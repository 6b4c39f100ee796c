"""The nicknames that browsers have given themselves, and what tells equal ones apart."""

import time
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from mlp_explorer.config.problems import shorten
from mlp_explorer.errors import ConfigError, RunNotFoundError, StoreError
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.record import make_id
from mlp_explorer.runs.tables import DRAWINGS, NICKNAMES, RUNS

__all__ = ["MOST_NICKNAMES", "Nicknames", "Person", "read_nickname"]

MOST_NICKNAMES = 1000
_LONGEST = 24  # characters
_MOST_MARKS = 3  # upon a letter: more would tower over the lines above
_JOINERS = "\u200c\u200d"  # Persian and families of emoji need them
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs without any ink


class Person(NamedTuple):
    """Somebody with a nickname.

    id: names them in an address; nothing of the owner can be told from it. label: the nickname,
    with a number where somebody else had it before, as in “Mia (2)”: nobody else has this one.
    """

    id: str
    name: str
    label: str


class Nicknames:
    """Kept in the database, and in memory as far as it is there: pages ask for them all the time.

    What changes one raises StoreError, with a sentence, if the database cannot be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.read() as connection:
            self._people = _select(connection)

    def list_people(self) -> Mapping[str, Person]:
        """Return who has a nickname, by the owner: see `ui/owner.py`."""
        return self._people

    def find_owner(self, person_id: str) -> str:
        """Return whose id this is. Raises RunNotFoundError, also for who has no name any more."""
        for owner, person in self._people.items():
            if person.id == person_id:
                return owner
        raise RunNotFoundError("store.no_person", id=shorten(person_id))

    def change(self, owner: str, text: str) -> None:
        """Give an owner another nickname; none for a text without letters.

        Raises ConfigError for one that is too long, StoreError where too many are kept.
        """
        name = read_nickname(text)
        with self._database.lock:
            known = self._people.get(owner)
            if name == (known.name if known else ""):
                return
            with self._database.write() as connection:
                connection.execute(NICKNAMES.delete().where(NICKNAMES.c.owner == owner))
                if name:
                    _make_room(connection)
                    person_id = known.id if known else make_id()
                    row = {"owner": owner, "id": person_id, "name": name, "named_s": time.time()}
                    connection.execute(NICKNAMES.insert(), row)
                people = _select(connection)
            self._people = people


def read_nickname(text: str) -> str:
    """Return a text as a nickname of one line, without what nobody sees; it may be empty.

    Raises ConfigError for more than 24 characters.
    """
    seen = (" " if c.isspace() or c in _BLANKS else c for c in unicodedata.normalize("NFC", text))
    name = " ".join("".join(_drop_unseen(seen)).split())
    if all(unicodedata.category(c)[0] in "MCZ" for c in name):  # marks and joiners alone
        return ""
    if len(name) > _LONGEST:
        raise ConfigError("nickname", got=shorten(name), most=_LONGEST)
    return name


def _drop_unseen(characters: Iterable[str]) -> Iterable[str]:
    """Leave out control characters, what turns the direction of a line, and marks upon marks."""
    n_marks = 0
    for each in characters:
        category = unicodedata.category(each)
        n_marks = n_marks + 1 if category in ("Mn", "Me") else 0
        if (category in ("Cc", "Cf", "Cs") and each not in _JOINERS) or n_marks > _MOST_MARKS:
            continue
        yield each


def _select(connection: Connection) -> dict[str, Person]:
    """Return all by their owner; of equal names, who had it first has it as it is."""
    rows = connection.execute(sa.select(NICKNAMES).order_by(NICKNAMES.c.named_s, NICKNAMES.c.id))
    people, taken = dict[str, Person](), set[str]()
    for row in rows.mappings():
        label, number = row["name"], 1
        while _fold(label) in taken:
            number += 1
            label = f"{row['name']} ({number})"
        taken.add(_fold(label))
        people[row["owner"]] = Person(row["id"], row["name"], label)
    return people


def _fold(name: str) -> str:
    """Return what names have in common that nobody tells apart at a glance."""
    return unicodedata.normalize("NFKC", name).casefold()


def _make_room(connection: Connection) -> None:
    """Where as many are kept as may be, let the oldest go of somebody who has nothing here."""
    count = connection.scalar(sa.select(sa.func.count()).select_from(NICKNAMES)) or 0
    if count < MOST_NICKNAMES:
        return
    has_nothing = [NICKNAMES.c.owner.not_in(sa.select(t.c.owner)) for t in (RUNS, DRAWINGS)]
    idle = sa.select(NICKNAMES.c.owner).where(*has_nothing).order_by(NICKNAMES.c.named_s).limit(1)
    owner = connection.scalar(idle)
    if owner is None:
        raise StoreError("store.too_many_nicknames", most=MOST_NICKNAMES)
    connection.execute(NICKNAMES.delete().where(NICKNAMES.c.owner == owner))
