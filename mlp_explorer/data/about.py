"""What is known of a dataset without its arrays: enough to build a network for it."""

import re
from dataclasses import dataclass
from math import prod

from mlp_explorer.errors import Sentence

__all__ = ["About", "make_own_key", "read_own_key"]

_OWN_KEY = re.compile(r"own-(\d+(?:x\d+)?)-(\d+)-(\d+)-(\d+)-([0-9a-f]{16})")


@dataclass(frozen=True)
class About:
    """What is known of a dataset.

    key: its name, as in `TrainConfig.dataset`. kind: "pictures" (n, height, width) or "table"
    (n, features); "plane" and "curve" are tables of two features, or one, that a seed makes.
    shape: of one example. classes: their names in the order of their numbers, from 0; empty where
    the answer is a number. n_train, n_test: examples. n_validation: how many of the last training
    examples its makers meant for validation. features: names of the columns of a table.
    answer: what the answer is called. white: the value of a white pixel, of pictures.
    source, licence: where it comes from, and what may be done with it. notes: what was understood
    and left out when it was read from a file. title: what somebody who has brought it for all calls
    it; empty where nobody has. is_fetched: its arrays are on a server until a person has had them
    fetched.
    """

    key: str
    kind: str
    shape: tuple[int, ...]
    classes: tuple[str, ...]
    n_train: int
    n_test: int
    n_validation: int = 0
    features: tuple[str, ...] = ()
    answer: str = ""
    white: float = 255.0
    source: str = ""
    licence: str = ""
    notes: tuple[Sentence, ...] = ()
    title: str = ""
    is_fetched: bool = False

    @property
    def is_own(self) -> bool:
        """Whether somebody has brought it: it is here only where it is kept."""
        return _OWN_KEY.fullmatch(self.key) is not None

    @property
    def name(self) -> str:
        """What it is called where there are no words for it: its title, or its key in short."""
        found = _OWN_KEY.fullmatch(self.key)
        return self.title or (f"own-{found[5][:4]}" if found else self.key)

    @property
    def is_made(self) -> bool:
        """Whether a seed makes it: with as many points and as much noise as is asked for."""
        return self.kind in ("plane", "curve")

    @property
    def is_drawn(self) -> bool:
        """Whether its pictures are of the size that drawings are brought to, and distorted in."""
        return self.shape == (28, 28)

    @property
    def n_inputs(self) -> int:
        """Numbers of one example: the network's inputs."""
        return prod(self.shape)


def make_own_key(about: About, fingerprint: str) -> str:
    """Return the key of own data: it says all that a network depends on, then what it is.

    fingerprint: 16 hexadecimal digits, the same for the same content only.
    So a run stays readable where its data has been thrown away, or never was.
    """
    shape = "x".join(map(str, about.shape))
    return f"own-{shape}-{len(about.classes)}-{about.n_train}-{about.n_test}-{fingerprint}"


def read_own_key(key: str) -> About | None:
    """Return what the key of own data says; None for another key. Classes are named by number."""
    found = _OWN_KEY.fullmatch(key)
    if not found:
        return None
    shape = tuple(map(int, found[1].split("x")))
    n_classes, n_train, n_test = map(int, found.group(2, 3, 4))
    kind = "pictures" if len(shape) == 2 else "table"
    classes = tuple(map(str, range(n_classes)))
    return About(key, kind, shape, classes, n_train, n_test)
